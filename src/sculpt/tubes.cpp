#include "tube_fork.h"
#include "tube_line.h"
#include "tube_net.h"
#include "tube_sweep.h"

#include <palpate/mesh/normals.h>
#include <palpate/sculpt/forms.h>

#include <glm/geometric.hpp>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <optional>

namespace palpate {
namespace {

constexpr double share_of_run = 0.9;  // that forks may take of a run

// The places of the rings at the forks of a net; forks that cannot be made lose an end until they can.
class ForkPlan {
 public:
  ForkPlan(TubeNet& net, double edge_mm) : net_(net), edge_(edge_mm) { place_again(); }

  void cut_off(RunEnd end) {
    net_.cut_off(end);
    place_again();
  }

  // A run that no tube can be swept along is cut off at one end; if it is free already, it is taken out.
  void give_way(std::size_t run) {
    const bool closed = lines_[run].closed();
    if (starts_[run] || closed) {
      cut_off({run, false});
    } else if (ends_[run]) {
      cut_off({run, true});
    } else {
      net_.runs.erase(net_.runs.begin() + static_cast<std::ptrdiff_t>(run));
      place_again();
    }
  }

  [[nodiscard]] const std::vector<TubeLine>& lines() const { return lines_; }
  [[nodiscard]] const std::vector<std::vector<RunEnd>>& nodes() const { return nodes_; }
  [[nodiscard]] const std::optional<ForkEnd>& end(RunEnd end) const { return (end.at_end ? ends_ : starts_)[end.run]; }

 private:
  void place_again() {
    do net_.join_through();
    while (!place_all());
  }

  std::optional<ForkEnd>& slot(RunEnd end) { return (end.at_end ? ends_ : starts_)[end.run]; }

  [[nodiscard]] glm::dvec3 place(RunEnd end) const {
    const std::vector<RunPoint>& points = net_.runs[end.run].points;
    return glm::dvec3((end.at_end ? points.back() : points.front()).at);
  }

  void draw_lines() {
    lines_.clear();
    nodes_ = net_.ends_at_nodes();
    for (const NetRun& run : net_.runs) {
      const bool closed = run.from == run.to && nodes_[run.from].size() == 2;
      std::vector<RunPoint> points = run.points;
      if (closed) points.pop_back();
      lines_.emplace_back(points, closed);
    }
  }

  bool place_all() {
    draw_lines();
    starts_.assign(lines_.size(), std::nullopt);
    ends_ = starts_;
    std::vector<std::size_t> forks;
    for (std::size_t node = 0; node < nodes_.size(); ++node) {
      if (nodes_[node].size() < 3) continue;
      forks.push_back(node);
      for (const RunEnd& at : nodes_[node]) {
        const TubeLine& line = lines_[at.run];
        const bool comes_back = net_.runs[at.run].from == net_.runs[at.run].to;
        slot(at) = ForkEnd{&line,
                           at.at_end,
                           (comes_back ? 0.5 : 1.0) * share_of_run * line.length(),
                           corner_stretch(tube_sides(line, edge_)),
                           0.0,
                           0.0,
                           {},
                           {}};
      }
    }
    bool whole = true;
    for (const std::size_t node : forks) whole = place_at(node) && whole;
    if (whole && share_runs(forks)) return true;
    return false;
  }

  // False if an end was cut off.
  bool place_at(std::size_t node) {
    std::vector<ForkEnd> ends;
    for (const RunEnd& at : nodes_[node]) ends.push_back(*slot(at));
    const std::optional<std::size_t> worst = place_rings(place(nodes_[node][0]), ends);
    for (std::size_t i = 0; i < ends.size(); ++i) slot(nodes_[node][i]) = ends[i];
    if (worst) net_.cut_off(nodes_[node][*worst]);
    return !worst;
  }

  // Between two forks that want more of a run than there is, it is shared as they would have it.
  bool share_runs(const std::vector<std::size_t>& forks) {
    for (int round = 0; round < 6; ++round) {
      bool fits = true;
      for (std::size_t r = 0; r < lines_.size(); ++r) {
        if (!starts_[r] || !ends_[r]) continue;
        const double most = share_of_run * lines_[r].length(), wanted = starts_[r]->taken + ends_[r]->taken;
        if (wanted <= most * 1.001) continue;
        fits = false;
        if (round == 5) {
          net_.cut_off({r, starts_[r]->radius >= ends_[r]->radius});
          return false;
        }
        const double start = starts_[r]->taken / wanted * most;
        starts_[r]->limit = std::min(starts_[r]->limit, start);
        ends_[r]->limit = std::min(ends_[r]->limit, most - start);
      }
      if (fits) return true;
      for (const std::size_t node : forks) {
        if (!place_at(node)) return false;
      }
    }
    return true;
  }

  TubeNet& net_;
  double edge_;
  std::vector<TubeLine> lines_;
  std::vector<std::vector<RunEnd>> nodes_;
  std::vector<std::optional<ForkEnd>> starts_, ends_;
};

// Twelve directions, evenly (the corners of an icosahedron).
std::vector<glm::dvec3> all_round() {
  const double golden = std::numbers::phi;
  std::vector<glm::dvec3> found;
  for (const double a : {-1.0, 1.0}) {
    for (const double b : {-golden, golden}) {
      for (const glm::dvec3 way : {glm::dvec3(0, a, b), glm::dvec3(a, b, 0), glm::dvec3(b, 0, a)}) {
        found.push_back(glm::normalize(way));
      }
    }
  }
  return found;
}

class TubeMesher {
 public:
  TubeMesher(const Tubes& tubes, double edge_mm) : net_(net_of(tubes)), plan_(net_, edge_mm), edge_(edge_mm) {}

  MeshData run() {
    while (!make()) {
    }
    compute_normals(mesh_);
    return std::move(mesh_);
  }

 private:
  // False if something could not be joined: it has been cut off then.
  bool make() {
    mesh_ = {};
    sweeps_.clear();
    first_.clear();
    for (std::size_t r = 0; r < plan_.lines().size(); ++r) {
      sweeps_.push_back(sweep(plan_.lines()[r], edge_, plan_.end({r, false}), plan_.end({r, true})));
      // A tube that comes back to its fork must not be joined to itself both along its side and across the fork.
      const std::size_t least = net_.runs[r].from == net_.runs[r].to ? 3 : 2;
      if (sweeps_.back().rings.size() < least) {
        plan_.give_way(r);
        return false;
      }
      add_tube(r);
    }
    for (const std::vector<RunEnd>& node : plan_.nodes()) {
      if (node.size() < 3 || add_fork(node)) continue;
      plan_.cut_off(*std::min_element(node.begin(), node.end(), [&](const RunEnd& a, const RunEnd& b) {
        return plan_.end(a)->radius < plan_.end(b)->radius;
      }));
      return false;
    }
    return true;
  }

  std::uint32_t add_corner(glm::dvec3 p, double u, double v) {
    mesh_.positions.emplace_back(p);
    mesh_.uv.emplace_back(static_cast<float>(u), static_cast<float>(v));
    return static_cast<std::uint32_t>(mesh_.positions.size() - 1);
  }

  std::uint32_t add_ring(const std::vector<glm::dvec3>& corners, double v) {
    const auto first = static_cast<std::uint32_t>(mesh_.positions.size());
    for (std::size_t k = 0; k < corners.size(); ++k) {
      add_corner(corners[k], static_cast<double>(k) / static_cast<double>(corners.size()), v);
    }
    return first;
  }

  void bridge(std::uint32_t low, std::uint32_t high, std::uint32_t sides) {
    for (std::uint32_t k = 0; k < sides; ++k) {
      const std::uint32_t next = (k + 1) % sides;
      mesh_.indices.insert(mesh_.indices.end(), {low + k, low + next, high + next, low + k, high + next, high + k});
    }
  }

  void add_tube(std::size_t r) {
    const TubeSweep& tube = sweeps_[r];
    const TubeLine& line = plan_.lines()[r];
    const auto sides = static_cast<std::uint32_t>(tube.corners[0].size());
    first_.push_back(static_cast<std::uint32_t>(mesh_.positions.size()));
    for (std::size_t i = 0; i < tube.rings.size(); ++i) {
      const std::uint32_t ring = add_ring(tube.corners[i], tube.rings[i].s / line.length());
      if (i > 0) bridge(ring - sides, ring, sides);
    }
    const std::uint32_t last = first_.back() + static_cast<std::uint32_t>(tube.rings.size() - 1) * sides;
    if (line.closed()) {
      bridge(last, first_.back(), sides);
      return;
    }
    if (!plan_.end({r, false})) add_cap(tube.rings.front(), tube.corners.front(), first_.back(), -1.0);
    if (!plan_.end({r, true})) add_cap(tube.rings.back(), tube.corners.back(), last, 1.0);
  }

  // Half a ball; of a thin tube a pyramid.
  void add_cap(const TubeRing& ring, const std::vector<glm::dvec3>& corners, std::uint32_t rim, double way) {
    const auto sides = static_cast<std::uint32_t>(corners.size());
    const int rings = sides <= 6 ? 0 : std::clamp(static_cast<int>(sides) / 5, 1, 5);
    const double v = way > 0.0 ? 1.0 : 0.0;
    for (int i = 1; i <= rings; ++i) {
      const double angle = 0.5 * std::numbers::pi * i / (rings + 1);
      std::vector<glm::dvec3> smaller;
      for (const glm::dvec3& corner : corners) {
        smaller.push_back(ring.centre + std::cos(angle) * (corner - ring.centre) +
                          way * std::sin(angle) * ring.radius * ring.facing);
      }
      const std::uint32_t next = add_ring(smaller, v);
      if (way > 0.0) {
        bridge(rim, next, sides);
      } else {
        bridge(next, rim, sides);
      }
      rim = next;
    }
    const double height = rings == 0 ? 0.7 * ring.radius : ring.radius;
    const std::uint32_t pole = add_corner(ring.centre + way * height * ring.facing, 0.0, v);
    for (std::uint32_t k = 0; k < sides; ++k) {
      const std::uint32_t a = rim + k, b = rim + (k + 1) % sides;
      if (way > 0.0) {
        mesh_.indices.insert(mesh_.indices.end(), {pole, a, b});
      } else {
        mesh_.indices.insert(mesh_.indices.end(), {pole, b, a});
      }
    }
  }

  bool add_fork(const std::vector<RunEnd>& node) {
    std::vector<std::vector<glm::dvec3>> rings;
    std::vector<glm::dvec3> outward;
    std::vector<std::uint32_t> numbers;
    std::vector<glm::dvec3> points;
    for (const RunEnd& at : node) {
      const TubeSweep& tube = sweeps_[at.run];
      std::vector<glm::dvec3> corners = at.at_end ? tube.corners.back() : tube.corners.front();
      const auto sides = static_cast<std::uint32_t>(corners.size());
      const std::uint32_t ring =
          first_[at.run] + (at.at_end ? static_cast<std::uint32_t>(tube.rings.size() - 1) * sides : 0);
      for (std::uint32_t k = 0; k < sides; ++k) numbers.push_back(at.at_end ? ring + sides - 1 - k : ring + k);
      if (at.at_end) std::reverse(corners.begin(), corners.end());
      points.insert(points.end(), corners.begin(), corners.end());
      outward.push_back(plan_.end(at)->out);
      rings.push_back(std::move(corners));
    }
    std::vector<std::array<std::uint32_t, 3>> faces = join_rings(rings, outward, {});
    if (faces.empty()) return false;
    const std::vector<glm::dvec3> more = belly(node, points, faces);
    if (!more.empty()) {
      const std::vector<std::array<std::uint32_t, 3>> fuller = join_rings(rings, outward, more);
      if (!fuller.empty()) faces = fuller;
    }
    std::vector<std::uint32_t> added(more.size(), 0);
    for (const std::array<std::uint32_t, 3>& face : faces) {
      for (const std::uint32_t p : face) {
        if (p < numbers.size()) {
          mesh_.indices.push_back(numbers[p]);
          continue;
        }
        std::uint32_t& corner = added[p - numbers.size()];
        if (corner == 0) corner = add_corner(more[p - numbers.size()], 0.0, node[0].at_end ? 1.0 : 0.0);
        mesh_.indices.push_back(corner);
      }
    }
    return true;
  }

  // Corners of a ball round the fork that lie well outside the faces: tubes that all leave to one side are rounded off
  // on the other.
  std::vector<glm::dvec3> belly(const std::vector<RunEnd>& node, const std::vector<glm::dvec3>& points,
                                const std::vector<std::array<std::uint32_t, 3>>& faces) const {
    const NetRun& run = net_.runs[node[0].run];
    const glm::dvec3 fork((node[0].at_end ? run.points.back() : run.points.front()).at);
    double radius = 0.0, plane = 1e9;
    for (const RunEnd& at : node) {
      radius = std::max(radius, plan_.end(at)->radius);
      plane = std::min(plane, glm::length(plan_.end(at)->centre - fork));
    }
    radius = std::min(radius, 0.9 * plane);
    std::vector<glm::dvec3> found;
    for (const glm::dvec3 way : all_round()) {
      const glm::dvec3 p = fork + radius * way;
      double outside = -1e9;
      for (const auto& [a, b, c] : faces) {
        const glm::dvec3 normal = glm::cross(points[b] - points[a], points[c] - points[a]);
        const double length = glm::length(normal);
        if (length > 0.0) outside = std::max(outside, glm::dot(p - points[a], normal) / length);
      }
      if (outside > 0.3 * radius) found.push_back(p);
    }
    return found;
  }

  TubeNet net_;
  ForkPlan plan_;
  double edge_;
  MeshData mesh_;
  std::vector<TubeSweep> sweeps_;
  std::vector<std::uint32_t> first_;  // vertex of each sweep
};

}  // namespace

MeshData mesh_of(const Tubes& tubes, float edge_mm) {
  return TubeMesher(tubes, std::max(0.05, static_cast<double>(edge_mm))).run();
}

}  // namespace palpate
