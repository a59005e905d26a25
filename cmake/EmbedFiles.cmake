# palpate_embed(TARGET render SYMBOL shader_files FILES a.glsl b.vert ROOT ${CMAKE_SOURCE_DIR}/shaders)
# Compiles files into the target as text, so that a program needs no shader folder at run time. The generated source
# defines: namespace palpate { std::span<const EmbeddedFile> SYMBOL(); }
function(palpate_embed)
  cmake_parse_arguments(EMBED "" "TARGET;SYMBOL;ROOT" "FILES" ${ARGN})
  set(output ${CMAKE_CURRENT_BINARY_DIR}/${EMBED_SYMBOL}.cpp)
  add_custom_command(
    OUTPUT ${output}
    COMMAND ${CMAKE_COMMAND} -DOUTPUT=${output} -DSYMBOL=${EMBED_SYMBOL} -DROOT=${EMBED_ROOT}
            "-DFILES=${EMBED_FILES}" -P ${CMAKE_SOURCE_DIR}/cmake/EmbedFilesScript.cmake
    DEPENDS ${EMBED_FILES} ${CMAKE_SOURCE_DIR}/cmake/EmbedFilesScript.cmake
    COMMENT "Embedding ${EMBED_SYMBOL}"
    VERBATIM)
  target_sources(${EMBED_TARGET} PRIVATE ${output})
endfunction()
