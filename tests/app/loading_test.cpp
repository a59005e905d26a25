// Opening a body: it arrives while one can already work, can be stopped, and another one keeps the session.
#include "bench.h"

#include <temp_folder.h>

#include <palpate/scene/camera_math.h>
#include <palpate/session/action.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

namespace palpate {
namespace {

using test::Bench;

TEST(Workbench, BeginsWithoutABody) {
  Bench b;
  EXPECT_FALSE(b.workbench.loading());
  EXPECT_TRUE(b.workbench.rays_ready());
  EXPECT_FALSE(b.workbench.update());
  EXPECT_EQ(b.workbench.loaded().body.size(), 0u);
  EXPECT_TRUE(b.workbench.draw_list().states.empty());
  EXPECT_EQ(b.workbench.session(), Session());
  EXPECT_FALSE(b.workbench.history().can_undo());
}

TEST(Workbench, OpensABodyWholly) {
  Bench b;
  b.open();
  EXPECT_EQ(b.workbench.loaded().body.size(), test::manikin().body.size());
  EXPECT_FALSE(b.workbench.loading());
  EXPECT_EQ(b.workbench.draw_list().states.size(), test::manikin().body.size());
  EXPECT_EQ(b.workbench.draw_list().geometry_version, b.workbench.loaded().geometry.version());
  EXPECT_TRUE(b.workbench.messages().empty()) << b.workbench.messages().front();
  EXPECT_FALSE(b.workbench.update()) << "nothing more comes";
}

TEST(Workbench, FramesTheBodyThatHasCome) {
  Bench b;
  b.workbench.set_viewport({1000, 700});
  b.open();
  const Bounds& bounds = b.workbench.loaded().body.bounds();
  for (const glm::vec3 p : {bounds.low, bounds.high, bounds.centre()}) {
    const auto at = on_screen(b.workbench.session().camera, p, {1000, 700});
    ASSERT_TRUE(at);
    EXPECT_TRUE(at->x >= 0 && at->y >= 0 && at->x <= 1000 && at->y <= 700);
  }
  EXPECT_FALSE(b.workbench.history().can_undo()) << "that is the start, not a step";
}

TEST(Workbench, LeavesACameraThatWasTurnedMeanwhile) {
  Bench b;
  b.start();
  b.workbench.orbit({30, 0});
  const Camera turned = b.workbench.session().camera;
  b.wait();
  EXPECT_EQ(b.workbench.session().camera, turned);
}

TEST(Workbench, ShowsWhatHasArrivedWhileTheRestIsComing) {
  Bench b;
  b.start();
  EXPECT_TRUE(b.workbench.loading());
  std::size_t last = 0;
  while (b.workbench.loading()) {
    b.sleep_until_woken();
    b.workbench.update();
    const std::size_t now = b.workbench.draw_list().states.size();
    EXPECT_GE(now, last);
    EXPECT_EQ(now, b.workbench.loaded().body.size());
    last = now;
  }
  EXPECT_EQ(last, test::manikin().body.size());
}

TEST(Workbench, TellsHowFarLoadingIs) {
  Bench b;
  b.open();
  const Progress::State progress = b.workbench.progress();
  EXPECT_GT(progress.total, 0u);
  EXPECT_EQ(progress.done, progress.total);
}

TEST(Workbench, StopsLoadingWhenAskedAndSaysSo) {
  Bench b;
  b.start();
  b.workbench.cancel_loading();
  b.wait();
  EXPECT_LE(b.workbench.loaded().body.size(), test::manikin().body.size());
  EXPECT_EQ(b.workbench.draw_list().states.size(), b.workbench.loaded().body.size());
  EXPECT_THAT(b.workbench.messages(), testing::ElementsAre(testing::HasSubstr("stopped")));
  b.workbench.cancel_loading();
  EXPECT_EQ(b.workbench.messages().size(), 1u) << "there is nothing to stop any more";
}

TEST(Workbench, CanBeLeftWhileItLoads) {
  for (int i = 0; i < 5; ++i) {
    Bench b;
    b.start();
    if (i % 2 == 1) b.sleep_until_woken();
  }
}

TEST(Workbench, KeepsTheSessionWhenAnotherBodyIsOpened) {
  Bench b(test::without_motion());
  b.open();
  b.choose("infraspinatus");
  b.workbench.perform(SetPeel{0.6f});
  b.workbench.perform(SetShow{{"humerus.right"}, Show::hidden, {}});
  const Session before = b.workbench.session();
  const std::size_t steps = b.workbench.history().labels().size();
  b.start();
  EXPECT_EQ(b.workbench.session(), before);
  b.wait();
  EXPECT_EQ(b.workbench.session(), before);
  EXPECT_EQ(b.workbench.history().labels().size(), steps);
  ASSERT_NE(b.workbench.zone(), nullptr);
  EXPECT_FALSE(b.workbench.zone()->target.empty()) << "the zone lies in the muscle of the new body";
}

// Between the old body and the first piece of the new one, nothing of the old may be used.
TEST(Workbench, ForgetsTheOldBodyAtOnce) {
  Bench b(test::without_motion());
  b.open();
  b.choose("infraspinatus");
  b.workbench.set_viewport({800, 800});
  b.workbench.point_at(glm::vec2(400, 400));
  ASSERT_NE(b.workbench.zone(), nullptr);
  b.start();
  EXPECT_TRUE(b.workbench.draw_list().states.empty());
  EXPECT_FALSE(b.workbench.pointed());
  EXPECT_TRUE(b.workbench.beneath({400, 400}).empty());
  if (b.workbench.zone() != nullptr) {
    EXPECT_TRUE(b.workbench.zone()->target.empty());
    EXPECT_TRUE(b.workbench.zone()->covering.empty());
    EXPECT_TRUE(b.workbench.zone()->hazards.empty());
  }
  b.wait();
  EXPECT_TRUE(b.shown("infraspinatus.right"));
}

TEST(Workbench, SaysWhichFileCouldNotBeReadAndShowsTheRest) {
  const test::TempFolder folder;
  std::filesystem::copy(test::manikin_folder(), folder.path(),
                        std::filesystem::copy_options::recursive | std::filesystem::copy_options::overwrite_existing);
  folder.write("nerves.glb", "this is not a model");
  Bench b;
  b.open(folder.path());
  EXPECT_THAT(b.workbench.messages(), testing::Contains(testing::HasSubstr("nerves.glb")));
  EXPECT_GT(b.workbench.unread_messages(), 0u);
  EXPECT_TRUE(b.workbench.loaded().body.find("femur.left").valid());
  EXPECT_FALSE(b.workbench.loaded().body.find("sciatic-nerve.left").valid());
}

TEST(Workbench, TakesABodyFromItsCacheTheSecondTime) {
  const test::TempFolder cache;
  Bench b;
  b.open(test::manikin_folder(), {cache.path(), false, {}});
  const std::size_t structures = b.workbench.loaded().body.size();
  EXPECT_FALSE(std::filesystem::is_empty(cache.path()));
  b.open(test::manikin_folder(), {cache.path(), false, {}});
  EXPECT_EQ(b.workbench.loaded().body.size(), structures);
  EXPECT_TRUE(b.workbench.messages().empty());
}

TEST(Workbench, FliesToAZoneThatWasChosenBeforeItsBodyHadCome) {
  Bench b(test::without_motion());
  b.start();
  b.choose("infraspinatus");
  b.wait();
  ASSERT_NE(b.workbench.zone(), nullptr);
  const auto at =
      on_screen(b.workbench.session().camera, b.workbench.zone()->resolved.position, b.workbench.viewport());
  ASSERT_TRUE(at);
  EXPECT_LT(glm::abs(at->x - b.workbench.viewport().x * 0.5f), b.workbench.viewport().x * 0.5f);
  const ViewFrame f = view_frame(b.workbench.session().camera);
  EXPECT_GT(glm::dot(-f.forward, b.workbench.zone()->resolved.skin_normal), 0.0f) << "from behind";
  EXPECT_LT(b.workbench.session().camera.distance_mm, 2500.0f) << "near";
}

}  // namespace
}  // namespace palpate
