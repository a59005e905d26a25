// The window: the program as most people know it.
#pragma once

#include "cli.h"

#include <string>

namespace palpate {

struct WindowOptions {
  std::string session;
  bool fresh = false;
};

ExitCode run_window(const CommonOptions& common, const WindowOptions& options);

}  // namespace palpate
