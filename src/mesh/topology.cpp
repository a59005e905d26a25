#include <palpate/mesh/components.h>
#include <palpate/mesh/topology.h>

#include <glm/geometric.hpp>

#include <algorithm>
#include <bit>
#include <queue>

namespace palpate {
namespace {

// One side of a triangle, with the edge's ends in rising order and whether the triangle runs along it that way.
struct EdgeUse {
  std::uint64_t edge;
  std::uint32_t triangle;
  bool forward;
};

std::vector<EdgeUse> edge_uses(const MeshData& mesh) {
  std::vector<EdgeUse> uses;
  uses.reserve(mesh.indices.size());
  for (std::size_t i = 0; i + 2 < mesh.indices.size(); i += 3) {
    for (std::size_t k = 0; k < 3; ++k) {
      const std::uint32_t a = mesh.indices[i + k], b = mesh.indices[i + (k + 1) % 3];
      const std::uint64_t low = std::min(a, b), high = std::max(a, b);
      uses.push_back({low << 32 | high, static_cast<std::uint32_t>(i / 3), a < b});
    }
  }
  std::sort(uses.begin(), uses.end(), [](const EdgeUse& x, const EdgeUse& y) {
    return x.edge != y.edge ? x.edge < y.edge : x.triangle < y.triangle;
  });
  return uses;
}

// A number that tells nothing of the one it was made from (the finaliser of SplitMix64, Steele et al. 2014).
std::uint64_t mixed(std::uint64_t x) {
  x = (x ^ x >> 30) * 0xBF58476D1CE4E5B9u;
  x = (x ^ x >> 27) * 0x94D049BB133111EBu;
  return x ^ x >> 31;
}

// Calls use(first, last) for the range of uses of each edge.
template <class Use>
void for_each_edge(const std::vector<EdgeUse>& uses, const Use& use) {
  for (std::size_t begin = 0; begin < uses.size();) {
    std::size_t end = begin + 1;
    while (end < uses.size() && uses[end].edge == uses[begin].edge) ++end;
    use(begin, end);
    begin = end;
  }
}

double triangle_volume(const MeshData& mesh, std::size_t triangle) {
  const glm::dvec3 a = mesh.positions[mesh.indices[triangle * 3]];
  const glm::dvec3 b = mesh.positions[mesh.indices[triangle * 3 + 1]];
  const glm::dvec3 c = mesh.positions[mesh.indices[triangle * 3 + 2]];
  return glm::dot(a, glm::cross(b, c)) / 6.0;
}

// Whether a piece, some of its triangles turned, has its outside inside: it encloses a negative volume, seen from its
// middle, so that for an open piece the place where it lies does not count. A sheet, which encloses nothing, stays as
// most of its triangles were.
bool is_inside_out(const MeshData& mesh, const std::vector<std::uint32_t>& piece, const std::vector<bool>& turn) {
  constexpr double sheet = 0.2;  // faces all round cancel each other; those of a flat sheet add up to 1
  const auto place = [&](std::uint32_t t, std::size_t k) {
    return glm::dvec3(mesh.positions[mesh.indices[std::size_t{t} * 3 + k]]);
  };
  glm::dvec3 middle(0.0);
  for (const std::uint32_t t : piece) middle += (place(t, 0) + place(t, 1) + place(t, 2)) / 3.0;
  middle /= static_cast<double>(piece.size());
  glm::dvec3 sum(0.0);
  double volume = 0.0, area = 0.0;
  std::size_t turned = 0;
  for (const std::uint32_t t : piece) {
    const glm::dvec3 a = place(t, 0) - middle, b = place(t, 1) - middle, c = place(t, 2) - middle;
    const double way = turn[t] ? -1.0 : 1.0;
    const glm::dvec3 face = way * 0.5 * glm::cross(b - a, c - a);
    sum += face;
    area += glm::length(face);
    volume += way * glm::dot(a, glm::cross(b, c)) / 6.0;
    if (turn[t]) ++turned;
  }
  return glm::length(sum) <= sheet * area ? volume < 0.0 : 2 * turned > piece.size();
}

}  // namespace

double signed_volume(const MeshData& mesh) {
  double volume = 0.0;
  for (std::size_t i = 0; i < mesh.triangle_count(); ++i) volume += triangle_volume(mesh, i);
  return volume;
}

Topology examine(const MeshData& mesh) {
  Topology found;
  const std::vector<EdgeUse> uses = edge_uses(mesh);
  for_each_edge(uses, [&](std::size_t begin, std::size_t end) {
    const std::size_t count = end - begin;
    if (count == 1) ++found.boundary_edges;
    if (count > 2) ++found.nonmanifold_edges;
    if (count == 2 && uses[begin].forward == uses[begin + 1].forward) ++found.flipped_edges;
  });
  (void)component_labels(compact(mesh), found.components);
  found.volume_mm3 = signed_volume(mesh);
  return found;
}

bool seems_closed(const MeshData& mesh) {
  // Whoever lies at the same place has the same hash; 0.0 and -0.0 are the same place.
  std::vector<std::uint64_t> places(mesh.positions.size());
  for (std::size_t i = 0; i < places.size(); ++i) {
    const glm::vec3 p = mesh.positions[i] + 0.0f;
    const std::uint64_t xy = std::bit_cast<std::uint32_t>(p.x) | std::uint64_t{std::bit_cast<std::uint32_t>(p.y)} << 32;
    places[i] = mixed(xy ^ mixed(std::bit_cast<std::uint32_t>(p.z)));
  }
  const auto along = [](std::uint64_t a, std::uint64_t b) { return mixed(a + 3 * b); };
  std::uint64_t sum = 0;
  double volume = 0.0;
  for (std::size_t i = 0; i + 2 < mesh.indices.size(); i += 3) {
    const std::uint32_t a = mesh.indices[i], b = mesh.indices[i + 1], c = mesh.indices[i + 2];
    const std::uint64_t pa = places[a], pb = places[b], pc = places[c];
    sum += along(pa, pb) - along(pb, pa) + along(pb, pc) - along(pc, pb) + along(pc, pa) - along(pa, pc);
    const glm::vec3 from = mesh.positions[a];
    volume += static_cast<double>(glm::dot(from, glm::cross(mesh.positions[b] - from, mesh.positions[c] - from)));
  }
  return !mesh.indices.empty() && sum == 0 && volume > 0.0;
}

std::vector<bool> boundary_vertices(const MeshData& mesh) {
  std::vector<bool> open(mesh.positions.size(), false);
  const std::vector<EdgeUse> uses = edge_uses(mesh);
  for_each_edge(uses, [&](std::size_t begin, std::size_t end) {
    if (end - begin != 1) return;
    open[uses[begin].edge >> 32] = true;
    open[uses[begin].edge & 0xFFFFFFFFu] = true;
  });
  return open;
}

std::size_t orient(MeshData& mesh) {
  const std::size_t triangles = mesh.triangle_count();
  struct Neighbour {
    std::uint32_t triangle;
    bool agrees;
  };
  std::vector<std::vector<Neighbour>> neighbours(triangles);
  const std::vector<EdgeUse> uses = edge_uses(mesh);
  for_each_edge(uses, [&](std::size_t begin, std::size_t end) {
    if (end - begin != 2) return;  // holes and junctions do not tell
    const bool agrees = uses[begin].forward != uses[begin + 1].forward;
    neighbours[uses[begin].triangle].push_back({uses[begin + 1].triangle, agrees});
    neighbours[uses[begin + 1].triangle].push_back({uses[begin].triangle, agrees});
  });

  std::vector<bool> seen(triangles, false), turn(triangles, false);
  std::size_t turned = 0;
  for (std::uint32_t start = 0; start < triangles; ++start) {
    if (seen[start]) continue;
    std::vector<std::uint32_t> piece;
    std::queue<std::uint32_t> open;
    bool consistent = true;
    seen[start] = true;
    open.push(start);
    while (!open.empty()) {
      const std::uint32_t at = open.front();
      open.pop();
      piece.push_back(at);
      for (const Neighbour& next : neighbours[at]) {
        const bool wanted = next.agrees ? turn[at] : !turn[at];
        if (!seen[next.triangle]) {
          seen[next.triangle] = true;
          turn[next.triangle] = wanted;
          open.push(next.triangle);
        } else if (turn[next.triangle] != wanted) {
          consistent = false;
        }
      }
    }
    const bool flip_all = consistent && is_inside_out(mesh, piece, turn);
    for (const std::uint32_t t : piece) {
      if (!consistent || turn[t] == flip_all) continue;
      std::swap(mesh.indices[t * 3 + 1], mesh.indices[t * 3 + 2]);
      ++turned;
    }
  }
  return turned;
}

}  // namespace palpate
