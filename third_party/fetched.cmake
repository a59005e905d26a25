# Libraries for systems that have no package of them: the very sources Debian 12 builds its packages from, from its
# archive of everything it ever published, each pinned by its SHA-256. Built here as far as Palpate needs them.
include(FetchContent)
set(FETCHCONTENT_QUIET ON)

set(PALPATE_FETCH "" CACHE STRING "Libraries to fetch although the system may have them: names, or ALL")
set(PALPATE_SOURCE_ARCHIVE "https://snapshot.debian.org/archive/debian/20250520T000000Z" CACHE STRING
  "Where library sources are fetched from: a Debian archive or a copy of its folder pool/")

# palpate_must_fetch(name out): whether the person asked for it.
function(palpate_must_fetch name out)
  if(PALPATE_FETCH STREQUAL "ALL" OR name IN_LIST PALPATE_FETCH)
    set(${out} TRUE PARENT_SCOPE)
  else()
    set(${out} FALSE PARENT_SCOPE)
  endif()
endfunction()

# palpate_fetch(name path sha256): sets <name>_SOURCE_DIR. Debian's archive encodes + and ~ in its addresses.
macro(palpate_fetch name path sha256)
  message(STATUS "Fetching ${name}")
  FetchContent_Declare(${name} URL "${PALPATE_SOURCE_ARCHIVE}/pool/main/${path}" URL_HASH SHA256=${sha256})
  FetchContent_GetProperties(${name})
  if(NOT ${name}_POPULATED)
    FetchContent_Populate(${name})
  endif()
endmacro()

# palpate_headers(target folder): a library that is only headers.
function(palpate_headers target folder)
  string(REPLACE "::" "_" plain ${target})
  add_library(${plain} INTERFACE)
  target_include_directories(${plain} SYSTEM INTERFACE ${folder})
  add_library(${target} ALIAS ${plain})
endfunction()

# palpate_sources(target folders... SOURCES files...): a library compiled as it is.
function(palpate_sources target)
  cmake_parse_arguments(LIBRARY "" "" "FOLDERS;SOURCES;LINKS;DEFINITIONS" ${ARGN})
  string(REPLACE "::" "_" plain ${target})
  add_library(${plain} STATIC ${LIBRARY_SOURCES})
  target_include_directories(${plain} SYSTEM PUBLIC ${LIBRARY_FOLDERS})
  target_link_libraries(${plain} PUBLIC ${LIBRARY_LINKS})
  target_compile_definitions(${plain} PUBLIC ${LIBRARY_DEFINITIONS})
  target_compile_options(${plain} PRIVATE -w)
  add_library(${target} ALIAS ${plain})
endfunction()

macro(fetch_fmt)
  palpate_fetch(fmt f/fmtlib/fmtlib_9.1.0%2Bds1.orig.tar.gz
    84ce1c2d0be3a9863935137969dcec6970125caac032f82474640bfc81463583)
  palpate_sources(fmt::fmt FOLDERS ${fmt_SOURCE_DIR}/include SOURCES ${fmt_SOURCE_DIR}/src/format.cc ${fmt_SOURCE_DIR}/src/os.cc)
endmacro()

macro(fetch_nlohmann_json)
  palpate_fetch(nlohmann_json n/nlohmann-json3/nlohmann-json3_3.11.2.orig.tar.gz
    d69f9deb6a75e2580465c6c4c5111b89c4dc2fa94e3a85fcd2ffcd9a143d9273)
  palpate_headers(nlohmann_json::nlohmann_json ${nlohmann_json_SOURCE_DIR}/include)
endmacro()

macro(fetch_glm)
  palpate_fetch(glm g/glm/glm_0.9.9.8%2Bds.orig.tar.xz
    0e678af38374a9d49dbd19f206bbc31564ddcd91449fe48ea8967a51ab3ccd69)
  palpate_headers(glm::glm ${glm_SOURCE_DIR})
endmacro()

macro(fetch_Eigen3)
  palpate_fetch(Eigen3 e/eigen3/eigen3_3.4.0.orig.tar.bz2
    b4c198460eba6f28d34894e3a5710998818515104d6e74e5cc331ce31e46e626)
  FetchContent_GetProperties(Eigen3 SOURCE_DIR Eigen3_SOURCE_DIR)
  palpate_headers(Eigen3::Eigen ${Eigen3_SOURCE_DIR})
endmacro()

macro(fetch_nanoflann)
  palpate_fetch(nanoflann n/nanoflann/nanoflann_1.4.3%2Bds.orig.tar.xz
    3e30bf0ba1c7d98a8ddc3fe463f468de9b3b625f0a0eee95515b4d5b018c7e32)
  palpate_headers(nanoflann::nanoflann ${nanoflann_SOURCE_DIR}/include)
endmacro()

macro(fetch_meshoptimizer)
  palpate_fetch(meshoptimizer m/meshoptimizer/meshoptimizer_0.18%2Bdfsg.orig.tar.xz
    881ea2cc687f1fef5ce70484e0ca6504e13856dd856677749f3763bc685956d3)
  file(GLOB meshoptimizer_sources ${meshoptimizer_SOURCE_DIR}/src/*.cpp)
  palpate_sources(meshoptimizer::meshoptimizer FOLDERS ${meshoptimizer_SOURCE_DIR}/src SOURCES ${meshoptimizer_sources})
endmacro()

macro(fetch_CLI11)
  palpate_fetch(CLI11 c/cli11/cli11_2.1.2%2Bds.orig.tar.xz
    8143d20b688e98ccce8e24562d3b68e5f47c12e896c42c7ca8553dbde5bed55d)
  FetchContent_GetProperties(CLI11 SOURCE_DIR CLI11_SOURCE_DIR)
  palpate_headers(CLI11::CLI11 ${CLI11_SOURCE_DIR}/include)
endmacro()

macro(fetch_stb)
  palpate_fetch(stb libs/libstb/libstb_0.0~git20220908.8b5f1f3%2Bds.orig.tar.xz
    6949c8ff9f86d982cff1b384f1301a731cbaf3b3fa4d1728c7b48a02386d31d8)
  # Debian compiles these headers into a library; so is it done here.
  enable_language(C)
  file(WRITE ${stb_BINARY_DIR}/stb.c "#define STB_IMAGE_IMPLEMENTATION\n#include <stb_image.h>\n"
    "#define STB_IMAGE_WRITE_IMPLEMENTATION\n#include <stb_image_write.h>\n")
  palpate_sources(PkgConfig::STB FOLDERS ${stb_SOURCE_DIR} SOURCES ${stb_BINARY_DIR}/stb.c)
endmacro()

macro(fetch_xxhash)
  enable_language(C)
  palpate_fetch(xxhash x/xxhash/xxhash_0.8.1.orig.tar.gz
    3bb6b7d6f30c591dd65aaaff1c8b7a5b94d81687998ca9400082c739a690436c)
  palpate_sources(PkgConfig::XXHASH FOLDERS ${xxhash_SOURCE_DIR} SOURCES ${xxhash_SOURCE_DIR}/xxhash.c)
endmacro()

macro(fetch_libdeflate)
  enable_language(C)
  palpate_fetch(libdeflate libd/libdeflate/libdeflate_1.14.orig.tar.gz
    89e7df898c37c3427b0f39aadcf733731321a278771d20fc553f92da8d4808ac)
  file(GLOB libdeflate_sources ${libdeflate_SOURCE_DIR}/lib/*.c ${libdeflate_SOURCE_DIR}/lib/*/*.c)
  palpate_sources(PkgConfig::DEFLATE FOLDERS ${libdeflate_SOURCE_DIR} SOURCES ${libdeflate_sources})
endmacro()

# Expects glfw and FreeType.
macro(fetch_imgui)
  palpate_fetch(imgui i/imgui/imgui_1.86%2Bds.orig.tar.xz
    0dace0e8e57d298eb6e93af12dc19420cb96330832f6495c733b90aeeef11f64)
  file(GLOB imgui_sources ${imgui_SOURCE_DIR}/*.cpp)
  list(APPEND imgui_sources ${imgui_SOURCE_DIR}/misc/cpp/imgui_stdlib.cpp ${imgui_SOURCE_DIR}/misc/freetype/imgui_freetype.cpp
    ${imgui_SOURCE_DIR}/backends/imgui_impl_glfw.cpp ${imgui_SOURCE_DIR}/backends/imgui_impl_opengl3.cpp)
  palpate_sources(imgui::imgui SOURCES ${imgui_sources}
    FOLDERS ${imgui_SOURCE_DIR} ${imgui_SOURCE_DIR}/misc/cpp ${imgui_SOURCE_DIR}/misc/freetype
    LINKS Freetype::Freetype glfw ${CMAKE_DL_LIBS} DEFINITIONS IMGUI_ENABLE_FREETYPE)
endmacro()

macro(fetch_GTest)
  palpate_fetch(GTest g/googletest/googletest_1.12.1.orig.tar.gz
    81964fe578e9bd7c94dfdb09c8e4d6e6759e19967e397dbea48d1c10e45d0df2)
  FetchContent_GetProperties(GTest SOURCE_DIR GTest_SOURCE_DIR BINARY_DIR GTest_BINARY_DIR)
  set(INSTALL_GTEST OFF CACHE BOOL "" FORCE)
  add_subdirectory(${GTest_SOURCE_DIR} ${GTest_BINARY_DIR} EXCLUDE_FROM_ALL)
  foreach(target gtest gtest_main gmock)
    if(NOT TARGET GTest::${target})
      add_library(GTest::${target} ALIAS ${target})
    endif()
  endforeach()
endmacro()

macro(fetch_benchmark)
  palpate_fetch(benchmark b/benchmark/benchmark_1.7.1.orig.tar.gz
    6430e4092653380d9dc4ccb45a1e2dc9259d581f4866dc0759713126056bc1d7)
  foreach(part TESTING GTEST_TESTS INSTALL WERROR)
    set(BENCHMARK_ENABLE_${part} OFF CACHE BOOL "" FORCE)
  endforeach()
  add_subdirectory(${benchmark_SOURCE_DIR} ${benchmark_BINARY_DIR} EXCLUDE_FROM_ALL)
endmacro()
