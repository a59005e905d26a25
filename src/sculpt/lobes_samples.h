// What lobes are fitted to: places around a surface with their signed distances.
#pragma once

#include <palpate/mesh/mesh_data.h>
#include <palpate/mesh/surface_points.h>
#include <palpate/mesh/winding.h>

#include <glm/vec3.hpp>

#include <cstddef>
#include <cstdint>
#include <vector>

namespace palpate {

struct LobeSample {
  glm::vec3 at{0.0f};
  float distance = 0.0f;  // mm, negative inside; of the solid made at least 2 mm thick
  float weight = 1.0f;
};

// Even numbers between 0 and 1 that are the same everywhere (the standard's distributions are not).
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : state_(seed) {}
  float next();
  float bell();  // about normally distributed, variance 1

 private:
  std::uint64_t state_;
};

// A reference that tells inside from outside, holes or not.
class Solid {
 public:
  explicit Solid(const MeshData& mesh);

  [[nodiscard]] float distance(glm::vec3 p) const { return tree_.nearest(p).distance; }
  [[nodiscard]] float signed_distance(glm::vec3 p) const;
  [[nodiscard]] bool inside(glm::vec3 p) const { return winding_.at(p) > 0.5f; }
  [[nodiscard]] const MeshData& mesh() const { return mesh_; }
  [[nodiscard]] glm::vec3 low() const { return low_; }
  [[nodiscard]] glm::vec3 high() const { return high_; }

 private:
  const MeshData& mesh_;
  WindingField winding_;
  SurfaceTree tree_;
  glm::vec3 low_{0.0f}, high_{0.0f};
};

struct LobeSamples {
  std::vector<LobeSample> all;    // in no particular order: every part of it is spread like the whole
  std::vector<glm::vec3> inside;  // evenly through the volume
  float thickness = 1.0f;         // mm: twice the volume by the surface
};

// `folded`: everything is laid onto x <= 0, so that both halves are measured as one.
[[nodiscard]] LobeSamples sample(const Solid& solid, std::size_t count, bool folded);

}  // namespace palpate
