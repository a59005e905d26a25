#include <palpate/query/needle_path.h>

#include <glm/common.hpp>
#include <glm/geometric.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace palpate {
namespace {

// A line through the edge of two faces may be told twice, once for each.
constexpr float same_place_mm = 2e-3f;
constexpr float aside_mm = 4e-3f;  // to pass beside an edge or a corner that a line ran along
constexpr float outside_mm = 5.0f;

struct Interval {
  float from, to;
};

struct Hit {
  float at;  // depth: mm from the entry, below 0 outside
  bool entering;
};

std::vector<Hit> without_doubles(const std::vector<Hit>& hits) {
  std::vector<Hit> kept;
  for (const Hit& hit : hits) {
    const bool known = std::any_of(kept.rbegin(), kept.rend(), [&](const Hit& k) {
      return k.entering == hit.entering && hit.at - k.at < same_place_mm;
    });
    if (!known) kept.push_back(hit);
  }
  return kept;
}

// Where a line is within a closed surface, from where it meets its faces: several closed pieces that overlap count as
// one. None if the faces do not add up, because the line ran along an edge.
std::optional<std::vector<Interval>> within(const std::vector<Hit>& hits) {
  std::vector<Interval> found;
  int around = 0;
  for (std::size_t i = 0; i < hits.size(); ++i) {
    const bool grazes = around == 0 && !hits[i].entering && i + 1 < hits.size() && hits[i + 1].entering &&
                        hits[i + 1].at - hits[i].at < same_place_mm;
    if (grazes) {
      ++i;
      continue;
    }
    around += hits[i].entering ? 1 : -1;
    if (around < 0) return std::nullopt;
    if (around == 1 && hits[i].entering) found.push_back({hits[i].at, hits[i].at});
    if (around == 0) found.back().to = hits[i].at;
  }
  if (around != 0) return std::nullopt;
  // What only touches, and pieces that follow each other without a gap.
  std::vector<Interval> joined;
  for (const Interval& interval : found) {
    if (interval.to - interval.from < same_place_mm) continue;
    if (!joined.empty() && interval.from - joined.back().to < same_place_mm) {
      joined.back().to = interval.to;
    } else {
      joined.push_back(interval);
    }
  }
  return joined;
}

// Where a line enters and leaves a box, in canonical mm; both sides of the entry.
Interval through(const Bounds& box, const NeedleLine& line) {
  Interval inside{-std::numeric_limits<float>::infinity(), std::numeric_limits<float>::infinity()};
  for (int axis = 0; axis < 3; ++axis) {
    if (std::abs(line.direction[axis]) < 1e-6f) continue;
    const float a = (box.low[axis] - line.entry[axis]) / line.direction[axis];
    const float b = (box.high[axis] - line.entry[axis]) / line.direction[axis];
    inside.from = std::max(inside.from, std::min(a, b));
    inside.to = std::min(inside.to, std::max(a, b));
  }
  return {std::min(inside.from, 0.0f) - outside_mm, std::max(inside.to, 0.0f) + outside_mm};
}

// Square of the distance of two boxes.
float squared_gap(const Bounds& a, const Bounds& b) {
  const glm::vec3 gap = glm::max(glm::max(a.low - b.high, b.low - a.high), glm::vec3(0.0f));
  return glm::dot(gap, gap);
}

}  // namespace

// Where the whole line meets one structure, from outside of the body to outside.
struct NeedleProbe::LineHits {
  std::uint32_t structure = 0;
  std::vector<Hit> hits;
  std::optional<std::vector<Interval>> inside;  // none for a mesh that cannot tell
};

NeedleProbe::NeedleProbe(const Body& body, const RayScene& rays) : body_(body), rays_(rays) {
  for (const Structure& structure : body.structures()) tissues_.push_back(needle_tissue(structure));
}

std::vector<NeedleProbe::LineHits> NeedleProbe::hits_along(const NeedleLine& line) const {
  const Interval span = through(body_.bounds(), line);
  const glm::vec3 start = line.entry + line.direction * span.from;
  const auto hit_at = [&](const RayHit& hit) { return Hit{(hit.distance + span.from) * line.scale, hit.entering}; };
  const auto cast = [&](glm::vec3 aside, const StructureFilter& counts) {
    return rays_.all_hits({start + aside, line.direction, span.to - span.from}, counts);
  };
  std::vector<LineHits> lines;
  for (const RayHit& hit :
       cast({}, [&](std::uint32_t s) { return s < tissues_.size() && tissues_[s] != NeedleTissue::none; })) {
    auto own =
        std::find_if(lines.begin(), lines.end(), [&](const LineHits& l) { return l.structure == hit.structure; });
    if (own == lines.end()) own = lines.insert(lines.end(), {hit.structure, {}, std::nullopt});
    own->hits.push_back(hit_at(hit));
  }
  const glm::vec3 helper = std::abs(line.direction.y) < 0.9f ? glm::vec3(0, 1, 0) : glm::vec3(1, 0, 0);
  const glm::vec3 u = glm::normalize(glm::cross(line.direction, helper)), v = glm::cross(line.direction, u);
  for (LineHits& l : lines) {
    if (!body_.structures()[l.structure].quality.closed()) continue;
    l.inside = within(without_doubles(l.hits));
    if (!l.inside) l.inside = within(l.hits);
    for (const glm::vec3 aside : {u, v, -u, -v}) {
      if (l.inside) break;
      std::vector<Hit> hits;
      for (const RayHit& hit : cast(aside * aside_mm, [&](std::uint32_t s) { return s == l.structure; }))
        hits.push_back(hit_at(hit));
      l.inside = within(without_doubles(hits));
    }
  }
  return lines;
}

NeedlePath NeedleProbe::path(const NeedleLine& line) const {
  const std::vector<LineHits> lines = hits_along(line);
  NeedlePath path;
  path.reached_mm = line.depth_mm;
  for (const LineHits& l : lines) {
    if (tissues_[l.structure] != NeedleTissue::bone) continue;
    const auto stops = [&](float at) {
      if (at >= path.reached_mm) return;
      path.stop = NeedleStop{l.structure, std::max(at, 0.0f)};
      path.reached_mm = path.stop->at_mm;
    };
    if (l.inside) {
      for (const Interval& interval : *l.inside) {
        if (interval.to > 0.0f) stops(interval.from);
      }
    } else {
      for (const Hit& hit : l.hits) {
        if (hit.at >= 0.0f) stops(hit.at);
      }
    }
  }
  for (const LineHits& l : lines) {
    const NeedleTissue tissue = tissues_[l.structure];
    if (!l.inside) {
      NeedleTouch touch{l.structure, tissue, {}};
      for (const Hit& hit : without_doubles(l.hits)) {
        if (hit.at >= 0.0f && hit.at <= path.reached_mm) touch.at_mm.push_back(hit.at);
      }
      if (!touch.at_mm.empty()) path.cannot_tell.push_back(std::move(touch));
      continue;
    }
    for (const Interval& interval : *l.inside) {
      if (interval.to <= 0.0f || interval.from >= path.reached_mm) continue;
      path.crossings.push_back(
          {l.structure, tissue, std::max(interval.from, 0.0f), std::min(interval.to, path.reached_mm), interval.to});
      // A place on the skin that was found on its surface lies within a thousandth of it.
      path.enters_skin |= tissue == NeedleTissue::skin && interval.from < 1.0f;
    }
  }
  std::stable_sort(path.crossings.begin(), path.crossings.end(),
                   [](const NeedleCrossing& a, const NeedleCrossing& b) { return a.from_mm < b.from_mm; });
  path.layers = layers_of(path.crossings, path.reached_mm);
  return path;
}

std::vector<NeedleLayer> layers_of(const std::vector<NeedleCrossing>& crossings, float reached_mm) {
  std::vector<float> borders = {0.0f, reached_mm};
  bool skin_known = false;
  for (const NeedleCrossing& c : crossings) {
    borders.push_back(c.from_mm);
    borders.push_back(c.to_mm);
    skin_known |= c.tissue == NeedleTissue::skin;
  }
  std::sort(borders.begin(), borders.end());
  std::vector<NeedleLayer> layers;
  for (std::size_t i = 0; i + 1 < borders.size(); ++i) {
    const float from = borders[i], to = borders[i + 1];
    if (to - from < same_place_mm || to > reached_mm) continue;
    const float middle = 0.5f * (from + to);
    const NeedleCrossing* best = nullptr;
    for (const NeedleCrossing& c : crossings) {
      if (c.from_mm > middle || c.to_mm < middle) continue;
      if (best == nullptr || c.tissue > best->tissue) best = &c;
    }
    if (best == nullptr && skin_known) continue;  // air
    NeedleLayer layer{std::nullopt, NeedleTissue::skin, from, to};
    if (best != nullptr && best->tissue != NeedleTissue::skin) {
      layer.structure = best->structure;
      layer.tissue = best->tissue;
    }
    NeedleLayer* last = layers.empty() ? nullptr : &layers.back();
    if (last != nullptr && last->structure == layer.structure && from - last->to_mm < same_place_mm) {
      last->to_mm = to;
    } else {
      layers.push_back(layer);
    }
  }
  return layers;
}

namespace {

struct Candidate {
  float least;  // they cannot be nearer than this
  std::uint32_t structure;
};

// Dangers whose boxes come near, nearest first.
std::vector<Candidate> candidates(const Body& body, const std::vector<NeedleTissue>& tissues, NeedleTissue danger,
                                  const Bounds& around, float within_mm) {
  std::vector<Candidate> found;
  for (std::uint32_t s = 0; s < tissues.size(); ++s) {
    if (tissues[s] != danger) continue;
    const float squared = squared_gap(body.structures()[s].bounds, around);
    if (squared < within_mm * within_mm) found.push_back({std::sqrt(squared), s});
  }
  std::sort(found.begin(), found.end(), [](const Candidate& a, const Candidate& b) { return a.least < b.least; });
  return found;
}

// Where the path first meets a danger, if it does.
struct FirstMet {
  std::uint32_t structure;
  float at_mm;
};
std::optional<FirstMet> first_met(const NeedlePath& path, NeedleTissue danger) {
  std::optional<FirstMet> first;
  const auto take = [&](std::uint32_t structure, float at) {
    if (!first || at < first->at_mm) first = FirstMet{structure, at};
  };
  for (const NeedleCrossing& c : path.crossings) {
    if (c.tissue == danger) take(c.structure, c.from_mm);
  }
  for (const NeedleTouch& t : path.cannot_tell) {
    if (t.tissue == danger) take(t.structure, t.at_mm.front());
  }
  return first;
}

bool tip_within(const NeedlePath& path, std::uint32_t structure) {
  return std::any_of(path.crossings.begin(), path.crossings.end(),
                     [&](const NeedleCrossing& c) { return c.structure == structure && c.to_mm >= path.reached_mm; });
}

}  // namespace

std::vector<NeedleNearest> NeedleProbe::nearest(const NeedleLine& line, const NeedlePath& path, float within_mm) const {
  const glm::vec3 tip = line.at(path.reached_mm);
  Bounds around;
  around.include(line.entry);
  around.include(tip);
  Bounds at_tip;
  at_tip.include(tip);
  std::vector<NeedleNearest> found;
  for (const NeedleTissue danger : needle_dangers()) {
    NeedleNearest near{danger, false, 0, within_mm, 0.0f, {}, {}, 0, std::numeric_limits<float>::infinity()};
    bool any = false;
    if (const auto met = first_met(path, danger)) {
      near.struck = any = true;
      near.structure = met->structure;
      near.path_mm = 0.0f;
      near.at_mm = met->at_mm;
      near.on_needle = near.on_structure = line.at(met->at_mm);
    }
    for (const Candidate& c : candidates(body_, tissues_, danger, around, within_mm / line.scale)) {
      if (c.least * line.scale >= near.path_mm) break;
      const auto closest = rays_.nearest_to_stretch(c.structure, line.entry, tip, near.path_mm / line.scale);
      if (!closest) continue;
      any = true;
      near.structure = c.structure;
      near.path_mm = closest->distance * line.scale;
      near.at_mm = glm::distance(line.entry, closest->on_stretch) * line.scale;
      near.on_needle = closest->on_stretch;
      near.on_structure = closest->on_surface;
    }
    if (!any) continue;
    for (const Candidate& c : candidates(body_, tissues_, danger, at_tip, std::numeric_limits<float>::infinity())) {
      if (c.least * line.scale >= near.tip_mm) break;
      const auto closest = rays_.nearest_to_stretch(c.structure, tip, tip, near.tip_mm / line.scale);
      const bool inside = tip_within(path, c.structure);
      if (!closest && !inside) continue;
      near.tip_structure = c.structure;
      near.tip_mm = inside ? 0.0f : closest->distance * line.scale;
    }
    found.push_back(near);
  }
  return found;
}

std::vector<NeedleAhead> NeedleProbe::ahead(const NeedleLine& line, const NeedlePath& path, float within_mm) const {
  std::vector<NeedleAhead> found;
  const auto known = [&](NeedleTissue tissue) {
    return std::any_of(found.begin(), found.end(), [&](const NeedleAhead& a) { return a.tissue == tissue; });
  };
  const Ray onwards{line.at(path.reached_mm), line.direction, within_mm / line.scale};
  for (const RayHit& hit : rays_.all_hits(onwards, [&](std::uint32_t s) {
         return s < tissues_.size() && (tissues_[s] == NeedleTissue::bone || is_danger(tissues_[s]));
       })) {
    const NeedleTissue tissue = tissues_[hit.structure];
    if (!hit.entering && body_.structures()[hit.structure].quality.closed()) continue;
    if (!known(tissue)) found.push_back({hit.structure, tissue, hit.distance * line.scale});
  }
  return found;
}

}  // namespace palpate
