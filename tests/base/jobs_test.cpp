// Jobs run once each, failures come back to the caller, and nothing hangs at the end.
#include <palpate/base/jobs.h>

#include <gtest/gtest.h>

#include <atomic>
#include <future>
#include <memory>
#include <stdexcept>
#include <thread>
#include <vector>

namespace palpate::test {
namespace {

class ParallelFor : public testing::TestWithParam<std::size_t> {};

TEST_P(ParallelFor, CoversEachIndexOnce) {
  JobQueue queue(GetParam());
  for (const std::size_t count : {0u, 1u, 2u, 3u, 7u, 100u, 5000u}) {
    std::vector<std::atomic<int>> calls(count);
    queue.parallel_for(count, [&](std::size_t i) { ++calls.at(i); });
    for (std::size_t i = 0; i < count; ++i) ASSERT_EQ(calls[i], 1) << i << " of " << count;
  }
}

TEST_P(ParallelFor, RethrowsAfterAllPiecesAreDone) {
  JobQueue queue(GetParam());
  std::atomic<int> done{0};
  try {
    queue.parallel_for(50, [&](std::size_t i) {
      ++done;
      if (i % 10 == 3) throw std::runtime_error("piece");
    });
    ADD_FAILURE() << "no exception came";
  } catch (const std::runtime_error& failure) {
    EXPECT_STREQ(failure.what(), "piece");
  }
  EXPECT_EQ(done, 50);
  std::atomic<int> after{0};
  queue.parallel_for(5, [&](std::size_t) { ++after; });
  EXPECT_EQ(after, 5) << "the queue still works";
}

TEST_P(ParallelFor, MayBeUsedWithinItself) {
  JobQueue queue(GetParam());
  std::atomic<int> sum{0};
  queue.parallel_for(8,
                     [&](std::size_t) { queue.parallel_for(8, [&](std::size_t i) { sum += static_cast<int>(i); }); });
  EXPECT_EQ(sum, 8 * 28);
}

TEST_P(ParallelFor, MayBeUsedFromAJob) {
  JobQueue queue(GetParam());
  std::promise<int> result;
  queue.post([&] {
    std::atomic<int> sum{0};
    queue.parallel_for(100, [&](std::size_t i) { sum += static_cast<int>(i); });
    result.set_value(sum);
  });
  EXPECT_EQ(result.get_future().get(), 4950);
}

INSTANTIATE_TEST_SUITE_P(Threads, ParallelFor, testing::Values(1u, 2u, 5u));

TEST(JobQueue, HasAtLeastOneThread) {
  EXPECT_EQ(JobQueue(0).threads(), 1u);
  EXPECT_EQ(JobQueue(3).threads(), 3u);
  EXPECT_GE(worker_count(), 1u);
}

TEST(JobQueue, OneThreadTakesJobsInTheOrderTheyCome) {
  std::vector<int> order;
  std::promise<void> done;
  JobQueue queue(1);
  for (int i = 0; i < 100; ++i) queue.post([&order, i] { order.push_back(i); });
  queue.post([&] { done.set_value(); });
  done.get_future().wait();
  ASSERT_EQ(order.size(), 100u);
  for (int i = 0; i < 100; ++i) EXPECT_EQ(order[static_cast<std::size_t>(i)], i);
}

TEST(JobQueue, RunsJobsOnOtherThreads) {
  JobQueue queue(2);
  std::promise<std::thread::id> id;
  queue.post([&] { id.set_value(std::this_thread::get_id()); });
  EXPECT_NE(id.get_future().get(), std::this_thread::get_id());
}

TEST(JobQueue, ItsEndWaitsForTheRunningJobAndDropsTheWaitingOnes) {
  std::promise<void> started, go_on;
  std::atomic<bool> finished{false};
  std::atomic<int> late{0};
  auto queue = std::make_unique<JobQueue>(1);
  queue->post([&] {
    started.set_value();
    go_on.get_future().wait();
    finished = true;
  });
  started.get_future().wait();
  for (int i = 0; i < 10; ++i) queue->post([&] { ++late; });
  std::thread ending([&] { queue.reset(); });
  // The running job can end only now; whatever the thread above has got to, it must wait for it.
  EXPECT_FALSE(finished);
  go_on.set_value();
  ending.join();
  EXPECT_TRUE(finished);
  // The worker may take waiting jobs until the end is asked for, never after.
  const int taken = late;
  EXPECT_LE(taken, 10);
  std::this_thread::yield();
  EXPECT_EQ(late, taken);
}

TEST(JobQueue, DropsWaitingJobsWithWhatTheyHold) {
  const auto held = std::make_shared<int>(1);
  std::promise<void> started, go_on;
  std::atomic<bool> ran{false};
  {
    JobQueue queue(1);
    queue.post([&] {
      started.set_value();
      go_on.get_future().wait();
    });
    started.get_future().wait();
    queue.post([held, &ran] { ran = true; });
    EXPECT_EQ(held.use_count(), 2);
    go_on.set_value();
  }
  EXPECT_EQ(held.use_count(), 1);
}

TEST(CancelToken, IsSharedByItsCopies) {
  const CancelToken asked;
  const CancelToken listening = asked;
  EXPECT_FALSE(listening.cancelled());
  asked.cancel();
  EXPECT_TRUE(listening.cancelled());
  EXPECT_TRUE(asked.cancelled());
  EXPECT_FALSE(CancelToken().cancelled()) << "another token is another request";
}

TEST(CancelToken, IsSeenByARunningJob) {
  JobQueue queue(1);
  const CancelToken token;
  std::promise<void> started, stopped;
  queue.post([&] {
    started.set_value();
    while (!token.cancelled()) std::this_thread::yield();
    stopped.set_value();
  });
  started.get_future().wait();
  token.cancel();
  stopped.get_future().wait();
}

TEST(Progress, TellsWhatIsDone) {
  Progress progress;
  EXPECT_EQ(progress.state().total, 0u);
  progress.begin("Reading", 10);
  progress.step();
  progress.step(3);
  EXPECT_EQ(progress.state().doing, "Reading");
  EXPECT_EQ(progress.state().done, 4u);
  EXPECT_EQ(progress.state().total, 10u);
  progress.add_total(5);
  progress.say("Still reading");
  EXPECT_EQ(progress.state().total, 15u);
  EXPECT_EQ(progress.state().done, 4u);
  EXPECT_EQ(progress.state().doing, "Still reading");
  progress.begin("Next", 2);
  EXPECT_EQ(progress.state().done, 0u);
  EXPECT_EQ(progress.state().total, 2u);
}

TEST(Progress, CountsFromManyThreads) {
  Progress progress;
  progress.begin("Work", 4000);
  JobQueue queue(4);
  queue.parallel_for(4000, [&](std::size_t i) {
    progress.step();
    if (i % 100 == 0) progress.say("Piece");
    EXPECT_LE(progress.state().done, 4000u);
  });
  EXPECT_EQ(progress.state().done, 4000u);
}

}  // namespace
}  // namespace palpate::test
