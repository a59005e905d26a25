#include "tube_repair.h"

#include <glm/geometric.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace palpate {
namespace {

constexpr double spur = 0.9;    // radii of the tube that it sticks in
constexpr double joint = 0.7;   // radii: forks nearer to each other are one
constexpr double circle = 1.8;  // radii: a line that comes back and was never farther away stays within
constexpr double beside = 1.2;  // sums of radii: lines nearer to each other than this run beside each other
constexpr double speck = 0.25;  // diameters: shorter pieces are none
constexpr double speck_mm = 1.0;

double length_of(const NetRun& run) {
  double length = 0.0;
  for (std::size_t i = 1; i < run.points.size(); ++i) {
    length += static_cast<double>(glm::distance(run.points[i - 1].at, run.points[i].at));
  }
  return length;
}

double radius_of(const NetRun& run) {
  std::vector<double> radii;
  for (const RunPoint& point : run.points) radii.push_back(0.5 * static_cast<double>(point.diameter));
  std::nth_element(radii.begin(), radii.begin() + std::ssize(radii) / 2, radii.end());
  return radii[radii.size() / 2];
}

double to_line(glm::vec3 p, const NetRun& run) {
  double nearest = std::numeric_limits<double>::infinity();
  for (std::size_t i = 1; i < run.points.size(); ++i) {
    const glm::vec3 a = run.points[i - 1].at, way = run.points[i].at - a;
    const float length = glm::dot(way, way);
    const float t = length > 0.0f ? std::clamp(glm::dot(p - a, way) / length, 0.0f, 1.0f) : 0.0f;
    nearest = std::min(nearest, static_cast<double>(glm::distance(p, a + t * way)));
  }
  return nearest;
}

void take_out(TubeNet& net, std::size_t run) {
  net.runs[run].points.clear();
  net.runs.erase(net.runs.begin() + static_cast<std::ptrdiff_t>(run));
  net.join_through();
}

// The largest radius among the other runs at the node; 0 if there are none.
double radius_at(const TubeNet& net, std::size_t node, std::size_t but) {
  double radius = 0.0;
  for (std::size_t r = 0; r < net.runs.size(); ++r) {
    if (r != but && (net.runs[r].from == node || net.runs[r].to == node)) {
      radius = std::max(radius, radius_of(net.runs[r]));
    }
  }
  return radius;
}

bool all_within(const std::vector<RunPoint>& points, const NetRun& line, double distance) {
  return std::all_of(points.begin(), points.end(),
                     [&](const RunPoint& point) { return to_line(point.at, line) <= distance; });
}

// A line that comes back and stays within the tube goes; one that comes back beside itself goes there only.
bool take_out_circle(TubeNet& net) {
  for (std::size_t r = 0; r < net.runs.size(); ++r) {
    NetRun& run = net.runs[r];
    if (run.from != run.to) continue;
    const auto away = [&](const RunPoint& point) {
      return static_cast<double>(glm::distance(point.at, run.points[0].at));
    };
    const auto turn = std::max_element(run.points.begin(), run.points.end(),
                                       [&](const RunPoint& a, const RunPoint& b) { return away(a) < away(b); });
    const double radius = std::max(radius_of(run), radius_at(net, run.from, r));
    if (run.points.size() < 4 || away(*turn) <= circle * radius) {
      take_out(net, r);
      return true;
    }
    const NetRun there{{run.points.begin(), turn + 1}, 0, 0}, back{{turn, run.points.end()}, 0, 0};
    const double together = beside * 2.0 * radius_of(run);
    if (!all_within(there.points, back, together) && !all_within(back.points, there, together)) continue;
    run.points = there.points;
    net.cut_off({r, true});
    net.join_through();
    return true;
  }
  return false;
}

// Of two runs between the same forks that lie within each other, the thinner goes.
bool take_out_double(TubeNet& net) {
  for (std::size_t a = 0; a < net.runs.size(); ++a) {
    for (std::size_t b = a + 1; b < net.runs.size(); ++b) {
      const NetRun &one = net.runs[a], &other = net.runs[b];
      if (std::minmax(one.from, one.to) != std::minmax(other.from, other.to)) continue;
      const double together = beside * (radius_of(one) + radius_of(other));
      if (!all_within(one.points, other, together) && !all_within(other.points, one, together)) continue;
      take_out(net, radius_of(one) < radius_of(other) ? a : b);
      return true;
    }
  }
  return false;
}

bool take_out_spur(TubeNet& net) {
  const std::vector<std::vector<RunEnd>> nodes = net.ends_at_nodes();
  std::size_t shortest = net.runs.size();
  double share = spur;
  for (std::size_t r = 0; r < net.runs.size(); ++r) {
    const bool free_start = nodes[net.runs[r].from].size() == 1, free_end = nodes[net.runs[r].to].size() == 1;
    if (free_start == free_end) continue;
    const double within = radius_at(net, free_start ? net.runs[r].to : net.runs[r].from, r);
    const double length = length_of(net.runs[r]);
    if (within <= 0.0 || length >= share * within) continue;
    share = length / within;
    shortest = r;
  }
  if (shortest == net.runs.size()) return false;
  take_out(net, shortest);
  return true;
}

// Two forks within one tube become one, half way between.
bool join_forks(TubeNet& net) {
  const std::vector<std::vector<RunEnd>> nodes = net.ends_at_nodes();
  for (std::size_t r = 0; r < net.runs.size(); ++r) {
    const std::size_t from = net.runs[r].from, to = net.runs[r].to;
    if (from == to || nodes[from].size() < 3 || nodes[to].size() < 3) continue;
    if (length_of(net.runs[r]) >= joint * std::max(radius_at(net, from, r), radius_at(net, to, r))) continue;
    const glm::vec3 middle = 0.5f * (net.runs[r].points.front().at + net.runs[r].points.back().at);
    for (const std::size_t node : {from, to}) {
      for (const RunEnd& end : nodes[node]) {
        NetRun& run = net.runs[end.run];
        (end.at_end ? run.points.back() : run.points.front()).at = middle;
        (end.at_end ? run.to : run.from) = from;
      }
    }
    take_out(net, r);
    return true;
  }
  return false;
}

// Pieces that are shorter than they are thick; the longest stays in any case.
void take_out_specks(TubeNet& net) {
  if (net.runs.empty()) return;
  std::vector<std::size_t> piece(net.nodes);
  for (std::size_t i = 0; i < piece.size(); ++i) piece[i] = i;
  const auto of = [&](std::size_t x) {
    while (piece[x] != x) x = piece[x] = piece[piece[x]];
    return x;
  };
  for (const NetRun& run : net.runs) piece[of(run.from)] = of(run.to);
  std::vector<double> length(net.nodes, 0.0), thickest(net.nodes, 0.0);
  for (const NetRun& run : net.runs) {
    length[of(run.from)] += length_of(run);
    thickest[of(run.from)] = std::max(thickest[of(run.from)], 2.0 * radius_of(run));
  }
  const double longest = *std::max_element(length.begin(), length.end());
  std::erase_if(net.runs, [&](const NetRun& run) {
    const std::size_t at = of(run.from);
    return length[at] < std::min(longest, std::max(speck_mm, speck * thickest[at]));
  });
}

}  // namespace

void repair(TubeNet& net) {
  while (take_out_circle(net) || take_out_double(net) || take_out_spur(net) || join_forks(net)) {
  }
  take_out_specks(net);
}

}  // namespace palpate
