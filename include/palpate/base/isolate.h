// Runs work that may crash, hang or eat all memory (a parser fed with a broken file) in a child process.
#pragma once

#include <palpate/base/result.h>

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>

namespace palpate {

struct IsolationLimits {
  std::chrono::seconds time{120};
  std::uint64_t memory_bytes = 8ull << 30;  // not enforced under AddressSanitizer, which reserves terabytes
};

// Calls `work` in a forked child and returns the bytes it returns. A child that crashes, runs too long or throws gives
// an error that says which. `work` must not rely on other threads.
[[nodiscard]] Result<std::string> run_isolated(const std::function<std::string()>& work,
                                               const IsolationLimits& limits = {});

}  // namespace palpate
