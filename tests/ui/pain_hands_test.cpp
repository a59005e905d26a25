// Hands on the panel for pain: where a drag draws and where it turns the body, and what every control of the panel
// asks for.
#include "../app/pain_bench.h"
#include "screen.h"

#include <palpate/session/action.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <iterator>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace palpate {
namespace {

using test::program_data;
using test::Screen;
using testing::IsEmpty;
using testing::SizeIs;

template <class T>
std::vector<T> actions(const Screen& s) {
  std::vector<T> found;
  for (const Action& action : s.all<Action>()) {
    if (const T* match = std::get_if<T>(&action)) found.push_back(*match);
  }
  return found;
}

class PainHands : public testing::Test {
 protected:
  PainHands() {
    s.set(Theme::dark, 1.0f, ImVec2(1440, 3000));  // so that nothing has to be scrolled to
    s.settle();
    test::open_pain_tab(s.bench);
    s.settle();
    s.clear();
  }
  [[nodiscard]] glm::vec2 origin() const { return {s.state.viewport.x, s.state.viewport.y}; }
  [[nodiscard]] glm::vec2 on_body() const {
    return origin() + glm::vec2(s.state.viewport.z, s.state.viewport.w) * 0.5f;
  }
  // The pointer goes there, and the program has learnt what is under it.
  void point(glm::vec2 at) {
    s.move_to(at);
    s.bench.workbench.point_at(at - origin());
    s.frame();
    s.clear();
  }
  void drag(glm::vec2 from, int button = 0) {
    point(from);
    s.press(button);
    for (int i = 1; i <= 5; ++i) s.move_to(from + glm::vec2(i * 8, 0));
    s.release(button);
  }
  void draw(PainDrawing drawing) {
    s.bench.workbench.perform(SetPain{std::move(drawing), "Draw pain"});
    s.settle();
    s.clear();
  }

  Screen s;
};

TEST_F(PainHands, ADragOverTheBodyDrawsAndDoesNotTurn) {
  s.state.brush_mark.radius_mm = 22.0f;
  s.state.brush_mark.intensity = 3;
  s.state.brush_mark.deep = true;
  drag(on_body());
  const std::vector<UiPaintPain> marks = s.all<UiPaintPain>();
  ASSERT_GE(marks.size(), 5u);
  for (std::size_t i = 0; i < marks.size(); ++i) {
    EXPECT_EQ(marks[i].begins, i == 0) << i;
    EXPECT_FLOAT_EQ(marks[i].brush.radius_mm, 22.0f);
    EXPECT_EQ(marks[i].brush.intensity, 3);
    EXPECT_TRUE(marks[i].brush.deep);
    EXPECT_FALSE(marks[i].brush.erases);
    EXPECT_THAT(marks[i].brush.points, IsEmpty());
  }
  EXPECT_EQ(marks.front().at, on_body() - origin());
  EXPECT_EQ(marks.back().at, on_body() - origin() + glm::vec2(40, 0));
  EXPECT_THAT(s.all<UiDrag>(), IsEmpty());
  EXPECT_THAT(s.all<UiClick>(), IsEmpty());
  EXPECT_THAT(s.all<UiFinishStep>(), SizeIs(1)) << "one line is one step";
}

TEST_F(PainHands, APressWithoutADragLeavesOneSpot) {
  point(on_body());
  s.press();
  s.frames(3);
  s.release();
  ASSERT_THAT(s.all<UiPaintPain>(), SizeIs(1));
  EXPECT_TRUE(s.all<UiPaintPain>()[0].begins);
  EXPECT_THAT(s.all<UiClick>(), IsEmpty()) << "the skin is not chosen";
  EXPECT_THAT(s.all<UiFinishStep>(), SizeIs(1));
}

// On a slow frame the pointer comes and presses at once: what is under it is known a frame later.
TEST_F(PainHands, APressThatComesTogetherWithAMoveDrawsToo) {
  const glm::vec2 at = on_body();
  s.move_to(origin() + glm::vec2(40, 60));
  s.bench.workbench.point_at(glm::vec2(40, 60));
  s.clear();
  ImGui::GetIO().MousePos = ImVec2(at.x, at.y);
  s.press();
  EXPECT_THAT(s.all<UiPaintPain>(), IsEmpty());
  s.bench.workbench.point_at(at - origin());  // as the program does after the frame
  s.frame();
  ASSERT_THAT(s.all<UiPaintPain>(), SizeIs(1));
  EXPECT_TRUE(s.all<UiPaintPain>()[0].begins);
  EXPECT_EQ(s.all<UiPaintPain>()[0].at, at - origin());
  s.move_to(at + glm::vec2(12, 0));
  s.release();
  EXPECT_EQ(s.all<UiPaintPain>().back().at, at - origin() + glm::vec2(12, 0));
  EXPECT_THAT(s.all<UiDrag>(), IsEmpty());
  EXPECT_THAT(s.all<UiFinishStep>(), SizeIs(1));
}

TEST_F(PainHands, TheNextPressBeginsTheNextLine) {
  for (int i = 0; i < 2; ++i) {
    drag(on_body());
    ASSERT_FALSE(s.all<UiPaintPain>().empty());
    EXPECT_TRUE(s.all<UiPaintPain>()[0].begins);
  }
}

TEST_F(PainHands, TheEraserErases) {
  s.state.brush = UiBrush::erase;
  drag(on_body());
  ASSERT_FALSE(s.all<UiPaintPain>().empty());
  for (const UiPaintPain& mark : s.all<UiPaintPain>()) EXPECT_TRUE(mark.brush.erases);
  EXPECT_FALSE(s.state.brush_mark.erases) << "the brush itself stays as it was";
}

TEST_F(PainHands, ADragBesideTheBodyTurnsIt) {
  drag(origin() + glm::vec2(40, 60));
  EXPECT_FALSE(s.all<UiDrag>().empty());
  EXPECT_THAT(s.all<UiPaintPain>(), IsEmpty());
}

TEST_F(PainHands, WithTurnADragOverTheBodyTurnsIt) {
  s.state.brush = UiBrush::turn;
  drag(on_body());
  EXPECT_FALSE(s.all<UiDrag>().empty());
  EXPECT_THAT(s.all<UiPaintPain>(), IsEmpty());
}

TEST_F(PainHands, ARightDragMovesTheBodyAndDrawsNothing) {
  drag(on_body(), 1);
  ASSERT_FALSE(s.all<UiDrag>().empty());
  EXPECT_TRUE(s.all<UiDrag>()[0].pan);
  EXPECT_THAT(s.all<UiPaintPain>(), IsEmpty());
}

TEST_F(PainHands, UnderAnotherPanelADragTurnsTheBody) {
  s.bench.workbench.perform(SetTab{LeftTab::view});
  s.settle();
  drag(on_body());
  EXPECT_FALSE(s.all<UiDrag>().empty());
  EXPECT_THAT(s.all<UiPaintPain>(), IsEmpty());
}

TEST_F(PainHands, WhatIsDrawnIsWhatTheWorkbenchKeeps) {
  drag(on_body());
  for (const UiEvent& event : s.events) {
    if (const auto* mark = std::get_if<UiPaintPain>(&event))
      s.bench.workbench.paint_pain(mark->at, mark->brush, mark->begins);
  }
  const PainDrawing& drawing = s.bench.workbench.session().pain;
  ASSERT_THAT(drawing, SizeIs(1));
  EXPECT_GE(drawing[0].points.size(), 2u);
}

TEST_F(PainHands, TheBrushIsChosenInThePanel) {
  s.click("brush.Erase");
  EXPECT_EQ(s.state.brush, UiBrush::erase);
  s.click("brush.Turn");
  EXPECT_EQ(s.state.brush, UiBrush::turn);
  s.click("brush.Draw");
  EXPECT_EQ(s.state.brush, UiBrush::draw);
  s.settle();
  for (const auto& [item, intensity] :
       {std::pair("strength.Strong", 3), {"strength.Mild", 1}, {"strength.Moderate", 2}}) {
    s.click(item);
    EXPECT_EQ(s.state.brush_mark.intensity, intensity) << item;
  }
  s.click("pain.deep");
  EXPECT_TRUE(s.state.brush_mark.deep);
  s.click("pain.deep");
  EXPECT_FALSE(s.state.brush_mark.deep);
}

TEST_F(PainHands, TheWidthOfTheBrushFollowsTheSlider) {
  const glm::vec4 box = s.state.items.at("pain.width");
  s.move_to({box.z - 9.0f, (box.y + box.w) * 0.5f});
  s.press();
  s.frame();
  const float wide = s.state.brush_mark.radius_mm;
  s.move_to({box.x + 9.0f, (box.y + box.w) * 0.5f});
  s.release();
  EXPECT_GT(wide, 3.0f * s.state.brush_mark.radius_mm);
  EXPECT_GT(s.state.brush_mark.radius_mm, 1.0f);
}

// A region of the skin on both sides, whatever the data have.
const Concept& a_sided_region() {
  const ConceptCatalog& concepts = program_data().anatomy.concepts;
  for (const SkinRegion& region : program_data().areas.regions) {
    const ConceptId id = concepts.find(region.region);
    if (id.valid() && concepts[id].sided && concepts[id].system == System::skin_regions) return concepts[id];
  }
  throw std::runtime_error("no region is on both sides");
}

TEST_F(PainHands, ANamedPlaceIsAMarkOfTheDrawing) {
  const Concept& region = a_sided_region();
  s.state.brush_mark.intensity = 3;
  draw({test::mark_of(region.key, Side::right)});
  for (const auto& [words, side] : {std::pair(region.name + " left", Side::left), {region.name, Side::right}}) {
    s.clear();
    s.click("pain.place");
    s.type(words);
    s.settle();
    ASSERT_TRUE(s.has("pain.place." + region.key)) << words;
    s.click("pain.place." + region.key);
    ASSERT_THAT(actions<SetPain>(s), SizeIs(1));
    const PainDrawing drawing = actions<SetPain>(s)[0].drawing;
    ASSERT_THAT(drawing, SizeIs(2)) << "what was drawn before stays";
    EXPECT_EQ(drawing[1].region, region.key);
    EXPECT_EQ(drawing[1].side, side) << "the side that is said, else that of the page";
    EXPECT_EQ(drawing[1].intensity, 3);
    EXPECT_FALSE(drawing[1].erases);
    EXPECT_THAT(s.all<UiFinishStep>(), SizeIs(1));
    EXPECT_EQ(s.state.pain_query, "");
    s.settle();
  }
}

TEST_F(PainHands, ANamedPlaceIsErasedByTheEraser) {
  const Concept& region = a_sided_region();
  s.state.brush = UiBrush::erase;
  s.state.pain_query = region.name;
  s.settle();
  s.clear();
  s.click("pain.place." + region.key);
  ASSERT_THAT(actions<SetPain>(s), SizeIs(1));
  EXPECT_TRUE(actions<SetPain>(s)[0].drawing.at(0).erases);
}

TEST_F(PainHands, MarksAreTakenBackOneByOneOrAllAtOnce) {
  EXPECT_FALSE(s.has("pain.back"));
  EXPECT_FALSE(s.has("pain.clear"));
  const PainDrawing drawing = test::drawing_of_zone("infraspinatus", Side::right);
  PainDrawing two = drawing;
  two.insert(two.end(), drawing.begin(), drawing.end());
  draw(two);
  s.click("pain.back");
  ASSERT_THAT(actions<SetPain>(s), SizeIs(1));
  EXPECT_EQ(actions<SetPain>(s)[0].drawing, PainDrawing(two.begin(), std::prev(two.end())));
  s.clear();
  s.click("pain.clear");
  ASSERT_THAT(actions<SetPain>(s), SizeIs(1));
  EXPECT_THAT(actions<SetPain>(s)[0].drawing, IsEmpty());
}

TEST_F(PainHands, AMatchLeadsToItsMuscle) {
  draw(test::drawing_of_zone("infraspinatus", Side::left));
  const PainAnswer& answer = s.bench.workbench.pain()->answer;
  ASSERT_GE(answer.muscles.size(), 2u);
  for (const std::size_t rank : {std::size_t{0}, std::size_t{1}}) {
    s.clear();
    s.click("pain.match." + std::to_string(rank));
    ASSERT_THAT(s.all<UiChooseMatch>(), SizeIs(1));
    const PainCover& cover = *answer.muscles[rank].cover;
    EXPECT_EQ(s.all<UiChooseMatch>()[0].choice, (ZoneChoice{cover.record->muscle, cover.point->id, cover.side}));
  }
}

TEST_F(PainHands, MoreMusclesAreShownWhereMoreAreAskedFor) {
  draw(test::drawing_of_zone("infraspinatus", Side::right));
  ASSERT_GT(s.bench.workbench.pain()->answer.muscles.size(), 3u);
  s.state.matches_shown = 2;
  s.settle();
  EXPECT_TRUE(s.has("pain.match.1"));
  EXPECT_FALSE(s.has("pain.match.2"));
  s.click("pain.more");
  s.settle();
  EXPECT_TRUE(s.has("pain.match.2"));
}

TEST_F(PainHands, TheMusclesOfAllAreasLeadToThemselves) {
  PainDrawing drawing = test::drawing_of_zone("infraspinatus", Side::right);
  const PainDrawing more = test::drawing_of_zone("gluteus-medius", Side::left);
  EXPECT_FALSE(s.has("pain.together.0"));
  drawing.insert(drawing.end(), more.begin(), more.end());
  draw(drawing);
  const PainAnswer& answer = s.bench.workbench.pain()->answer;
  ASSERT_FALSE(answer.together.empty());
  s.click("pain.together.0");
  ASSERT_THAT(s.all<UiChooseMatch>(), SizeIs(1));
  EXPECT_EQ(s.all<UiChooseMatch>()[0].choice.muscle, answer.together[0].cover->record->muscle);
  EXPECT_EQ(s.all<UiChooseMatch>()[0].choice.side, answer.together[0].cover->side);
}

TEST_F(PainHands, WhatElseHurtsThereIsShownAndHidden) {
  const auto& areas = program_data().areas.others;
  const auto both =
      std::find_if(areas.begin(), areas.end(), [](const PainArea& a) { return a.side == PainArea::Where::same; });
  ASSERT_NE(both, areas.end());
  // All of the area is drawn, so that it is in the answer.
  PainDrawing drawing;
  for (const ResolvedStroke& stroke : test::manikin_anchors().strokes(both->strokes, Side::left)) {
    PainMark mark;
    mark.radius_mm = stroke.front().radius_mm;
    for (const ResolvedStrokePoint& p : stroke) mark.points.push_back(p.position);
    drawing.push_back(mark);
  }
  draw(drawing);
  const std::string key = structure_key(both->id, Side::left);
  ASSERT_TRUE(s.has("pain.other." + key));
  s.click("pain.other." + key);
  ASSERT_THAT(actions<ShowOther>(s), SizeIs(1));
  EXPECT_EQ(actions<ShowOther>(s)[0].key, key);
  s.bench.workbench.perform(actions<ShowOther>(s)[0]);
  s.settle();
  s.clear();
  s.click("pain.other." + key);
  ASSERT_THAT(actions<ShowOther>(s), SizeIs(1));
  EXPECT_EQ(actions<ShowOther>(s)[0].key, "") << "pressed again it is hidden";
}

}  // namespace
}  // namespace palpate
