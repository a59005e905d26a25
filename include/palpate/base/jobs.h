// Background work on a few threads: jobs make values, the main thread takes them over.
#pragma once

#include <atomic>
#include <cstddef>
#include <functional>
#include <memory>
#include <mutex>
#include <string>

namespace palpate {

// A request to stop, shared by whoever may ask and whoever must listen.
class CancelToken {
 public:
  CancelToken() : flag_(std::make_shared<std::atomic_bool>(false)) {}
  void cancel() const { flag_->store(true); }
  [[nodiscard]] bool cancelled() const { return flag_->load(); }

 private:
  std::shared_ptr<std::atomic_bool> flag_;
};

// What a long job is doing, readable from any thread.
class Progress {
 public:
  struct State {
    std::string doing;      // "Reading muscles.glb"
    std::size_t done = 0;   // steps
    std::size_t total = 0;  // 0 while unknown
  };
  void begin(std::string doing, std::size_t total);
  void add_total(std::size_t more);
  void say(std::string doing);
  void step(std::size_t steps = 1);
  [[nodiscard]] State state() const;

 private:
  mutable std::mutex mutex_;
  State state_;
};

// Threads that take jobs in the order they come. The destructor waits for running jobs and drops waiting ones.
class JobQueue {
 public:
  explicit JobQueue(std::size_t threads);
  ~JobQueue();
  JobQueue(const JobQueue&) = delete;
  JobQueue& operator=(const JobQueue&) = delete;

  void post(std::function<void()> job);

  // Runs work(0) .. work(count - 1) on all threads and the caller's, and returns when all are done. The first
  // exception of a piece is thrown again here.
  void parallel_for(std::size_t count, const std::function<void(std::size_t)>& work);

  [[nodiscard]] std::size_t threads() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// Threads worth using on this machine, at least 1.
[[nodiscard]] std::size_t worker_count();

}  // namespace palpate
