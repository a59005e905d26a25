#include "strands.h"

#include <palpate/mesh/components.h>
#include <palpate/mesh/normals.h>
#include <palpate/mesh/surface_points.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <optional>

namespace palpate {
namespace {

constexpr double speck_share = 0.015;
constexpr std::size_t fewest_triangles = 12;
constexpr double slip_share = 0.008;  // of the whole's surface
constexpr float slip_length = 0.06f;  // of the whole's length
constexpr float overlap = 0.04f;      // of the whole's length: how far slips reach into the trunk
constexpr std::size_t most_slips = 12;

// The triangles that `keep` accepts, with the along values of their vertices.
template <class Keep>
Strand part_of(const MeshData& mesh, const std::vector<float>& along, const Keep& keep) {
  Strand piece;
  std::vector<std::uint32_t> index(mesh.positions.size(), std::numeric_limits<std::uint32_t>::max());
  for (std::size_t t = 0; t < mesh.triangle_count(); ++t) {
    if (!keep(t)) continue;
    for (std::size_t corner = 0; corner < 3; ++corner) {
      const std::uint32_t vertex = mesh.indices[3 * t + corner];
      if (index[vertex] == std::numeric_limits<std::uint32_t>::max()) {
        index[vertex] = static_cast<std::uint32_t>(piece.mesh.positions.size());
        piece.mesh.positions.push_back(mesh.positions[vertex]);
        if (!along.empty()) piece.along.push_back(along[vertex]);
      }
      piece.mesh.indices.push_back(index[vertex]);
    }
  }
  compute_normals(piece.mesh);
  return piece;
}

float lowest(const MeshData& mesh, const std::vector<float>& along, std::size_t t) {
  return std::min({along[mesh.indices[3 * t]], along[mesh.indices[3 * t + 1]], along[mesh.indices[3 * t + 2]]});
}
float highest(const MeshData& mesh, const std::vector<float>& along, std::size_t t) {
  return std::max({along[mesh.indices[3 * t]], along[mesh.indices[3 * t + 1]], along[mesh.indices[3 * t + 2]]});
}

void stretch(Strand& piece, float from, float to) {
  for (float& value : piece.along) value = std::clamp((value - from) / std::max(1e-6f, to - from), 0.0f, 1.0f);
}

// The slips beyond `level`: pieces that are large and long enough to count.
std::vector<Strand> slips_beyond(const Strand& whole, float level, double area) {
  const Strand beyond =
      part_of(whole.mesh, whole.along, [&](std::size_t t) { return lowest(whole.mesh, whole.along, t) > level; });
  if (beyond.mesh.empty()) return {};
  std::uint32_t count = 0;
  const std::vector<std::uint32_t> label = component_labels(beyond.mesh, count);
  std::vector<Strand> slips;
  for (std::uint32_t c = 0; c < count; ++c) {
    Strand slip =
        part_of(beyond.mesh, beyond.along, [&](std::size_t t) { return label[beyond.mesh.indices[3 * t]] == c; });
    if (slip.mesh.triangle_count() < fewest_triangles || surface_area(slip.mesh) < slip_share * area) continue;
    const auto [low, high] = std::minmax_element(slip.along.begin(), slip.along.end());
    if (*high - *low >= slip_length) slips.push_back(std::move(slip));
  }
  return slips;
}

// Where the whole falls into most slips; of equally many, where they are longest.
std::optional<float> fork_level(const Strand& whole, double area) {
  std::optional<float> best;
  std::size_t most = 1;
  for (int step = 4; step < 38; ++step) {
    const float level = 0.025f * static_cast<float>(step);
    const std::size_t count = slips_beyond(whole, level, area).size();
    if (count > most && count <= most_slips) {
      most = count;
      best = level;
    }
  }
  return best;
}

void turn_round(Strand& piece) {
  for (float& value : piece.along) value = 1.0f - value;
}

}  // namespace

std::vector<Strand> strands_of(const MeshData& mesh, const std::vector<float>& along) {
  std::uint32_t count = 0;
  const std::vector<std::uint32_t> label = component_labels(mesh, count);
  std::vector<std::pair<double, Strand>> found;
  for (std::uint32_t c = 0; c < count; ++c) {
    Strand piece = part_of(mesh, along, [&](std::size_t t) { return label[mesh.indices[3 * t]] == c; });
    if (piece.mesh.triangle_count() < fewest_triangles) continue;
    const double area = surface_area(piece.mesh);
    found.emplace_back(area, std::move(piece));
  }
  std::stable_sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
  std::vector<Strand> pieces;
  for (auto& [area, piece] : found) {
    if (area >= speck_share * found.front().first) pieces.push_back(std::move(piece));
  }
  return pieces;
}

std::vector<Strand> trunk_and_slips(const Strand& whole) {
  if (whole.along.empty()) return {whole};
  const double area = surface_area(whole.mesh);
  Strand turned = whole;
  turn_round(turned);
  const std::optional<float> insertion = fork_level(whole, area), origin = fork_level(turned, area);
  if (!insertion && !origin) return {whole};
  const float to = insertion ? *insertion : 1.0f, from = origin ? 1.0f - *origin : 0.0f;
  if (from >= to) return {whole};

  std::vector<Strand> parts;
  const float low = std::max(0.0f, from - 0.5f * overlap), high = std::min(1.0f, to + 0.5f * overlap);
  parts.push_back(part_of(whole.mesh, whole.along, [&](std::size_t t) {
    return highest(whole.mesh, whole.along, t) > low && lowest(whole.mesh, whole.along, t) < high;
  }));
  stretch(parts.back(), low, high);
  const auto add_slips = [&](const Strand& piece, float fork, bool backwards) {
    for (Strand& slip : slips_beyond(piece, fork, area)) {
      stretch(slip, fork, *std::max_element(slip.along.begin(), slip.along.end()));
      if (backwards) turn_round(slip);
      parts.push_back(std::move(slip));
    }
  };
  if (insertion) add_slips(whole, to, false);
  if (origin) add_slips(turned, 1.0f - from, true);
  return parts;
}

}  // namespace palpate
