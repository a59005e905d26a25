// The acceleration structures of a body that is being loaded, for the workbench.
#pragma once

#include <palpate/app/workbench.h>
#include <palpate/base/jobs.h>

#include <functional>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

namespace palpate {

// Makes the acceleration structures of chunks on a thread of its own, in the order they come.
struct Workbench::RayBuild {
  explicit RayBuild(std::function<void()> done) : on_done(std::move(done)), queue(1) {}

  void add(std::shared_ptr<const MeshChunk> chunk, std::vector<std::uint32_t> owners) {
    ++wanted;
    queue.post([this, chunk = std::move(chunk), owners = std::move(owners)]() mutable {
      auto made = std::make_shared<const ChunkScenes>(std::move(chunk), std::move(owners));
      {
        const std::lock_guard lock(mutex);
        ready.push_back(std::move(made));
      }
      if (on_done) on_done();
    });
  }

  std::function<void()> on_done;
  std::size_t wanted = 0, taken = 0;
  std::mutex mutex;
  std::vector<std::shared_ptr<const ChunkScenes>> ready;
  std::vector<std::shared_ptr<const ChunkScenes>> all;  // by the number of the chunk
  JobQueue queue;                                       // last: its threads end before what they use
};

}  // namespace palpate
