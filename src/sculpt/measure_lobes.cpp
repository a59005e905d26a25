#include <palpate/sculpt/forms.h>
#include <palpate/sculpt/measure.h>

#include "lobes_fit.h"
#include "lobes_samples.h"
#include "lobes_seeds.h"

#include <palpate/mesh/surface_points.h>

#include <glm/common.hpp>
#include <glm/geometric.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <span>
#include <vector>

namespace palpate {
namespace {

constexpr std::size_t sample_count = 16'000;
constexpr std::size_t while_growing = 8'000;
constexpr std::size_t passes = 6;  // of looking at what has become of it
constexpr float least_bow = 0.2f;  // mm
constexpr float least_square = 0.05f;
constexpr float by_holes = 10.0f;  // mm: what a model that misses all of the inside is the worse for it
constexpr float useless = 0.004f;  // of the say near the surface that a lobe has on average

float rounded(float value, float by) {
  return std::round(value / by) * by;
}

Lobes rounded_lobes(const LobesFit& fit, bool mirrored) {
  Lobes lobes;
  lobes.mirrored = mirrored;
  lobes.blend = std::max(rounded(fit.blend, 0.1f), 0.2f);
  for (const LobeShape& shape : fit.shapes) {
    Lobe lobe = lobe_of(shape);
    for (int axis = 0; axis < 3; ++axis) {
      lobe.centre[axis] = rounded(lobe.centre[axis], 0.1f);
      lobe.semi_axes[axis] = std::max(rounded(lobe.semi_axes[axis], 0.1f), 0.1f);
      lobe.turn[axis] = rounded(lobe.turn[axis], 0.1f);
    }
    // A figure that says nothing is left out.
    for (int axis = 0; axis < 2; ++axis)
      lobe.bow[axis] = std::abs(lobe.bow[axis]) < least_bow ? 0.0f : rounded(lobe.bow[axis], 0.1f);
    lobe.square = lobe.square < least_square ? 0.0f : rounded(lobe.square, 0.01f);
    lobes.lobes.push_back(lobe);
  }
  return lobes;
}

class Measuring {
 public:
  Measuring(const Solid& solid, const LobesRequest& request)
      : solid_(solid),
        request_(request),
        samples_(sample(solid, sample_count, request.symmetric)),
        fit_(request.symmetric, limits()) {}

  [[nodiscard]] bool encloses_something() const { return samples_.inside.size() >= 16; }

  Lobes run() {
    const float thick = std::max(samples_.thickness, 1.5f);
    const float first = std::max(0.8f * thick, 1.5f), last = std::max(0.2f * thick, 0.8f);
    fit_.blend = std::clamp(0.2f * thick, 0.4f, 4.0f);
    const std::span<const LobeSample> few(samples_.all.data(), std::min(while_growing, samples_.all.size()));
    const std::size_t begin = std::max<std::size_t>(1, request_.lobes * 2 / 5);
    fit_.shapes = seed_lumps(samples_.inside, begin, thick);
    fit_.descend(few, first, 12);
    const std::size_t each = std::max<std::size_t>(1, request_.lobes / 10);
    while (fit_.shapes.size() < request_.lobes) {
      const float share = static_cast<float>(fit_.shapes.size()) / static_cast<float>(request_.lobes);
      const float reach = first + (last - first) * share;
      drop_useless(few, reach);
      const std::size_t room = request_.lobes - fit_.shapes.size();
      const std::size_t added = seed_worst(few, fit_, reach, thick, std::min(each, room));
      if (added == 0) break;
      fit_.descend(few, reach, 8);
      if (++growths_ > 40) break;
    }
    refine(last);
    return rounded_lobes(fit_, request_.symmetric);
  }

 private:
  [[nodiscard]] LobesLimits limits() const {
    LobesLimits limits;
    limits.largest = 0.7f * glm::distance(solid_.low(), solid_.high());
    limits.most_blend = std::clamp(0.35f * samples_.thickness, 1.0f, 6.0f);
    limits.smallest = std::clamp(0.12f * samples_.thickness, 0.8f, 3.0f);
    return limits;
  }

  void drop_useless(std::span<const LobeSample> samples, float reach) {
    const auto say = fit_.differences(samples, reach).say;
    float mean = 0.0f;
    for (const float s : say) mean += s / static_cast<float>(say.size());
    std::size_t kept = 0;
    for (std::size_t i = 0; i < fit_.shapes.size(); ++i)
      if (say[i] > useless * mean) fit_.shapes[kept++] = fit_.shapes[i];
    fit_.shapes.resize(kept);
  }

  // Long steps down with all samples, and with those places of the model's own surface that are off: spurs and bubbles
  // lie where no sample is. The best of what was seen on the way is taken.
  void refine(float reach) {
    LobesFit best = fit_;
    float least = std::numeric_limits<float>::max();
    for (std::size_t pass = 0; pass < passes; ++pass) {
      fit_.descend(samples_.all, reach, std::max<std::size_t>(request_.rounds / passes, 1));
      const MeshData mesh = mesh_of(rounded_lobes(fit_, request_.symmetric), look_closely());
      if (mesh.empty()) break;
      const float off = disagreement(mesh) + by_holes * share_of_holes(reach);
      if (off < least) {
        least = off;
        best = fit_;
      }
      if (pass + 1 == passes) break;
      add_places_of(mesh);
      insist(reach);
    }
    fit_ = best;
  }

  [[nodiscard]] float look_closely() const {
    return std::clamp(0.009f * glm::distance(solid_.low(), solid_.high()), 0.8f, 3.0f);
  }

  // Of the places inside, how many the model leaves outside: hardly a distance in a thin plate, but it is seen.
  [[nodiscard]] float share_of_holes(float reach) const {
    const std::vector<float> off = fit_.differences(samples_.all, reach).of;
    std::size_t inside = 0, missed = 0;
    for (std::size_t i = 0; i < off.size(); ++i) {
      const LobeSample& sample = samples_.all[i];
      if (sample.distance > -0.5f) continue;
      ++inside;
      if (off[i] + std::tanh(sample.distance / reach) > 0.0f) ++missed;
    }
    return inside == 0 ? 0.0f : static_cast<float>(missed) / static_cast<float>(inside);
  }

  // Mean distance between both surfaces, and a share of how far the worst places are off.
  [[nodiscard]] float disagreement(const MeshData& mesh) const {
    constexpr std::size_t points = 3'000;
    const SurfaceTree tree(mesh);
    std::vector<float> off;
    for (const SurfacePoint& point : spread_points(mesh, points))
      off.push_back(std::abs(solid_.distance(point.position)));
    for (const SurfacePoint& point : spread_points(solid_.mesh(), points))
      off.push_back(tree.nearest(point.position).distance);
    std::sort(off.begin(), off.end());
    float sum = 0.0f;
    for (const float distance : off) sum += distance;
    const std::size_t last = off.size() - 1;
    return sum / static_cast<float>(off.size()) + 0.2f * off[last - last / 50] + 0.1f * off[last - last / 500];
  }

  // What is still on the wrong side of the surface, holes in thin plates above all, counts for more from now on.
  void insist(float reach) {
    constexpr float wrong = 0.45f, harder = 2.0f, hardest = 40.0f;
    const std::vector<float> off = fit_.differences(samples_.all, reach).of;
    for (std::size_t i = 0; i < samples_.all.size(); ++i) {
      LobeSample& sample = samples_.all[i];
      const bool hole = sample.distance < 0.0f && off[i] > wrong;
      if (hole || std::abs(off[i]) > 2.0f * wrong) sample.weight = std::min(sample.weight * harder, hardest);
    }
  }

  void add_places_of(const MeshData& mesh) {
    const std::size_t step = std::max<std::size_t>(1, mesh.positions.size() / 12'000);
    for (std::size_t i = 0; i < mesh.positions.size(); i += step) {
      glm::vec3 at = mesh.positions[i];
      const float distance = solid_.signed_distance(at);
      if (std::abs(distance) < 0.8f) continue;
      if (request_.symmetric) at.x = -std::abs(at.x);
      samples_.all.push_back({at, distance, std::min(1.0f + 2.0f * std::abs(distance), 12.0f)});
    }
  }

  const Solid& solid_;
  const LobesRequest& request_;
  LobeSamples samples_;
  LobesFit fit_;
  int growths_ = 0;
};

}  // namespace

Result<Lobes> measure_lobes(const MeshData& mesh, const LobesRequest& request) {
  if (request.lobes == 0) return Error{"Nothing can be measured with no lobes at all", "", "Ask for at least one"};
  if (mesh.empty()) return Error{"There is no mesh to measure", "", ""};
  const Solid solid(mesh);
  Measuring measuring(solid, request);
  if (!measuring.encloses_something())
    return Error{"The mesh encloses nothing that could be measured by lobes", "",
                 "Lobes are for solid things: measure a sheet as a loft, and turn a mesh that is inside out"};
  return measuring.run();
}

}  // namespace palpate
