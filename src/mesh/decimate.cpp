#include "quadric.h"
#include "triangle_net.h"

#include <palpate/mesh/decimate.h>

#include <glm/geometric.hpp>

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

namespace palpate {
namespace {

constexpr double upright = 0.35;      // cosine by which a triangle may turn at once
constexpr double plumpest = 6.93;     // makes the shape of an even triangle 1
constexpr double least_shape = 0.12;  // of a triangle, unless it was no better before
constexpr double spread = 1e-5;       // how much an edge's length counts where nothing else does

glm::dvec3 face_of(const NumberedTriangle& t) {
  const glm::dvec3 a(t.at[0]), b(t.at[1]), c(t.at[2]);
  return glm::cross(b - a, c - a);
}

double shape_of(const NumberedTriangle& t) {
  const glm::dvec3 a(t.at[0]), b(t.at[1]), c(t.at[2]);
  const double sum = glm::dot(b - a, b - a) + glm::dot(c - b, c - b) + glm::dot(a - c, a - c);
  return sum > 0.0 ? 0.5 * plumpest * glm::length(face_of(t)) / sum : 0.0;
}

struct Wish {
  float cost = 0.0f;
  std::uint32_t age = 0;
  Change change;
};

// The cheapest wish comes first, to a sixteenth of its cost: the last come is first served among those that cost about
// the same. Much sooner than a heap, since nothing has to be kept in order.
class Wishes {
 public:
  void push(const Wish& wish) {
    const std::size_t level = std::bit_cast<std::uint32_t>(std::max(wish.cost, 0.0f)) >> 19;
    levels_[level].push_back(wish);
    first_ = std::min(first_, level);
  }
  std::optional<Wish> pop() {
    while (first_ < levels_.size() && levels_[first_].empty()) ++first_;
    if (first_ == levels_.size()) return std::nullopt;
    const Wish wish = levels_[first_].back();
    levels_[first_].pop_back();
    return wish;
  }

 private:
  std::array<std::vector<Wish>, 4096> levels_;  // by the exponent and four bits of a float
  std::size_t first_ = 4096;
};

class Decimator {
 public:
  Decimator(const MeshData& mesh, const Decimation& wanted)
      : wanted_(wanted), net_(mesh), quadrics_(mesh.positions.size()), ages_(mesh.positions.size(), 0) {
    for (std::uint32_t t = 0; t < net_.triangles().size(); ++t) {
      const NumberedTriangle triangle = net_.triangle(t);
      const glm::dvec3 face = face_of(triangle);
      const double area = glm::length(face);
      if (!(area > 0.0)) continue;
      for (const std::uint32_t v : triangle.corners)
        quadrics_[v].add_plane(glm::dvec3(triangle.at[0]), face / area, area);
    }
  }

  MeshData run() {
    for (std::uint32_t v = 0; v < net_.corner_count(); ++v)
      for (const std::uint32_t other : net_.neighbours(v))
        if (v < other) wish(v, other);
    while (net_.triangle_count() > wanted_.triangles) {
      const std::optional<Wish> next = wishes_.pop();
      if (!next) break;
      const auto [keep, lose, at] = next->change;
      if (next->age != ages_[keep] + ages_[lose] || !may_happen(next->change)) continue;
      net_.apply(next->change);
      quadrics_[keep].add(quadrics_[lose]);
      ages_[keep] += ages_[lose] + 1;
      ages_[lose] = ages_[keep];
      for (const std::uint32_t other : net_.neighbours(keep)) wish(keep, other);
    }
    return net_.result();
  }

 private:
  void wish(std::uint32_t keep, std::uint32_t lose) {
    Quadric both = quadrics_[keep];
    both.add(quadrics_[lose]);
    const glm::dvec3 a(net_.position(keep)), b(net_.position(lose)), middle = 0.5 * (a + b);
    const double length = glm::distance(a, b);
    glm::dvec3 at = both.best_near(middle);
    if (!(glm::distance(at, middle) <= length)) at = middle;
    for (const glm::dvec3& end : {a, b})
      if (both.sum_at(end) < both.sum_at(at)) at = end;
    const glm::vec3 place(at);
    const double sum = both.sum_at(glm::dvec3(place)), weight = both.weight();
    const auto most = static_cast<double>(wanted_.most_error_mm);
    if (sum > most * most * weight) return;
    const auto cost = static_cast<float>(sum + spread * weight * length * length);
    wishes_.push({cost, ages_[keep] + ages_[lose], {keep, lose, place}});
  }

  [[nodiscard]] bool may_happen(const Change& change) {
    if (!net_.may_collapse(change.keep, change.lose)) return false;
    net_.look_at(change, outcome_);
    // Those that go are among what was before and not among what is after.
    std::size_t was = 0;
    for (const NumberedTriangle& is : outcome_.after) {
      while (goes(outcome_.before[was], change)) ++was;
      if (!is_better_or_good(outcome_.before[was++], is)) return false;
    }
    return net_.crossings_of(outcome_.after, outcome_.touched, 1) == 0;
  }

  [[nodiscard]] static bool goes(const NumberedTriangle& t, const Change& change) {
    return std::count_if(t.corners.begin(), t.corners.end(),
                         [&](std::uint32_t v) { return v == change.keep || v == change.lose; }) == 2;
  }

  [[nodiscard]] bool is_better_or_good(const NumberedTriangle& before, const NumberedTriangle& after) const {
    for (std::size_t k = 0; k < 3; ++k)
      if (glm::distance(after.at[k], after.at[(k + 1) % 3]) > wanted_.longest_edge_mm) return false;
    const glm::dvec3 was = face_of(before), is = face_of(after);
    if (!(glm::dot(was, is) > upright * glm::length(was) * glm::length(is))) return false;
    const double shape = shape_of(after);
    return shape >= least_shape || shape >= shape_of(before);
  }

  const Decimation& wanted_;
  TriangleNet net_;
  std::vector<Quadric> quadrics_;
  std::vector<std::uint32_t> ages_;  // grows whenever a vertex changes
  Wishes wishes_;
  Outcome outcome_;
};

}  // namespace

MeshData decimated(const MeshData& mesh, const Decimation& wanted) {
  return Decimator(mesh, wanted).run();
}

}  // namespace palpate
