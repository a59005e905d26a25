#include "tube_net.h"

#include "tube_line.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <map>

namespace palpate {
namespace {

using PlaceKey = std::array<std::int64_t, 3>;

// Figures are rounded to a tenth: what is nearer than a hundredth is meant to be the same place.
PlaceKey key_of(glm::vec3 p) {
  const auto rounded = [](float x) { return static_cast<std::int64_t>(std::llround(100.0 * static_cast<double>(x))); };
  return {rounded(p.x), rounded(p.y), rounded(p.z)};
}

// Turned so that a run and the same run the other way round look the same.
std::vector<PlaceKey> course_of(const std::vector<RunPoint>& points) {
  std::vector<PlaceKey> course;
  for (const RunPoint& point : points) course.push_back(key_of(point.at));
  std::vector<PlaceKey> back(course.rbegin(), course.rend());
  return std::min(course, back);
}

void turn(NetRun& run) {
  std::reverse(run.points.begin(), run.points.end());
  std::swap(run.from, run.to);
}

}  // namespace

std::vector<std::vector<RunEnd>> TubeNet::ends_at_nodes() const {
  std::vector<std::vector<RunEnd>> ends(nodes);
  for (std::size_t r = 0; r < runs.size(); ++r) {
    ends[runs[r].from].push_back({r, false});
    ends[runs[r].to].push_back({r, true});
  }
  return ends;
}

void TubeNet::cut_off(RunEnd end) {
  (end.at_end ? runs[end.run].to : runs[end.run].from) = nodes++;
}

void TubeNet::join_through() {
  std::vector<std::vector<RunEnd>> ends = ends_at_nodes();
  for (std::size_t node = 0; node < nodes; ++node) {
    if (ends[node].size() != 2 || ends[node][0].run == ends[node][1].run) continue;
    const std::size_t kept = ends[node][0].run, gone = ends[node][1].run;
    const auto forget = [&](std::size_t at, std::size_t run) {
      std::erase_if(ends[at], [&](const RunEnd& end) { return end.run == run; });
    };
    for (const std::size_t at : {runs[kept].from, runs[kept].to}) forget(at, kept);
    for (const std::size_t at : {runs[gone].from, runs[gone].to}) forget(at, gone);
    NetRun &first = runs[kept], &second = runs[gone];
    if (first.to != node) turn(first);
    if (second.from != node) turn(second);
    first.points.insert(first.points.end(), second.points.begin() + 1, second.points.end());
    first.to = second.to;
    second.points.clear();
    ends[first.from].push_back({kept, false});
    ends[first.to].push_back({kept, true});
  }
  std::erase_if(runs, [](const NetRun& run) { return run.points.empty(); });
}

TubeNet net_of(const Tubes& tubes) {
  TubeNet net;
  std::map<PlaceKey, std::size_t> places;
  std::map<std::vector<PlaceKey>, bool> known;
  const auto node_at = [&](glm::vec3 p) {
    const auto [place, fresh] = places.try_emplace(key_of(p), net.nodes);
    if (fresh) ++net.nodes;
    return place->second;
  };
  for (const std::vector<RunPoint>& run : tubes.runs) {
    NetRun added{usable_points(run), 0, 0};
    if (added.points.empty() || !known.try_emplace(course_of(added.points), true).second) continue;
    added.from = node_at(added.points.front().at);
    added.to = node_at(added.points.back().at);
    if (added.from == added.to && added.points.size() < 4) continue;
    net.runs.push_back(std::move(added));
  }
  net.join_through();
  return net;
}

}  // namespace palpate
