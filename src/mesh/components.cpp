#include <palpate/mesh/components.h>
#include <palpate/mesh/topology.h>

#include <algorithm>
#include <numeric>

namespace palpate {
namespace {

// Union-find with path halving.
class Sets {
 public:
  explicit Sets(std::size_t count) : parent_(count) { std::iota(parent_.begin(), parent_.end(), 0u); }
  std::uint32_t find(std::uint32_t i) {
    while (parent_[i] != i) {
      parent_[i] = parent_[parent_[i]];
      i = parent_[i];
    }
    return i;
  }
  void join(std::uint32_t a, std::uint32_t b) { parent_[find(a)] = find(b); }

 private:
  std::vector<std::uint32_t> parent_;
};

}  // namespace

std::vector<std::uint32_t> component_labels(const MeshData& mesh, std::uint32_t& count) {
  Sets sets(mesh.positions.size());
  for (std::size_t i = 0; i + 2 < mesh.indices.size(); i += 3) {
    sets.join(mesh.indices[i], mesh.indices[i + 1]);
    sets.join(mesh.indices[i], mesh.indices[i + 2]);
  }
  constexpr std::uint32_t none = 0xFFFFFFFFu;
  std::vector<std::uint32_t> number(mesh.positions.size(), none), labels(mesh.positions.size());
  count = 0;
  for (std::uint32_t i = 0; i < mesh.positions.size(); ++i) {
    std::uint32_t& n = number[sets.find(i)];
    if (n == none) n = count++;
    labels[i] = n;
  }
  return labels;
}

std::vector<MeshData> components(const MeshData& mesh) {
  std::uint32_t count = 0;
  const std::vector<std::uint32_t> labels = component_labels(mesh, count);
  std::vector<std::vector<std::uint32_t>> indices(count);
  for (std::size_t i = 0; i + 2 < mesh.indices.size(); i += 3) {
    auto& piece = indices[labels[mesh.indices[i]]];
    piece.insert(piece.end(), mesh.indices.begin() + static_cast<std::ptrdiff_t>(i),
                 mesh.indices.begin() + static_cast<std::ptrdiff_t>(i + 3));
  }
  struct Piece {
    MeshData mesh;
    double height = 0.0;
  };
  std::vector<Piece> pieces;
  for (std::vector<std::uint32_t>& piece : indices) {
    if (piece.empty()) continue;
    MeshData part = mesh;
    part.indices = std::move(piece);
    Piece made{compact(part), 0.0};
    for (const glm::vec3 p : made.mesh.positions) made.height += static_cast<double>(p.y);
    made.height /= static_cast<double>(made.mesh.positions.size());
    pieces.push_back(std::move(made));
  }
  std::stable_sort(pieces.begin(), pieces.end(), [](const Piece& a, const Piece& b) {
    const std::size_t x = a.mesh.triangle_count(), y = b.mesh.triangle_count();
    return x != y ? x > y : a.height > b.height;
  });
  std::vector<MeshData> out;
  out.reserve(pieces.size());
  for (Piece& piece : pieces) out.push_back(std::move(piece.mesh));
  return out;
}

MeshData without_specks(const MeshData& mesh) {
  constexpr double speck = 0.01;  // of the largest
  const std::vector<MeshData> pieces = components(mesh);
  if (pieces.size() < 2) return mesh;
  double largest = 0.0;
  for (const MeshData& piece : pieces) largest = std::max(largest, signed_volume(piece));
  MeshData kept;
  for (const MeshData& piece : pieces)
    if (signed_volume(piece) > speck * largest) kept = kept.empty() ? piece : joined(kept, piece);
  return kept;
}

}  // namespace palpate
