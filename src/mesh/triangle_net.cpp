#include "triangle_net.h"

#include <palpate/mesh/normals.h>
#include <palpate/mesh/surface_points.h>

#include <glm/common.hpp>

#include <algorithm>
#include <cmath>

namespace palpate {
namespace {

using Box = TriangleNet::Box;

Box box_of(const NumberedTriangle& t) {
  return {glm::min(t.at[0], glm::min(t.at[1], t.at[2])), glm::max(t.at[0], glm::max(t.at[1], t.at[2]))};
}

bool apart(const Box& a, const Box& b) {
  return a.low.x > b.high.x || a.low.y > b.high.y || a.low.z > b.high.z || b.low.x > a.high.x || b.low.y > a.high.y ||
         b.low.z > a.high.z;
}

bool has(const TriangleNet::Triangle& t, std::uint32_t v) {
  return t[0] == v || t[1] == v || t[2] == v;
}

// As wide as two triangles of a mesh of so many.
float cell_for(double area, std::size_t triangles) {
  const double each = area / static_cast<double>(std::max<std::size_t>(triangles, 1));
  return static_cast<float>(std::max(2.6 * std::sqrt(2.3 * each), 0.05));
}

}  // namespace

TriangleNet::TriangleNet(const MeshData& mesh)
    : positions_(mesh.positions),
      around_(mesh.positions.size()),
      area_(surface_area(mesh)),
      left_(mesh.triangle_count()),
      grid_(cell_for(area_, left_), left_) {
  for (std::size_t i = 0; i + 2 < mesh.indices.size(); i += 3) {
    const auto t = static_cast<std::uint32_t>(triangles_.size());
    triangles_.push_back({mesh.indices[i], mesh.indices[i + 1], mesh.indices[i + 2]});
    for (const std::uint32_t v : triangles_.back()) around_[v].push_back(t);
  }
  seen_.assign(triangles_.size(), 0);
  fill_grid();
}

// Anew whenever triangles have become much larger, so that a cell holds a few of them.
void TriangleNet::fill_grid() {
  in_grid_ = left_;
  grid_ = TriangleGrid(cell_for(area_, left_), left_);
  for (std::uint32_t t = 0; t < triangles_.size(); ++t)
    if (triangles_[t][0] != triangles_[t][1]) add_to_grid(t);
}

void TriangleNet::add_to_grid(std::uint32_t t) {
  const Box box = box_of(triangle(t));
  grid_.add(t, box.low, box.high);
}

void TriangleNet::take_out_of_grid(std::uint32_t t) {
  const Box box = box_of(triangle(t));
  grid_.remove(t, box.low, box.high);
}

std::vector<std::uint32_t> TriangleNet::neighbours(std::uint32_t v) const {
  std::vector<std::uint32_t> found;
  for (const std::uint32_t t : around_[v])
    for (const std::uint32_t other : triangles_[t])
      if (other != v && std::find(found.begin(), found.end(), other) == found.end()) found.push_back(other);
  return found;
}

bool TriangleNet::may_collapse(std::uint32_t keep, std::uint32_t lose) const {
  const auto mine = neighbours(keep), theirs = neighbours(lose);
  std::size_t common = 0;
  for (const std::uint32_t v : mine) {
    if (std::find(theirs.begin(), theirs.end(), v) == theirs.end()) continue;
    ++common;
    if (around_[v].size() <= 3) return false;
  }
  return common == 2 && mine.size() + theirs.size() >= 9;
}

void TriangleNet::look_at(const Change& change, Outcome& outcome) const {
  outcome.touched.clear();
  outcome.before.clear();
  outcome.after.clear();
  const auto look = [&](std::uint32_t end) {
    for (const std::uint32_t t : around_[end]) {
      const bool goes =
          change.keep != change.lose && has(triangles_[t], change.keep) && has(triangles_[t], change.lose);
      if (goes && end == change.lose) continue;  // it was seen from the other end
      outcome.touched.push_back(t);
      outcome.before.push_back(triangle(t));
      if (goes) continue;
      outcome.after.push_back(outcome.before.back());
      for (std::size_t k = 0; k < 3; ++k) {
        if (outcome.after.back().corners[k] != end) continue;
        outcome.after.back().corners[k] = change.keep;
        outcome.after.back().at[k] = change.at;
      }
    }
  };
  look(change.keep);
  if (change.lose != change.keep) look(change.lose);
}

bool TriangleNet::beside(std::uint32_t a, std::uint32_t b, std::uint32_t& triangle, std::uint32_t& third) const {
  for (const std::uint32_t t : around_[a])
    for (std::size_t k = 0; k < 3; ++k)
      if (triangles_[t][k] == a && triangles_[t][(k + 1) % 3] == b) {
        triangle = t;
        third = triangles_[t][(k + 2) % 3];
        return true;
      }
  return false;
}

bool TriangleNet::look_at_flip(std::uint32_t a, std::uint32_t b, Outcome& outcome) const {
  std::uint32_t left = 0, right = 0, c = 0, d = 0;
  if (!beside(a, b, left, c) || !beside(b, a, right, d) || c == d) return false;
  if (around_[a].size() <= 3 || around_[b].size() <= 3) return false;
  for (const std::uint32_t t : around_[c])
    if (has(triangles_[t], d)) return false;
  const auto corner = [&](std::uint32_t v) { return positions_[v]; };
  outcome.touched = {left, right};
  outcome.before = {triangle(left), triangle(right)};
  outcome.after = {{{a, d, c}, {corner(a), corner(d), corner(c)}}, {{d, b, c}, {corner(d), corner(b), corner(c)}}};
  return true;
}

void TriangleNet::flip(const Outcome& outcome) {
  for (const std::uint32_t t : outcome.touched) {
    take_out_of_grid(t);
    for (const std::uint32_t v : triangles_[t]) {
      std::vector<std::uint32_t>& list = around_[v];
      list.erase(std::find(list.begin(), list.end(), t));
    }
  }
  for (std::size_t i = 0; i < outcome.touched.size(); ++i) {
    const std::uint32_t t = outcome.touched[i];
    triangles_[t] = outcome.after[i].corners;
    for (const std::uint32_t v : triangles_[t]) around_[v].push_back(t);
    add_to_grid(t);
  }
}

// All of them lie together, so the grid is asked once.
std::size_t TriangleNet::crossings_of(const std::vector<NumberedTriangle>& together,
                                      const std::vector<std::uint32_t>& touched, std::size_t enough) const {
  if (together.empty()) return 0;
  Box all = box_of(together[0]);
  boxes_.clear();
  for (const NumberedTriangle& one : together) {
    boxes_.push_back(box_of(one));
    all.low = glm::min(all.low, boxes_.back().low);
    all.high = glm::max(all.high, boxes_.back().high);
  }
  if (++asked_ == 0) {
    std::fill(seen_.begin(), seen_.end(), 0u);
    asked_ = 1;
  }
  for (const std::uint32_t t : touched) seen_[t] = asked_;
  std::size_t count = 0;
  for (std::size_t i = 0; i < together.size(); ++i)
    for (std::size_t j = i + 1; j < together.size(); ++j) count += cut_through(together[i], together[j]) ? 1 : 0;
  grid_.each_near(all.low, all.high, [&](std::uint32_t t) {
    if (seen_[t] == asked_ || count >= enough) return;
    seen_[t] = asked_;
    const NumberedTriangle other = triangle(t);
    const Box theirs = box_of(other);
    if (apart(theirs, all)) return;
    for (std::size_t i = 0; i < together.size(); ++i)
      if (!apart(theirs, boxes_[i])) count += cut_through(together[i], other) ? 1 : 0;
  });
  return std::min(count, enough);
}

void TriangleNet::apply(const Change& change) {
  const auto [keep, lose, at] = change;
  for (const std::uint32_t t : around_[keep]) take_out_of_grid(t);
  if (lose != keep) {
    for (const std::uint32_t t : around_[lose])
      if (!has(triangles_[t], keep)) take_out_of_grid(t);
    const std::vector<std::uint32_t> theirs = std::move(around_[lose]);
    around_[lose].clear();
    for (const std::uint32_t t : theirs) {
      Triangle& one = triangles_[t];
      if (!has(one, keep)) {
        std::replace(one.begin(), one.end(), lose, keep);
        around_[keep].push_back(t);
        continue;
      }
      for (const std::uint32_t v : one) {
        if (v == lose) continue;
        std::vector<std::uint32_t>& list = around_[v];
        list.erase(std::find(list.begin(), list.end(), t));
      }
      one = {0, 0, 0};
      --left_;
    }
  }
  positions_[keep] = at;
  for (const std::uint32_t t : around_[keep]) add_to_grid(t);
  if (left_ < in_grid_ / 3) fill_grid();
}

MeshData TriangleNet::result() const {
  MeshData mesh;
  mesh.positions = positions_;
  for (const Triangle& t : triangles_)
    if (t[0] != t[1]) mesh.indices.insert(mesh.indices.end(), t.begin(), t.end());
  mesh = compact(mesh);
  compute_normals(mesh);
  return mesh;
}

}  // namespace palpate
