#include <palpate/base/jobs.h>

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <exception>
#include <thread>
#include <vector>

namespace palpate {

void Progress::begin(std::string doing, std::size_t total) {
  const std::lock_guard lock(mutex_);
  state_ = {std::move(doing), 0, total};
}

void Progress::add_total(std::size_t more) {
  const std::lock_guard lock(mutex_);
  state_.total += more;
}

void Progress::say(std::string doing) {
  const std::lock_guard lock(mutex_);
  state_.doing = std::move(doing);
}

void Progress::step(std::size_t steps) {
  const std::lock_guard lock(mutex_);
  state_.done += steps;
}

Progress::State Progress::state() const {
  const std::lock_guard lock(mutex_);
  return state_;
}

struct JobQueue::Impl {
  std::mutex mutex;
  std::condition_variable wake;
  std::deque<std::function<void()>> jobs;
  bool stopping = false;
  std::vector<std::thread> threads;

  void work() {
    while (true) {
      std::function<void()> job;
      {
        std::unique_lock lock(mutex);
        wake.wait(lock, [&] { return stopping || !jobs.empty(); });
        if (stopping) return;
        job = std::move(jobs.front());
        jobs.pop_front();
      }
      job();
    }
  }
};

JobQueue::JobQueue(std::size_t threads) : impl_(std::make_unique<Impl>()) {
  for (std::size_t i = 0; i < std::max<std::size_t>(threads, 1); ++i)
    impl_->threads.emplace_back([this] { impl_->work(); });
}

JobQueue::~JobQueue() {
  {
    const std::lock_guard lock(impl_->mutex);
    impl_->stopping = true;
  }
  impl_->wake.notify_all();
  for (std::thread& thread : impl_->threads) thread.join();
}

void JobQueue::post(std::function<void()> job) {
  {
    const std::lock_guard lock(impl_->mutex);
    impl_->jobs.push_back(std::move(job));
  }
  impl_->wake.notify_one();
}

void JobQueue::parallel_for(std::size_t count, const std::function<void(std::size_t)>& work) {
  // Shared, because a helper job may start only after the caller has finished everything and returned.
  struct Shared {
    std::atomic<std::size_t> next{0};
    std::atomic<std::size_t> finished{0};
    std::size_t count = 0;
    const std::function<void(std::size_t)>* work = nullptr;
    std::mutex mutex;
    std::condition_variable all_done;
    std::exception_ptr failure;
  };
  const auto shared = std::make_shared<Shared>();
  shared->count = count;
  shared->work = &work;
  const auto run = [shared] {
    for (std::size_t i = shared->next++; i < shared->count; i = shared->next++) {
      try {
        (*shared->work)(i);
      } catch (...) {
        const std::lock_guard lock(shared->mutex);
        if (!shared->failure) shared->failure = std::current_exception();
      }
      if (++shared->finished == shared->count) {
        const std::lock_guard lock(shared->mutex);
        shared->all_done.notify_all();
      }
    }
  };
  for (std::size_t i = 0; i + 1 < count && i < impl_->threads.size(); ++i) post(run);
  run();
  std::unique_lock lock(shared->mutex);
  shared->all_done.wait(lock, [&] { return shared->finished >= count; });
  if (shared->failure) std::rethrow_exception(shared->failure);
}

std::size_t JobQueue::threads() const {
  return impl_->threads.size();
}

std::size_t worker_count() {
  return std::max(1u, std::thread::hardware_concurrency());
}

}  // namespace palpate
