#include "child.h"

#include "temp_folder.h"

#include <fmt/format.h>

#include <gtest/gtest.h>

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstring>
#include <sstream>
#include <stdexcept>

extern char** environ;  // NOLINT: what POSIX says

namespace palpate::test {
namespace {

namespace fs = std::filesystem;

std::map<std::string, std::string> own_environment() {
  std::map<std::string, std::string> all;
  for (char** entry = environ; *entry != nullptr; ++entry) {
    const std::string text = *entry;
    const std::size_t equals = text.find('=');
    if (equals != std::string::npos) all[text.substr(0, equals)] = text.substr(equals + 1);
  }
  return all;
}

std::vector<std::string> environment_of(const ChildStart& start, const fs::path& home) {
  std::map<std::string, std::string> all = own_environment();
  for (const char* variable : {"PALPATE_ASSETS", "PALPATE_UI_ITEMS", "DISPLAY", "WAYLAND_DISPLAY"}) all.erase(variable);
  all["HOME"] = home.string();
  all["XDG_CONFIG_HOME"] = (home / "config").string();
  all["XDG_DATA_HOME"] = (home / "data").string();
  all["XDG_CACHE_HOME"] = (home / "cache").string();
  for (const auto& [name, value] : start.environment) all[name] = value;
  for (const std::string& name : start.without) all.erase(name);
  std::vector<std::string> lines;
  lines.reserve(all.size());
  for (const auto& [name, value] : all) lines.push_back(fmt::format("{}={}", name, value));
  return lines;
}

std::vector<char*> pointers(std::vector<std::string>& texts) {
  std::vector<char*> list;
  list.reserve(texts.size() + 1);
  for (std::string& text : texts) list.push_back(text.data());
  list.push_back(nullptr);
  return list;
}

}  // namespace

Child::Child(const ChildStart& start, const fs::path& home) {
  static int count = 0;
  log_ = home / ("child-" + std::to_string(++count));
  fs::create_directories(log_);
  const std::string folder = (start.folder.empty() ? log_ : start.folder).string();
  const std::string out = (log_ / "output").string(), err = (log_ / "errors").string();
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_addopen(&actions, 1, out.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
  posix_spawn_file_actions_addopen(&actions, 2, err.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
  for (const int file : start.pass) posix_spawn_file_actions_adddup2(&actions, file, file);
  posix_spawn_file_actions_addchdir_np(&actions, folder.c_str());
  std::vector<std::string> command = start.command, environment = environment_of(start, home);
  const std::vector<char*> arguments = pointers(command), variables = pointers(environment);
  const int failed = posix_spawnp(&pid_, arguments[0], &actions, nullptr, arguments.data(), variables.data());
  posix_spawn_file_actions_destroy(&actions);
  if (failed != 0) {
    pid_ = -1;
    throw std::runtime_error(start.command[0] + " cannot be started: " + std::strerror(failed));
  }
}

Child::~Child() {
  if (!running()) return;
  signal(SIGTERM);
  if (wait(std::chrono::seconds(5))) return;
  signal(SIGKILL);
  take_end(true);
}

bool Child::take_end(bool block) {
  if (code_ || pid_ <= 0) return true;
  int status = 0;
  if (waitpid(pid_, &status, block ? 0 : WNOHANG) != pid_) return false;
  code_ = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  return true;
}

bool Child::running() {
  return !take_end(false);
}

std::optional<int> Child::wait(std::chrono::milliseconds limit) {
  if (!take_end(false)) {
    const int handle = static_cast<int>(syscall(SYS_pidfd_open, pid_, 0));
    pollfd waiting{handle, POLLIN, 0};
    poll(&waiting, 1, static_cast<int>(limit.count()));
    close(handle);
    take_end(false);
  }
  return code_;
}

void Child::signal(int number) const {
  if (!code_ && pid_ > 0) kill(pid_, number);
}

std::string Child::output() const {
  return contents(log_ / "output");
}
std::string Child::errors() const {
  return contents(log_ / "errors");
}

std::chrono::milliseconds Child::processor_time() const {
  // Fields 14 and 15 of /proc/PID/stat, counted after the name, which may hold spaces.
  const std::string stat = contents("/proc/" + std::to_string(pid_) + "/stat");
  std::istringstream fields(stat.substr(stat.rfind(')') + 1));
  std::string skipped;
  for (int i = 0; i < 11; ++i) fields >> skipped;
  long long user = 0, system = 0;
  fields >> user >> system;
  return std::chrono::milliseconds((user + system) * 1000 / sysconf(_SC_CLK_TCK));
}

Finished run_child(const ChildStart& start, const fs::path& home, std::chrono::seconds limit) {
  Child child(start, home);
  const std::optional<int> code = child.wait(limit);
  EXPECT_TRUE(code) << start.command[0] << " did not end within " << limit.count() << " s";
  return {code.value_or(-1), child.output(), child.errors()};
}

}  // namespace palpate::test
