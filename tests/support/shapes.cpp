#include "shapes.h"

#include <glm/geometric.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <numbers>
#include <unordered_map>

namespace palpate::test {
namespace {

constexpr float two_pi = 2.0f * std::numbers::pi_v<float>;

// Joins rings of `around` points, each counter-clockwise seen from the end that the rings go towards, and shuts both
// ends with a fan around the first and the last position.
void close_rings(MeshData& mesh, std::uint32_t rings, std::uint32_t around, std::uint32_t first) {
  const auto at = [&](std::uint32_t ring, std::uint32_t k) { return first + ring * around + k % around; };
  const std::uint32_t start = first + rings * around, end = start + 1;
  for (std::uint32_t k = 0; k < around; ++k) {
    for (std::uint32_t r = 0; r + 1 < rings; ++r) {
      const std::uint32_t a = at(r, k), b = at(r, k + 1), c = at(r + 1, k), d = at(r + 1, k + 1);
      mesh.indices.insert(mesh.indices.end(), {a, b, d, a, d, c});
    }
    mesh.indices.insert(mesh.indices.end(), {start, at(0, k + 1), at(0, k)});
    mesh.indices.insert(mesh.indices.end(), {end, at(rings - 1, k), at(rings - 1, k + 1)});
  }
}

// Surface nets: one vertex in each cell that the surface passes, one quad across each grid edge that it crosses.
class SurfaceNets {
 public:
  SurfaceNets(const std::function<float(glm::vec3)>& distance, const Bounds& bounds, float cell)
      : low_(bounds.low - glm::vec3(2.0f * cell)), cell_(cell) {
    const glm::vec3 cells = (bounds.high - bounds.low) / cell + glm::vec3(4.0f);
    for (int axis = 0; axis < 3; ++axis) size_[axis] = static_cast<int>(std::ceil(cells[axis])) + 1;
    values_.resize(static_cast<std::size_t>(size_[0]) * size_[1] * size_[2]);
    for (int z = 0; z < size_[2]; ++z) {
      for (int y = 0; y < size_[1]; ++y) {
        for (int x = 0; x < size_[0]; ++x) values_[index({x, y, z})] = distance(corner({x, y, z}));
      }
    }
  }

  MeshData run() {
    each_cell([&](std::array<int, 3> at) { place_vertex(at); });
    each_cell([&](std::array<int, 3> at) { add_quads(at); });
    return std::move(mesh_);
  }

 private:
  using Cell = std::array<int, 3>;

  [[nodiscard]] std::size_t index(Cell c) const {
    const auto whole = [](int n) { return static_cast<std::size_t>(n); };
    return (whole(c[2]) * whole(size_[1]) + whole(c[1])) * whole(size_[0]) + whole(c[0]);
  }
  [[nodiscard]] glm::vec3 corner(Cell c) const { return low_ + cell_ * glm::vec3(c[0], c[1], c[2]); }
  [[nodiscard]] float value(Cell c) const { return values_[index(c)]; }

  template <class Use>
  void each_cell(const Use& use) {
    for (int z = 0; z + 1 < size_[2]; ++z) {
      for (int y = 0; y + 1 < size_[1]; ++y) {
        for (int x = 0; x + 1 < size_[0]; ++x) use(Cell{x, y, z});
      }
    }
  }

  void place_vertex(Cell at) {
    glm::vec3 sum(0.0f);
    int crossings = 0;
    for (int axis = 0; axis < 3; ++axis) {
      for (int k = 0; k < 4; ++k) {
        Cell a = at;
        a[(axis + 1) % 3] += k & 1;
        a[(axis + 2) % 3] += k >> 1;
        Cell b = a;
        ++b[axis];
        const float va = value(a), vb = value(b);
        if ((va < 0.0f) == (vb < 0.0f)) continue;
        sum += glm::mix(corner(a), corner(b), va / (va - vb));
        ++crossings;
      }
    }
    if (crossings == 0) return;
    vertex_[index(at)] = static_cast<std::uint32_t>(mesh_.positions.size());
    mesh_.positions.push_back(sum / static_cast<float>(crossings));
  }

  void add_quads(Cell at) {
    for (int axis = 0; axis < 3; ++axis) {
      const int u = (axis + 1) % 3, v = (axis + 2) % 3;
      if (at[u] == 0 || at[v] == 0) continue;
      Cell next = at;
      ++next[axis];
      const bool inside = value(at) < 0.0f;
      if (inside == (value(next) < 0.0f)) continue;
      const auto around = [&](int du, int dv) {
        Cell c = at;
        c[u] -= du;
        c[v] -= dv;
        return vertex_.at(index(c));
      };
      const std::uint32_t a = around(0, 0), b = around(1, 0), c = around(1, 1), d = around(0, 1);
      if (inside) {
        mesh_.indices.insert(mesh_.indices.end(), {a, b, c, a, c, d});
      } else {
        mesh_.indices.insert(mesh_.indices.end(), {a, c, b, a, d, c});
      }
    }
  }

  glm::vec3 low_;
  float cell_;
  int size_[3] = {};
  std::vector<float> values_;
  std::unordered_map<std::size_t, std::uint32_t> vertex_;
  MeshData mesh_;
};

}  // namespace

MeshData box(glm::vec3 low, glm::vec3 high) {
  MeshData mesh;
  for (int i = 0; i < 8; ++i) {
    mesh.positions.emplace_back((i & 1) ? high.x : low.x, (i & 2) ? high.y : low.y, (i & 4) ? high.z : low.z);
  }
  mesh.indices = {0, 2, 3, 0, 3, 1, 4, 5, 7, 4, 7, 6, 0, 1, 5, 0, 5, 4,
                  2, 6, 7, 2, 7, 3, 0, 4, 6, 0, 6, 2, 1, 3, 7, 1, 7, 5};
  return mesh;
}

MeshData sphere(glm::vec3 centre, float radius, int rings) {
  MeshData mesh;
  const int around = 2 * rings;
  for (int r = 1; r < rings; ++r) {
    const float polar = static_cast<float>(r) / static_cast<float>(rings) * std::numbers::pi_v<float>;
    for (int k = 0; k < around; ++k) {
      const float turn = two_pi * static_cast<float>(k) / static_cast<float>(around);
      mesh.positions.push_back(centre + radius * glm::vec3(std::sin(polar) * std::cos(turn),
                                                           std::sin(polar) * std::sin(turn), -std::cos(polar)));
    }
  }
  mesh.positions.push_back(centre - glm::vec3(0, 0, radius));
  mesh.positions.push_back(centre + glm::vec3(0, 0, radius));
  close_rings(mesh, static_cast<std::uint32_t>(rings - 1), static_cast<std::uint32_t>(around), 0);
  return mesh;
}

MeshData tube(const std::vector<Station>& stations, glm::vec3 facing, int around) {
  MeshData mesh;
  const std::size_t count = stations.size();
  for (std::size_t s = 0; s < count; ++s) {
    const glm::vec3 before = stations[s == 0 ? 0 : s - 1].centre, after = stations[std::min(s + 1, count - 1)].centre;
    const glm::vec3 along = glm::normalize(after - before);
    const glm::vec3 wide = glm::normalize(glm::cross(facing, along));
    const glm::vec3 thick = glm::cross(along, wide);
    for (int k = 0; k < around; ++k) {
      const float turn = two_pi * static_cast<float>(k) / static_cast<float>(around);
      mesh.positions.push_back(stations[s].centre + stations[s].half_width * std::cos(turn) * wide +
                               stations[s].half_thickness * std::sin(turn) * thick);
    }
  }
  mesh.positions.push_back(stations.front().centre);
  mesh.positions.push_back(stations.back().centre);
  close_rings(mesh, static_cast<std::uint32_t>(count), static_cast<std::uint32_t>(around), 0);
  return mesh;
}

MeshData level_surface(const std::function<float(glm::vec3)>& distance, const Bounds& bounds, float cell_mm) {
  return SurfaceNets(distance, bounds, cell_mm).run();
}

MeshData inside_out(MeshData mesh) {
  for (std::size_t t = 0; t + 2 < mesh.indices.size(); t += 3) std::swap(mesh.indices[t + 1], mesh.indices[t + 2]);
  return mesh;
}

MeshData with_hole(MeshData mesh, std::size_t count) {
  mesh.indices.resize(mesh.indices.size() - 3 * count);
  return mesh;
}

MeshData moved(MeshData mesh, glm::vec3 by) {
  for (glm::vec3& p : mesh.positions) p += by;
  return mesh;
}

}  // namespace palpate::test
