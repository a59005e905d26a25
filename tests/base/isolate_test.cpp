// Work in a child process: what it returns arrives, and nothing it does can harm the program.
#include <palpate/base/isolate.h>

#include <dlfcn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <csignal>
#include <cstdlib>
#include <memory>
#include <stdexcept>
#include <string>

namespace palpate::test {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;

// Tests are compiled without the sanitizers that they are linked with, so this is asked of the program that runs.
const bool memory_is_limited = ::dlsym(RTLD_DEFAULT, "__asan_init") == nullptr;

TEST(Isolated, WorkReturnsItsBytes) {
  const std::string bytes("a\0\xFF", 3);
  const auto result = run_isolated([&] { return bytes; });
  ASSERT_TRUE(result.ok()) << result.error().text();
  EXPECT_EQ(*result, bytes);
}

TEST(Isolated, WorkMayReturnNothing) {
  const auto result = run_isolated([] { return std::string(); });
  ASSERT_TRUE(result.ok()) << result.error().text();
  EXPECT_EQ(*result, "");
}

TEST(Isolated, WorkMayReturnMuch) {
  const auto result = run_isolated([] {
    std::string bytes(64 << 20, 'x');
    for (std::size_t i = 0; i < bytes.size(); i += 4096) bytes[i] = static_cast<char>(i >> 12);
    return bytes;
  });
  ASSERT_TRUE(result.ok()) << result.error().text();
  ASSERT_EQ(result->size(), 64u << 20);
  for (std::size_t i = 0; i < result->size(); i += 4096) ASSERT_EQ((*result)[i], static_cast<char>(i >> 12));
}

TEST(Isolated, WorkChangesNothingHere) {
  int value = 1;
  const auto result = run_isolated([&] {
    value = 2;
    return std::to_string(value);
  });
  ASSERT_TRUE(result.ok());
  EXPECT_EQ(*result, "2");
  EXPECT_EQ(value, 1);
}

TEST(Isolated, ACrashIsAnErrorThatSaysWhich) {
  for (const int signal : {SIGSEGV, SIGABRT, SIGFPE, SIGKILL}) {
    const auto result = run_isolated([&]() -> std::string {
      std::signal(signal, SIG_DFL);
      ::raise(signal);
      return "still here";
    });
    ASSERT_FALSE(result.ok());
    EXPECT_THAT(result.error().what, HasSubstr("crashed"));
    EXPECT_THAT(result.error().what, HasSubstr(::strsignal(signal)));
  }
}

TEST(Isolated, AnExceptionIsAnErrorWithItsText) {
  const auto result = run_isolated([]() -> std::string { throw std::runtime_error("the header is damaged"); });
  ASSERT_FALSE(result.ok());
  EXPECT_EQ(result.error().what, "the header is damaged");
  const auto strange = run_isolated([]() -> std::string { throw 5; });
  ASSERT_FALSE(strange.ok());
  EXPECT_FALSE(strange.error().what.empty());
}

TEST(Isolated, EndingTheProcessIsAnError) {
  for (const int status : {0, 3}) {
    const auto result = run_isolated([&]() -> std::string { ::_exit(status); });
    ASSERT_FALSE(result.ok());
    EXPECT_THAT(result.error().what, HasSubstr("without a result"));
  }
}

TEST(Isolated, WorkThatNeverEndsIsStopped) {
  const auto result = run_isolated(
      []() -> std::string {
        while (true) ::pause();
      },
      {1s, 8ull << 30});
  ASSERT_FALSE(result.ok());
  EXPECT_THAT(result.error().what, HasSubstr("longer than 1 seconds"));
}

TEST(Isolated, WorkThatEatsAllMemoryIsRefusedMore) {
  if (!memory_is_limited) GTEST_SKIP() << "AddressSanitizer reserves terabytes; memory is not limited then.";
  const auto result = run_isolated(
      [] {
        std::string all;
        while (all.size() < (16ull << 30)) all.resize(all.size() + (256 << 20));
        return std::string("got it");
      },
      {60s, 2ull << 30});
  ASSERT_FALSE(result.ok());
  EXPECT_THAT(result.error().what, HasSubstr("more memory than the 2048 MB"));
}

TEST(Isolated, LeavesNoProcessBehind) {
  for (int i = 0; i < 5; ++i) {
    (void)run_isolated([] { return std::string("x"); });
    (void)run_isolated([]() -> std::string { std::abort(); });
  }
  EXPECT_EQ(::waitpid(-1, nullptr, WNOHANG), -1);
  EXPECT_EQ(errno, ECHILD);
}

// A process that another thread forks in between inherits the pipe and holds it open; the result has arrived all the
// same.
TEST(Isolated, DoesNotWaitForOthersThatHoldThePipe) {
  const auto result = run_isolated(
      []() -> std::string {
        const pid_t other = ::fork();
        if (other == 0) {
          ::alarm(60);
          while (true) ::pause();
        }
        return std::to_string(other);
      },
      {20s, 8ull << 30});
  ASSERT_TRUE(result.ok()) << result.error().text();
  ::kill(static_cast<pid_t>(std::stol(*result)), SIGKILL);
}

}  // namespace
}  // namespace palpate::test
