// The peel slider: from the skin to the bone, layer by layer, and its stops.
#include <palpate/scene/layers.h>

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <vector>

namespace palpate {
namespace {

std::vector<float> many_peels() {
  std::vector<float> peels;
  for (int i = 0; i <= 1000; ++i) peels.push_back(static_cast<float>(i) / 1000.0f);
  return peels;
}

// What a peel shows, as one value to compare.
std::string signature(float peel) {
  std::string made = std::to_string(skin_opacity(peel));
  for (int layer = 0; layer <= muscle_layers; ++layer) made += muscle_layer_shown(layer, peel) ? 'x' : '.';
  return made;
}

TEST(Peel, BeginsWithSolidSkinThatGrowsGlassyAndGoes) {
  EXPECT_EQ(skin_opacity(0.0f), 1.0f);
  float last = 1.0f;
  for (const float peel : many_peels()) {
    const float now = skin_opacity(peel);
    EXPECT_LE(now, last) << peel;
    EXPECT_GE(now, 0.0f) << peel;
    if (peel < peel_skin_gone) {
      EXPECT_GT(now, 0.0f) << peel;
    }
    if (peel >= peel_skin_gone) {
      EXPECT_EQ(now, 0.0f) << peel;
    }
    last = now;
  }
  EXPECT_LT(skin_opacity(0.15f), 0.5f) << "half way, one sees through it";
}

TEST(Peel, ShowsAllMusclesUntilTheSkinIsGone) {
  for (int layer = 0; layer <= muscle_layers; ++layer) EXPECT_TRUE(muscle_layer_shown(layer, peel_skin_gone)) << layer;
}

TEST(Peel, TakesMusclesFromTheOutsideInwards) {
  for (const float peel : many_peels()) {
    for (int layer = 1; layer < muscle_layers; ++layer) {
      if (muscle_layer_shown(layer, peel)) {
        EXPECT_TRUE(muscle_layer_shown(layer + 1, peel)) << layer << " at " << peel;
      }
    }
  }
}

TEST(Peel, BringsNoMuscleBackOnTheWayIn) {
  for (int layer = 0; layer <= muscle_layers; ++layer) {
    bool gone = false;
    for (const float peel : many_peels()) {
      const bool shown = muscle_layer_shown(layer, peel);
      EXPECT_FALSE(gone && shown) << layer << " at " << peel;
      gone = gone || !shown;
    }
    EXPECT_TRUE(gone) << layer;
  }
}

TEST(Peel, LeavesNoMuscleAtItsEnd) {
  for (int layer = 0; layer <= muscle_layers; ++layer) {
    EXPECT_FALSE(muscle_layer_shown(layer, peel_muscles_gone)) << layer;
    EXPECT_FALSE(muscle_layer_shown(layer, 1.0f)) << layer;
  }
  EXPECT_TRUE(muscle_layer_shown(muscle_layers, peel_muscles_gone - 0.01f)) << "the deepest go last";
}

TEST(Peel, TreatsMusclesOfUnknownDepthAsThoseInTheMiddle) {
  for (const float peel : many_peels()) EXPECT_EQ(muscle_layer_shown(0, peel), muscle_layer_shown(3, peel)) << peel;
}

struct NameCase {
  float peel;
  const char* name;
};
class PeelNames : public testing::TestWithParam<NameCase> {};

TEST_P(PeelNames, AreWordsForWhatIsSeen) {
  EXPECT_EQ(name_of_peel(GetParam().peel), GetParam().name);
}

INSTANTIATE_TEST_SUITE_P(Table, PeelNames,
                         testing::Values(NameCase{0.0f, "Skin"}, NameCase{0.15f, "Glassy skin"},
                                         NameCase{0.30f, "Muscles"}, NameCase{0.42f, "Deeper muscles"},
                                         NameCase{0.90f, "Deeper muscles"}, NameCase{1.0f, "Bones"}));

TEST(PeelNames, TellTheTruth) {
  for (const float peel : many_peels()) {
    const std::string_view name = name_of_peel(peel);
    if (name == "Skin" || name == "Glassy skin") {
      EXPECT_GT(skin_opacity(peel), 0.0f) << peel;
    }
    if (name == "Muscles") {
      EXPECT_EQ(skin_opacity(peel), 0.0f) << peel;
      EXPECT_TRUE(muscle_layer_shown(1, peel)) << peel;
    }
    if (name == "Deeper muscles") {
      EXPECT_TRUE(muscle_layer_shown(muscle_layers, peel)) << peel;
    }
    if (name == "Bones") {
      EXPECT_FALSE(muscle_layer_shown(muscle_layers, peel)) << peel;
    }
  }
}

TEST(PeelSteps, LeadFromSkinToBoneAndEveryOneShowsSomethingElse) {
  float peel = 0.0f;
  std::set<std::string> seen = {signature(peel)};
  int steps = 0;
  while (peel < 1.0f && steps < 50) {
    const float next = peel_step(peel, true);
    ASSERT_GT(next, peel);
    EXPECT_TRUE(seen.insert(signature(next)).second) << "a step to " << next << " changes nothing";
    peel = next;
    ++steps;
  }
  EXPECT_EQ(peel, 1.0f);
  EXPECT_EQ(steps, 2 + muscle_layers) << "glassy skin, no skin, and one a layer of muscles";
}

TEST(PeelSteps, LeadBackTheSameWay) {
  std::vector<float> inwards = {0.0f}, outwards = {1.0f};
  while (inwards.back() < 1.0f) inwards.push_back(peel_step(inwards.back(), true));
  while (outwards.back() > 0.0f) outwards.push_back(peel_step(outwards.back(), false));
  EXPECT_EQ(inwards, std::vector<float>(outwards.rbegin(), outwards.rend()));
}

TEST(PeelSteps, StayAtTheEnds) {
  EXPECT_EQ(peel_step(1.0f, true), 1.0f);
  EXPECT_EQ(peel_step(0.0f, false), 0.0f);
}

TEST(PeelSteps, GoOnFromBetweenTwoStops) {
  for (const float peel : many_peels()) {
    if (peel < 0.99f) {
      EXPECT_GT(peel_step(peel, true), peel);
    }
    if (peel > 0.01f) {
      EXPECT_LT(peel_step(peel, false), peel);
    }
  }
}

}  // namespace
}  // namespace palpate
