# Flags of every target of Palpate, each with its reason. Third-party headers are SYSTEM includes and stay silent.
# palpate_warnings is for all; palpate_options is for what people run: the rooms, the programs, the benchmarks.
add_library(palpate_warnings INTERFACE)
add_library(palpate_options INTERFACE)
target_link_libraries(palpate_options INTERFACE palpate_warnings)

target_compile_options(palpate_warnings INTERFACE
  -Wall -Wextra -Wpedantic   # the usual set
  -Wshadow                   # a shadowed name is a bug waiting for a refactoring
  -Wnon-virtual-dtor         # deleting through a base without one is undefined
  -Wold-style-cast           # C casts hide const removal and reinterpretation
  -Woverloaded-virtual       # a misspelt override silently does nothing
  -Wimplicit-fallthrough     # a missing break must be said
  -Wdouble-promotion)        # float maths that silently becomes double is slow in inner loops

if(PALPATE_WARNINGS_AS_ERRORS)
  target_compile_options(palpate_options INTERFACE -Werror)
endif()

if(PALPATE_OPTIMISE)
  target_compile_options(palpate_options INTERFACE ${PALPATE_OPTIMISE})
endif()

if(PALPATE_SANITIZE)
  target_compile_options(palpate_options INTERFACE -fsanitize=address,undefined -fno-sanitize-recover=undefined
                                                   -fno-omit-frame-pointer
    -Wno-maybe-uninitialized)  # with sanitizers GCC 12 sees ghosts in std::regex (its bug 105562)
  target_link_options(palpate_options INTERFACE -fsanitize=address,undefined)
endif()

if(NOT CMAKE_BUILD_TYPE STREQUAL "Debug")
  # Asserts of the standard library stay cheap but on.
  target_compile_definitions(palpate_warnings INTERFACE _GLIBCXX_ASSERTIONS)
endif()

find_program(CCACHE_PROGRAM ccache)
if(CCACHE_PROGRAM AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CCACHE_PROGRAM})
endif()
