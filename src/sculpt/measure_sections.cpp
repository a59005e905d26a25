#include "measure_sections.h"

#include "loft_basis.h"
#include "loft_fit.h"
#include "symmetry.h"

#include <glm/common.hpp>
#include <glm/geometric.hpp>
#include <glm/vec2.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <utility>

namespace palpate {
namespace {

constexpr std::size_t stations = 64, rays = 72;
constexpr float tau = 2.0f * std::numbers::pi_v<float>;
constexpr float step_mm = 3.0f;        // along a ray, while looking for where the part ends
constexpr float farthest_mm = 250.0f;  // to look for it where there is no surface
constexpr float most_sunk = 0.06f;     // share of the radius
constexpr float surface_within_mm = 0.7f;
constexpr double by_the_way = 0.08;     // how much counts what is no surface
constexpr double cut_rounding = 0.004;  // share of the length: ends are flat
constexpr float missing = std::numeric_limits<float>::quiet_NaN();

// Where the surface crosses the plane of a station, with the way out across it.
struct Segment {
  glm::vec2 a, b, out;
};

float cross(glm::vec2 a, glm::vec2 b) {
  return a.x * b.y - a.y * b.x;
}

// The smaller one; rounded where both are alike.
float smaller(float a, float b, float width) {
  const float near = std::max(width - std::abs(a - b), 0.0f) / width;
  return std::min(a, b) - 0.25f * near * near * width;
}

float median(std::vector<float> values) {
  std::erase_if(values, [](float value) { return !std::isfinite(value); });
  if (values.empty()) return missing;
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

struct Station {
  float at = 0.0f;  // mm along the way
  glm::vec3 centre{0.0f};
  std::vector<Segment> segments;  // in the plane, from its origin
  std::vector<float> radius;      // to the surface, for each ray; missing where there is none
  std::vector<float> end;         // to where the part ends
};

class Sections {
 public:
  Sections(const MeshData& mesh, const SectionRule& rule) : mesh_(mesh), rule_(rule) {
    const glm::vec3 ahead = std::abs(rule.way.z) < 0.8f ? glm::vec3(0, 0, 1) : glm::vec3(1, 0, 0);
    front_ = glm::normalize(ahead - glm::dot(ahead, rule.way) * rule.way);
    side_ = glm::cross(rule.way, front_);
  }

  Result<Loft> run() {
    lay_stations();
    for (int round = 0; round < 3; ++round) centre_stations();
    for (Station& station : all_) {
      cast(station);
      mend(station);
    }
    find_proportion();
    for (Station& station : all_) {
      cast(station);
      mend(station);
    }
    return fit();
  }

 private:
  // Sections follow each other by the way over the surface: closely where a free end closes.
  void lay_stations() {
    if (!rule_.free_origin) rule_.from = first_within(rule_.from, rule_.to);
    if (!rule_.free_insertion) rule_.to = first_within(rule_.to, rule_.from);
    const float length = rule_.to - rule_.from;
    float ball = 0.0f;
    for (const float share : {0.3f, 0.45f, 0.6f, 0.75f}) {
      Station probe = station_at(rule_.from + share * length);
      cast(probe);
      const float radius = median(probe.radius);
      if (std::isfinite(radius)) ball += 0.25f * radius;
    }
    const float rounded = std::clamp(ball, 0.02f * length, 0.4f * length);
    const float before = rule_.free_origin ? rounded : 0.0f, after = rule_.free_insertion ? rounded : 0.0f;
    const float quarter = 0.25f * tau;
    const float over = length + (quarter - 1.0f) * (before + after);
    for (std::size_t i = 0; i < stations; ++i) {
      const float s = over * static_cast<float>(i) / static_cast<float>(stations - 1);
      float t = s - (quarter - 1.0f) * before;
      if (s < quarter * before) t = before * (1.0f - std::cos(s / before));
      if (over - s < quarter * after) t = length - after * (1.0f - std::cos((over - s) / after));
      all_.push_back(station_at(rule_.from + std::clamp(t, 0.0f, length)));
    }
  }

  // From here onwards the surface goes all the way round.
  [[nodiscard]] float first_within(float from, float to) const {
    constexpr int probes = 60;
    for (int i = 0; i < probes / 2; ++i) {
      const float at = glm::mix(from, to, static_cast<float>(i) / static_cast<float>(probes));
      Station probe = station_at(at);
      cast(probe);
      std::size_t closed = 0;
      for (std::size_t ray = 0; ray < rays; ++ray) {
        closed += std::isfinite(probe.radius[ray]) && probe.end[ray] > 0.0f ? 1 : 0;
      }
      if (closed >= rays - 3) return at;
    }
    return from;
  }

  [[nodiscard]] Station station_at(float at) const {
    Station station;
    station.at = at;
    station.centre = in_plane(rule_.inside(at), at);
    station.segments = slice(at);
    return station;
  }

  [[nodiscard]] glm::vec3 in_plane(glm::vec3 p, float at) const {
    p += (at - glm::dot(p, rule_.way)) * rule_.way;
    if (rule_.midline) p.x = 0.0f;
    return p;
  }
  [[nodiscard]] glm::vec2 flat(glm::vec3 p) const { return {glm::dot(p, front_), glm::dot(p, side_)}; }

  [[nodiscard]] std::vector<Segment> slice(float at) const {
    std::vector<Segment> found;
    for (std::size_t t = 0; t < mesh_.triangle_count(); ++t) {
      glm::vec3 corner[3];
      float above[3];
      for (std::size_t k = 0; k < 3; ++k) {
        corner[k] = mesh_.positions[mesh_.indices[3 * t + k]];
        above[k] = glm::dot(corner[k], rule_.way) - at;
      }
      if ((above[0] < 0.0f) == (above[1] < 0.0f) && (above[0] < 0.0f) == (above[2] < 0.0f)) continue;
      glm::vec2 ends[2];
      int count = 0;
      for (std::size_t k = 0; k < 3; ++k) {
        const std::size_t next = (k + 1) % 3;
        if ((above[k] < 0.0f) == (above[next] < 0.0f)) continue;
        ends[count++] = flat(glm::mix(corner[k], corner[next], above[k] / (above[k] - above[next])));
      }
      found.push_back({ends[0], ends[1], flat(glm::cross(corner[1] - corner[0], corner[2] - corner[0]))});
    }
    return found;
  }

  [[nodiscard]] glm::vec2 direction(std::size_t ray) const {
    const float u = tau * static_cast<float>(ray) / static_cast<float>(rays);
    return glm::normalize(glm::vec2(deep_ * std::cos(u), wide_ * std::sin(u)));
  }

  // How far the surface is where the ray first leaves it.
  [[nodiscard]] static float way_out(const std::vector<Segment>& segments, glm::vec2 from, glm::vec2 along) {
    float nearest = std::numeric_limits<float>::infinity();
    for (const Segment& s : segments) {
      if (glm::dot(s.out, along) <= 0.0f) continue;
      const glm::vec2 to = s.a - from, edge = s.b - s.a;
      const float turn = cross(along, edge);
      if (std::abs(turn) < 1e-9f) continue;
      const float distance = cross(to, edge) / turn, share = cross(to, along) / turn;
      if (distance > 0.0f && share >= 0.0f && share <= 1.0f) nearest = std::min(nearest, distance);
    }
    return std::isfinite(nearest) ? nearest : missing;
  }

  // The same, or where on the way there what is left out begins.
  [[nodiscard]] float before_left_out(glm::vec3 from, glm::vec3 way, float out) const {
    if (!rule_.left_out || !std::isfinite(out)) return out;
    for (float r = 0.0f; r < out; r += step_mm) {
      if (!rule_.left_out(from + r * way)) continue;
      float low = r - step_mm, high = r;
      for (int i = 0; i < 6; ++i) (rule_.left_out(from + 0.5f * (low + high) * way) ? high : low) = 0.5f * (low + high);
      return std::max(0.0f, high);
    }
    return out;
  }

  void cast(Station& station) const {
    station.radius.assign(rays, missing);
    station.end.assign(rays, std::numeric_limits<float>::infinity());
    const glm::vec2 from = flat(station.centre);
    for (std::size_t i = 0; i < rays; ++i) {
      const glm::vec2 along = direction(i);
      const glm::vec3 way = along.x * front_ + along.y * side_;
      const float out = before_left_out(station.centre, way, way_out(station.segments, from, along));
      station.radius[i] = out;
      const float last = std::isfinite(out) ? out + 2.0f * rule_.rounded_mm : farthest_mm;
      for (float r = 0.0f; r < last; r += step_mm) {
        if (rule_.belongs(station.centre + r * way)) continue;
        station.end[i] = r;
        break;
      }
    }
    if (!rule_.midline) return;
    for (std::size_t i = 1; i < rays / 2; ++i) {
      for (std::vector<float>* values : {&station.radius, &station.end}) {
        float &one = (*values)[i], &other = (*values)[rays - i];
        const float both = !std::isfinite(one) ? other : !std::isfinite(other) ? one : 0.5f * (one + other);
        one = other = both;
      }
    }
  }

  // What slipped through a crack, or met a fold within, becomes like its neighbours.
  static void mend(Station& station) {
    const std::vector<float> before = station.radius;
    const auto seen = std::count_if(before.begin(), before.end(), [](float value) { return std::isfinite(value); });
    if (static_cast<std::size_t>(seen) < 3 * rays / 4) {  // its middle is not within the surface
      std::fill(station.radius.begin(), station.radius.end(), missing);
      return;
    }
    for (std::size_t i = 0; i < rays; ++i) {
      std::vector<float> around;
      for (std::size_t k = rays - 4; k <= rays + 4; ++k) around.push_back(before[(i + k) % rays]);
      const float usual = median(std::move(around));
      const float value = before[i];
      if (!std::isfinite(value) || value > 1.6f * usual + 3.0f || value < 0.4f * usual - 3.0f)
        station.radius[i] = usual;
    }
  }

  [[nodiscard]] float reach(const Station& station, std::size_t ray) const {
    const float out = station.radius[ray], end = station.end[ray];
    if (!std::isfinite(out)) return 0.0f;
    if (!std::isfinite(end)) return out;
    return std::max(0.0f, smaller(out, end, std::clamp(0.4f * out, 0.5f, rule_.rounded_mm)));
  }

  // To the middles of their sections, evenly along the part.
  void centre_stations() {
    std::vector<glm::vec3> middles;
    for (Station& station : all_) {
      cast(station);
      mend(station);
      glm::vec2 moment(0.0f);
      float area = 0.0f;
      for (std::size_t i = 0; i < rays; ++i) {
        const glm::vec2 a = reach(station, i) * direction(i),
                        b = reach(station, (i + 1) % rays) * direction((i + 1) % rays);
        const float twice = cross(a, b);
        area += twice;
        moment += twice * (a + b) / 3.0f;
      }
      const glm::vec2 away = std::abs(area) > 1.0f ? moment / area : glm::vec2(0.0f);
      middles.push_back(station.centre + away.x * front_ + away.y * side_);
    }
    for (std::size_t i = 0; i < all_.size(); ++i) {
      glm::vec3 sum(0.0f);
      float weights = 0.0f;
      for (std::size_t k = 0; k < all_.size(); ++k) {
        const float away = (all_[k].at - all_[i].at) / (0.05f * (rule_.to - rule_.from));
        const float weight = std::exp(-0.5f * away * away);
        if (!std::isfinite(all_[k].radius.front())) continue;
        const glm::vec3 shifted = in_plane(middles[k], all_[i].at);
        sum += weight * shifted;
        weights += weight;
      }
      if (weights > 1e-3f) all_[i].centre = in_plane(sum / weights, all_[i].at);
    }
  }

  // How much wider than deep sections are: rays are spread as evenly over an ellipse of that kind.
  void find_proportion() {
    std::vector<float> deep, wide;
    for (const Station& station : all_) {
      deep.push_back(reach(station, 0) + reach(station, rays / 2));
      wide.push_back(reach(station, rays / 4) + reach(station, 3 * rays / 4));
    }
    const float proportion = std::clamp(median(wide) / std::max(1.0f, median(deep)), 0.25f, 4.0f);
    wide_ = std::sqrt(proportion);
    deep_ = 1.0f / wide_;
  }

  [[nodiscard]] bool is_tip(std::size_t i) const {
    return (i == 0 && rule_.free_origin) || (i + 1 == all_.size() && rule_.free_insertion);
  }

  [[nodiscard]] float sunk(float at) const {
    if (rule_.sunk_mm <= 0.0f || rule_.free_insertion) return 1.0f;
    const float share = std::clamp(1.0f - (rule_.to - at) / rule_.sunk_mm, 0.0f, 1.0f);
    return 1.0f - most_sunk * share * share;
  }

  [[nodiscard]] double trust(std::size_t i, std::size_t ray) const {
    if (is_tip(i)) return 1.0;
    if (!std::isfinite(all_[i].radius[ray])) return 0.0;
    return reach(all_[i], ray) > all_[i].radius[ray] - surface_within_mm ? 1.0 : by_the_way;
  }

  [[nodiscard]] Result<Loft> fit() const {
    const std::vector<double> places(rule_.places.begin(), rule_.places.end());
    const LoftBasis basis(places, rule_.harmonics, cut_rounding, cut_rounding);
    const auto count = static_cast<Eigen::Index>(all_.size() * rays);
    Eigen::MatrixXd rows(count, static_cast<Eigen::Index>(basis.columns()));
    LoftFigures targets(count, 3);
    Eigen::VectorXd weights(count);
    std::vector<double> row(basis.columns());
    for (std::size_t i = 0; i < all_.size(); ++i) {
      const double v = static_cast<double>(i) / static_cast<double>(all_.size() - 1);
      for (std::size_t ray = 0; ray < rays; ++ray) {
        const auto at = static_cast<Eigen::Index>(i * rays + ray);
        basis.row(static_cast<double>(tau) * static_cast<double>(ray) / static_cast<double>(rays),
                  std::clamp(v, cut_rounding, 1.0 - cut_rounding), row.data());
        rows.row(at) = Eigen::Map<const Eigen::RowVectorXd>(row.data(), static_cast<Eigen::Index>(row.size()));
        const glm::vec2 along = direction(ray);
        glm::vec3 p = all_[i].centre + sunk(all_[i].at) * reach(all_[i], ray) * (along.x * front_ + along.y * side_);
        if (is_tip(i)) p = i == 0 ? rule_.tip_origin : rule_.tip_insertion;
        targets.row(at) << static_cast<double>(p.x), static_cast<double>(p.y), static_cast<double>(p.z);
        weights(at) = trust(i, ray) / static_cast<double>(count);
      }
    }
    const Eigen::MatrixXd weighted = rows.array().colwise() * weights.array();
    const Eigen::MatrixXd left = rows.transpose() * weighted + 1e-5 * loft_roughness(basis.sections(), rule_.harmonics);
    const LoftFigures figures = left.ldlt().solve(weighted.transpose() * targets);
    if (!figures.allFinite()) return Error{"The sections could not be solved for", "", ""};
    Loft loft = loft_of(figures, places, rule_.harmonics, cut_rounding, cut_rounding);
    return rule_.midline ? symmetric(std::move(loft)) : loft;
  }

  const MeshData& mesh_;
  SectionRule rule_;
  glm::vec3 front_{0.0f}, side_{0.0f};
  float deep_ = 1.0f, wide_ = 1.0f;
  std::vector<Station> all_;
};

}  // namespace

Result<Loft> measure_sections(const MeshData& mesh, const SectionRule& rule) {
  if (rule.places.size() < 3 || rule.harmonics < 1 || !(rule.to > rule.from)) {
    return Error{"A loft needs at least three sections, one pair of vectors in each, and a length", "", ""};
  }
  return Sections(mesh, rule).run();
}

}  // namespace palpate
