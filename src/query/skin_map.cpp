#include <palpate/mesh/surface_points.h>
#include <palpate/query/skin_map.h>

#include <glm/common.hpp>
#include <glm/geometric.hpp>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <numeric>

namespace palpate {
namespace {

constexpr float cell_mm = 20.0f;
constexpr float nearest_reach_mm = 12.0f;
constexpr float same_side = 0.05f;  // least cosine between a piece and the line, as in shaders/paint.glsl

// Whether a place lies under the piece of a stroke between two of its points.
bool lies_under(const SkinPiece& piece, const ResolvedStrokePoint& a, const ResolvedStrokePoint& b) {
  const glm::vec3 ab = b.position - a.position;
  const float length2 = glm::dot(ab, ab);
  const float t = length2 > 0.0f ? glm::clamp(glm::dot(piece.position - a.position, ab) / length2, 0.0f, 1.0f) : 0.0f;
  const glm::vec3 normal = glm::mix(a.normal, b.normal, t);
  const float length = glm::length(normal);
  if (length > 0.0f && glm::dot(normal, piece.normal) < same_side * length) return false;
  return glm::distance(piece.position, a.position + t * ab) <= glm::mix(a.radius_mm, b.radius_mm, t);
}

void sort_once(SkinArea& area) {
  std::sort(area.begin(), area.end());
  area.erase(std::unique(area.begin(), area.end()), area.end());
}

}  // namespace

SkinMap::SkinMap(const MeshData& skin, float piece_mm2) : piece_mm2_(piece_mm2) {
  const auto count = static_cast<std::size_t>(surface_area(skin) / static_cast<double>(piece_mm2));
  glm::vec3 high(-1e30f);
  low_ = glm::vec3(1e30f);
  for (const SurfacePoint& point : spread_points(skin, count)) {
    pieces_.push_back({point.position, point.normal});
    low_ = glm::min(low_, point.position);
    high = glm::max(high, point.position);
  }
  if (pieces_.empty()) return;
  const glm::vec3 cells = glm::floor((high - low_) / cell_mm) + 1.0f;
  size_ = {static_cast<int>(cells.x), static_cast<int>(cells.y), static_cast<int>(cells.z)};
  const std::size_t total =
      static_cast<std::size_t>(size_.x) * static_cast<std::size_t>(size_.y) * static_cast<std::size_t>(size_.z);
  first_in_cell_.assign(total + 1, 0);
  for (const SkinPiece& piece : pieces_) ++first_in_cell_[index_of(cell_of(piece.position)) + 1];
  std::partial_sum(first_in_cell_.begin(), first_in_cell_.end(), first_in_cell_.begin());
  in_cells_.resize(pieces_.size());
  std::vector<std::uint32_t> next(first_in_cell_.begin(), std::prev(first_in_cell_.end()));
  for (std::uint32_t i = 0; i < pieces_.size(); ++i) in_cells_[next[index_of(cell_of(pieces_[i].position))]++] = i;
}

float SkinMap::area_cm2(std::size_t pieces) const {
  return static_cast<float>(pieces) * piece_mm2_ / 100.0f;
}

SkinMap::Cell SkinMap::cell_of(glm::vec3 p) const {
  const glm::vec3 cell = glm::floor((p - low_) / cell_mm);
  const auto within = [](float value, int size) { return static_cast<int>(glm::clamp(value, 0.0f, float(size - 1))); };
  return {within(cell.x, size_.x), within(cell.y, size_.y), within(cell.z, size_.z)};
}

std::size_t SkinMap::index_of(Cell cell) const {
  return static_cast<std::size_t>((cell.z * size_.y + cell.y) * size_.x + cell.x);
}

template <class Use>
void SkinMap::each_near(glm::vec3 low, glm::vec3 high, const Use& use) const {
  const Cell from = cell_of(low), to = cell_of(high);
  for (int z = from.z; z <= to.z; ++z) {
    for (int y = from.y; y <= to.y; ++y) {
      for (int x = from.x; x <= to.x; ++x) {
        const std::size_t cell = index_of({x, y, z});
        for (std::uint32_t i = first_in_cell_[cell]; i < first_in_cell_[cell + 1]; ++i) use(in_cells_[i]);
      }
    }
  }
}

SkinArea SkinMap::under(std::span<const ResolvedStroke> strokes) const {
  SkinArea area;
  if (empty()) return area;
  for (const ResolvedStroke& stroke : strokes) {
    for (std::size_t i = 0; i < stroke.size(); ++i) {
      // A lone point is a line to itself.
      if (i + 1 == stroke.size() && stroke.size() > 1) break;
      const ResolvedStrokePoint& a = stroke[i];
      const ResolvedStrokePoint& b = stroke[std::min(i + 1, stroke.size() - 1)];
      const float reach = std::max(a.radius_mm, b.radius_mm);
      each_near(glm::min(a.position, b.position) - reach, glm::max(a.position, b.position) + reach,
                [&](std::uint32_t piece) {
                  if (lies_under(pieces_[piece], a, b)) area.push_back(piece);
                });
    }
  }
  sort_once(area);
  return area;
}

std::optional<std::uint32_t> SkinMap::nearest(glm::vec3 p) const {
  std::optional<std::uint32_t> best;
  if (empty()) return best;
  float best_distance = nearest_reach_mm;
  each_near(p - nearest_reach_mm, p + nearest_reach_mm, [&](std::uint32_t piece) {
    const float distance = glm::distance(pieces_[piece].position, p);
    if (distance > best_distance) return;
    best_distance = distance;
    best = piece;
  });
  return best;
}

SkinArea SkinMap::within(glm::vec3 centre, float radius_mm) const {
  SkinArea area;
  if (empty()) return area;
  each_near(centre - radius_mm, centre + radius_mm, [&](std::uint32_t piece) {
    if (glm::distance(pieces_[piece].position, centre) <= radius_mm) area.push_back(piece);
  });
  sort_once(area);
  return area;
}

std::vector<SkinArea> SkinMap::patches(const SkinArea& area, float gap_mm) const {
  std::vector<SkinArea> found;
  std::vector<bool> waiting(pieces_.size(), false);
  for (const std::uint32_t piece : area) waiting[piece] = true;
  for (const std::uint32_t seed : area) {
    if (!waiting[seed]) continue;
    waiting[seed] = false;
    SkinArea patch = {seed};
    for (std::size_t at = 0; at < patch.size(); ++at) {
      const glm::vec3 here = pieces_[patch[at]].position;
      each_near(here - gap_mm, here + gap_mm, [&](std::uint32_t other) {
        if (!waiting[other] || glm::distance(pieces_[other].position, here) > gap_mm) return;
        waiting[other] = false;
        patch.push_back(other);
      });
    }
    sort_once(patch);
    found.push_back(std::move(patch));
  }
  std::stable_sort(found.begin(), found.end(),
                   [](const SkinArea& a, const SkinArea& b) { return a.size() > b.size(); });
  return found;
}

SkinArea without(const SkinArea& area, const SkinArea& taken) {
  SkinArea rest;
  std::set_difference(area.begin(), area.end(), taken.begin(), taken.end(), std::back_inserter(rest));
  return rest;
}

std::size_t count_common(const SkinArea& a, const SkinArea& b) {
  std::size_t count = 0;
  for (auto i = a.begin(), j = b.begin(); i != a.end() && j != b.end();) {
    if (*i < *j) {
      ++i;
    } else if (*j < *i) {
      ++j;
    } else {
      ++count, ++i, ++j;
    }
  }
  return count;
}

}  // namespace palpate
