// A text file compiled into the program.
#pragma once

#include <span>
#include <string_view>

namespace palpate {

struct EmbeddedFile {
  std::string_view name;  // relative to the folder it came from
  std::string_view text;
};

}  // namespace palpate
