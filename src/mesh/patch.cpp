#include "patch.h"

#include "triangle_pair.h"

#include <glm/common.hpp>
#include <glm/geometric.hpp>
#include <glm/vec3.hpp>

#include <algorithm>
#include <cstddef>
#include <map>
#include <set>
#include <utility>

namespace palpate {
namespace {

constexpr std::size_t longest_rim = 48, largest_bubble = 80;

std::uint64_t number_of(std::uint32_t a, std::uint32_t b) {
  return static_cast<std::uint64_t>(a) << 32 | b;
}

bool holds(const std::vector<std::uint32_t>& sorted, std::uint32_t t) {
  return std::binary_search(sorted.begin(), sorted.end(), t);
}

}  // namespace

Patching::Patching(const MeshData& mesh) : mesh_(mesh), around_(mesh.positions.size()) {
  along_.reserve(mesh.indices.size());
  for (std::uint32_t t = 0; t < mesh.triangle_count(); ++t) {
    const Triangle c = triangle(t);
    for (std::size_t k = 0; k < 3; ++k) {
      along_.emplace(number_of(c[k], c[(k + 1) % 3]), t);
      around_[c[k]].push_back(t);
    }
  }
}

Patching::Triangle Patching::triangle(std::uint32_t t) const {
  return {mesh_.indices[3 * t], mesh_.indices[3 * t + 1], mesh_.indices[3 * t + 2]};
}

const std::uint32_t* Patching::triangle_along(std::uint32_t a, std::uint32_t b) const {
  const auto found = along_.find(number_of(a, b));
  return found == along_.end() ? nullptr : &found->second;
}

std::vector<std::uint32_t> Patching::region(std::uint32_t triangle_at, int rings) const {
  std::vector<std::uint32_t> region = {triangle_at};
  for (int ring = 0; ring < rings; ++ring) {
    std::vector<std::uint32_t> wider;
    for (const std::uint32_t t : region)
      for (const std::uint32_t v : triangle(t)) wider.insert(wider.end(), around_[v].begin(), around_[v].end());
    std::sort(wider.begin(), wider.end());
    wider.erase(std::unique(wider.begin(), wider.end()), wider.end());
    region = std::move(wider);
  }
  return region;
}

// The corners around a region in the order of its triangles; none if it is no disc.
std::vector<std::uint32_t> Patching::rim_of(const std::vector<std::uint32_t>& region) const {
  std::map<std::uint32_t, std::uint32_t> next;
  std::set<std::uint32_t> corners;
  std::size_t edges = 0;
  for (const std::uint32_t t : region) {
    const Triangle c = triangle(t);
    for (std::size_t k = 0; k < 3; ++k) {
      corners.insert(c[k]);
      const std::uint32_t* across = triangle_along(c[(k + 1) % 3], c[k]);
      if (across == nullptr) return {};
      if (holds(region, *across)) {
        ++edges;
      } else if (!next.emplace(c[k], c[(k + 1) % 3]).second) {
        return {};
      }
    }
  }
  if (next.size() < 3 || next.size() > longest_rim) return {};
  // Euler's number of a disc is 1; edges within it were counted from both sides.
  if (corners.size() + region.size() != next.size() + edges / 2 + 1) return {};
  std::vector<std::uint32_t> rim = {next.begin()->first};
  while (rim.size() <= next.size()) {
    const auto found = next.find(rim.back());
    if (found == next.end()) return {};
    if (found->second == rim.front()) break;
    rim.push_back(found->second);
  }
  return rim.size() == next.size() ? rim : std::vector<std::uint32_t>{};
}

// The triangles between the corners of a rim that have the least area together (Barequet & Sharir 1995), none along an
// edge that the rest of the mesh has.
std::vector<Patching::Triangle> Patching::flat_between(const std::vector<std::uint32_t>& rim,
                                                       const std::vector<std::uint32_t>& region) const {
  constexpr double never = 1e30;
  const std::size_t n = rim.size();
  std::vector<double> cost(n * n, 0.0);
  std::vector<std::size_t> by(n * n, 0);
  const auto is_elsewhere = [&](std::uint32_t a, std::uint32_t b) {
    const std::uint32_t* t = triangle_along(a, b);
    return t != nullptr && !(holds(region, *t) && holds(region, *triangle_along(b, a)));
  };
  for (std::size_t span = 2; span < n; ++span) {
    for (std::size_t i = 0; i + span < n; ++i) {
      const std::size_t j = i + span;
      double& least = cost[i * n + j] = never;
      if (span + 1 < n && is_elsewhere(rim[i], rim[j])) continue;
      for (std::size_t k = i + 1; k < j; ++k) {
        const glm::vec3 a = mesh_.positions[rim[i]], b = mesh_.positions[rim[k]], c = mesh_.positions[rim[j]];
        const double area = static_cast<double>(glm::length(glm::cross(b - a, c - a)));
        const double sum = cost[i * n + k] + cost[k * n + j] + area;
        if (sum >= least) continue;
        least = sum;
        by[i * n + j] = k;
      }
    }
  }
  std::vector<Triangle> found;
  if (!(cost[n - 1] < never)) return found;
  std::vector<std::pair<std::size_t, std::size_t>> open = {{0, n - 1}};
  while (!open.empty()) {
    const auto [i, j] = open.back();
    open.pop_back();
    if (j < i + 2) continue;
    const std::size_t k = by[i * n + j];
    found.push_back({rim[i], rim[k], rim[j]});
    open.insert(open.end(), {{i, k}, {k, j}});
  }
  return found;
}

std::vector<Patch> Patching::around(std::uint32_t triangle_at, int rings) const {
  const std::vector<std::uint32_t> out = region(triangle_at, rings);
  const std::vector<std::uint32_t> rim = rim_of(out);
  if (rim.empty() || out.size() == mesh_.triangle_count()) return {};
  std::vector<Patch> ways;
  if (std::vector<Triangle> flat = flat_between(rim, out); !flat.empty())
    ways.push_back({out, std::move(flat), std::nullopt});
  Patch fan{out, {}, glm::vec3(0.0f)};
  const auto centre = static_cast<std::uint32_t>(mesh_.positions.size());
  for (std::size_t i = 0; i < rim.size(); ++i) {
    *fan.middle += mesh_.positions[rim[i]] / static_cast<float>(rim.size());
    fan.in.push_back({rim[i], rim[(i + 1) % rim.size()], centre});
  }
  ways.push_back(std::move(fan));
  return ways;
}

// The triangles on that side of three edges on which triangles run along them in the order of `ring`; none if that is
// more than a few, or if it is not closed off by the three.
std::vector<std::uint32_t> Patching::beyond(const Triangle& ring) const {
  std::set<std::uint32_t> found;
  std::vector<std::uint32_t> next;
  const auto is_wall = [&](std::uint32_t a, std::uint32_t b) {
    for (std::size_t k = 0; k < 3; ++k)
      if (a == ring[(k + 1) % 3] && b == ring[k]) return true;
    return false;
  };
  for (std::size_t k = 0; k < 3; ++k) {
    const std::uint32_t* at = triangle_along(ring[k], ring[(k + 1) % 3]);
    if (at == nullptr) return {};
    if (found.insert(*at).second) next.push_back(*at);
  }
  while (!next.empty()) {
    const Triangle c = triangle(next.back());
    next.pop_back();
    for (std::size_t k = 0; k < 3; ++k) {
      if (is_wall(c[(k + 1) % 3], c[k])) continue;
      const std::uint32_t* at = triangle_along(c[(k + 1) % 3], c[k]);
      if (at == nullptr) return {};
      if (found.insert(*at).second) next.push_back(*at);
    }
    if (found.size() > largest_bubble) return {};
  }
  for (std::size_t k = 0; k < 3; ++k) {
    const std::uint32_t* at = triangle_along(ring[(k + 1) % 3], ring[k]);
    if (at == nullptr || found.contains(*at)) return {};
  }
  return {found.begin(), found.end()};
}

std::vector<Patch> Patching::bubbles_at(std::uint32_t a, std::uint32_t b) const {
  std::set<std::uint32_t> thirds;
  for (const std::uint32_t t : around_[a])
    for (const std::uint32_t v : triangle(t))
      if (v != a && v != b && (triangle_along(b, v) != nullptr || triangle_along(v, b) != nullptr)) thirds.insert(v);
  std::vector<Patch> ways;
  for (const std::uint32_t c : thirds) {
    for (const Triangle& ring : {Triangle{a, b, c}, Triangle{b, a, c}}) {
      std::vector<std::uint32_t> bubble = beyond(ring);
      if (bubble.size() > 1) ways.push_back({std::move(bubble), {ring}, std::nullopt});
    }
  }
  return ways;
}

glm::vec3 Patching::place(const Patch& patch, std::uint32_t v) const {
  return v < mesh_.positions.size() ? mesh_.positions[v] : *patch.middle;
}

std::size_t Patching::crossings_of(const Patch& patch) const {
  std::vector<NumberedTriangle> in;
  for (const Triangle& c : patch.in) in.push_back({c, {place(patch, c[0]), place(patch, c[1]), place(patch, c[2])}});
  std::size_t count = 0;
  for (std::size_t i = 0; i < in.size(); ++i) {
    for (std::size_t j = i + 1; j < in.size(); ++j) count += cut_through(in[i], in[j]) ? 1 : 0;
    const glm::vec3 low = glm::min(in[i].at[0], glm::min(in[i].at[1], in[i].at[2])),
                    high = glm::max(in[i].at[0], glm::max(in[i].at[1], in[i].at[2]));
    for (std::uint32_t t = 0; t < mesh_.triangle_count(); ++t) {
      const Triangle c = triangle(t);
      const std::array<glm::vec3, 3> at = {mesh_.positions[c[0]], mesh_.positions[c[1]], mesh_.positions[c[2]]};
      const bool apart = glm::any(glm::lessThan(glm::max(at[0], glm::max(at[1], at[2])), low)) ||
                         glm::any(glm::lessThan(high, glm::min(at[0], glm::min(at[1], at[2]))));
      if (apart || holds(patch.out, t)) continue;
      count += cut_through(in[i], {c, at}) ? 1 : 0;
    }
  }
  return count;
}

MeshData Patching::with(const Patch& patch) const {
  MeshData mesh;
  mesh.positions = mesh_.positions;
  if (patch.middle) mesh.positions.push_back(*patch.middle);
  for (std::uint32_t t = 0; t < mesh_.triangle_count(); ++t) {
    if (holds(patch.out, t)) continue;
    const Triangle c = triangle(t);
    mesh.indices.insert(mesh.indices.end(), c.begin(), c.end());
  }
  for (const Triangle& c : patch.in) mesh.indices.insert(mesh.indices.end(), c.begin(), c.end());
  return compact(mesh);
}

}  // namespace palpate
