// The command line: `palpate` opens the window, its subcommands work without one.
#pragma once

namespace palpate {

// Exit codes that scripts can use.
enum class ExitCode : int {
  ok = 0,
  failed = 1,      // something could not be done; the message says what
  usage = 2,       // the command line is not understood
  faults = 3,      // `check`: there are faults
  not_found = 4,   // `info`, `search`: nothing of that name
  no_display = 5,  // the window needs a display and there is none
};

// Parses and runs; returns the exit code.
int run_command_line(int argc, char** argv);

}  // namespace palpate
