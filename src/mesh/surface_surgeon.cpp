#include "surface_surgeon.h"

#include <glm/geometric.hpp>

#include <algorithm>
#include <cmath>

namespace palpate {
namespace {

constexpr std::uint32_t nobody = 0xFFFFFFFFu;
constexpr float upright = 0.25f;  // cosine by which a triangle may turn at once
constexpr float flat = 0.8f;      // cosine between two triangles whose common edge may flip

bool dead(const std::array<std::uint32_t, 3>& t) {
  return t[0] == t[1];
}

}  // namespace

SurfaceSurgeon::SurfaceSurgeon(const MeshData& mesh, const Field& field, const LevelRequest& request)
    : field_(field), request_(request), positions_(mesh.positions), around_(mesh.positions.size()) {
  triangles_.reserve(mesh.triangle_count());
  for (std::size_t i = 0; i + 2 < mesh.indices.size(); i += 3) {
    const auto index = static_cast<std::uint32_t>(triangles_.size());
    triangles_.push_back({mesh.indices[i], mesh.indices[i + 1], mesh.indices[i + 2]});
    for (const std::uint32_t v : triangles_.back()) around_[v].push_back(index);
  }
}

MeshData SurfaceSurgeon::result() const {
  MeshData mesh;
  mesh.positions = positions_;
  for (const Triangle& t : triangles_)
    if (!dead(t)) mesh.indices.insert(mesh.indices.end(), t.begin(), t.end());
  return compact(mesh);
}

std::vector<std::uint32_t> SurfaceSurgeon::neighbours(std::uint32_t v) const {
  std::vector<std::uint32_t> found;
  for (const std::uint32_t t : around_[v])
    for (const std::uint32_t other : triangles_[t])
      if (other != v && std::find(found.begin(), found.end(), other) == found.end()) found.push_back(other);
  return found;
}

glm::vec3 SurfaceSurgeon::face(const Triangle& t) const {
  return glm::cross(positions_[t[1]] - positions_[t[0]], positions_[t[2]] - positions_[t[0]]);
}

float SurfaceSurgeon::squared_length(std::uint32_t a, std::uint32_t b) const {
  const glm::vec3 d = positions_[b] - positions_[a];
  return glm::dot(d, d);
}

bool SurfaceSurgeon::beside(std::uint32_t a, std::uint32_t b, std::uint32_t& triangle, std::uint32_t& third) const {
  for (const std::uint32_t t : around_[a])
    for (std::size_t k = 0; k < 3; ++k)
      if (triangles_[t][k] == a && triangles_[t][(k + 1) % 3] == b) {
        triangle = t;
        third = triangles_[t][(k + 2) % 3];
        return true;
      }
  return false;
}

void SurfaceSurgeon::forget(std::uint32_t v, std::uint32_t triangle) {
  auto& list = around_[v];
  list.erase(std::find(list.begin(), list.end(), triangle));
}

bool SurfaceSurgeon::stays_upright(std::uint32_t v, glm::vec3 at, std::uint32_t but_with) const {
  for (const std::uint32_t index : around_[v]) {
    const Triangle& t = triangles_[index];
    if (std::find(t.begin(), t.end(), but_with) != t.end()) continue;
    std::array<glm::vec3, 3> corner;
    for (std::size_t k = 0; k < 3; ++k) corner[k] = t[k] == v ? at : positions_[t[k]];
    const glm::vec3 before = face(t), after = glm::cross(corner[1] - corner[0], corner[2] - corner[0]);
    const float size = glm::length(before) * glm::length(after);
    if (!(glm::dot(before, after) > upright * size)) return false;
  }
  return true;
}

std::size_t SurfaceSurgeon::against(std::uint32_t v, glm::vec3 at, glm::vec3 out) const {
  std::size_t count = 0;
  for (const std::uint32_t index : around_[v]) {
    const Triangle& t = triangles_[index];
    std::array<glm::vec3, 3> corner;
    for (std::size_t k = 0; k < 3; ++k) corner[k] = t[k] == v ? at : positions_[t[k]];
    if (!(glm::dot(glm::cross(corner[1] - corner[0], corner[2] - corner[0]), out) > 0.0f)) ++count;
  }
  return count;
}

// The link condition (Dey et al. 1999): what both ends see of the mesh is the edge's two triangles, no more. A corner
// with three triangles is left alone, which also spares the tetrahedron.
bool SurfaceSurgeon::linked(std::uint32_t keep, std::uint32_t lose) const {
  const auto mine = neighbours(keep), theirs = neighbours(lose);
  std::size_t common = 0;
  for (const std::uint32_t v : mine) {
    if (std::find(theirs.begin(), theirs.end(), v) == theirs.end()) continue;
    ++common;
    if (around_[v].size() <= 3) return false;
  }
  return common == 2 && mine.size() + theirs.size() >= 9;
}

bool SurfaceSurgeon::may_collapse(std::uint32_t keep, std::uint32_t lose, glm::vec3 at) const {
  if (!linked(keep, lose)) return false;
  const float longest = 1.6f * request_.edge_mm;
  for (const std::uint32_t end : {keep, lose})
    for (const std::uint32_t v : neighbours(end))
      if (v != keep && v != lose && glm::distance(positions_[v], at) > longest) return false;
  return stays_upright(keep, at, lose) && stays_upright(lose, at, keep);
}

void SurfaceSurgeon::collapse(std::uint32_t keep, std::uint32_t lose, glm::vec3 at) {
  positions_[keep] = at;
  const auto theirs = around_[lose];
  for (const std::uint32_t index : theirs) {
    Triangle& t = triangles_[index];
    if (std::find(t.begin(), t.end(), keep) != t.end()) {
      for (const std::uint32_t v : t)
        if (v != lose) forget(v, index);
      t = {0, 0, 0};
    } else {
      std::replace(t.begin(), t.end(), lose, keep);
      around_[keep].push_back(index);
    }
  }
  around_[lose].clear();
}

float SurfaceSurgeon::flatness(std::uint32_t v) const {
  glm::vec3 sum(0.0f);
  float area = 0.0f;
  for (const std::uint32_t t : around_[v]) {
    const glm::vec3 f = face(triangles_[t]);
    sum += f;
    area += glm::length(f);
  }
  return area > 0.0f ? glm::length(sum) / area : 1.0f;
}

// Where an edge shrinks to: the middle, but for an end that lies on a rim, which would wear away otherwise.
glm::vec3 SurfaceSurgeon::place_of_collapse(std::uint32_t a, std::uint32_t b) const {
  constexpr float rim = 0.06f;
  const float more = flatness(a) - flatness(b);
  return more > rim ? positions_[b] : more < -rim ? positions_[a] : 0.5f * (positions_[a] + positions_[b]);
}

void SurfaceSurgeon::collapse_shorter_than(float mm) {
  for (std::uint32_t v = 0; v < around_.size(); ++v) {
    for (bool again = true; again;) {
      again = false;
      std::uint32_t nearest = nobody;
      float shortest = mm * mm;
      for (const std::uint32_t other : neighbours(v))
        if (squared_length(v, other) < shortest) {
          if (!may_collapse(v, other, place_of_collapse(v, other))) continue;
          shortest = squared_length(v, other);
          nearest = other;
        }
      if (nearest == nobody) break;
      collapse(v, nearest, place_of_collapse(v, nearest));
      again = true;
    }
  }
}

void SurfaceSurgeon::split(std::uint32_t a, std::uint32_t b) {
  std::uint32_t left = 0, right = 0, c = 0, d = 0;
  if (!beside(a, b, left, c) || !beside(b, a, right, d)) return;
  const auto middle = static_cast<std::uint32_t>(positions_.size());
  positions_.push_back(0.5f * (positions_[a] + positions_[b]));
  around_.emplace_back();
  const auto first = static_cast<std::uint32_t>(triangles_.size()), second = first + 1;
  triangles_[left] = {a, middle, c};
  triangles_[right] = {middle, a, d};
  triangles_.push_back({middle, b, c});
  triangles_.push_back({b, middle, d});
  forget(b, left);
  forget(b, right);
  around_[b].insert(around_[b].end(), {first, second});
  around_[c].push_back(first);
  around_[d].push_back(second);
  around_[middle] = {left, right, first, second};
}

void SurfaceSurgeon::split_longer_than(float mm) {
  const std::size_t count = triangles_.size();
  for (std::size_t i = 0; i < count; ++i) {
    if (dead(triangles_[i])) continue;
    const Triangle t = triangles_[i];
    for (std::size_t k = 0; k < 3; ++k) {
      const std::uint32_t a = t[k], b = t[(k + 1) % 3];
      if (squared_length(a, b) <= mm * mm) continue;
      split(a, b);
      break;
    }
  }
}

// Where the circle around one triangle holds the other's corner, the other diagonal is the better one (Delaunay).
bool SurfaceSurgeon::flip(std::uint32_t a, std::uint32_t b) {
  std::uint32_t left = 0, right = 0, c = 0, d = 0;
  if (!beside(a, b, left, c) || !beside(b, a, right, d) || c == d) return false;
  if (around_[a].size() <= 3 || around_[b].size() <= 3) return false;
  const auto angle = [&](std::uint32_t at) {
    const glm::vec3 x = positions_[a] - positions_[at], y = positions_[b] - positions_[at];
    return std::atan2(glm::length(glm::cross(x, y)), glm::dot(x, y));
  };
  if (angle(c) + angle(d) < 3.1516f) return false;
  const Triangle one{a, d, c}, two{d, b, c};
  const glm::vec3 old1 = face(triangles_[left]), old2 = face(triangles_[right]), new1 = face(one), new2 = face(two);
  const auto agree = [](glm::vec3 x, glm::vec3 y) { return glm::dot(x, y) > flat * glm::length(x) * glm::length(y); };
  if (!agree(old1, old2) || !agree(new1, new2) || !agree(old1 + old2, new1)) return false;
  const auto known = neighbours(c);
  if (std::find(known.begin(), known.end(), d) != known.end()) return false;
  triangles_[left] = one;
  triangles_[right] = two;
  forget(b, left);
  forget(a, right);
  around_[d].push_back(left);
  around_[c].push_back(right);
  return true;
}

void SurfaceSurgeon::flip_edges() {
  for (std::size_t i = 0; i < triangles_.size(); ++i) {
    if (dead(triangles_[i])) continue;
    const Triangle t = triangles_[i];
    for (std::size_t k = 0; k < 3; ++k)
      if (flip(t[k], t[(k + 1) % 3])) break;
  }
}

// Four corners of a small tetrahedron around each place tell the slope there.
void SurfaceSurgeon::look(const std::vector<glm::vec3>& at, std::vector<float>& values,
                          std::vector<glm::vec3>& slopes) const {
  constexpr std::size_t corners = 4;
  const std::array<glm::vec3, corners> way{glm::vec3(1, 1, 1), {1, -1, -1}, {-1, 1, -1}, {-1, -1, 1}};
  const float step = 0.05f * request_.finest_mm;
  std::vector<glm::vec3> asked;
  asked.reserve((corners + 1) * at.size());
  for (const glm::vec3 p : at) {
    asked.push_back(p);
    for (const glm::vec3 w : way) asked.push_back(p + step * w);
  }
  std::vector<float> told(asked.size());
  field_(asked, told);
  values.resize(at.size());
  slopes.assign(at.size(), glm::vec3(0.0f));
  for (std::size_t i = 0; i < at.size(); ++i) {
    const float* value = &told[i * (corners + 1)];
    values[i] = value[0];
    for (std::size_t k = 0; k < corners; ++k) slopes[i] += value[k + 1] * way[k] / (4.0f * step);
  }
}

void SurfaceSurgeon::mend_folds() {
  std::vector<float> values;
  std::vector<glm::vec3> slopes;
  look(positions_, values, slopes);
  for (std::uint32_t v = 0; v < positions_.size(); ++v) {
    if (around_[v].empty() || against(v, positions_[v], slopes[v]) == 0) continue;
    std::uint32_t nearest = nobody;
    for (const std::uint32_t other : neighbours(v))
      if ((nearest == nobody || squared_length(v, other) < squared_length(v, nearest)) && linked(other, v))
        nearest = other;
    if (nearest != nobody) collapse(nearest, v, positions_[nearest]);
  }
}

void SurfaceSurgeon::relax(float share) {
  std::vector<glm::vec3> target(positions_), slopes;
  std::vector<float> values;
  for (std::uint32_t v = 0; v < positions_.size(); ++v) {
    if (!around_[v].empty() && share > 0.0f) {
      const auto ring = neighbours(v);
      glm::vec3 middle(0.0f), normal(0.0f);
      for (const std::uint32_t other : ring) middle += positions_[other];
      for (const std::uint32_t t : around_[v]) normal += face(triangles_[t]);
      glm::vec3 move = middle / static_cast<float>(ring.size()) - positions_[v];
      const float square = glm::dot(normal, normal);
      if (square > 0.0f) move -= glm::dot(move, normal) / square * normal;
      target[v] += share * std::clamp((flatness(v) - 0.75f) / 0.2f, 0.0f, 1.0f) * move;  // rims stay
    }
  }
  look(target, values, slopes);
  const float most = 0.5f * request_.edge_mm;
  for (std::uint32_t v = 0; v < positions_.size(); ++v) {
    if (around_[v].empty()) continue;
    const glm::vec3 slope = slopes[v];
    const float square = glm::dot(slope, slope);
    glm::vec3 onto = square > 1e-6f ? -values[v] / square * slope : glm::vec3(0.0f);
    const float size = glm::length(onto);
    if (!(size < most)) onto *= size > 0.0f && std::isfinite(size) ? most / size : 0.0f;
    const glm::vec3 at = glm::clamp(target[v] + onto, request_.low, request_.high);
    // A vertex that came to lie in a fold may leave it, whatever becomes of its triangles' old sides.
    const std::size_t folded = against(v, positions_[v], slope), then = against(v, at, slope);
    if (then < folded || (then == folded && stays_upright(v, at, nobody))) positions_[v] = at;
  }
}

}  // namespace palpate
