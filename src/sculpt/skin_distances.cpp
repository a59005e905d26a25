#include "skin_distances.h"

#include <glm/common.hpp>
#include <glm/geometric.hpp>
#include <glm/vec2.hpp>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <string>
#include <utility>

namespace palpate {
namespace {

constexpr int coarse_blurs = 3;  // of the grid of everything: what is small has a finer one
constexpr std::size_t most_voxels = 150'000'000;
constexpr float marks = 0.25f;   // voxels by which bodies are thicker on the grid than they are, about
constexpr float tight = 0.75f;   // voxels: a smaller ball slips through between voxels
constexpr float deeper = 1.0f;   // voxels outside of the closing radius, from which balls are drawn
constexpr int band = 2;          // voxels around the bodies in which distances are exact
constexpr float fine = 90.0f;    // parts of a voxel to which they are kept there
constexpr float coarse = 40.0f;  // and outside
constexpr std::uint8_t beyond = 255;
constexpr float reach = 6.0f;  // voxels around the surface within which distances are kept

// The places between the closing radius and the thickness, found once in a while and carried over in between: `here`
// may be slow.
class Here {
 public:
  Here(const SkinRequest& request, const DistanceGrid& grid) : request_(request), voxel_(grid.voxel) {
    if (!request.here) {
      most_ = thickness_and_closing(grid.low);
      least_closing_ = most_.y;
      return;
    }
    for (DistanceGrid* values : {&thickness_, &closing_}) {
      values->low = grid.low;
      values->voxel = step * grid.voxel;
      values->size = (grid.size + glm::ivec3(step - 1)) / step + 1;
      values->values.resize(static_cast<std::size_t>(values->size.x) * static_cast<std::size_t>(values->size.y) *
                            static_cast<std::size_t>(values->size.z));
    }
    for (int z = 0; z < thickness_.size.z; ++z) {
      for (int y = 0; y < thickness_.size.y; ++y) {
        for (int x = 0; x < thickness_.size.x; ++x) {
          const SkinHere here = request.here(thickness_.place({x, y, z}));
          thickness_.values[thickness_.index({x, y, z})] = here.thickness_mm;
          closing_.values[closing_.index({x, y, z})] = here.closing_mm;
        }
      }
    }
    const auto [thinnest, thickest] = std::minmax_element(thickness_.values.begin(), thickness_.values.end());
    const auto [narrowest, widest] = std::minmax_element(closing_.values.begin(), closing_.values.end());
    most_ = {std::max(*thickest, 0.0f) / voxel_, std::max({*widest / voxel_, *thickest / voxel_, tight})};
    least_closing_ = std::max({*narrowest / voxel_, *thinnest / voxel_, tight});
  }

  // In voxels, anywhere.
  [[nodiscard]] glm::vec2 most() const { return most_; }
  [[nodiscard]] float least_closing() const { return least_closing_; }

  // In voxels; the closing radius is never less than the thickness.
  [[nodiscard]] glm::vec2 thickness_and_closing(glm::vec3 p) const {
    const SkinHere one;
    float thickness = one.thickness_mm, closing = one.closing_mm;
    if (request_.here) {
      thickness = thickness_.at(p);
      closing = closing_.at(p);
    }
    thickness = std::max(thickness, 0.0f);
    return glm::vec2(thickness / voxel_, std::max({closing / voxel_, thickness / voxel_, tight}));
  }

 private:
  static constexpr int step = 4;

  const SkinRequest& request_;
  float voxel_;
  DistanceGrid thickness_, closing_;
  glm::vec2 most_{0.0f};  // of both
  float least_closing_ = 0.0f;
};

class DistanceFinder {
 public:
  DistanceFinder(const std::vector<MeshData>& bodies, const SkinRequest& request, float voxel,
                 const DistanceGrid* whole)
      : bodies_(bodies), request_(request), whole_(whole) {
    grid_.voxel = std::max(voxel, 0.05f);
  }

  Result<DistanceGrid> run(glm::vec3 low, glm::vec3 high) {
    if (Status laid = lay_grid(low, high); !laid) return laid.error();
    const Here here(request_, grid_);
    mark_bodies();
    grid_.spread();
    to_exact_distances();
    flood(here);
    grid_.spread();
    to_distances(here);
    for (int i = 0; i < (whole_ == nullptr && !request_.finer.empty() ? coarse_blurs : 1); ++i) grid_.blur();
    return std::move(grid_);
  }

 private:
  // Around everything, with room for the largest ball to roll round it.
  Status lay_grid(glm::vec3 low, glm::vec3 high) {
    if (low.x > high.x)
      return Error{"There is no body to lay a skin over", {}, "Give at least one mesh with triangles"};
    float room = 0.0f;
    for (int corner = 0; corner < 8; ++corner) {  // and in the middle: what is likely to be the largest radius
      const glm::vec3 share(corner & 1, (corner >> 1) & 1, (corner >> 2) & 1);
      room = std::max(room, widest(glm::mix(low, high, share)));
    }
    for (int k = 0; k <= 16; ++k) room = std::max(room, widest(glm::mix(low, high, static_cast<float>(k) / 16.0f)));
    room = 1.5f * room + 4.0f * grid_.voxel;
    grid_.low = low - room;
    const glm::vec3 cells = glm::ceil((high - low + 2.0f * room) / grid_.voxel) + 1.0f;
    if (cells.x * cells.y * cells.z > static_cast<float>(most_voxels)) {
      return Error{
          "The grid for the skin would have more than " + std::to_string(most_voxels / 1'000'000) + " million voxels",
          {},
          "Choose larger voxels"};
    }
    grid_.size = glm::ivec3(cells);
    near_.assign(static_cast<std::size_t>(grid_.size.x) * static_cast<std::size_t>(grid_.size.y) *
                     static_cast<std::size_t>(grid_.size.z),
                 beyond);
    grid_.values.assign(static_cast<std::size_t>(grid_.size.x) * static_cast<std::size_t>(grid_.size.y) *
                            static_cast<std::size_t>(grid_.size.z),
                        DistanceGrid::far);
    return {};
  }

  [[nodiscard]] float widest(glm::vec3 p) const {
    const SkinHere here = request_.here ? request_.here(p) : SkinHere{};
    return std::max({here.closing_mm, here.thickness_mm, 0.0f});
  }

  void mark(glm::vec3 p) {
    const glm::vec3 place = (p - grid_.low) / grid_.voxel;
    const glm::ivec3 middle(glm::floor(place + 0.5f));
    for (int axis = 0; axis < 3; ++axis)
      if (middle[axis] < 0 || middle[axis] >= grid_.size[axis]) return;
    const glm::ivec3 from = glm::max(middle - band, glm::ivec3(0)), to = glm::min(middle + band, grid_.size - 1);
    grid_.values[grid_.index(middle)] = 0.0f;
    for (int z = from.z; z <= to.z; ++z) {
      for (int y = from.y; y <= to.y; ++y) {
        const float yz = (place.y - static_cast<float>(y)) * (place.y - static_cast<float>(y)) +
                         (place.z - static_cast<float>(z)) * (place.z - static_cast<float>(z));
        std::uint8_t* near = &near_[grid_.index({from.x, y, z})];
        for (int x = from.x; x <= to.x; ++x, ++near) {
          const float away = place.x - static_cast<float>(x);
          const float squared = fine * fine * (yz + away * away);
          if (squared < static_cast<float>(*near * *near)) *near = static_cast<std::uint8_t>(std::sqrt(squared));
        }
      }
    }
  }

  [[nodiscard]] bool beside_the_grid(glm::vec3 p, float radius) const {
    const glm::vec3 last = grid_.place(grid_.size - 1);
    for (int axis = 0; axis < 3; ++axis)
      if (p[axis] + radius < grid_.low[axis] || p[axis] - radius > last[axis]) return true;
    return false;
  }

  // Every voxel that a triangle passes, near enough: places on it less than half a voxel apart.
  void mark_bodies() {
    for (const MeshData& body : bodies_) {
      for (std::size_t t = 0; t < body.triangle_count(); ++t) {
        const glm::vec3 a = body.positions[body.indices[3 * t]];
        const glm::vec3 ab = body.positions[body.indices[3 * t + 1]] - a;
        const glm::vec3 ac = body.positions[body.indices[3 * t + 2]] - a;
        const float longest = std::max({glm::length(ab), glm::length(ac), glm::length(ac - ab)});
        if (!std::isfinite(longest) || beside_the_grid(a, longest)) continue;
        const int steps = std::max(1, static_cast<int>(std::ceil(2.5f * longest / grid_.voxel)));
        for (int i = 0; i <= steps; ++i) {
          for (int j = 0; i + j <= steps; ++j) {
            mark(a + (static_cast<float>(i) * ab + static_cast<float>(j) * ac) / static_cast<float>(steps));
          }
        }
      }
    }
  }

  // From squared distances in voxels to distances, exact near the bodies.
  void to_exact_distances() {
    for_each_voxel([&](glm::ivec3, std::size_t index) {
      float& value = grid_.values[index];
      const auto exact = static_cast<float>(near_[index]) / fine;
      value = near_[index] < static_cast<std::uint8_t>(fine * band) ? exact : std::sqrt(value) + marks;
    });
    std::fill(near_.begin(), near_.end(), std::uint8_t{0});
  }

  // From distances to the bodies: where a ball of the closing radius gets to from outside, the value becomes minus the
  // square of how far the outside of the skin reaches from there at least; elsewhere far.
  void flood(const Here& here) {
    std::vector<std::uint8_t> outside(grid_.values.size(), 0);
    std::vector<std::uint32_t> open;
    const auto enter = [&](glm::ivec3 at) {
      const std::size_t index = grid_.index(at);
      const float distance = grid_.values[index];
      if (outside[index] != 0 || distance <= here.least_closing()) return;
      if (distance <= here.most().y && distance <= here.thickness_and_closing(grid_.place(at)).y) return;
      outside[index] = 1;
      open.push_back(static_cast<std::uint32_t>(index));
    };
    if (whole_ == nullptr) {
      enter(glm::ivec3(0));
    } else {
      for_each_voxel([&](glm::ivec3 at, std::size_t) {
        bool border = false;
        for (int axis = 0; axis < 3; ++axis) border = border || at[axis] == 0 || at[axis] + 1 == grid_.size[axis];
        if (border && whole_->at(grid_.place(at)) > whole_->voxel) enter(at);
      });
    }
    while (!open.empty()) {
      const glm::ivec3 at = place_of(open.back());
      open.pop_back();
      for (int axis = 0; axis < 3; ++axis) {
        for (const int way : {-1, 1}) {
          glm::ivec3 next = at;
          next[axis] += way;
          if (next[axis] >= 0 && next[axis] < grid_.size[axis]) enter(next);
        }
      }
    }
    const glm::vec2 most = here.most();
    const float away = most.y + reach;
    for_each_voxel([&](glm::ivec3 at, std::size_t index) {
      float& value = grid_.values[index];
      if (outside[index] == 0) {
        value = DistanceGrid::far;
        return;
      }
      const glm::vec2 both = value <= away ? here.thickness_and_closing(grid_.place(at)) : most;
      const float free = std::max(0.0f, value - both.x), ball = std::min(free, both.y + deeper - both.x);
      value = -ball * ball;  // balls from farther out would add nothing but steeper values
      near_[index] = static_cast<std::uint8_t>(1.0f + std::min(coarse * free, 254.0f));
    });
  }

  // About millimetres from the skin, negative inside, kept short. Zero is where the balls around the outside end; how
  // steep the values are there follows from how large the balls are.
  void to_distances(const Here& here) {
    const float most = here.most().y + 1.0f, deep = (reach + most) * (reach + most);
    for_each_voxel([&](glm::ivec3 at, std::size_t index) {
      float& value = grid_.values[index];
      float distance = value > deep ? reach : -static_cast<float>(near_[index]) / coarse;
      if (value <= deep && near_[index] == 0) {
        const glm::vec2 both = here.thickness_and_closing(grid_.place(at));
        const float ball = both.y - both.x + (value > 0.0f ? 0.15f : 0.5f) * deeper;
        distance = value / (std::sqrt(std::max(0.0f, value + ball * ball)) + ball);
      }
      value = -std::clamp(distance, -reach, reach) * grid_.voxel;
    });
  }

  [[nodiscard]] glm::ivec3 place_of(std::uint32_t index) const {
    const auto x = static_cast<std::uint32_t>(grid_.size.x), y = static_cast<std::uint32_t>(grid_.size.y);
    return {static_cast<int>(index % x), static_cast<int>(index / x % y), static_cast<int>(index / x / y)};
  }

  template <class Use>
  void for_each_voxel(const Use& use) const {
    std::size_t index = 0;
    for (int z = 0; z < grid_.size.z; ++z) {
      for (int y = 0; y < grid_.size.y; ++y) {
        for (int x = 0; x < grid_.size.x; ++x) use({x, y, z}, index++);
      }
    }
  }

  const std::vector<MeshData>& bodies_;
  const SkinRequest& request_;
  const DistanceGrid* whole_;  // of everything, if this is a part
  DistanceGrid grid_;
  // Distances within the band; once the outside is known, how far its places are from the skin at least, or 0 inside.
  std::vector<std::uint8_t> near_;
};

}  // namespace

Result<DistanceGrid> skin_distances(const std::vector<MeshData>& bodies, const SkinRequest& request) {
  glm::vec3 low(std::numeric_limits<float>::max()), high(std::numeric_limits<float>::lowest());
  for (const MeshData& body : bodies) {
    for (const std::uint32_t index : body.indices) {
      const glm::vec3 p = body.positions[index];
      if (!std::isfinite(p.x + p.y + p.z)) continue;
      low = glm::min(low, p);
      high = glm::max(high, p);
    }
  }
  if (request.symmetric) high.x = std::min(high.x, 0.0f);
  return DistanceFinder(bodies, request, request.voxel_mm, nullptr).run(low, high);
}

Result<DistanceGrid> skin_distances(const std::vector<MeshData>& bodies, const SkinRequest& request,
                                    const FinerSkin& box, const DistanceGrid& whole) {
  return DistanceFinder(bodies, request, box.voxel_mm, &whole).run(box.low, box.high);
}

}  // namespace palpate
