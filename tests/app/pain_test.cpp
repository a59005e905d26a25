// From pain to muscle on a body that is open: the brush leaves lines on its skin, every change is answered, and an
// answer leads to the muscle.
#include "pain_bench.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <glm/geometric.hpp>

#include <algorithm>
#include <string>
#include <vector>

namespace palpate {
namespace {

using test::Bench;
using test::open_pain_tab;
using test::program_data;
using test::wait_for_pain;
using test::without_motion;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

const PainDrawing& drawing(const Bench& b) {
  return b.workbench.session().pain;
}

class Brush : public testing::Test {
 protected:
  Brush() {
    b.open();
    open_pain_tab(b);
    steps = b.workbench.history().labels().size();
  }
  // The belly is in the middle of the picture; (0, -60) is higher up on the trunk.
  void paint(glm::vec2 from_middle, bool begins) {
    b.workbench.paint_pain(b.workbench.viewport() * 0.5f + from_middle, brush, begins);
  }
  [[nodiscard]] float pixels_in(float mm) const {
    return mm / pixel_size_mm(b.workbench.session().camera.distance_mm, b.workbench.viewport().y);
  }
  [[nodiscard]] std::vector<std::string> new_steps() const {
    const std::vector<std::string> all = b.workbench.history().labels();
    return {all.begin() + static_cast<std::ptrdiff_t>(steps), all.end()};
  }

  Bench b{without_motion()};
  PainMark brush;
  std::size_t steps = 0;
};

TEST_F(Brush, LeavesOneMarkALine) {
  brush.radius_mm = 20.0f;
  brush.intensity = 3;
  brush.deep = true;
  paint({0, 0}, true);
  for (int i = 1; i <= 4; ++i) paint({0, static_cast<float>(-i) * pixels_in(15.0f)}, false);
  ASSERT_THAT(drawing(b), SizeIs(1));
  const PainMark& line = drawing(b)[0];
  EXPECT_THAT(line.points, SizeIs(5));
  EXPECT_FLOAT_EQ(line.radius_mm, 20.0f);
  EXPECT_EQ(line.intensity, 3);
  EXPECT_TRUE(line.deep);
  EXPECT_FALSE(line.erases);
  paint({0, 0}, true);
  EXPECT_THAT(drawing(b), SizeIs(2)) << "the next press is the next line";
}

TEST_F(Brush, LeavesItsPointsOnTheSkinUnderThePointer) {
  const std::uint32_t skin = b.workbench.loaded().body.find("skin").index();
  for (const glm::vec2 place : {glm::vec2(0, 0), glm::vec2(15, -50), glm::vec2(-20, -30)}) {
    paint(place, true);
    const glm::vec3 p = drawing(b).back().points.at(0);
    EXPECT_LT(b.workbench.rays().nearest_point(skin, p)->distance, 0.2f);
    const auto seen = on_screen(b.workbench.session().camera, p, b.workbench.viewport());
    ASSERT_TRUE(seen);
    EXPECT_LT(glm::distance(*seen, b.workbench.viewport() * 0.5f + place), 0.5f);
    EXPECT_GT(p.z, 0.0f) << "on the front, which is looked at";
  }
}

TEST_F(Brush, LeavesNoPointsThatLieOnEachOther) {
  paint({0, 0}, true);
  for (int i = 0; i < 50; ++i) paint({0, static_cast<float>(-i) * 0.1f * pixels_in(brush.radius_mm) * 0.1f}, false);
  EXPECT_THAT(drawing(b), SizeIs(1));
  EXPECT_LT(drawing(b)[0].points.size(), 4u);
}

TEST_F(Brush, BeginsANewLineWhereThePointerLeaps) {
  paint({0, 0}, true);
  paint({0, -pixels_in(150.0f)}, false);
  ASSERT_THAT(drawing(b), SizeIs(2));
  EXPECT_THAT(drawing(b)[0].points, SizeIs(1));
  EXPECT_THAT(drawing(b)[1].points, SizeIs(1));
  EXPECT_THAT(new_steps(), ElementsAre("Draw pain")) << "it is still one press, and one step to take back";
}

TEST_F(Brush, LeavesNothingBesideTheBody) {
  paint({-b.workbench.viewport().x * 0.48f, -b.workbench.viewport().y * 0.48f}, true);
  EXPECT_THAT(drawing(b), IsEmpty());
  EXPECT_THAT(new_steps(), IsEmpty());
  EXPECT_THAT(b.workbench.messages(), IsEmpty());
}

TEST_F(Brush, ThatErasesLeavesAMarkOfItsOwn) {
  paint({0, 0}, true);
  b.workbench.finish_step();
  const std::size_t painted = b.workbench.pain()->painted.skin.size();
  ASSERT_GT(painted, 0u);
  brush.erases = true;
  brush.radius_mm = 8.0f;
  paint({0, 0}, true);
  ASSERT_THAT(drawing(b), SizeIs(2));
  EXPECT_TRUE(drawing(b)[1].erases);
  EXPECT_LT(b.workbench.pain()->painted.skin.size(), painted);
  EXPECT_THAT(new_steps(), ElementsAre("Draw pain", "Erase pain"));
}

TEST_F(Brush, UndoTakesAWholeLineBack) {
  for (int line = 0; line < 2; ++line) {
    paint({static_cast<float>(line) * pixels_in(40.0f), 0}, true);
    for (int i = 1; i <= 5; ++i)
      paint({static_cast<float>(line) * pixels_in(40.0f), static_cast<float>(-i) * pixels_in(12.0f)}, false);
    b.workbench.finish_step();
  }
  ASSERT_THAT(drawing(b), SizeIs(2));
  const PainDrawing both = drawing(b);
  const std::size_t painted = b.workbench.pain()->painted.skin.size();
  b.workbench.execute(CommandId::undo);
  EXPECT_THAT(drawing(b), ElementsAre(both[0]));
  EXPECT_LT(b.workbench.pain()->painted.skin.size(), painted) << "and it is answered anew";
  b.workbench.execute(CommandId::undo);
  EXPECT_THAT(drawing(b), IsEmpty());
  EXPECT_TRUE(b.workbench.pain()->painted.empty());
  b.workbench.execute(CommandId::redo);
  b.workbench.execute(CommandId::redo);
  EXPECT_EQ(drawing(b), both);
  EXPECT_EQ(b.workbench.pain()->painted.skin.size(), painted);
}

TEST_F(Brush, IsSeenInThePictureAtOnce) {
  EXPECT_THAT(b.workbench.draw_list().paint, IsEmpty());
  paint({0, 0}, true);
  ASSERT_THAT(b.workbench.draw_list().paint, SizeIs(1));
  EXPECT_EQ(b.workbench.draw_list().paint[0].style, PaintStroke::Style::drawn);
  EXPECT_EQ(b.state("skin").mode, DrawState::Mode::solid);
}

TEST(Pain, IsLookedUpOnlyWhileItsPanelIsOpen) {
  Bench b(without_motion());
  b.open();
  EXPECT_EQ(b.workbench.pain(), nullptr);
  open_pain_tab(b);
  EXPECT_EQ(b.workbench.pain()->state, PainView::State::ready);
  b.workbench.perform(SetPain{test::drawing_of_zone("infraspinatus", Side::right), "Draw pain"});
  EXPECT_FALSE(b.workbench.draw_list().paint.empty());
  b.workbench.perform(SetPanels{false, true});
  EXPECT_EQ(b.workbench.pain(), nullptr);
  EXPECT_THAT(b.workbench.draw_list().paint, IsEmpty());
  b.workbench.perform(SetPanels{true, true});
  ASSERT_NE(b.workbench.pain(), nullptr);
  EXPECT_EQ(b.workbench.pain()->state, PainView::State::ready) << "what was made is kept";
}

TEST(Pain, IsAnsweredByTheMusclesThatAreDescribedThere) {
  Bench b(without_motion());
  b.open();
  open_pain_tab(b);
  EXPECT_THAT(b.workbench.pain()->answer.points, IsEmpty());
  b.workbench.perform(SetPain{test::drawing_of_zone("infraspinatus", Side::left), "Draw pain"});
  const PainView& view = *b.workbench.pain();
  ASSERT_FALSE(view.painted.empty());
  const auto found = std::find_if(view.answer.muscles.begin(), view.answer.muscles.end(), [](const PainMatch& m) {
    return m.cover->record->muscle == "infraspinatus" && m.cover->side == Side::left;
  });
  ASSERT_NE(found, view.answer.muscles.end());
  EXPECT_GT(found->index, 0.5f);
  b.workbench.perform(SetPain{{}, "Clear the drawing"});
  EXPECT_THAT(b.workbench.pain()->answer.points, IsEmpty());
}

TEST(Pain, ThatWasDrawnBeforeTheBodyCameIsAnsweredWhenItIsThere) {
  Bench b(without_motion());
  b.workbench.perform(SetTab{LeftTab::pain});
  b.workbench.perform(SetPain{test::drawing_of_zone("infraspinatus", Side::right), "Draw pain"});
  b.open();
  wait_for_pain(b);
  EXPECT_FALSE(b.workbench.pain()->answer.points.empty());
  b.workbench.perform(SetPanels{false, false});
  b.workbench.perform(SetPain{{}, "Clear the drawing"});
  b.workbench.perform(SetPanels{true, false});
  ASSERT_NE(b.workbench.pain(), nullptr);
  EXPECT_THAT(b.workbench.pain()->answer.points, IsEmpty()) << "nor is an old answer shown";
}

// While a line is drawn only its last mark is pressed onto the skin; the answer is that of the whole drawing.
TEST(Pain, IsAnsweredTheSameBitByBitAndAtOnce) {
  Bench b(without_motion());
  b.open();
  open_pain_tab(b);
  PainDrawing whole = test::drawing_of_zone("infraspinatus", Side::right);
  const PainDrawing more = test::drawing_of_zone("gluteus-medius", Side::left);
  whole.insert(whole.end(), more.begin(), more.end());
  PainDrawing part;
  for (const PainMark& mark : whole) {
    part.push_back(mark);
    part.back().points.resize(1);
    b.workbench.perform(SetPain{part, "Draw pain"});
    part.back() = mark;
    b.workbench.perform(SetPain{part, "Draw pain"});
  }
  const SkinArea painted = b.workbench.pain()->painted.skin;
  std::vector<DrawnMark> marks;
  for (const PainMark& mark : whole) marks.push_back(drawn(mark, program_data().areas, test::manikin_anchors()));
  EXPECT_EQ(painted, paint(marks, b.workbench.pain()->map->skin()).skin);
  ASSERT_FALSE(painted.empty());
  EXPECT_THAT(b.workbench.pain()->marks, SizeIs(whole.size()));
}

TEST(Pain, AMatchThatIsChosenSelectsItsMuscleAndItsZone) {
  Bench b(without_motion());
  b.open();
  open_pain_tab(b);
  b.workbench.perform(SetPain{test::drawing_of_zone("infraspinatus", Side::left), "Draw pain"});
  b.workbench.finish_step();
  const Camera before = b.workbench.session().camera;
  const TriggerPoint& point = program_data().library.record("infraspinatus")->trigger_points.front();
  const ZoneChoice choice{"infraspinatus", point.id, Side::left};
  b.workbench.choose_match(choice);
  b.land();
  EXPECT_EQ(b.workbench.session().selected, structure_key(point.in, Side::left));
  EXPECT_EQ(b.workbench.session().zone, choice);
  EXPECT_EQ(b.workbench.session().side, Side::left);
  EXPECT_FALSE(b.workbench.session().camera == before) << "and one flies there";
  EXPECT_EQ(b.workbench.session().left_tab, LeftTab::pain) << "the answer stays open";
  EXPECT_EQ(b.state("skin").mode, DrawState::Mode::skin_glass) << "one sees inside";
  EXPECT_FALSE(drawing(b).empty());
}

TEST(Pain, AMatchThatNobodyDescribedChangesNothing) {
  Bench b(without_motion());
  b.open();
  open_pain_tab(b);
  const Session before = b.workbench.session();
  b.workbench.choose_match({"no-such", "a", Side::left});
  b.workbench.choose_match({"infraspinatus", "no-such", Side::left});
  EXPECT_TRUE(b.workbench.session() == before);
}

TEST(Pain, WhatElseHurtsThereIsShownOnTheSkin) {
  const auto& others = program_data().areas.others;
  const auto both =
      std::find_if(others.begin(), others.end(), [](const PainArea& a) { return a.side == PainArea::Where::same; });
  ASSERT_NE(both, others.end());
  Bench b(without_motion());
  b.open();
  open_pain_tab(b);
  for (const Side side : {Side::left, Side::right}) {
    b.workbench.perform(ShowOther{structure_key(both->id, side), both->name});
    const PainView& view = *b.workbench.pain();
    ASSERT_NE(view.other, nullptr);
    EXPECT_EQ(view.other->area->id, both->id);
    EXPECT_EQ(view.other->side, side);
    ASSERT_THAT(b.workbench.draw_list().paint, SizeIs(view.other_strokes.size()));
    for (const PaintStroke& stroke : b.workbench.draw_list().paint) {
      EXPECT_EQ(stroke.style, PaintStroke::Style::other);
      for (const PaintPoint& p : stroke.points) {
        const auto piece = view.map->skin().nearest(p.position);
        ASSERT_TRUE(piece);
        EXPECT_EQ(count_common(view.other->skin, {*piece}), 1u) << "the area that the answer names";
      }
    }
  }
  b.workbench.perform(ShowOther{});
  EXPECT_EQ(b.workbench.pain()->other, nullptr);
  EXPECT_THAT(b.workbench.draw_list().paint, IsEmpty());
  b.workbench.perform(ShowOther{"no-such.left", {}});
  EXPECT_EQ(b.workbench.pain()->other, nullptr);
}

TEST(Pain, OnAnotherBodyTheDrawingIsKeptAndAnsweredAnew) {
  Bench b(without_motion());
  b.open();
  open_pain_tab(b);
  b.workbench.perform(SetPain{test::drawing_of_zone("infraspinatus", Side::right), "Draw pain"});
  const PainDrawing before = drawing(b);
  const std::size_t points = b.workbench.pain()->answer.points.size();
  ASSERT_GT(points, 0u);
  const test::TempFolder folder;
  test::write_share_of_manikin(folder, {"skin", "skeleton"});
  b.start(folder.path());
  EXPECT_EQ(b.workbench.pain()->state, PainView::State::preparing);
  EXPECT_EQ(b.workbench.pain()->map, nullptr) << "nothing of the body that is gone";
  EXPECT_THAT(b.workbench.pain()->answer.points, IsEmpty());
  b.wait();
  wait_for_pain(b);
  EXPECT_EQ(b.workbench.pain()->state, PainView::State::ready);
  EXPECT_EQ(drawing(b), before);
  EXPECT_EQ(b.workbench.pain()->answer.points.size(), points) << "its skin is the same";
}

TEST(Pain, ABodyWithoutASkinSaysSo) {
  const test::TempFolder folder;
  test::write_share_of_manikin(folder, {"muscles"});
  Bench b(without_motion());
  b.open(folder.path());
  open_pain_tab(b);
  EXPECT_EQ(b.workbench.pain()->state, PainView::State::no_skin);
  const std::size_t messages = b.workbench.messages().size();
  b.workbench.paint_pain(b.workbench.viewport() * 0.5f, PainMark(), true);
  EXPECT_THAT(drawing(b), IsEmpty());
  ASSERT_THAT(b.workbench.messages(), SizeIs(messages + 1));
  EXPECT_THAT(b.workbench.messages().back(), HasSubstr("skin"));
  b.open();
  wait_for_pain(b);
  EXPECT_EQ(b.workbench.pain()->state, PainView::State::ready) << "the next body has one";
}

TEST(Pain, WithoutABodyIsBeingPreparedAndNothingFallsOver) {
  Bench b(without_motion());
  b.workbench.perform(SetTab{LeftTab::pain});
  b.workbench.update();
  ASSERT_NE(b.workbench.pain(), nullptr);
  EXPECT_EQ(b.workbench.pain()->state, PainView::State::preparing);
  b.workbench.paint_pain({10, 10}, PainMark(), true);
  EXPECT_THAT(drawing(b), IsEmpty());
  EXPECT_EQ(b.workbench.pointed_region(), "");
  EXPECT_EQ(b.workbench.pointed_px_per_mm(), 0.0f);
}

TEST(Pain, ThePointerNamesTheRegionOfTheSkinThatItIsOn) {
  Bench b(without_motion());
  b.open();
  b.workbench.point_at(b.workbench.viewport() * 0.5f);
  EXPECT_EQ(b.workbench.pointed_region(), "") << "the panel is closed";
  open_pain_tab(b);
  std::size_t named = 0;
  for (float y = -0.45f; y < 0.45f; y += 0.03f) {
    b.workbench.point_at(b.workbench.viewport() * glm::vec2(0.49f, 0.5f + y));
    if (!b.workbench.pointed()) continue;
    const RegionCover* region = b.workbench.pain()->map->region_at(b.workbench.pointed()->position);
    if (region == nullptr) {
      EXPECT_EQ(b.workbench.pointed_region(), "");
      continue;
    }
    ++named;
    const ConceptCatalog& concepts = program_data().anatomy.concepts;
    const std::string name = concepts[concepts.find(region->region->region)].name;
    EXPECT_EQ(b.workbench.pointed_region(),
              region->side == Side::none ? name : name + ", " + std::string(key_of(region->side)));
  }
  EXPECT_GT(named, 3u);
  b.workbench.point_at(std::nullopt);
  EXPECT_EQ(b.workbench.pointed_region(), "");
}

TEST(Pain, ThePointerKnowsHowLargeAMillimetreIsThere) {
  Bench b(without_motion());
  b.open();
  open_pain_tab(b);  // the skin is whole
  b.workbench.point_at(b.workbench.viewport() * 0.5f);
  ASSERT_TRUE(b.workbench.pointed());
  const glm::vec3 p = b.workbench.pointed()->position;
  const Camera& camera = b.workbench.session().camera;
  const glm::vec2 a = *on_screen(camera, p, b.workbench.viewport()),
                  c = *on_screen(camera, p + glm::vec3(100, 0, 0), b.workbench.viewport());
  const float expected = glm::distance(a, c) / 100.0f;
  EXPECT_NEAR(b.workbench.pointed_px_per_mm(), expected, 0.02f * expected);
  b.workbench.point_at(std::nullopt);
  EXPECT_EQ(b.workbench.pointed_px_per_mm(), 0.0f);
}

}  // namespace
}  // namespace palpate
