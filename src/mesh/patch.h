// A stretch of a surface taken out and closed anew.
#pragma once

#include <palpate/mesh/mesh_data.h>

#include <array>
#include <cstdint>
#include <optional>
#include <unordered_map>
#include <vector>

namespace palpate {

struct Patch {
  std::vector<std::uint32_t> out;                // triangles that go, by rising number
  std::vector<std::array<std::uint32_t, 3>> in;  // corners of those that come
  std::optional<glm::vec3> middle;               // a new corner, if there is one; its number is the next one
};

// Patches for one closed 2-manifold mesh, which must stay as it is meanwhile. What they make of it is 2-manifold, too.
class Patching {
 public:
  explicit Patching(const MeshData& mesh);

  // Ways to close the hole when the triangles within `rings` rings of one go: by flat triangles between its corners, or
  // by a fan around its middle. None if they are no disc or too many.
  [[nodiscard]] std::vector<Patch> around(std::uint32_t triangle, int rings) const;
  // Ways to take away what hangs on three edges that are no triangle, where one of them is the edge from a to b: a
  // triangle takes its place. Only bubbles of a few triangles go.
  [[nodiscard]] std::vector<Patch> bubbles_at(std::uint32_t a, std::uint32_t b) const;

  // How often the triangles that would come cut through each other and those that stay.
  [[nodiscard]] std::size_t crossings_of(const Patch& patch) const;
  [[nodiscard]] MeshData with(const Patch& patch) const;  // without normals and uv

 private:
  using Triangle = std::array<std::uint32_t, 3>;

  [[nodiscard]] Triangle triangle(std::uint32_t t) const;
  [[nodiscard]] glm::vec3 place(const Patch& patch, std::uint32_t v) const;
  [[nodiscard]] const std::uint32_t* triangle_along(std::uint32_t a, std::uint32_t b) const;
  [[nodiscard]] std::vector<std::uint32_t> region(std::uint32_t triangle, int rings) const;
  [[nodiscard]] std::vector<std::uint32_t> rim_of(const std::vector<std::uint32_t>& region) const;
  [[nodiscard]] std::vector<Triangle> flat_between(const std::vector<std::uint32_t>& rim,
                                                   const std::vector<std::uint32_t>& region) const;
  [[nodiscard]] std::vector<std::uint32_t> beyond(const Triangle& ring) const;

  const MeshData& mesh_;
  std::unordered_map<std::uint64_t, std::uint32_t> along_;  // the triangle that runs along an edge in its direction
  std::vector<std::vector<std::uint32_t>> around_;
};

}  // namespace palpate
