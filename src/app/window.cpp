#include "window.h"

namespace palpate {

ExitCode run_window(const CommonOptions&, const WindowOptions&) { return ExitCode::failed; }

}  // namespace palpate
