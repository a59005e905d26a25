#include "tube_graph.h"

#include <glm/geometric.hpp>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>
#include <tuple>

namespace palpate {
namespace {

constexpr double gap = 1.2;     // sums of radii by which pieces that belong together may lie apart
constexpr double gap_mm = 0.5;  // and this much more
constexpr double slice = 1.6;   // radii that two halves of a slice may lie apart

using Edges = std::vector<std::pair<std::size_t, std::size_t>>;

double distance_between(const RunPoint& a, const RunPoint& b) {
  return static_cast<double>(glm::distance(a.at, b.at));
}

double radius_of(const RunPoint& point) {
  return 0.5 * static_cast<double>(point.diameter);
}

struct Groups {
  explicit Groups(std::size_t count) : parent(count) { std::iota(parent.begin(), parent.end(), std::size_t{0}); }
  std::size_t of(std::size_t x) {
    while (parent[x] != x) x = parent[x] = parent[parent[x]];
    return x;
  }
  bool join(std::size_t a, std::size_t b) {
    a = of(a);
    b = of(b);
    if (a == b) return false;
    parent[std::max(a, b)] = std::min(a, b);
    return true;
  }
  std::vector<std::size_t> parent;
};

Edges usable_edges(const CentreLines& lines) {
  const auto usable = [&](std::size_t i) {
    if (i >= lines.nodes.size()) return false;
    const RunPoint& node = lines.nodes[i];
    return std::isfinite(node.at.x + node.at.y + node.at.z) && std::isfinite(node.diameter);
  };
  Edges edges;
  for (const auto& [a, b] : lines.edges) {
    if (a != b && usable(a) && usable(b)) edges.emplace_back(std::min(a, b), std::max(a, b));
  }
  std::sort(edges.begin(), edges.end());
  edges.erase(std::unique(edges.begin(), edges.end()), edges.end());
  return edges;
}

void join_pieces(const CentreLines& lines, Edges& edges) {
  struct Touch {
    double distance;
    std::size_t end, other;
  };
  Groups groups(lines.nodes.size());
  std::vector<std::size_t> degree(lines.nodes.size(), 0);
  for (const auto& [a, b] : edges) {
    groups.join(a, b);
    ++degree[a];
    ++degree[b];
  }
  // The way out of the net at a free end.
  const auto way_out = [&](std::size_t end) {
    for (const auto& [a, b] : edges) {
      if (a == end || b == end) return lines.nodes[end].at - lines.nodes[a == end ? b : a].at;
    }
    return glm::vec3(0.0f);
  };
  std::vector<Touch> touches;
  for (std::size_t i = 0; i < lines.nodes.size(); ++i) {
    if (degree[i] != 1) continue;
    for (std::size_t j = 0; j < lines.nodes.size(); ++j) {
      if (degree[j] == 0 || groups.of(i) == groups.of(j)) continue;
      // Two ends side by side are two tubes.
      if (degree[j] == 1 && glm::dot(way_out(i), way_out(j)) > 0.0f) continue;
      const double radii = radius_of(lines.nodes[i]) + radius_of(lines.nodes[j]);
      const double distance = distance_between(lines.nodes[i], lines.nodes[j]);
      if (distance <= gap * radii + gap_mm) touches.push_back({distance, i, j});
    }
  }
  std::sort(touches.begin(), touches.end(), [](const Touch& a, const Touch& b) {
    return std::tie(a.distance, a.end, a.other) < std::tie(b.distance, b.end, b.other);
  });
  for (const Touch& touch : touches) {
    if (groups.join(touch.end, touch.other)) edges.emplace_back(touch.end, touch.other);
  }
}

// The graph while nodes are joined.
class Slices {
 public:
  Slices(const CentreLines& lines, const Edges& edges)
      : nodes_(lines.nodes), weights_(lines.nodes.size(), 1.0), next_(lines.nodes.size()) {
    for (const auto& [a, b] : edges) {
      next_[a].insert(b);
      next_[b].insert(a);
    }
  }

  CentreLines run() {
    while (true) {
      const auto [a, b] = nearest_halves();
      if (a == b) break;
      join(a, b);
    }
    CentreLines lines{nodes_, {}};
    for (std::size_t a = 0; a < next_.size(); ++a) {
      for (const std::size_t b : next_[a]) {
        if (a < b) lines.edges.emplace_back(a, b);
      }
    }
    return lines;
  }

 private:
  [[nodiscard]] std::size_t shared(std::size_t a, std::size_t b) const {
    return static_cast<std::size_t>(
        std::count_if(next_[a].begin(), next_[a].end(), [&](std::size_t c) { return next_[b].contains(c); }));
  }

  // Two nodes that hang together and lie beside each other on the way to a third, or on two ways between the same
  // nodes, and are no farther apart than the tube is wide; the same node twice if there are none.
  [[nodiscard]] std::pair<std::size_t, std::size_t> nearest_halves() const {
    std::pair<std::size_t, std::size_t> best{0, 0};
    double least = slice;
    for (std::size_t a = 0; a < next_.size(); ++a) {
      std::set<std::size_t> near;
      for (const std::size_t b : next_[a]) {
        near.insert(b);
        near.insert(next_[b].begin(), next_[b].end());
      }
      for (const std::size_t b : near) {
        if (b <= a || shared(a, b) + (next_[a].contains(b) ? 1 : 0) < 2) continue;
        double radius = std::max(radius_of(nodes_[a]), radius_of(nodes_[b]));
        for (const std::size_t c : next_[a]) {
          if (next_[b].contains(c)) radius = std::max(radius, radius_of(nodes_[c]));
        }
        const double apart = distance_between(nodes_[a], nodes_[b]);
        if (apart >= least * radius) continue;
        least = apart / radius;
        best = {a, b};
      }
    }
    return best;
  }

  // The radius is the mean distance of the slice's corners from its middle, in squares; so is that of both together.
  void join(std::size_t a, std::size_t b) {
    const double sum = weights_[a] + weights_[b], share = weights_[b] / sum;
    const double apart = distance_between(nodes_[a], nodes_[b]);
    const double ra = radius_of(nodes_[a]), rb = radius_of(nodes_[b]);
    const double squared = (1.0 - share) * ra * ra + share * rb * rb + share * (1.0 - share) * apart * apart;
    nodes_[a].at += static_cast<float>(share) * (nodes_[b].at - nodes_[a].at);
    nodes_[a].diameter = static_cast<float>(2.0 * std::sqrt(squared));
    weights_[a] = sum;
    for (const std::size_t c : next_[b]) {
      next_[c].erase(b);
      if (c == a) continue;
      next_[c].insert(a);
      next_[a].insert(c);
    }
    next_[b].clear();
  }

  std::vector<RunPoint> nodes_;
  std::vector<double> weights_;
  std::vector<std::set<std::size_t>> next_;
};

}  // namespace

CentreLines mended(const CentreLines& lines) {
  Edges edges = usable_edges(lines);
  join_pieces(lines, edges);
  return Slices(lines, edges).run();
}

}  // namespace palpate
