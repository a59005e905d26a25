// The needle on the real body against a slow computation that shares nothing with it: needles all over the body, every
// triangle in double precision. Depths, order and distances agree to a hundredth of a millimetre.
#include "plain_needle.h"
#include "sets.h"

#include <palpate/query/needle_path.h>
#include <palpate/query/skin_map.h>

#include <gmock/gmock.h>

#include <glm/gtc/constants.hpp>

#include <random>

namespace palpate::test {
namespace {

constexpr double exact_mm = 0.01;
constexpr float within_mm = 60.0f;

struct Proof {
  const LoadedBody& loaded = zanatomy();
  RayScene rays{chunk_scenes(loaded.geometry)};
  NeedleProbe probe{loaded.body, rays};
  PlainNeedle plain{loaded, probe.tissues()};
  std::vector<NeedleLine> lines;
  std::size_t doubtful = 0, compared = 0;

  // Spread over the skin, tilted by up to 60 degrees, 5 to 90 mm deep.
  explicit Proof(std::size_t count) {
    const SkinMap skin(loaded.geometry.mesh(loaded.body.find("skin").index()), 100.0f);
    std::mt19937 random(20261123);
    std::uniform_real_distribution<float> share(0.0f, 1.0f);
    while (lines.size() < count) {
      const SkinPiece& piece = skin.pieces()[random() % skin.pieces().size()];
      const glm::vec3 helper = std::abs(piece.normal.y) < 0.9f ? glm::vec3(0, 1, 0) : glm::vec3(1, 0, 0);
      const glm::vec3 u = glm::normalize(glm::cross(piece.normal, helper)), v = glm::cross(piece.normal, u);
      const float tilt = share(random) * glm::pi<float>() / 3.0f, around = share(random) * 2.0f * glm::pi<float>();
      const glm::vec3 direction = glm::normalize(std::sin(tilt) * (std::cos(around) * u + std::sin(around) * v) -
                                                 std::cos(tilt) * piece.normal);
      lines.push_back({piece.position, direction, 5.0f + 85.0f * share(random)});
    }
  }

  [[nodiscard]] bool closed(std::uint32_t s) const { return loaded.body.structures()[s].quality.closed(); }

  // How deep the tip comes: bone stops it.
  [[nodiscard]] double reached(const NeedleLine& line, const std::map<std::uint32_t, PlainMeeting>& met) const {
    double depth = static_cast<double>(line.depth_mm);
    for (const auto& [s, meeting] : met) {
      if (probe.tissue(s) != NeedleTissue::bone) continue;
      if (closed(s)) {
        for (const PlainInterval& interval : meeting.within) {
          if (interval.to > 0.0) depth = std::min(depth, std::max(interval.from, 0.0));
        }
      } else {
        for (const double at : meeting.at) {
          if (at >= 0.0) depth = std::min(depth, at);
        }
      }
    }
    return depth;
  }
};

Proof& proof() {
  static Proof made(150);
  return made;
}

// Of one structure, as far as the needle reaches.
std::vector<PlainInterval> crossed(const PlainMeeting& met, double reached) {
  std::vector<PlainInterval> found;
  for (const PlainInterval& interval : met.within) {
    if (interval.to <= exact_mm || interval.from >= reached - exact_mm || interval.to - interval.from < exact_mm)
      continue;
    const double from = std::max(interval.from, 0.0), to = std::min(interval.to, reached);
    if (!found.empty() && from - found.back().to < exact_mm) {
      found.back().to = to;
    } else {
      found.push_back({from, to});
    }
  }
  return found;
}

std::vector<PlainInterval> told(const NeedlePath& path, std::uint32_t structure) {
  std::vector<PlainInterval> found;
  for (const NeedleCrossing& c : path.crossings) {
    if (c.structure != structure || static_cast<double>(c.leaves_mm - c.from_mm) < exact_mm ||
        static_cast<double>(c.leaves_mm) <= exact_mm)
      continue;
    if (!found.empty() && static_cast<double>(c.from_mm) - found.back().to < exact_mm) {
      found.back().to = static_cast<double>(c.to_mm);
    } else if (static_cast<double>(c.from_mm) < static_cast<double>(path.reached_mm) - exact_mm) {
      found.push_back({static_cast<double>(c.from_mm), static_cast<double>(c.to_mm)});
    }
  }
  return found;
}

TEST_F(Reference, WhatNeedlesPassAgreesWithASlowComputationOfItsOwn) {
  Proof& p = proof();
  std::size_t doubtful = 0, structures = 0;
  for (std::size_t i = 0; i < p.lines.size(); ++i) {
    const NeedleLine& line = p.lines[i];
    const auto met = p.plain.meetings(glm::dvec3(line.entry), glm::dvec3(line.direction));
    const NeedlePath path = p.probe.path(line);
    const bool bone_doubtful = std::any_of(met.begin(), met.end(), [&](const auto& m) {
      return m.second.doubtful && p.probe.tissue(m.first) == NeedleTissue::bone;
    });
    if (bone_doubtful) {
      ++doubtful;
      continue;
    }
    const double reached = p.reached(line, met);
    EXPECT_NEAR(path.reached_mm, reached, exact_mm) << "needle " << i;
    for (const auto& [s, meeting] : met) {
      ++structures;
      if (meeting.doubtful || (p.closed(s) && meeting.within.empty())) {
        ++doubtful;
        continue;
      }
      if (!p.closed(s)) continue;
      const auto expected = crossed(meeting, reached), found = told(path, s);
      ASSERT_EQ(found.size(), expected.size()) << "needle " << i << ", " << p.loaded.body.structures()[s].key;
      for (std::size_t k = 0; k < found.size(); ++k) {
        EXPECT_NEAR(found[k].from, expected[k].from, exact_mm) << p.loaded.body.structures()[s].key;
        EXPECT_NEAR(found[k].to, expected[k].to, exact_mm) << p.loaded.body.structures()[s].key;
      }
    }
    // Nothing is told that is not there.
    for (const NeedleCrossing& c : path.crossings) EXPECT_GT(met.count(c.structure), 0u);
    EXPECT_TRUE(std::is_sorted(path.crossings.begin(), path.crossings.end(),
                               [](const NeedleCrossing& a, const NeedleCrossing& b) { return a.from_mm < b.from_mm; }));
  }
  EXPECT_GT(structures, 1200u) << "the needles meet something";
  EXPECT_LT(doubtful, structures / 20) << "so few lines pass an edge by less than two thousandths of a millimetre";
  RecordProperty("structures", static_cast<int>(structures));
}

TEST_F(Reference, WhereOpenMeshesAreMetAgreesToo) {
  Proof& p = proof();
  std::size_t touches = 0;
  for (const NeedleLine& line : p.lines) {
    const auto met = p.plain.meetings(glm::dvec3(line.entry), glm::dvec3(line.direction));
    const NeedlePath path = p.probe.path(line);
    for (const NeedleTouch& touch : path.cannot_tell) {
      const auto found = met.find(touch.structure);
      ASSERT_NE(found, met.end()) << p.loaded.body.structures()[touch.structure].key;
      if (found->second.doubtful) continue;
      for (const float at : touch.at_mm) {
        ++touches;
        const bool known = std::any_of(found->second.at.begin(), found->second.at.end(),
                                       [&](double own) { return std::abs(own - static_cast<double>(at)) < exact_mm; });
        EXPECT_TRUE(known) << p.loaded.body.structures()[touch.structure].key << " at " << at;
      }
    }
  }
  EXPECT_GT(touches, 50u);
}

TEST_F(Reference, DistancesToDangersAgreeWithASlowComputationOfTheirOwn) {
  Proof& p = proof();
  std::size_t distances = 0;
  for (std::size_t i = 0; i < p.lines.size(); i += 3) {
    const NeedleLine& line = p.lines[i];
    const NeedlePath path = p.probe.path(line);
    const glm::dvec3 entry(line.entry), tip(line.at(path.reached_mm));
    const auto met = p.plain.meetings(entry, glm::dvec3(line.direction));
    for (const NeedleNearest& near : p.probe.nearest(line, path, within_mm)) {
      double best = static_cast<double>(within_mm), best_of_tip = 1e9;
      bool doubtful = false, within = false;
      for (std::uint32_t s = 0; s < p.loaded.body.size(); ++s) {
        if (p.probe.tissue(s) != near.danger || !p.plain.has(s)) continue;
        best = p.plain.distance(s, entry, tip, best);
        best_of_tip = p.plain.distance(s, tip, tip, best_of_tip);
        const auto meeting = met.find(s);
        if (meeting == met.end()) continue;
        doubtful |= meeting->second.doubtful;
        if (!p.closed(s)) continue;
        for (const PlainInterval& interval : meeting->second.within) {
          if (interval.to > 0.0 && interval.from < static_cast<double>(path.reached_mm)) best = 0.0;
          within |= interval.from < static_cast<double>(path.reached_mm) &&
                    interval.to > static_cast<double>(path.reached_mm);
        }
      }
      if (doubtful) continue;
      ++distances;
      EXPECT_NEAR(near.path_mm, best, exact_mm) << "needle " << i << ", " << label_of(near.danger);
      EXPECT_NEAR(near.tip_mm, within ? 0.0 : best_of_tip, exact_mm) << "needle " << i << ", " << label_of(near.danger);
    }
  }
  EXPECT_GT(distances, 100u);
}

}  // namespace
}  // namespace palpate::test
