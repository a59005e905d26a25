# Writes OUTPUT, a C++ source that holds the text of FILES (names relative to ROOT). Run with cmake -P.
set(entries "")
foreach(file IN LISTS FILES)
  file(READ ${file} text)
  file(RELATIVE_PATH name ${ROOT} ${file})
  string(APPEND entries "    {\"${name}\", R\"palpate(${text})palpate\"},\n")
endforeach()
file(WRITE ${OUTPUT} "// Generated from the files named below; edit those.
#include <palpate/base/embedded.h>

namespace palpate {
std::span<const EmbeddedFile> ${SYMBOL}() {
  static constexpr EmbeddedFile files[] = {
${entries}  };
  return files;
}
}  // namespace palpate
")
