// How finely the body is drawn: hands and flights first, then detail, and refining when nobody waits for anything.
#include <palpate/app/frame_pace.h>

#include <gtest/gtest.h>

namespace palpate {
namespace {

constexpr float slow = 0.2f, quick = 0.005f;

// The camera moves and each picture takes that long.
void move(FramePace& pace, int frames, float seconds) {
  for (int i = 0; i < frames; ++i) pace.drawn(0.0, seconds, true);
}

void stand(FramePace& pace, int frames, float seconds) {
  for (int i = 0; i < frames; ++i) pace.drawn(0.0, seconds, false);
}

TEST(Pace, LeavesDetailsOutOnASlowMachineUntilHandsCanBeFollowed) {
  FramePace pace;
  const DrawQuality first = pace.quality(false, false);
  EXPECT_EQ(first.resolution, 1.0f);
  move(pace, 1, slow);
  const DrawQuality second = pace.quality(false, false);
  EXPECT_LT(second.most_triangles, first.most_triangles);
  EXPECT_EQ(second.resolution, 1.0f) << "detail goes before sharpness";
  move(pace, 30, slow);
  const DrawQuality last = pace.quality(false, false);
  EXPECT_GE(last.most_triangles, 50'000u) << "a body must be known as one";
  EXPECT_LT(last.resolution, 0.6f);
  EXPECT_GE(last.resolution, 0.4f);
}

TEST(Pace, BringsSharpnessAndDetailBackWhenTheMachineCan) {
  FramePace pace;
  move(pace, 30, slow);
  const DrawQuality worst = pace.quality(false, false);
  move(pace, 40, quick);
  const DrawQuality best = pace.quality(false, false);
  EXPECT_GT(best.most_triangles, 10 * worst.most_triangles);
  EXPECT_EQ(best.resolution, 1.0f);
}

TEST(Pace, IsNotChangedByWhatIsDrawnWhileTheCameraStands) {
  FramePace pace;
  const DrawQuality before = pace.quality(false, false);
  stand(pace, 30, slow);
  EXPECT_EQ(pace.quality(false, false).most_triangles, before.most_triangles);
  EXPECT_EQ(pace.quality(false, false).resolution, before.resolution);
}

TEST(Pace, InFlightLeavesDetailsOutAtOnceWhereAPictureWasSlow) {
  FramePace pace;
  stand(pace, 3, slow);
  const DrawQuality standing = pace.quality(false, false), flying = pace.quality(true, false);
  EXPECT_LT(flying.most_triangles, standing.most_triangles / 2);
  EXPECT_LT(flying.resolution, standing.resolution);
}

TEST(Pace, InFlightIsNeverFinerThanByHand) {
  FramePace pace;
  for (int i = 0; i < 40; ++i) {
    const DrawQuality by_hand = pace.quality(false, false), flying = pace.quality(true, false);
    EXPECT_LE(flying.most_triangles, by_hand.most_triangles);
    EXPECT_LE(flying.resolution, by_hand.resolution);
    move(pace, 1, slow);
  }
}

TEST(Pace, InFlightKeepsAllDetailsWhereAPictureIsQuick) {
  FramePace pace;
  move(pace, 20, quick);
  EXPECT_EQ(pace.quality(true, false).most_triangles, pace.quality(false, false).most_triangles);
  EXPECT_EQ(pace.quality(true, false).resolution, 1.0f);
}

TEST(Pace, KeepsFullDetailEverywhereIfThePersonWantsIt) {
  FramePace pace;
  move(pace, 30, slow);
  for (const bool flying : {false, true}) {
    const DrawQuality quality = pace.quality(flying, true);
    EXPECT_EQ(quality.most_triangles, DrawQuality::full().most_triangles);
    EXPECT_EQ(quality.resolution, 1.0f);
  }
}

TEST(Refining, BeginsAMomentAfterTheLastChange) {
  FramePace pace;
  pace.drawn(10.0, quick, true);
  EXPECT_FALSE(pace.may_refine(10.0, false));
  EXPECT_FALSE(pace.may_refine(10.05, false)) << "the hand may only rest between two moves";
  EXPECT_TRUE(pace.may_refine(10.3, false));
  pace.drawn(10.3, quick, false);
  EXPECT_FALSE(pace.may_refine(10.35, false)) << "whatever has changed";
}

TEST(Refining, WaitsLongWhileSomebodyTypesOrABodyIsRead) {
  FramePace pace;
  pace.drawn(10.0, quick, true);
  EXPECT_FALSE(pace.may_refine(10.3, true));
  EXPECT_FALSE(pace.may_refine(11.0, true));
  EXPECT_TRUE(pace.may_refine(12.0, true)) << "a field that is only left open must not keep the picture rough";
}

}  // namespace
}  // namespace palpate
