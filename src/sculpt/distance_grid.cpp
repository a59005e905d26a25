#include "distance_grid.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>

namespace palpate {
namespace {

// Calls use(line) with each line of values along each axis in turn, and puts the line back.
template <class Use>
void for_each_line(DistanceGrid& grid, const Use& use) {
  std::vector<float> line;
  const std::size_t strides[3] = {1, static_cast<std::size_t>(grid.size.x),
                                  static_cast<std::size_t>(grid.size.x) * static_cast<std::size_t>(grid.size.y)};
  for (int axis = 0; axis < 3; ++axis) {
    const int u = (axis + 1) % 3, v = (axis + 2) % 3;
    line.resize(static_cast<std::size_t>(grid.size[axis]));
    for (int j = 0; j < grid.size[v]; ++j) {
      for (int i = 0; i < grid.size[u]; ++i) {
        glm::ivec3 start(0);
        start[u] = i;
        start[v] = j;
        float* value = &grid.values[grid.index(start)];
        for (std::size_t k = 0; k < line.size(); ++k) line[k] = value[k * strides[axis]];
        use(line);
        for (std::size_t k = 0; k < line.size(); ++k) value[k * strides[axis]] = line[k];
      }
    }
  }
}

// The lower envelope of parabolas (Felzenszwalb and Huttenlocher 2012).
class Envelope {
 public:
  void operator()(std::vector<float>& line) {
    const std::size_t count = line.size();
    apex_.clear();
    from_.clear();
    for (std::size_t q = 0; q < count; ++q) {
      if (line[q] >= DistanceGrid::far) continue;
      double meet = -std::numeric_limits<double>::infinity();
      while (!apex_.empty()) {
        meet = crossing(line, apex_.back(), q);
        if (meet > from_.back()) break;
        apex_.pop_back();
        from_.pop_back();
        meet = -std::numeric_limits<double>::infinity();
      }
      apex_.push_back(q);
      from_.push_back(meet);
    }
    if (apex_.empty()) return;
    before_ = line;
    std::size_t k = 0;
    for (std::size_t x = 0; x < count; ++x) {
      while (k + 1 < apex_.size() && from_[k + 1] < static_cast<double>(x)) ++k;
      const float away = static_cast<float>(x) - static_cast<float>(apex_[k]);
      line[x] = before_[apex_[k]] + away * away;
    }
  }

 private:
  // Where the parabola that stands at b goes below the one at a.
  static double crossing(const std::vector<float>& line, std::size_t a, std::size_t b) {
    const auto x = static_cast<double>(a), y = static_cast<double>(b);
    const double height = static_cast<double>(line[b]) - static_cast<double>(line[a]);
    return (height + y * y - x * x) / (2.0 * (y - x));
  }

  std::vector<std::size_t> apex_;
  std::vector<double> from_;
  std::vector<float> before_;
};

}  // namespace

void DistanceGrid::spread() {
  Envelope envelope;
  for_each_line(*this, [&](std::vector<float>& line) { envelope(line); });
}

void DistanceGrid::blur() {
  std::vector<float> before;
  for_each_line(*this, [&](std::vector<float>& line) {
    before = line;
    const std::size_t last = line.size() - 1;
    for (std::size_t i = 0; i < line.size(); ++i) {
      const auto value = [&](std::size_t back, std::size_t ahead) {
        return before[i < back ? 0 : i - back] + before[std::min(last, i + ahead)];
      };
      line[i] = (value(2, 2) + 4.0f * value(1, 1) + 3.0f * value(0, 0)) / 16.0f;
    }
  });
}

float DistanceGrid::at(glm::vec3 p) const {
  glm::ivec3 base;
  glm::vec3 t;
  for (int axis = 0; axis < 3; ++axis) {
    const float x = std::clamp((p[axis] - low[axis]) / voxel, 0.0f, static_cast<float>(size[axis] - 1));
    base[axis] = std::min(static_cast<int>(x), std::max(0, size[axis] - 2));
    t[axis] = x - static_cast<float>(base[axis]);
  }
  float sum = 0.0f;
  for (int corner = 0; corner < 8; ++corner) {
    glm::ivec3 at = base;
    float weight = 1.0f;
    for (int axis = 0; axis < 3; ++axis) {
      const bool upper = ((corner >> axis) & 1) != 0;
      if (upper) at[axis] = std::min(at[axis] + 1, size[axis] - 1);
      weight *= upper ? t[axis] : 1.0f - t[axis];
    }
    sum += weight * values[index(at)];
  }
  return sum;
}

}  // namespace palpate
