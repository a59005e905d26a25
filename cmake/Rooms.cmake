# palpate_room(NAME base USES anatomy mesh LIBRARIES glm::glm ...)
# One static library a room: public headers in include/palpate/<room>, sources in src/<room>.
# Other rooms are linked publicly (their types appear in headers); LIBRARIES privately, so that another room
# cannot use them by accident. GLM and fmt are value types and formatting: every room above base may use them.
function(palpate_room)
  cmake_parse_arguments(ROOM "" "NAME" "USES;LIBRARIES;PUBLIC_LIBRARIES" ${ARGN})
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/src/${ROOM_NAME}/*.cpp)
  list(FILTER sources EXCLUDE REGEX "main\\.cpp$")
  add_library(palpate_${ROOM_NAME} STATIC ${sources})
  add_library(palpate::${ROOM_NAME} ALIAS palpate_${ROOM_NAME})
  target_include_directories(palpate_${ROOM_NAME} PUBLIC ${CMAKE_SOURCE_DIR}/include
                                                  PRIVATE ${CMAKE_SOURCE_DIR}/src/${ROOM_NAME})
  target_link_libraries(palpate_${ROOM_NAME} PUBLIC ${ROOM_PUBLIC_LIBRARIES} PRIVATE palpate_options ${ROOM_LIBRARIES})
  foreach(used IN LISTS ROOM_USES)
    target_link_libraries(palpate_${ROOM_NAME} PUBLIC palpate_${used})
  endforeach()
endfunction()
