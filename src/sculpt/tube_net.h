// Runs of tubes and the nodes between them.
#pragma once

#include <palpate/sculpt/morphometry.h>

#include <glm/vec3.hpp>

#include <cstddef>
#include <vector>

namespace palpate {

struct NetRun {
  std::vector<RunPoint> points;
  std::size_t from = 0, to = 0;  // nodes; the same if the run comes back
};

struct RunEnd {
  std::size_t run = 0;
  bool at_end = false;
};

struct TubeNet {
  std::size_t nodes = 0;
  std::vector<NetRun> runs;

  [[nodiscard]] std::vector<std::vector<RunEnd>> ends_at_nodes() const;
  // That end of the run gets a node of its own.
  void cut_off(RunEnd end);
  // Where only two ends meet, two runs become one; runs without points are forgotten.
  void join_through();
};

// Ends at one place share a node. Points and runs that cannot be used, and runs there twice, are left out.
[[nodiscard]] TubeNet net_of(const Tubes& tubes);

}  // namespace palpate
