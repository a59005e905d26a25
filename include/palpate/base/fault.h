// A fault found in a data file: where exactly, how bad, and what is wrong. Loaders collect faults and go on, so that
// one run names them all.
#pragma once

#include <string>
#include <vector>

namespace palpate {

enum class Severity { warning, error };

struct Fault {
  Severity severity = Severity::error;
  std::string file;   // as given to the loader
  int line = 0;       // counted from 1; 0 where a file has no lines
  std::string field;  // JSON pointer: /trigger_points/0/anchor
  std::string what;

  // "file:12: /field: what"
  [[nodiscard]] std::string text() const;
};

using Faults = std::vector<Fault>;

[[nodiscard]] bool has_errors(const Faults& faults);

}  // namespace palpate
