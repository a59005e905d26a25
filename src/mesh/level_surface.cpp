#include <palpate/mesh/level_surface.h>

#include "surface_surgeon.h"

#include <palpate/mesh/normals.h>

#include <glm/common.hpp>
#include <glm/geometric.hpp>
#include <glm/vec3.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <numeric>
#include <unordered_map>

namespace palpate {
namespace {

// The lattice is worked on in blocks of cells, so that the field is asked for only near the surface.
constexpr int side = 8;                // cells along a block
constexpr int nodes = side + 1;        // nodes along a block, both ends
constexpr float most_nodes = 2000.0f;  // along an axis
constexpr float shy = 0.06f;           // vertices keep that share of an edge away from the lattice's nodes

class Lattice {
 public:
  Lattice(const Field& field, const LevelRequest& request) : field_(field), low_(request.low) {
    const glm::vec3 size = request.high - request.low;
    cell_ = std::max(request.finest_mm, std::max({size.x, size.y, size.z}) / most_nodes);
    for (int axis = 0; axis < 3; ++axis) {
      cells_[axis] = std::max(1, static_cast<int>(std::ceil(size[axis] / cell_)));
      blocks_[axis] = (cells_[axis] + side - 1) / side;
    }
    const auto count =
        static_cast<std::size_t>(blocks_.x) * static_cast<std::size_t>(blocks_.y) * static_cast<std::size_t>(blocks_.z);
    wanted_.assign(count, false);
    values_.resize(static_cast<std::size_t>(nodes * nodes * nodes));
    places_.resize(values_.size());
  }

  MeshData run(float steepness) {
    ask_for_near_blocks(steepness);
    for (std::size_t i = 0; i < queue_.size(); ++i) march(queue_[i]);
    return std::move(mesh_);
  }

 private:
  [[nodiscard]] std::size_t number(glm::ivec3 block) const {
    return (static_cast<std::size_t>(block.z) * static_cast<std::size_t>(blocks_.y) +
            static_cast<std::size_t>(block.y)) *
               static_cast<std::size_t>(blocks_.x) +
           static_cast<std::size_t>(block.x);
  }
  [[nodiscard]] glm::vec3 place(glm::ivec3 node) const { return low_ + cell_ * glm::vec3(node); }
  [[nodiscard]] static std::size_t within(glm::ivec3 n) {
    return static_cast<std::size_t>((n.z * nodes + n.y) * nodes + n.x);
  }

  void want(glm::ivec3 block) {
    for (int axis = 0; axis < 3; ++axis)
      if (block[axis] < 0 || block[axis] >= blocks_[axis]) return;
    if (wanted_[number(block)]) return;
    wanted_[number(block)] = true;
    queue_.push_back(block);
  }

  void ask_for_near_blocks(float steepness) {
    const float reach = steepness * 0.5f * std::sqrt(3.0f) * static_cast<float>(side) * cell_;
    std::vector<glm::vec3> middles;
    std::vector<float> values;
    for (int z = 0; z < blocks_.z; ++z) {
      middles.clear();
      for (int y = 0; y < blocks_.y; ++y)
        for (int x = 0; x < blocks_.x; ++x)
          middles.push_back(low_ + static_cast<float>(side) * cell_ * (glm::vec3(x, y, z) + 0.5f));
      values.resize(middles.size());
      field_(middles, values);
      for (int y = 0; y < blocks_.y; ++y)
        for (int x = 0; x < blocks_.x; ++x) {
          const float value = values[static_cast<std::size_t>(y * blocks_.x + x)];
          const bool border =
              x == 0 || y == 0 || z == 0 || x + 1 == blocks_.x || y + 1 == blocks_.y || z + 1 == blocks_.z;
          if (!(std::abs(value) > reach) || (border && value < 0.0f)) want({x, y, z});
        }
    }
  }

  // Nodes on the outermost layer and beyond are outside whatever the field says: so every surface closes.
  void evaluate(glm::ivec3 block) {
    const glm::ivec3 first = side * block;
    for (int z = 0, i = 0; z < nodes; ++z)
      for (int y = 0; y < nodes; ++y)
        for (int x = 0; x < nodes; ++x, ++i) places_[static_cast<std::size_t>(i)] = place(first + glm::ivec3(x, y, z));
    field_(places_, values_);
    for (int z = 0, i = 0; z < nodes; ++z)
      for (int y = 0; y < nodes; ++y)
        for (int x = 0; x < nodes; ++x, ++i) {
          const glm::ivec3 n = first + glm::ivec3(x, y, z);
          float& value = values_[static_cast<std::size_t>(i)];
          bool edge = !std::isfinite(value);
          for (int axis = 0; axis < 3; ++axis) edge = edge || n[axis] <= 0 || n[axis] >= cells_[axis];
          if (edge) value = std::max(cell_, std::isfinite(value) ? value : cell_);
        }
  }

  void march(glm::ivec3 block) {
    evaluate(block);
    bool any = false;
    const bool first = values_.front() < 0.0f;
    for (const float value : values_) any = any || (value < 0.0f) != first;
    if (!any) return;
    for (int z = 0; z < side; ++z)
      for (int y = 0; y < side; ++y)
        for (int x = 0; x < side; ++x) march_cell(block, {x, y, z});
    for (int axis = 0; axis < 3; ++axis)
      for (const int end : {0, side}) {
        if (!crosses_face(axis, end)) continue;
        glm::ivec3 next = block;
        next[axis] += end == 0 ? -1 : 1;
        want(next);
      }
  }

  [[nodiscard]] bool crosses_face(int axis, int end) const {
    glm::ivec3 n(0);
    n[axis] = end;
    const bool first = values_[within(n)] < 0.0f;
    for (int v = 0; v < nodes; ++v)
      for (int u = 0; u < nodes; ++u) {
        n[(axis + 1) % 3] = u;
        n[(axis + 2) % 3] = v;
        if ((values_[within(n)] < 0.0f) != first) return true;
      }
    return false;
  }

  // A cell is cut into the six tetrahedra along its diagonal from 000 to 111 (Kuhn): neighbours fit, and a function
  // that is linear on tetrahedra and zero at no node has a manifold as its zero set.
  void march_cell(glm::ivec3 block, glm::ivec3 cell) {
    std::array<float, 8> value{};
    int inside = 0;
    for (int c = 0; c < 8; ++c) {
      value[static_cast<std::size_t>(c)] = values_[within(cell + glm::ivec3(c & 1, c >> 1 & 1, c >> 2))];
      inside += value[static_cast<std::size_t>(c)] < 0.0f ? 1 : 0;
    }
    if (inside == 0 || inside == 8) return;
    const glm::ivec3 at = side * block + cell;
    static constexpr std::array<std::array<int, 3>, 6> orders = {
        {{0, 1, 2}, {1, 2, 0}, {2, 0, 1}, {0, 2, 1}, {2, 1, 0}, {1, 0, 2}}};
    for (std::size_t k = 0; k < orders.size(); ++k) {
      const int one = 1 << orders[k][0], two = one | 1 << orders[k][1];
      march_tetrahedron(at, {0, one, two, 7}, k < 3, value);
    }
  }

  // `right`: the corners are in right-handed order.
  void march_tetrahedron(glm::ivec3 at, std::array<int, 4> corner, bool right, const std::array<float, 8>& value) {
    const auto is_inside = [&](int c) { return value[static_cast<std::size_t>(c)] < 0.0f; };
    // Those inside first; each swap turns the order's hand.
    std::size_t inside = 0;
    for (std::size_t i = 0; i < 4; ++i) {
      if (!is_inside(corner[i])) continue;
      if (i != inside) {
        std::swap(corner[i], corner[inside]);
        right = !right;
      }
      ++inside;
    }
    const auto vertex = [&](std::size_t a, std::size_t b) { return vertex_on(at, corner[a], corner[b], value); };
    const auto add = [&](std::uint32_t a, std::uint32_t b, std::uint32_t c) {
      if (!right) std::swap(b, c);
      mesh_.indices.insert(mesh_.indices.end(), {a, b, c});
    };
    if (inside == 1) {
      add(vertex(0, 1), vertex(0, 2), vertex(0, 3));
    } else if (inside == 3) {
      add(vertex(3, 0), vertex(3, 1), vertex(3, 2));
    } else if (inside == 2) {
      const std::uint32_t a = vertex(0, 2), b = vertex(0, 3), c = vertex(1, 3), d = vertex(1, 2);
      add(a, b, c);
      add(a, c, d);
    }
  }

  // One vertex an edge of the lattice, whoever asks.
  std::uint32_t vertex_on(glm::ivec3 at, int a, int b, const std::array<float, 8>& value) {
    if (a > b) std::swap(a, b);  // in Kuhn's tetrahedra the smaller corner's bits are part of the larger's
    const auto node = [&](int c) { return at + glm::ivec3(c & 1, c >> 1 & 1, c >> 2); };
    const glm::ivec3 from = node(a), to = node(b);
    const std::uint64_t wide = static_cast<std::uint64_t>(cells_.x) + 1,
                        high = static_cast<std::uint64_t>(cells_.y) + 1;
    const std::uint64_t number =
        (static_cast<std::uint64_t>(from.z + side) * (high + 2 * side) + static_cast<std::uint64_t>(from.y)) *
            (wide + 2 * side) +
        static_cast<std::uint64_t>(from.x);
    const auto [found, fresh] = vertex_.try_emplace(number * 8 + static_cast<std::uint64_t>(b - a),
                                                    static_cast<std::uint32_t>(mesh_.positions.size()));
    if (fresh) {
      const float va = value[static_cast<std::size_t>(a)], vb = value[static_cast<std::size_t>(b)];
      mesh_.positions.push_back(glm::mix(place(from), place(to), std::clamp(va / (va - vb), shy, 1.0f - shy)));
    }
    return found->second;
  }

  const Field& field_;
  glm::vec3 low_;
  float cell_ = 1.0f;
  glm::ivec3 cells_{0}, blocks_{0};
  std::vector<bool> wanted_;
  std::vector<glm::ivec3> queue_;
  std::vector<glm::vec3> places_;
  std::vector<float> values_;  // of the block at hand
  std::unordered_map<std::uint64_t, std::uint32_t> vertex_;
  MeshData mesh_;
};

// The outermost layer is outside.
LevelRequest padded(LevelRequest request) {
  if (!(request.finest_mm > 0.0f && request.finest_mm < request.edge_mm)) request.finest_mm = request.edge_mm;
  request.low -= glm::vec3(1.01f * request.finest_mm);
  request.high += glm::vec3(1.01f * request.finest_mm);
  return request;
}

}  // namespace

MeshData marched_surface(const Field& field, const LevelRequest& request) {
  return Lattice(field, padded(request)).run(request.steepness);
}

MeshData level_surface(const Field& field, const LevelRequest& wanted) {
  const LevelRequest request = padded(wanted);
  const MeshData rough = Lattice(field, request).run(request.steepness);
  SurfaceSurgeon surgeon(rough, field, request);
  const float edge = request.edge_mm;
  for (int round = 0; round < 3; ++round) {
    surgeon.collapse_shorter_than((0.5f + 0.1f * static_cast<float>(round)) * edge);
    surgeon.split_longer_than(1.6f * edge);
    surgeon.flip_edges();
    surgeon.relax(0.5f);
    surgeon.relax(0.0f);
  }
  surgeon.flip_edges();
  surgeon.relax(0.4f);
  surgeon.relax(0.0f);
  surgeon.mend_folds();
  surgeon.relax(0.3f);
  surgeon.relax(0.0f);
  surgeon.relax(0.0f);
  MeshData mesh = surgeon.result();
  compute_normals(mesh);
  return mesh;
}

}  // namespace palpate
