#include "loft_basis.h"

#include <palpate/mesh/normals.h>
#include <palpate/mesh/topology.h>
#include <palpate/sculpt/forms.h>

#include <glm/geometric.hpp>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numbers>

namespace palpate {
namespace {

constexpr std::size_t fewest_around = 16, most_around = 112;
constexpr std::size_t fewest_rings = 20, most_rings = 160;

struct Rings {
  std::vector<double> places;          // v of each ring
  std::size_t around = fewest_around;  // even
  std::vector<glm::dvec3> points;      // ring by ring
};

Rings evaluate(const LoftBasis& basis, const std::vector<glm::dvec3>& vectors, std::vector<double> places,
               std::size_t around) {
  Rings rings{std::move(places), around, {}};
  std::vector<double> row(basis.columns());
  for (const double v : rings.places) {
    for (std::size_t i = 0; i < around; ++i) {
      basis.row(2.0 * std::numbers::pi * static_cast<double>(i) / static_cast<double>(around), v, row.data());
      glm::dvec3 p(0.0);
      for (std::size_t k = 0; k < row.size(); ++k) p += row[k] * vectors[k];
      rings.points.push_back(p);
    }
  }
  return rings;
}

// What is measured with a thick edge and a thin one may come out with its faces changed over at the thin one: there
// they are put back in their order, `least_half` apart from the middle between them, less towards the edges and ends.
void keep_faces_apart(Rings& rings, double round_at_origin, double round_at_insertion) {
  constexpr double least_half = 0.12;  // mm
  const std::size_t n = rings.around;
  for (std::size_t r = 0; r < rings.places.size(); ++r) {
    glm::dvec3* ring = &rings.points[r * n];
    const auto sine = [&](std::size_t i) {
      return std::sin(2.0 * std::numbers::pi * static_cast<double>(i) / static_cast<double>(n));
    };
    glm::dvec3 through(0.0);
    for (std::size_t i = 1; i < n / 2; ++i) through += sine(i) * (ring[i] - ring[n - i]);
    const double length = glm::length(through);
    if (!(length > 0.0)) continue;
    through /= length;
    const double full = fullness(rings.places[r], round_at_origin, round_at_insertion);
    for (std::size_t i = 1; i < n / 2; ++i) {
      const double half = 0.5 * glm::dot(ring[i] - ring[n - i], through), least = least_half * full * sine(i);
      if (half >= least) continue;
      ring[i] += (least - half) * through;
      ring[n - i] -= (least - half) * through;
    }
  }
}

// The longest way around a ring and along the rings, in mm.
std::pair<double, double> extents(const Rings& rings) {
  double around = 0.0, along = 0.0;
  const std::size_t n = rings.around, count = rings.places.size();
  for (std::size_t r = 0; r < count; ++r) {
    double length = 0.0;
    for (std::size_t i = 0; i < n; ++i) {
      length += glm::distance(rings.points[r * n + i], rings.points[r * n + (i + 1) % n]);
    }
    around = std::max(around, length);
  }
  for (std::size_t i = 0; i < n; ++i) {
    double length = 0.0;
    for (std::size_t r = 0; r + 1 < count; ++r) {
      length += glm::distance(rings.points[r * n + i], rings.points[(r + 1) * n + i]);
    }
    along = std::max(along, length);
  }
  return {around, along};
}

std::size_t even_count(double length, double edge, std::size_t least, std::size_t most) {
  const auto wanted = static_cast<std::size_t>(std::lround(length / edge / 2.0)) * 2;
  return std::clamp(wanted, least, most);
}

void add_triangle(MeshData& mesh, std::uint32_t a, std::uint32_t b, std::uint32_t c) {
  if (a == b || b == c || a == c) return;
  mesh.indices.insert(mesh.indices.end(), {a, b, c});
}

}  // namespace

MeshData mesh_of(const Loft& loft, float edge_mm) {
  const LoftBasis basis(loft);
  const std::vector<glm::dvec3> vectors = vectors_of(loft);
  const double from = static_cast<double>(loft.round_at_origin), to = static_cast<double>(loft.round_at_insertion);
  const Rings rough = evaluate(basis, vectors, ring_places(24, from, to), 24);
  const auto [girth, length] = extents(rough);
  const double edge = static_cast<double>(edge_mm);
  const std::size_t around = even_count(girth, edge, fewest_around, most_around);
  const std::size_t count = even_count(length, edge, fewest_rings, most_rings);
  Rings rings = evaluate(basis, vectors, ring_places(count, from, to), around);
  keep_faces_apart(rings, from, to);

  MeshData mesh;
  const std::size_t last = rings.places.size() - 1;
  std::vector<std::uint32_t> index(rings.points.size());
  for (std::size_t r = 0; r <= last; ++r) {
    for (std::size_t i = 0; i < around; ++i) {
      // At both ends the surface is folded flat: what is above and what is below is one vertex.
      const bool folded = (r == 0 || r == last) && i > around / 2;
      if (folded) {
        index[r * around + i] = index[r * around + (around - i)];
        continue;
      }
      index[r * around + i] = static_cast<std::uint32_t>(mesh.positions.size());
      mesh.positions.emplace_back(rings.points[r * around + i]);
      const double share = static_cast<double>(std::min(i, around - i)) / (0.5 * static_cast<double>(around));
      mesh.uv.emplace_back(static_cast<float>(share), static_cast<float>(rings.places[r]));
    }
  }
  for (std::size_t r = 0; r < last; ++r) {
    for (std::size_t i = 0; i < around; ++i) {
      const std::size_t next = (i + 1) % around;
      const std::uint32_t a = index[r * around + i], b = index[r * around + next];
      const std::uint32_t c = index[(r + 1) * around + i], d = index[(r + 1) * around + next];
      // Both faces are divided alike, so that where they almost touch they do not cut through each other; but for two
      // corners of the folded ends, where they would be one.
      const bool corner = (r == 0 && i == around / 2) || (r + 1 == last && i + 1 == around);
      if (i < around / 2 || corner) {
        add_triangle(mesh, a, b, d);
        add_triangle(mesh, a, d, c);
      } else {
        add_triangle(mesh, a, b, c);
        add_triangle(mesh, b, d, c);
      }
    }
  }
  if (signed_volume(mesh) < 0.0) {
    for (std::size_t i = 0; i < mesh.indices.size(); i += 3) std::swap(mesh.indices[i + 1], mesh.indices[i + 2]);
  }
  compute_normals(mesh);
  return mesh;
}

}  // namespace palpate
