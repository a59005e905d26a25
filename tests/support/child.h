// Another program that a test starts: with an environment of its own, away from the person's home, and never left
// behind. Waiting is for its end, with a limit; nothing sleeps.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace palpate::test {

struct ChildStart {
  std::vector<std::string> command;                // a path, or a name that is looked for in PATH
  std::map<std::string, std::string> environment;  // on top of the test's own
  std::vector<std::string> without;                // variables that it does not get
  std::filesystem::path folder;                    // where it works; empty: a folder of its own
  std::vector<int> pass;                           // open files that it gets, under the same numbers
};

class Child {
 public:
  // Throws if the program cannot be started. XDG folders and HOME lie in `home`, which must outlive the child.
  Child(const ChildStart& start, const std::filesystem::path& home);
  ~Child();  // ends it
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;

  [[nodiscard]] pid_t pid() const { return pid_; }
  [[nodiscard]] bool running();
  // The exit code, 128 + the signal that ended it, or nothing if it still runs after `limit`.
  std::optional<int> wait(std::chrono::milliseconds limit);
  void signal(int number) const;

  // What it has printed so far.
  [[nodiscard]] std::string output() const;
  [[nodiscard]] std::string errors() const;

  // Time of a processor that it has used.
  [[nodiscard]] std::chrono::milliseconds processor_time() const;

 private:
  bool take_end(bool block);

  std::filesystem::path log_;
  pid_t pid_ = -1;
  std::optional<int> code_;
};

// Runs a program to its end and returns what came of it; a failed test if it runs longer than `limit`.
struct Finished {
  int code = -1;
  std::string output, errors;
};
[[nodiscard]] Finished run_child(const ChildStart& start, const std::filesystem::path& home,
                                 std::chrono::seconds limit = std::chrono::seconds(120));

}  // namespace palpate::test
