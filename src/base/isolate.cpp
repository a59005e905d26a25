#include <palpate/base/isolate.h>

#include <poll.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fmt/format.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <new>

namespace palpate {
namespace {

#if defined(__SANITIZE_ADDRESS__)
constexpr bool limit_memory = false;
#else
constexpr bool limit_memory = true;
#endif

// What the child sends: a tag, the length of what follows, and that. With the length the parent knows the end even if
// another process holds the pipe open (one that was forked by another thread in between).
constexpr char tag_value = 'v', tag_exception = 'e';
constexpr std::size_t header_size = 1 + sizeof(std::uint64_t);

// Whether all has arrived that the header announces.
bool complete(const std::string& bytes) {
  if (bytes.size() < header_size) return false;
  std::uint64_t length = 0;
  std::memcpy(&length, bytes.data() + 1, sizeof length);
  return bytes.size() - header_size >= length;
}

void write_all(int fd, const char* data, std::size_t size) {
  while (size > 0) {
    const ssize_t written = ::write(fd, data, size);
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return;
    data += written;
    size -= static_cast<std::size_t>(written);
  }
}

[[noreturn]] void child(int out, const std::function<std::string()>& work, const IsolationLimits& limits) {
  // A crash in here is expected with broken input and needs no core file.
  const rlimit no_core = {0, 0};
  ::setrlimit(RLIMIT_CORE, &no_core);
  if (limit_memory) {
    const rlimit memory = {limits.memory_bytes, limits.memory_bytes};
    ::setrlimit(RLIMIT_AS, &memory);
  }
  // What the parser says on its way down is not for the person's terminal.
  if (std::freopen("/dev/null", "w", stderr) == nullptr) ::_exit(2);
  char tag = tag_value;
  std::string bytes;
  try {
    bytes = work();
  } catch (const std::bad_alloc&) {
    tag = tag_exception;
    bytes = fmt::format("it needs more memory than the {} MB that it may use", limits.memory_bytes >> 20);
  } catch (const std::exception& failure) {
    tag = tag_exception;
    bytes = failure.what();
  } catch (...) {
    tag = tag_exception;
    bytes = "unknown";
  }
  const std::uint64_t length = bytes.size();
  write_all(out, &tag, 1);
  write_all(out, reinterpret_cast<const char*>(&length), sizeof length);
  write_all(out, bytes.data(), bytes.size());
  ::_exit(0);
}

// Reads until all has arrived or the child has closed its end; false when the time is up.
bool read_all(int in, std::string& bytes, std::chrono::steady_clock::time_point deadline) {
  std::array<char, 1 << 16> buffer{};
  while (true) {
    const auto left =
        std::chrono::duration_cast<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now());
    if (left.count() <= 0) return false;
    pollfd waiting = {in, POLLIN, 0};
    if (::poll(&waiting, 1, static_cast<int>(left.count())) < 0 && errno != EINTR) return true;
    if (waiting.revents == 0) continue;
    const ssize_t got = ::read(in, buffer.data(), buffer.size());
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return true;
    bytes.append(buffer.data(), static_cast<std::size_t>(got));
    if (complete(bytes)) return true;
  }
}

}  // namespace

Result<std::string> run_isolated(const std::function<std::string()>& work, const IsolationLimits& limits) {
  int ends[2] = {-1, -1};
  if (::pipe2(ends, 0) != 0) return Error{fmt::format("no pipe could be made: {}", std::strerror(errno)), "", ""};
  const pid_t process = ::fork();
  if (process < 0) {
    ::close(ends[0]);
    ::close(ends[1]);
    return Error{fmt::format("no process could be started: {}", std::strerror(errno)), "", ""};
  }
  if (process == 0) {
    ::close(ends[0]);
    child(ends[1], work, limits);
  }
  ::close(ends[1]);
  std::string bytes;
  const bool in_time = read_all(ends[0], bytes, std::chrono::steady_clock::now() + limits.time);
  ::close(ends[0]);
  if (!in_time) ::kill(process, SIGKILL);
  int status = 0;
  while (::waitpid(process, &status, 0) < 0 && errno == EINTR) {
  }
  if (!in_time)
    return Error{fmt::format("reading took longer than {} seconds and was stopped", limits.time.count()), "", ""};
  if (WIFSIGNALED(status))
    return Error{fmt::format("the reader crashed on it ({})", ::strsignal(WTERMSIG(status))), "", ""};
  if (!complete(bytes) || WEXITSTATUS(status) != 0) return Error{"the reader ended without a result", "", ""};
  const char tag = bytes.front();
  bytes.erase(0, header_size);
  if (tag == tag_exception) return Error{bytes, "", ""};
  return bytes;
}

}  // namespace palpate
