#include "convex_hull.h"

#include <glm/geometric.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace palpate {
namespace {

using Face = std::array<std::uint32_t, 3>;

// A number in -1..1 that looks random (the finaliser of SplitMix64, Steele et al. 2014).
double scattered(std::uint64_t x) {
  x += 0x9E3779B97F4A7C15u;
  x = (x ^ x >> 30) * 0xBF58476D1CE4E5B9u;
  x = (x ^ x >> 27) * 0x94D049BB133111EBu;
  return static_cast<double>((x ^ x >> 31) >> 11) / static_cast<double>(1ull << 52) - 1.0;
}

// Adds one point after the other (Preparata and Hong 1977): what it sees of the hull is replaced by a cone.
class Hull {
 public:
  explicit Hull(const std::vector<glm::dvec3>& points) : points_(points) {
    // Four points in a plane leave open which two triangles to make; moved by next to nothing, they never lie so.
    double size = 0.0;
    for (const glm::dvec3& p : points_) size = std::max(size, glm::length(p - points_.front()));
    for (std::size_t i = 0; i < points_.size(); ++i) {
      points_[i] += 1e-8 * size * glm::dvec3(scattered(3 * i), scattered(3 * i + 1), scattered(3 * i + 2));
    }
    least_ = 1e-7 * size * size * size;
  }

  std::vector<Face> run() {
    if (!start()) return {};
    for (std::uint32_t p = 0; p < points_.size(); ++p) add(p);
    return std::move(faces_);
  }

 private:
  // Six times the volume of the tetrahedron: positive if p sees the face from outside.
  [[nodiscard]] double above(const Face& face, std::uint32_t p) const {
    const glm::dvec3 a = points_[face[0]];
    return glm::dot(glm::cross(points_[face[1]] - a, points_[face[2]] - a), points_[p] - a);
  }

  template <class Measure>
  [[nodiscard]] std::uint32_t farthest(const Measure& measure) const {
    std::uint32_t best = 0;
    for (std::uint32_t p = 1; p < points_.size(); ++p) {
      if (measure(p) > measure(best)) best = p;
    }
    return best;
  }

  bool start() {
    if (points_.size() < 4) return false;
    const std::uint32_t a = 0;
    const std::uint32_t b = farthest([&](std::uint32_t p) { return glm::length(points_[p] - points_[a]); });
    const glm::dvec3 ab = points_[b] - points_[a];
    const std::uint32_t c =
        farthest([&](std::uint32_t p) { return glm::length(glm::cross(ab, points_[p] - points_[a])); });
    const std::uint32_t d = farthest([&](std::uint32_t p) { return std::abs(above({a, b, c}, p)); });
    const double volume = above({a, b, c}, d);
    if (std::abs(volume) < least_) return false;
    if (volume < 0.0) {
      faces_ = {{a, b, c}, {a, d, b}, {b, d, c}, {c, d, a}};
    } else {
      faces_ = {{a, c, b}, {a, b, d}, {b, c, d}, {c, a, d}};
    }
    return true;
  }

  void add(std::uint32_t p) {
    std::vector<std::array<std::uint32_t, 2>> rim;
    std::vector<Face> kept;
    for (const Face& face : faces_) {
      if (face[0] == p || face[1] == p || face[2] == p) return;
      if (above(face, p) <= 0.0) {
        kept.push_back(face);
        continue;
      }
      for (std::size_t k = 0; k < 3; ++k) {
        const std::uint32_t from = face[k], to = face[(k + 1) % 3];
        const auto back = std::find(rim.begin(), rim.end(), std::array<std::uint32_t, 2>{to, from});
        if (back == rim.end()) {
          rim.push_back({from, to});
        } else {
          rim.erase(back);
        }
      }
    }
    if (rim.empty()) return;
    for (const auto& [from, to] : rim) kept.push_back({from, to, p});
    faces_ = std::move(kept);
  }

  std::vector<glm::dvec3> points_;
  double least_ = 0.0;
  std::vector<Face> faces_;
};

}  // namespace

std::vector<Face> convex_hull(const std::vector<glm::dvec3>& points) {
  if (points.size() < 4) return {};
  return Hull(points).run();
}

}  // namespace palpate
