// Z-Anatomy has no kidneys; those of HuBMAP are registered to it. A needle is told of them as of what is its own.
//
// They lie well there: the upper poles at the twelfth thoracic vertebra (left 1156 mm, right 1143 mm above the floor;
// the vertebra from 1112 to 1166), the lower ones at the third lumbar (left 1058, right 1037; from 1021 to 1066), the
// left one higher, the centres 66 and 62 mm from the midline, the twelfth rib behind their upper half.
#include "described_needles.h"
#include "sets.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <string>

namespace palpate::test {
namespace {

Bounds bounds_of(const std::string& key) {
  const Structure* structure = find(together(), key);
  return structure != nullptr ? structure->bounds : Bounds();
}

TEST_F(Reference, TheKidneysLieBesideTheSpineFromTheTwelfthThoracicToTheThirdLumbarVertebra) {
  const Bounds above = bounds_of("vertebra-t12"), below = bounds_of("vertebra-l3");
  for (const char* key : {"kidney.left", "kidney.right"}) {
    SCOPED_TRACE(key);
    const Bounds kidney = bounds_of(key);
    EXPECT_GT(kidney.high.y, above.low.y);
    EXPECT_LT(kidney.high.y, above.high.y);
    EXPECT_GT(kidney.low.y, below.low.y);
    EXPECT_LT(kidney.low.y, below.high.y);
    const float beside = std::abs(kidney.centre().x - above.centre().x);
    EXPECT_GT(beside, 50.0f);
    EXPECT_LT(beside, 75.0f);
  }
  EXPECT_GT(bounds_of("kidney.left").centre().y, bounds_of("kidney.right").centre().y);
}

// At this height the right one is met, and the left one, which ends a little higher, is passed within a few
// millimetres.
TEST_F(Reference, ALongNeedleInTheLoinIsToldOfTheKidney) {
  const LoadedBody& loaded = together();
  const RayScene rays(chunk_scenes(loaded.geometry));
  const NeedleProbe probe(loaded.body, rays);
  const std::uint32_t skin = loaded.body.find("skin").index();
  const float height = 0.5f * (bounds_of("vertebra-l2").centre().y + bounds_of("vertebra-l3").centre().y);
  for (const Side side : {Side::left, Side::right}) {
    const float x = (side == Side::left ? 60.0f : -60.0f) + bounds_of("vertebra-l2").centre().x;
    const Ray from_behind{{x, height, loaded.body.bounds().low.z - 50.0f}, {0, 0, 1}, 1e4f};
    const auto entry = rays.nearest_hit(from_behind, [&](std::uint32_t s) { return s == skin; });
    ASSERT_TRUE(entry);
    const NeedleLine line{entry->position, {0, 0, 1}, 100.0f};
    const NeedlePath path = probe.path(line);
    const auto nearest = probe.nearest(line, path);
    const auto kidney = std::find_if(nearest.begin(), nearest.end(),
                                     [](const NeedleNearest& n) { return n.danger == NeedleTissue::kidney; });
    ASSERT_NE(kidney, nearest.end());
    EXPECT_EQ(loaded.body.structures()[kidney->structure].key, structure_key("kidney", side));
    EXPECT_LT(kidney->path_mm, 8.0f);
    EXPECT_GT(kidney->at_mm, 50.0f) << "not close under the skin";
    if (side == Side::right) {
      EXPECT_TRUE(kidney->struck);
      // The meshes of the kidneys have holes, so it is told where the surface is met, and not what lies within.
      EXPECT_TRUE(std::any_of(path.cannot_tell.begin(), path.cannot_tell.end(),
                              [](const NeedleTouch& t) { return t.tissue == NeedleTissue::kidney; }));
    }
  }
}

TEST_F(Reference, RecordsThatNameTheKidneyHaveItWithinReach) {
  const DescribedNeedles found = lay_described_needles(together(), [](const MuscleRecord& record) {
    return std::any_of(record.needling.begin(), record.needling.end(), [](const NeedlingGuide& guide) {
      return std::any_of(guide.hazards.begin(), guide.hazards.end(),
                         [](const Hazard& h) { return h.structure == "kidney"; });
    });
  });
  // Their needles go close to the spine, at the lowest vertebrae: mm, at most.
  const std::map<std::string, float> farther = {{"multifidus-lumborum: kidney", 55.0f},
                                                {"rotatores-lumborum: kidney", 59.0f}};
  std::size_t records = 0;
  for (const auto& [name, mm] : found.nearest_hazards) {
    if (!name.ends_with(": kidney")) continue;
    ++records;
    const auto known = farther.find(name);
    EXPECT_LE(mm, known != farther.end() ? known->second : hazard_within_mm) << name;
  }
  EXPECT_GT(records, 5u);
}

}  // namespace
}  // namespace palpate::test
