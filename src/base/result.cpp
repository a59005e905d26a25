#include <palpate/base/fault.h>
#include <palpate/base/result.h>

#include <fmt/format.h>

#include <algorithm>

namespace palpate {

std::string Error::text() const {
  std::string text = where.empty() ? what : where + ": " + what;
  if (hint.empty()) return text;
  const bool closed = !text.empty() && (text.back() == '.' || text.back() == '?');
  return text + (closed ? " " : ". ") + hint;
}

std::string Fault::text() const {
  std::string text = file;
  if (line > 0) text += fmt::format(":{}", line);
  if (!field.empty()) text += fmt::format(": {}", field);
  return fmt::format("{}: {}{}", text, severity == Severity::warning ? "warning: " : "", what);
}

bool has_errors(const Faults& faults) {
  return std::any_of(faults.begin(), faults.end(), [](const Fault& f) { return f.severity == Severity::error; });
}

}  // namespace palpate
