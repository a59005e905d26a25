#include <palpate/query/danger_field.h>

#include <glm/common.hpp>
#include <glm/geometric.hpp>
#include <glm/vector_relational.hpp>

#include <algorithm>
#include <cmath>
#include <functional>

namespace palpate {
namespace {

using Squared = std::int16_t;           // of a distance in cells
constexpr Squared far_away = 16'000;    // and the square of the farthest still fits: about 42 cells
constexpr float sample_step = 0.6f;     // of a cell
constexpr float least_step_mm = 0.75f;  // along a line

bool apart(const Bounds& a, glm::vec3 low, glm::vec3 high) {
  return glm::any(glm::lessThan(a.high, low)) || glm::any(glm::greaterThan(a.low, high));
}

void run(JobQueue* jobs, int count, const std::function<void(std::size_t)>& work) {
  if (jobs != nullptr) return jobs->parallel_for(static_cast<std::size_t>(count), work);
  for (int i = 0; i < count; ++i) work(static_cast<std::size_t>(i));
}

// Squares of distances and where they come from, for every cell.
struct Layer {
  std::vector<Squared> squared;
  std::vector<std::uint32_t> nearest;
  std::vector<std::uint8_t> known;  // by row along x: whether it has any

  Layer(std::size_t cells, std::size_t rows)
      : squared(cells, far_away), nearest(cells, DangerField::none), known(rows, 0) {}
};

// Along a row of cells.
void nearest_in_row(const std::uint32_t* seeds, int count, int reach, Squared* squared, std::uint32_t* nearest) {
  int last = -1 - reach;
  for (int x = 0; x < count; ++x) {
    if (seeds[x] != DangerField::none) last = x;
    if (x - last > reach || last < 0) continue;
    squared[x] = static_cast<Squared>((x - last) * (x - last));
    nearest[x] = seeds[last];
  }
  last = count + reach;
  for (int x = count - 1; x >= 0; --x) {
    if (seeds[x] != DangerField::none) last = x;
    if (last - x > reach || last >= count) continue;
    const auto d = static_cast<Squared>((last - x) * (last - x));
    if (d >= squared[x]) continue;
    squared[x] = d;
    nearest[x] = seeds[last];
  }
}

// Rows that lie beside each other across x: `row(k)` is the index of the row k steps away, or -1.
struct Across {
  const Layer& from;
  Layer& to;
  int width, reach;

  template <class Row>
  void operator()(const Row& row, std::vector<Squared>& which) const {
    const int own = row(0);
    Squared* best = to.squared.data() + std::size_t(own) * std::size_t(width);
    bool any = false;
    for (int k = -reach; k <= reach; ++k) {
      const int other = row(k);
      if (other < 0 || from.known[std::size_t(other)] == 0) continue;
      any = true;
      const Squared* in = from.squared.data() + std::size_t(other) * std::size_t(width);
      const auto kk = static_cast<Squared>(k * k);
      const auto here = static_cast<Squared>(k);
      Squared* step = which.data();
      for (int x = 0; x < width; ++x) {
        const auto d = static_cast<Squared>(in[x] + kk);
        const bool nearer = d < best[x];
        best[x] = nearer ? d : best[x];
        step[x] = nearer ? here : step[x];
      }
    }
    if (!any) return;
    to.known[std::size_t(own)] = 1;
    const auto limit = static_cast<Squared>(reach * reach);
    std::uint32_t* nearest = to.nearest.data() + std::size_t(own) * std::size_t(width);
    for (int x = 0; x < width; ++x) {
      if (best[x] > limit) {
        best[x] = far_away;
        continue;
      }
      nearest[x] = from.nearest[std::size_t(row(which[std::size_t(x)])) * std::size_t(width) + std::size_t(x)];
    }
  }
};

}  // namespace

DangerField::DangerField(const BodyGeometry& geometry, std::span<const std::uint32_t> structures, const Bounds& box,
                         float known_mm, JobQueue* jobs)
    : box_(box), known_mm_(std::min(known_mm, most_known_mm)) {
  // Surfaces outside of the box are near to places within it.
  const glm::vec3 low = box.low - known_mm_ - cell_mm;
  const glm::vec3 cells = glm::ceil((box.high + known_mm_ + cell_mm - low) / cell_mm);
  nx_ = static_cast<int>(cells.x), ny_ = static_cast<int>(cells.y), nz_ = static_cast<int>(cells.z);
  grid_box_.low = low;
  grid_box_.high = low + cells * cell_mm;
  nearest_.assign(cell_count(), none);
  for (const std::uint32_t structure : structures) add(geometry, structure);
  spread(jobs);
}

std::size_t DangerField::cell_count() const {
  return static_cast<std::size_t>(nx_) * static_cast<std::size_t>(ny_) * static_cast<std::size_t>(nz_);
}

void DangerField::add(const BodyGeometry& geometry, std::uint32_t structure) {
  if (!geometry.has(structure)) return;
  const ChunkPart& part = geometry.part(structure);
  if (apart(grid_box_, part.low, part.high)) return;
  const auto vertices = geometry.chunk_of(structure).vertices_of(part);
  const auto indices = geometry.chunk_of(structure).indices_of(part, 0);
  for (std::size_t i = 0; i + 2 < indices.size(); i += 3) {
    const glm::vec3 a = vertices[indices[i]].position, b = vertices[indices[i + 1]].position,
                    c = vertices[indices[i + 2]].position;
    if (apart(grid_box_, glm::min(a, glm::min(b, c)), glm::max(a, glm::max(b, c)))) continue;
    const float longest = std::max({glm::distance(a, b), glm::distance(b, c), glm::distance(c, a)});
    const int steps = std::max(1, static_cast<int>(std::ceil(longest / (sample_step * cell_mm))));
    const glm::vec3 u = (b - a) / float(steps), v = (c - a) / float(steps);
    for (int j = 0; j <= steps; ++j) {
      for (int k = 0; j + k <= steps; ++k) add(a + u * float(j) + v * float(k), structure);
    }
  }
}

// One sample a cell: the one that is nearest to its middle.
void DangerField::add(glm::vec3 p, std::uint32_t structure) {
  const glm::vec3 place = (p - grid_box_.low) / cell_mm;
  const int x = static_cast<int>(std::floor(place.x)), y = static_cast<int>(std::floor(place.y)),
            z = static_cast<int>(std::floor(place.z));
  if (x < 0 || y < 0 || z < 0 || x >= nx_ || y >= ny_ || z >= nz_) return;
  const auto cell = static_cast<std::size_t>((z * ny_ + y) * nx_ + x);
  const glm::vec3 middle = grid_box_.low + (glm::vec3(x, y, z) + 0.5f) * cell_mm;
  if (nearest_[cell] == none) {
    nearest_[cell] = static_cast<std::uint32_t>(samples_.size());
    samples_.push_back({p, structure});
    return;
  }
  Sample& known = samples_[nearest_[cell]];
  if (glm::distance(p, middle) < glm::distance(known.position, middle)) known = {p, structure};
}

void DangerField::spread(JobQueue* jobs) {
  if (samples_.empty()) return;
  const int reach = static_cast<int>(std::ceil(known_mm_ / cell_mm)) + 2;
  const auto rows = static_cast<std::size_t>(ny_) * static_cast<std::size_t>(nz_);
  Layer first(cell_count(), rows), second(cell_count(), rows);
  run(jobs, nz_, [&](std::size_t z) {
    for (std::size_t row = z * std::size_t(ny_); row < (z + 1) * std::size_t(ny_); ++row) {
      const std::size_t at = row * std::size_t(nx_);
      const auto begin = nearest_.begin() + static_cast<std::ptrdiff_t>(at);
      if (std::all_of(begin, begin + nx_, [](std::uint32_t s) { return s == none; })) continue;
      first.known[row] = 1;
      nearest_in_row(&nearest_[at], nx_, reach, &first.squared[at], &first.nearest[at]);
    }
  });
  const auto bounded = [](int i, int count) { return i >= 0 && i < count; };
  run(jobs, nz_, [&](std::size_t plane) {
    const Across across{first, second, nx_, reach};
    std::vector<Squared> which(static_cast<std::size_t>(nx_), 0);
    const int z = static_cast<int>(plane);
    for (int y = 0; y < ny_; ++y) across([&](int k) { return bounded(y + k, ny_) ? z * ny_ + y + k : -1; }, which);
  });
  std::fill(first.squared.begin(), first.squared.end(), far_away);
  std::fill(first.nearest.begin(), first.nearest.end(), none);
  run(jobs, ny_, [&](std::size_t column) {
    const Across across{second, first, nx_, reach};
    std::vector<Squared> which(static_cast<std::size_t>(nx_), 0);
    const int y = static_cast<int>(column);
    for (int z = 0; z < nz_; ++z) across([&](int k) { return bounded(z + k, nz_) ? (z + k) * ny_ + y : -1; }, which);
  });
  nearest_ = std::move(first.nearest);
}

bool DangerField::covers(const Bounds& box, float known_mm) const {
  return nx_ > 0 && known_mm <= known_mm_ && glm::all(glm::greaterThanEqual(box.low, box_.low)) &&
         glm::all(glm::lessThanEqual(box.high, box_.high));
}

DangerField::Near DangerField::at(glm::vec3 p) const {
  const glm::vec3 place = (p - grid_box_.low) / cell_mm;
  // Not a number and far outside alike.
  if (!(place.x >= 0.0f && place.y >= 0.0f && place.z >= 0.0f && place.x < float(nx_) && place.y < float(ny_) &&
        place.z < float(nz_)))
    return {known_mm_, none, 0.0f};
  const int x = static_cast<int>(place.x), y = static_cast<int>(place.y), z = static_cast<int>(place.z);
  const std::uint32_t nearest = nearest_[static_cast<std::size_t>((z * ny_ + y) * nx_ + x)];
  if (nearest == none) return {known_mm_, none, 0.0f};
  const Sample& sample = samples_[nearest];
  const float mm = glm::distance(p, sample.position);
  return mm < known_mm_ ? Near{mm, sample.structure, 0.0f} : Near{known_mm_, none, 0.0f};
}

DangerField::Near DangerField::along(glm::vec3 from, glm::vec3 to) const {
  const float length = glm::distance(from, to);
  const glm::vec3 direction = length > 0.0f ? (to - from) / length : glm::vec3(0.0f);
  Near best{known_mm_, none, 0.0f};
  for (float t = 0.0f;;) {
    const Near here = at(from + direction * t);
    if (here.mm < best.mm) best = {here.mm, here.structure, t};
    if (t >= length) break;
    // No place on the way can be nearer than this one by more than the way, nor, with the error, than the best.
    t = std::min(length, t + std::max(least_step_mm, here.mm - best.mm - error_mm));
  }
  return best;
}

DangerField::Part DangerField::part_within(glm::vec3 from, glm::vec3 to, float mm) const {
  const float length = glm::distance(from, to);
  const glm::vec3 direction = length > 0.0f ? (to - from) / length : glm::vec3(0.0f);
  const float reach = mm + error_mm;
  Part part{length, -1.0f};
  for (float t = 0.0f;;) {
    const float spare = at(from + direction * t).mm - reach;
    if (spare < least_step_mm) {
      part.from_mm = std::min(part.from_mm, std::max(t - least_step_mm, 0.0f));
      part.to_mm = std::min(t + least_step_mm, length);
    }
    if (t >= length) return part;
    t = std::min(length, t + std::max(least_step_mm, spare));
  }
}

}  // namespace palpate
