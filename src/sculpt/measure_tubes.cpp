#include "tube_diameters.h"
#include "tube_graph.h"
#include "tube_line.h"
#include "tube_net.h"
#include "tube_repair.h"

#include <palpate/sculpt/measure.h>

#include <glm/geometric.hpp>

#include <algorithm>
#include <cmath>
#include <limits>

namespace palpate {
namespace {

constexpr float finest = 0.1f;      // mm, to which figures are rounded
constexpr double thickening = 0.2;  // of the diameter, that may go unseen between two points

// Diameters of nothing become those of their neighbours, single ones that stand out are pulled in.
void smooth_diameters(std::vector<RunPoint>& run) {
  constexpr std::ptrdiff_t reach = 2;
  std::vector<float> found;
  for (std::ptrdiff_t i = 0; i < std::ssize(run); ++i) {
    std::vector<float> near;
    for (std::ptrdiff_t spread = reach; near.empty() && spread < std::ssize(run) + reach; spread += reach) {
      for (std::ptrdiff_t k = std::max<std::ptrdiff_t>(0, i - spread); k <= std::min(std::ssize(run) - 1, i + spread);
           ++k) {
        if (run[static_cast<std::size_t>(k)].diameter > 0.0f) near.push_back(run[static_cast<std::size_t>(k)].diameter);
      }
    }
    std::sort(near.begin(), near.end());
    const std::size_t half = near.size() / 2;
    found.push_back(near.empty() ? finest : near.size() % 2 == 1 ? near[half] : 0.5f * (near[half - 1] + near[half]));
  }
  for (std::size_t i = 0; i < run.size(); ++i) run[i].diameter = found[i];
}

// The line without the tremor that it has from the mesh: points move towards the middle of their neighbours, but by no
// more than a tenth of the diameter.
void smooth_line(std::vector<RunPoint>& run) {
  constexpr float most = 0.1f;
  const std::vector<RunPoint> before = run;
  for (int round = 0; round < 2; ++round) {
    const std::vector<RunPoint> last = run;
    for (std::size_t i = 1; i + 1 < run.size(); ++i) {
      const glm::vec3 wanted = 0.5f * last[i].at + 0.25f * (last[i - 1].at + last[i + 1].at);
      const glm::vec3 by = wanted - before[i].at;
      const float length = glm::length(by), allowed = most * before[i].diameter;
      run[i].at = before[i].at + (length > allowed ? allowed / length : 1.0f) * by;
    }
  }
}

struct Miss {
  double share = 0.0;  // of what is allowed
  std::size_t point = 0;
};

// The point that the spline through the kept ones misses most.
Miss worst_miss(const std::vector<RunPoint>& run, const std::vector<std::size_t>& kept, double tolerance) {
  std::vector<RunPoint> points;
  for (const std::size_t k : kept) points.push_back(run[k]);
  const bool closed = run.front().at == run.back().at;
  if (closed) points.pop_back();
  const TubeLine line(points, closed);
  const std::size_t pieces = (line.samples().size() - 1) / (kept.size() - 1);
  Miss worst;
  for (std::size_t span = 0; span + 1 < kept.size(); ++span) {
    for (std::size_t i = kept[span] + 1; i < kept[span + 1]; ++i) {
      const glm::dvec3 p(run[i].at);
      double nearest = std::numeric_limits<double>::infinity(), diameter = 0.0;
      for (std::size_t k = span * pieces; k < (span + 1) * pieces; ++k) {
        const TubeLine::Place &a = line.samples()[k], &b = line.samples()[k + 1];
        const glm::dvec3 way = b.at - a.at;
        const double length = glm::dot(way, way);
        const double t = length > 0.0 ? std::clamp(glm::dot(p - a.at, way) / length, 0.0, 1.0) : 0.0;
        const double distance = glm::length(p - (a.at + t * way));
        if (distance >= nearest) continue;
        nearest = distance;
        diameter = 2.0 * (a.radius + t * (b.radius - a.radius));
      }
      const auto wanted = static_cast<double>(run[i].diameter);
      const double off = std::abs(diameter - wanted) / std::max(2.0 * tolerance, thickening * wanted);
      const double share = std::max(nearest / tolerance, off);
      if (share > worst.share) worst = {share, i};
    }
  }
  return worst;
}

// Takes one point after the other until the spline through them keeps to all.
std::vector<RunPoint> thinned(const std::vector<RunPoint>& run, double tolerance) {
  std::vector<std::size_t> kept = {0, run.size() - 1};
  if (run.front().at == run.back().at) kept = {0, run.size() / 3, 2 * run.size() / 3, run.size() - 1};
  kept.erase(std::unique(kept.begin(), kept.end()), kept.end());
  while (true) {
    const Miss worst = worst_miss(run, kept, tolerance);
    if (worst.share <= 1.0) break;
    kept.insert(std::upper_bound(kept.begin(), kept.end(), worst.point), worst.point);
  }
  std::vector<RunPoint> points;
  for (const std::size_t k : kept) points.push_back(run[k]);
  return points;
}

float rounded(float x) {
  return std::round(x / finest) * finest;
}

std::vector<RunPoint> rounded_run(const std::vector<RunPoint>& run) {
  std::vector<RunPoint> points;
  for (const RunPoint& point : run) {
    const RunPoint next{{rounded(point.at.x), rounded(point.at.y), rounded(point.at.z)},
                        std::max(finest, rounded(point.diameter))};
    if (points.empty() || points.back().at != next.at) points.push_back(next);
  }
  const bool closed = !points.empty() && points.front().at == points.back().at;
  if (points.size() < (closed ? 4u : 2u)) points.clear();
  return points;
}

Result<Tubes> measured(const CentreLines& lines, const MeshData* mesh, float tolerance_mm) {
  if (!(tolerance_mm > 0.0f)) return Error{"Centre lines are measured to within a tolerance above 0 mm", {}, {}};
  const CentreLines graph = mended(lines);
  TubeNet net;
  net.nodes = graph.nodes.size();
  for (const auto& [a, b] : graph.edges) net.runs.push_back({{graph.nodes[a], graph.nodes[b]}, a, b});
  net.join_through();
  repair(net);
  if (mesh != nullptr) take_diameters(*mesh, net);
  Tubes tubes;
  for (NetRun& run : net.runs) {
    if (run.points.size() < 2 || (run.from == run.to && run.points.size() < 4)) continue;
    smooth_diameters(run.points);
    smooth_line(run.points);
    std::vector<RunPoint> points = rounded_run(thinned(run.points, static_cast<double>(tolerance_mm)));
    if (!points.empty()) tubes.runs.push_back(std::move(points));
  }
  if (tubes.runs.empty()) {
    return Error{"The centre lines hold no tube", {}, "Give lines that are longer than the tube is thick"};
  }
  return tubes;
}

}  // namespace

Result<Tubes> measure_tubes(const CentreLines& lines, float tolerance_mm) {
  return measured(lines, nullptr, tolerance_mm);
}

Result<Tubes> measure_tubes(const CentreLines& lines, const MeshData& mesh, float tolerance_mm) {
  return measured(lines, &mesh, tolerance_mm);
}

}  // namespace palpate
