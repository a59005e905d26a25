// What a needle meets, worked out slowly and plainly: every triangle of every structure in double precision, with
// nothing of query's own ways. It shares the stated rules and no code.
#pragma once

#include <palpate/atlas/loader.h>
#include <palpate/query/needle_path.h>

#include <glm/geometric.hpp>
#include <glm/vec3.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <map>
#include <optional>
#include <vector>

namespace palpate::test {

using PlainTriangle = std::array<glm::dvec3, 3>;

struct PlainInterval {
  double from, to;
};

// Where a whole line meets one structure.
struct PlainMeeting {
  std::vector<double> at;             // every face, along the line
  std::vector<PlainInterval> within;  // of a closed one
  bool doubtful = false;              // it passes an edge by so little that rounding decides
};

class PlainNeedle {
 public:
  static constexpr double doubtful_mm = 0.002;

  PlainNeedle(const LoadedBody& loaded, const std::vector<NeedleTissue>& tissues) : loaded_(loaded), tissues_(tissues) {
    triangles_.resize(tissues.size());
    for (std::uint32_t s = 0; s < tissues.size(); ++s) {
      if (tissues[s] == NeedleTissue::none || !loaded.geometry.has(s)) continue;
      const MeshData mesh = loaded.geometry.mesh(s);
      for (std::size_t i = 0; i < mesh.indices.size(); i += 3) {
        triangles_[s].push_back({glm::dvec3(mesh.positions[mesh.indices[i]]),
                                 glm::dvec3(mesh.positions[mesh.indices[i + 1]]),
                                 glm::dvec3(mesh.positions[mesh.indices[i + 2]])});
      }
    }
  }

  // Structures that the whole line meets, by structure.
  [[nodiscard]] std::map<std::uint32_t, PlainMeeting> meetings(glm::dvec3 entry, glm::dvec3 direction) const {
    std::map<std::uint32_t, PlainMeeting> all;
    for (std::uint32_t s = 0; s < triangles_.size(); ++s) {
      if (triangles_[s].empty() || misses(loaded_.body.structures()[s].bounds, entry, direction)) continue;
      PlainMeeting met = meeting(triangles_[s], entry, direction);
      if (!met.at.empty() || met.doubtful) all.emplace(s, std::move(met));
    }
    return all;
  }

  // Least distance of a stretch to the surface of a structure; `best` if that is no less.
  [[nodiscard]] double distance(std::uint32_t structure, glm::dvec3 a, glm::dvec3 b, double best) const {
    const glm::dvec3 low = glm::min(a, b), high = glm::max(a, b);
    for (const PlainTriangle& t : triangles_[structure]) {
      const glm::dvec3 t_low = glm::min(t[0], glm::min(t[1], t[2])), t_high = glm::max(t[0], glm::max(t[1], t[2]));
      const glm::dvec3 gap = glm::max(glm::max(t_low - high, low - t_high), glm::dvec3(0.0));
      if (glm::dot(gap, gap) >= best * best) continue;
      best = std::min(best, between(a, b, t));
    }
    return best;
  }

  [[nodiscard]] bool has(std::uint32_t structure) const { return !triangles_[structure].empty(); }
  [[nodiscard]] std::size_t triangle_count() const {
    std::size_t count = 0;
    for (const auto& t : triangles_) count += t.size();
    return count;
  }

 private:
  static bool misses(const Bounds& box, glm::dvec3 entry, glm::dvec3 direction) {
    double from = -1e9, to = 1e9;
    for (int axis = 0; axis < 3; ++axis) {
      const double low = static_cast<double>(box.low[axis]) - 0.1, high = static_cast<double>(box.high[axis]) + 0.1;
      if (std::abs(direction[axis]) < 1e-12) {
        if (entry[axis] < low || entry[axis] > high) return true;
        continue;
      }
      const double a = (low - entry[axis]) / direction[axis], b = (high - entry[axis]) / direction[axis];
      from = std::max(from, std::min(a, b));
      to = std::min(to, std::max(a, b));
    }
    return from > to;
  }

  // Signed volumes of the line with each edge: of one sign all three, the line goes through.
  static PlainMeeting meeting(const std::vector<PlainTriangle>& triangles, glm::dvec3 entry, glm::dvec3 direction) {
    struct Face {
      double at;
      bool entering;
    };
    std::vector<Face> faces;
    PlainMeeting met;
    for (const PlainTriangle& t : triangles) {
      const glm::dvec3 p = t[0] - entry, q = t[1] - entry, r = t[2] - entry;
      const double u = glm::dot(direction, glm::cross(p, q)), v = glm::dot(direction, glm::cross(q, r)),
                   w = glm::dot(direction, glm::cross(r, p));
      const bool through = (u >= 0 && v >= 0 && w >= 0) || (u <= 0 && v <= 0 && w <= 0);
      const double least = std::min({std::abs(u) / edge(p, q), std::abs(v) / edge(q, r), std::abs(w) / edge(r, p)});
      const double slack = doubtful_mm;
      const bool nearly = least < slack && about_through(u / edge(p, q), v / edge(q, r), w / edge(r, p), slack);
      met.doubtful |= nearly;
      const double sum = u + v + w;
      if (!through || sum == 0.0) continue;
      const glm::dvec3 normal = glm::cross(q - p, r - p);
      faces.push_back({glm::dot(normal, p) / glm::dot(normal, direction), sum > 0.0});
    }
    std::sort(faces.begin(), faces.end(), [](const Face& a, const Face& b) { return a.at < b.at; });
    int around = 0;
    for (const Face& face : faces) {
      met.at.push_back(face.at);
      // The volumes are positive where the face looks away from where the line comes from.
      const int next = around + (face.entering ? -1 : 1);
      if (around == 0 && next == 1) met.within.push_back({face.at, face.at});
      if (next == 0 && !met.within.empty()) met.within.back().to = face.at;
      around = next;
    }
    if (around != 0) met.within.clear();  // a mesh with holes tells no more than where it is met
    return met;
  }

  // Length of an edge as the line sees it: a volume by it is the distance of line and edge, but for the angle.
  static double edge(glm::dvec3 a, glm::dvec3 b) { return std::max(glm::distance(a, b), 1e-9); }
  static bool about_through(double u, double v, double w, double slack) {
    return (u > -slack && v > -slack && w > -slack) || (u < slack && v < slack && w < slack);
  }

  static double to_point(glm::dvec3 p, const PlainTriangle& t) {
    const glm::dvec3 n = glm::cross(t[1] - t[0], t[2] - t[0]);
    const double area = glm::length(n);
    if (area > 1e-12) {
      bool inside = true;
      for (std::size_t k = 0; k < 3; ++k)
        inside = inside && glm::dot(glm::cross(t[(k + 1) % 3] - t[k], p - t[k]), n) >= 0.0;
      if (inside) return std::abs(glm::dot(p - t[0], n)) / area;
    }
    double best = std::numeric_limits<double>::infinity();
    for (std::size_t k = 0; k < 3; ++k) best = std::min(best, stretches(p, p, t[k], t[(k + 1) % 3]));
    return best;
  }

  // Two stretches: the closest of where both are free, and of all ends.
  static double stretches(glm::dvec3 a, glm::dvec3 b, glm::dvec3 c, glm::dvec3 d) {
    const auto end = [](glm::dvec3 p, glm::dvec3 from, glm::dvec3 to) {
      const glm::dvec3 way = to - from;
      const double squared = glm::dot(way, way);
      const double t = squared > 0.0 ? std::clamp(glm::dot(p - from, way) / squared, 0.0, 1.0) : 0.0;
      return glm::distance(p, from + t * way);
    };
    double best = std::min({end(a, c, d), end(b, c, d), end(c, a, b), end(d, a, b)});
    const glm::dvec3 u = b - a, v = d - c, n = glm::cross(u, v);
    const double squared = glm::dot(n, n);
    if (squared < 1e-18) return best;
    const double s = glm::dot(glm::cross(c - a, v), n) / squared, t = glm::dot(glm::cross(c - a, u), n) / squared;
    if (s >= 0.0 && s <= 1.0 && t >= 0.0 && t <= 1.0)
      best = std::min(best, std::abs(glm::dot(c - a, n)) / std::sqrt(squared));
    return best;
  }

  static double between(glm::dvec3 a, glm::dvec3 b, const PlainTriangle& t) {
    const glm::dvec3 n = glm::cross(t[1] - t[0], t[2] - t[0]), way = b - a;
    const double slope = glm::dot(n, way);
    if (slope != 0.0) {
      const double s = glm::dot(n, t[0] - a) / slope;
      if (s >= 0.0 && s <= 1.0) {
        const glm::dvec3 p = a + s * way;
        bool inside = true;
        for (std::size_t k = 0; k < 3; ++k)
          inside = inside && glm::dot(glm::cross(t[(k + 1) % 3] - t[k], p - t[k]), n) >= 0.0;
        if (inside) return 0.0;
      }
    }
    double best = std::min(to_point(a, t), to_point(b, t));
    for (std::size_t k = 0; k < 3; ++k) best = std::min(best, stretches(a, b, t[k], t[(k + 1) % 3]));
    return best;
  }

  const LoadedBody& loaded_;
  const std::vector<NeedleTissue>& tissues_;
  std::vector<std::vector<PlainTriangle>> triangles_;  // by structure
};

}  // namespace palpate::test
