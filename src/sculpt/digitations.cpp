// A sheet with teeth, divided along its fibres: every tooth of its edge with what runs from it to the other end.
#include "strands.h"
#include "ways.h"

#include <palpate/mesh/components.h>
#include <palpate/mesh/normals.h>
#include <palpate/mesh/surface_points.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <limits>
#include <numeric>
#include <utility>

namespace palpate {
namespace {

constexpr float end_share = 0.05f;  // of the way along: what counts as the edge that teeth are seen from
constexpr float tooth_mm = 9.0f;    // how far a tooth stands out beyond the notches beside it, at least
constexpr double least_share = 0.012;
constexpr std::size_t fewest = 4, most = 16;  // teeth
constexpr std::uint32_t none = std::numeric_limits<std::uint32_t>::max();

// The edge opposite of the teeth: only its largest piece, since a sheet may touch its bones elsewhere.
std::vector<std::uint32_t> edge_at(const Strand& whole, bool insertion) {
  MeshData near;
  near.positions = whole.mesh.positions;
  for (std::size_t t = 0; t < whole.mesh.triangle_count(); ++t) {
    const std::uint32_t* corners = &whole.mesh.indices[3 * t];
    const auto is_near = [&](std::uint32_t v) {
      return insertion ? whole.along[v] >= 1.0f - end_share : whole.along[v] <= end_share;
    };
    if (std::all_of(corners, corners + 3, is_near)) near.indices.insert(near.indices.end(), corners, corners + 3);
  }
  std::uint32_t count = 0;
  const std::vector<std::uint32_t> label = component_labels(near, count);
  std::vector<std::size_t> size(count, 0);
  for (const std::uint32_t v : near.indices) ++size[label[v]];
  const auto largest = static_cast<std::uint32_t>(std::max_element(size.begin(), size.end()) - size.begin());
  std::vector<std::uint32_t> edge;
  for (const std::uint32_t v : near.indices) {
    if (label[v] == largest) edge.push_back(v);
  }
  std::sort(edge.begin(), edge.end());
  edge.erase(std::unique(edge.begin(), edge.end()), edge.end());
  return edge;
}

// The tops of `ways` over the mesh that stand out, and for each vertex the top that it rises to: a watershed. Tops that
// stand out less than a tooth belong to the higher one beside them.
class Teeth {
 public:
  Teeth(const MeshData& mesh, const std::vector<float>& ways) : top_(ways.size(), none), into_(ways.size()) {
    std::iota(into_.begin(), into_.end(), 0u);
    const auto neighbours = neighbours_of(mesh);
    std::vector<std::uint32_t> order;
    for (std::uint32_t v = 0; v < ways.size(); ++v) {
      if (ways[v] < std::numeric_limits<float>::max()) order.push_back(v);
    }
    std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) { return ways[a] > ways[b]; });
    for (const std::uint32_t v : order) {
      std::uint32_t highest = none;
      for (const std::uint32_t other : neighbours[v]) {
        if (top_[other] != none && (highest == none || ways[other] > ways[highest])) highest = other;
      }
      top_[v] = highest == none ? v : root(top_[highest]);
      for (const std::uint32_t other : neighbours[v]) {
        if (top_[other] != none) meet(root(top_[v]), root(top_[other]), ways, ways[v]);
      }
    }
  }

  [[nodiscard]] std::uint32_t of(std::uint32_t vertex) const {
    return top_[vertex] == none ? none : root(top_[vertex]);
  }

 private:
  [[nodiscard]] std::uint32_t root(std::uint32_t top) const {
    while (into_[top] != top) top = into_[top];
    return top;
  }
  void meet(std::uint32_t a, std::uint32_t b, const std::vector<float>& ways, float notch) {
    if (a == b) return;
    if (ways[a] < ways[b]) std::swap(a, b);
    if (ways[b] - notch < tooth_mm) into_[b] = a;
  }

  std::vector<std::uint32_t> top_, into_;
};

// What rises to one tooth, and a ring of triangles of its neighbours, so that the slips overlap a little.
Strand slip_to(std::uint32_t tooth, const Strand& whole, const std::vector<std::uint32_t>& tooth_of,
               const std::vector<float>& ways, bool towards_insertion) {
  Strand piece;
  std::vector<std::uint32_t> index(whole.mesh.positions.size(), none);
  float longest = 1e-6f;
  for (std::size_t t = 0; t < whole.mesh.triangle_count(); ++t) {
    const std::uint32_t* corners = &whole.mesh.indices[3 * t];
    if (std::none_of(corners, corners + 3, [&](std::uint32_t v) { return tooth_of[v] == tooth; })) continue;
    for (std::size_t corner = 0; corner < 3; ++corner) {
      const std::uint32_t v = corners[corner];
      if (index[v] == none) {
        index[v] = static_cast<std::uint32_t>(piece.mesh.positions.size());
        piece.mesh.positions.push_back(whole.mesh.positions[v]);
        piece.along.push_back(ways[v]);
        longest = std::max(longest, ways[v]);
      }
      piece.mesh.indices.push_back(index[v]);
    }
  }
  for (float& way : piece.along) way = towards_insertion ? 1.0f - way / longest : way / longest;
  compute_normals(piece.mesh);
  piece.only_along = true;
  return piece;
}

// From the edge at one end: the slips to the teeth of the other; none if it has too few teeth.
std::vector<Strand> slips_from(const Strand& whole, bool insertion) {
  const std::vector<std::uint32_t> edge = edge_at(whole, insertion);
  if (edge.empty()) return {};
  const std::vector<float> ways = ways_from(whole.mesh, edge);
  const Teeth teeth(whole.mesh, ways);
  std::vector<std::uint32_t> tooth_of(ways.size());
  for (std::uint32_t v = 0; v < ways.size(); ++v) tooth_of[v] = teeth.of(v);
  std::vector<std::uint32_t> found = tooth_of;
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  const double least = least_share * surface_area(whole.mesh);
  std::vector<Strand> slips;
  for (const std::uint32_t tooth : found) {
    if (tooth == none) continue;
    Strand slip = slip_to(tooth, whole, tooth_of, ways, insertion);
    if (surface_area(slip.mesh) >= least) slips.push_back(std::move(slip));
  }
  return slips;
}

}  // namespace

std::vector<Strand> digitations_of(const Strand& whole) {
  if (whole.along.empty()) return {whole};
  std::vector<Strand> best;
  for (const bool insertion : {true, false}) {
    std::vector<Strand> slips = slips_from(whole, insertion);
    if (slips.size() >= fewest && slips.size() <= most && slips.size() > best.size()) best = std::move(slips);
  }
  if (best.empty()) return {whole};
  return best;
}

}  // namespace palpate
