// Times whole processes: runs named commands one after the other, again and again, so that noise meets all alike, and
// discards nothing.
//
//   whole_process [--runs N] --run NAME COMMAND [--makes FILE] ...
//                 [--faster FAST SLOW TIMES] ... [--smaller SMALL LARGE] ... [--prefix WORD]
//
// COMMAND is a line for sh. --makes: the file that it must leave; it is removed before each run. --faster: FAST should
// take a TIMES-th of SLOW. --smaller: SMALL should need no more memory than LARGE.
#include "table.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <string>
#include <vector>

namespace palpate::bench {
namespace {

namespace fs = std::filesystem;

struct Command {
  std::string name, line, makes;
  std::vector<double> wall, cpu, peak_mb;  // seconds, seconds of user and system, megabytes
};

struct Wish {
  std::string better, worse;
  double times = 0.0;  // 0: about memory
};

struct Plan {
  int runs = 7;
  std::string prefix;
  std::vector<Command> commands;
  std::vector<Wish> wishes;

  const Command* find(const std::string& name) const {
    for (const Command& c : commands) {
      if (c.name == name) return &c;
    }
    return nullptr;
  }
};

[[noreturn]] void stop(const std::string& why, int code) {
  fmt::print(stderr, "whole_process: {}\n", why);
  std::exit(code);
}

Plan read_arguments(int argc, char** argv) {
  Plan plan;
  int at = 1;
  const auto word = [&](const char* what) -> std::string {
    if (at >= argc) stop(fmt::format("{} is missing at the end of the arguments", what), 2);
    return argv[at++];
  };
  while (at < argc) {
    const std::string option = word("an option");
    if (option == "--runs") {
      plan.runs = std::max(1, std::atoi(word("a number of runs").c_str()));
    } else if (option == "--prefix") {
      plan.prefix = word("a prefix") + "/";
    } else if (option == "--run") {
      Command command;
      command.name = word("a name");
      command.line = word("a command");
      plan.commands.push_back(std::move(command));
    } else if (option == "--makes" && !plan.commands.empty()) {
      plan.commands.back().makes = word("a file");
    } else if (option == "--faster") {
      Wish wish{word("a name"), word("a name"), 0.0};
      wish.times = std::atof(word("a number").c_str());
      plan.wishes.push_back(wish);
    } else if (option == "--smaller") {
      plan.wishes.push_back({word("a name"), word("a name"), 0.0});
    } else {
      stop(fmt::format("\"{}\" is not understood here; the top of whole_process.cpp tells the arguments", option), 2);
    }
  }
  for (const Wish& wish : plan.wishes) {
    for (const std::string& name : {wish.better, wish.worse}) {
      if (plan.find(name) == nullptr) stop(fmt::format("no command is named \"{}\"", name), 2);
    }
  }
  if (plan.commands.empty()) stop("no command is given", 2);
  return plan;
}

// Where a command's words go; shown only if it fails.
class Log {
 public:
  Log() {
    std::string pattern = (fs::temp_directory_path() / "whole-process-XXXXXX").string();
    file_ = mkstemp(pattern.data());
    if (file_ < 0) stop(fmt::format("no file can be made in {}", fs::temp_directory_path().string()), 1);
    path_ = pattern;
  }
  ~Log() {
    close(file_);
    std::error_code failed;
    fs::remove(path_, failed);
  }
  Log(const Log&) = delete;
  Log& operator=(const Log&) = delete;

  void clear() const {
    if (ftruncate(file_, 0) == 0) lseek(file_, 0, SEEK_SET);
  }
  [[nodiscard]] int descriptor() const { return file_; }
  [[nodiscard]] std::string text() const {
    std::ifstream in(path_);
    std::string all{std::istreambuf_iterator<char>(in), {}};
    return all.size() > 2000 ? all.substr(all.size() - 2000) : all;
  }

 private:
  int file_ = -1;
  fs::path path_;
};

double seconds(const timeval& t) {
  return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) * 1e-6;
}

void run(Command& command, const Log& log) {
  std::error_code failed;
  if (!command.makes.empty()) fs::remove(command.makes, failed);
  log.clear();
  const std::string line = "exec " + command.line;
  const auto begin = std::chrono::steady_clock::now();
  const pid_t child = fork();
  if (child < 0) stop(fmt::format("no process could be started: {}", std::strerror(errno)), 1);
  if (child == 0) {
    dup2(log.descriptor(), STDOUT_FILENO);
    dup2(log.descriptor(), STDERR_FILENO);
    execl("/bin/sh", "sh", "-c", line.c_str(), static_cast<char*>(nullptr));
    _exit(127);
  }
  int status = 0;
  rusage used{};
  while (wait4(child, &status, 0, &used) < 0 && errno == EINTR) {
  }
  const auto end = std::chrono::steady_clock::now();
  if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
    stop(fmt::format("\"{}\" failed ({} {}): {}\n{}", command.name, WIFEXITED(status) ? "exit code" : "signal",
                     WIFEXITED(status) ? WEXITSTATUS(status) : WTERMSIG(status), command.line, log.text()),
         1);
  }
  if (!command.makes.empty() && !(fs::file_size(command.makes, failed) > 0 && !failed))
    stop(fmt::format("\"{}\" did not make {}\n{}", command.name, command.makes, log.text()), 1);
  command.wall.push_back(std::chrono::duration<double>(end - begin).count());
  command.cpu.push_back(seconds(used.ru_utime) + seconds(used.ru_stime));
  command.peak_mb.push_back(static_cast<double>(used.ru_maxrss) / 1024.0);
}

void say(const Row& row) {
  fmt::print("{:<34} {:<12} {:<22} {:<18} {:<8} {}\n", row.figure, row.measured, row.spread, row.target, row.met,
             row.note);
  append_row(row);
}

void report(const Plan& plan) {
  for (const Command& c : plan.commands) {
    say({plan.prefix + c.name,
         shown_seconds(median(c.wall)),
         fmt::format("{} to {}", shown_seconds(lowest(c.wall)), shown_seconds(highest(c.wall))),
         {},
         {},
         fmt::format("{} runs; CPU {}; peak {:.0f} MB ({:.0f} to {:.0f})", c.wall.size(), shown_seconds(median(c.cpu)),
                     median(c.peak_mb), lowest(c.peak_mb), highest(c.peak_mb))});
  }
  for (const Wish& wish : plan.wishes) {
    const Command& better = *plan.find(wish.better);
    const Command& worse = *plan.find(wish.worse);
    if (wish.times > 0.0) {
      const Ratio time = ratio_of(worse.wall, better.wall), cpu = ratio_of(worse.cpu, better.cpu);
      say({plan.prefix + "sooner/" + wish.better, fmt::format("{:.3g} times", time.of_medians),
           fmt::format("{:.3g} to {:.3g}", time.low, time.high), fmt::format("at least {:.3g} times", wish.times),
           verdict(time.of_medians >= wish.times),
           fmt::format("{} / {}; by CPU time {}", wish.worse, wish.better, shown(cpu))});
    } else {
      const Ratio peak = ratio_of(better.peak_mb, worse.peak_mb);
      say({plan.prefix + "peak_memory/" + wish.better, fmt::format("{:.3g} times", peak.of_medians),
           fmt::format("{:.3g} to {:.3g}", peak.low, peak.high), "at most 1 times", verdict(peak.of_medians <= 1.0),
           fmt::format("{} / {}", wish.better, wish.worse)});
    }
  }
}

}  // namespace
}  // namespace palpate::bench

int main(int argc, char** argv) {
  using namespace palpate::bench;
  Plan plan = read_arguments(argc, argv);
  const Log log;
  for (int round = 0; round < plan.runs; ++round) {
    for (Command& command : plan.commands) run(command, log);
  }
  report(plan);
  return 0;
}
