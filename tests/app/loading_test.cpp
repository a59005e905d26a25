// Opening a body: it arrives while one can already work, can be stopped, and another one keeps the session.
#include "bench.h"

#include <temp_folder.h>

#include <palpate/scene/camera_math.h>
#include <palpate/session/action.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <filesystem>
#include <future>
#include <string>
#include <thread>
#include <utility>
#include <vector>

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

Camera whole(const Workbench& workbench) {
  const glm::vec2 size = workbench.viewport();
  return framed(Session().camera, workbench.loaded().body.bounds(), size.x / size.y);
}

// A body whose second piece comes only when it is asked for.
class InPieces : public testing::Test {
 protected:
  InPieces() {
    Faults faults;
    workbench.set_viewport({1000, 700});
    workbench.open_body(*find_sources(test::manikin_folder(), test::program_data().assets, faults), {});
    first_has_come_.get_future().wait();
    workbench.update();
  }
  ~InPieces() override { let_the_rest_come(); }
  void let_the_rest_come() {
    if (!std::exchange(going_, true)) go_.set_value();
  }
  void wait() {
    let_the_rest_come();
    while (workbench.loading() || !workbench.rays_ready()) {
      workbench.update();
      std::this_thread::yield();
    }
  }

 private:
  std::promise<void> first_has_come_, go_;
  std::atomic_bool first_ = true;
  bool going_ = false;

 protected:
  Workbench workbench{test::program_data(), test::without_motion(), [this] {
                        if (!first_.exchange(false)) return;
                        first_has_come_.set_value();
                        go_.get_future().wait();
                      }};
};

TEST_F(InPieces, IsFramedAnewAsItGrows) {
  const Camera first = workbench.session().camera;
  ASSERT_LT(workbench.loaded().body.size(), test::manikin().body.size());
  EXPECT_EQ(first, whole(workbench));
  wait();
  ASSERT_EQ(workbench.loaded().body.size(), test::manikin().body.size());
  EXPECT_NE(first, whole(workbench)) << "the later pieces reach farther";
  EXPECT_EQ(workbench.session().camera, whole(workbench));
  EXPECT_FALSE(workbench.history().can_undo());
}

TEST_F(InPieces, IsFramedAnewWhileItGrowsAndTheWindowChanges) {
  workbench.set_viewport({300, 700});
  EXPECT_EQ(workbench.session().camera, whole(workbench));
  wait();
  EXPECT_EQ(workbench.session().camera, whole(workbench));
}

TEST_F(InPieces, IsLeftToWhoeverHasMovedIt) {
  workbench.orbit({30, 0});
  const Camera turned = workbench.session().camera;
  workbench.set_viewport({300, 700});
  EXPECT_EQ(workbench.session().camera, turned);
  wait();
  workbench.set_viewport({1200, 500});
  EXPECT_EQ(workbench.session().camera, turned);
}

TEST(Workbench, IsFramedAnewAsTheWindowChanges) {
  Bench b(test::without_motion());
  b.open();
  std::vector<float> distances;
  for (const glm::vec2 size : {glm::vec2(300, 900), {500, 500}, {300, 900}}) {
    b.workbench.set_viewport(size);
    EXPECT_EQ(b.workbench.session().camera, whole(b.workbench));
    EXPECT_EQ(b.workbench.draw_list().camera, whole(b.workbench));
    distances.push_back(b.workbench.session().camera.distance_mm);
  }
  EXPECT_GT(distances[0], distances[1]) << "a narrow window shows it from farther away";
  EXPECT_EQ(distances[0], distances[2]);
  EXPECT_FALSE(b.workbench.history().can_undo());
}

TEST(Workbench, IsNotFramedAnewForAWindowOnceItWasMoved) {
  Bench b(test::without_motion());
  b.open();
  b.workbench.execute(CommandId::view_back);
  const Camera back = b.workbench.session().camera;
  b.workbench.set_viewport({300, 900});
  EXPECT_EQ(b.workbench.session().camera, back);
}

TEST(Workbench, BeforeABodyHasComeAWindowMayChange) {
  Bench b;
  b.workbench.set_viewport({300, 900});
  EXPECT_EQ(b.workbench.session(), Session());
}

TEST(Workbench, AFlightLandsWhereItWasToThoughTheWindowChanges) {
  Bench b;
  b.open();
  b.choose("infraspinatus");
  ASSERT_TRUE(b.workbench.flying());
  b.workbench.set_viewport({300, 900});
  b.land();
  EXPECT_LT(b.workbench.session().camera.distance_mm, whole(b.workbench).distance_mm * 0.7f);
}

class ShareOfABody : public testing::Test {
 protected:
  void open(const std::vector<std::string>& systems) {
    test::write_share_of_manikin(folder_, systems);
    b.open(folder_.path());
    ASSERT_GT(b.workbench.loaded().body.size(), 0u);
  }
  [[nodiscard]] std::size_t shown() {
    std::size_t count = 0;
    for (const DrawState& state : b.workbench.draw_list().states) count += state.mode != DrawState::Mode::hidden;
    return count;
  }
  Bench b;

 private:
  test::TempFolder folder_;
};

TEST_F(ShareOfABody, OfOrgansAloneIsSeen) {
  ASSERT_FALSE(Session().shows(System::viscera)) << "they are not, at first, in a whole body";
  open({"viscera"});
  EXPECT_EQ(shown(), b.workbench.loaded().body.size());
  EXPECT_TRUE(b.workbench.session().shows(System::viscera));
  EXPECT_FALSE(b.workbench.history().can_undo()) << "that is the start, not a step";
  EXPECT_EQ(b.workbench.session().camera, whole(b.workbench));
}

TEST_F(ShareOfABody, OfWhatIsHiddenAtFirstIsSeenWhole) {
  open({"viscera", "nerves", "vessels"});
  EXPECT_EQ(shown(), b.workbench.loaded().body.size());
  EXPECT_FALSE(b.workbench.session().shows(System::lymphoid)) << "of what is not there nothing is said";
}

TEST_F(ShareOfABody, WithSomethingToSeeHidesWhatIsUsuallyHidden) {
  open({"skeleton", "viscera", "nerves"});
  EXPECT_GT(shown(), 0u);
  EXPECT_FALSE(b.workbench.session().shows(System::viscera));
  EXPECT_FALSE(b.workbench.session().shows(System::nerves));
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
