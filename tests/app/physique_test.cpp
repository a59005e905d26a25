// Whose body: the skin of the body that is open follows the build that is chosen, and all that lies on it.
#include "bench.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <glm/geometric.hpp>

#include <string>

namespace palpate {
namespace {

using test::Bench;
using test::program_data;
using test::without_motion;
using testing::HasSubstr;

const Physique heavy{Sex::female, 1700.0f, 40.0f};

class WhoseBody : public testing::Test {
 protected:
  WhoseBody() {
    b.open();
    b.choose("infraspinatus", Side::right);
  }
  void become(const std::optional<Physique>& physique) {
    b.workbench.perform(SetPhysique{physique});
    settle();
  }
  void settle() {
    b.workbench.update();
    while (b.workbench.fitting_skin()) {
      b.sleep_until_woken();
      b.workbench.update();
    }
    b.workbench.update();
  }
  [[nodiscard]] StructureId skin() const { return b.workbench.loaded().body.find("skin"); }
  [[nodiscard]] const MeshChunk* skin_chunk() const {
    return b.workbench.loaded().geometry.chunks()[b.workbench.loaded().geometry.place(skin().index()).chunk].get();
  }
  Bench b{without_motion()};
};

TEST_F(WhoseBody, IsTheModelsUntilAPersonIsChosen) {
  EXPECT_EQ(b.workbench.person_scale(), 1.0f);
  EXPECT_TRUE(b.workbench.modelled_layers().empty());
  const MeshChunk* before = skin_chunk();
  become(heavy);
  EXPECT_NE(skin_chunk(), before);
  EXPECT_FALSE(b.workbench.modelled_layers().empty());
  become(std::nullopt);
  EXPECT_EQ(skin_chunk(), before) << "the very skin that was loaded";
  EXPECT_EQ(b.workbench.person_scale(), 1.0f);
}

TEST_F(WhoseBody, ScalesAllLengthsByTheHeight) {
  const float stature = b.workbench.modelled_stature_mm();
  ASSERT_GT(stature, 0.0f);
  become(Physique{Sex::male, stature * 1.1f, 25.0f});
  EXPECT_NEAR(b.workbench.person_scale(), 1.1, 1e-4);
  EXPECT_NEAR(b.workbench.modelled_stature_mm(), stature, 1e-3) << "of the model, whoever is shown";
  ASSERT_NE(b.workbench.needle(), nullptr);
  EXPECT_FLOAT_EQ(b.workbench.needle()->line.scale, b.workbench.person_scale());
}

TEST_F(WhoseBody, UndoBringsTheSkinBack) {
  const MeshChunk* before = skin_chunk();
  become(heavy);
  b.workbench.execute(CommandId::undo);
  settle();
  EXPECT_EQ(skin_chunk(), before);
}

TEST_F(WhoseBody, AHeldNeedleKeepsItsTipAndGoesIntoTheNewSkin) {
  b.workbench.execute(CommandId::needle_out);
  ASSERT_TRUE(b.workbench.session().held);
  const glm::vec3 tip = b.workbench.needle()->line.tip();
  const glm::vec3 entry = b.workbench.needle()->needle.entry;
  become(heavy);
  ASSERT_NE(b.workbench.needle(), nullptr);
  const NeedleView& now = *b.workbench.needle();
  EXPECT_LT(glm::distance(now.line.tip(), tip), 0.1f);
  EXPECT_GT(glm::distance(now.needle.entry, entry), 0.05f) << "the skin has moved";
  EXPECT_TRUE(now.path.enters_skin);
  b.workbench.execute(CommandId::undo);
  settle();
  EXPECT_LT(glm::distance(b.workbench.needle()->needle.entry, entry), 1e-3f);
}

TEST_F(WhoseBody, ManyWishesAtOnceEndWithTheLast) {
  for (float bmi = 20.0f; bmi <= 40.0f; bmi += 1.0f)
    b.workbench.perform(SetPhysique{Physique{Sex::male, 1800.0f, bmi}});
  settle();
  EXPECT_EQ(b.workbench.session().physique->bmi, 40.0f);
  EXPECT_NEAR(b.workbench.person_scale(), 1800.0f / b.workbench.modelled_stature_mm(), 1e-5);
  EXPECT_EQ(b.workbench.history().labels().back(), "Whose body") << "and are one step";
}

TEST_F(WhoseBody, ThePainAndTheZoneAreFoundAnewOnTheNewSkin) {
  const glm::vec3 before = b.workbench.zone()->resolved.skin;
  become(heavy);
  const ResolvedPoint& now = b.workbench.zone()->resolved;
  EXPECT_NE(now.skin, before);
  const auto on = b.workbench.rays().nearest_point(skin().index(), now.skin);
  ASSERT_TRUE(on);
  EXPECT_LT(on->distance, 0.01f);
}

TEST_F(WhoseBody, AnotherBodyIsFittedToo) {
  become(heavy);
  b.open();
  settle();
  EXPECT_EQ(b.workbench.session().physique, heavy);
  EXPECT_NEAR(b.workbench.person_scale(), heavy.height_mm / b.workbench.modelled_stature_mm(), 1e-5);
}

TEST(WhoseBodyWithoutSkin, SaysThatThereIsNoneToMove) {
  const test::TempFolder folder;
  test::write_share_of_manikin(folder, {"muscles", "skeleton"});
  Bench b{without_motion()};
  b.open(folder.path());
  b.workbench.perform(SetPhysique{heavy});
  b.workbench.update();
  EXPECT_THAT(b.workbench.messages(), testing::Contains(HasSubstr("no skin that could be moved")));
  EXPECT_FALSE(b.workbench.fitting_skin());
}

}  // namespace
}  // namespace palpate
