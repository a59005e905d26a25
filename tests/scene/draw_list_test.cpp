// The draw list: what a session makes of a body, as a plain value.
#include "draw_list_fixture.h"

#include <palpate/scene/layers.h>
#include <palpate/scene/look.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <glm/common.hpp>
#include <glm/geometric.hpp>

#include <functional>
#include <string>
#include <vector>

namespace palpate {
namespace {

using test::list_of;
using test::manikin;
using test::state_of;
using Mode = DrawState::Mode;

Session with_selected(const std::string& key) {
  return apply(Session(), Select{key, {}, {}});
}

TEST(DrawList, ShowsWhatTheVisibilityRuleShowsInTheLookOfItsTissue) {
  for (const float peel : {0.0f, 0.15f, 0.3f, 0.66f, 1.0f}) {
    Session session;
    session.systems.fill(true);
    session.peel = peel;
    session.exceptions["humerus.right"] = Show::ghost;
    session.exceptions["femur.left"] = Show::hidden;
    const DrawList list = list_of(session);
    const auto shown = visibility(manikin().body, session);
    ASSERT_EQ(list.states.size(), manikin().body.size());
    for (std::size_t i = 0; i < shown.size(); ++i) {
      const Structure& s = manikin().body.structures()[i];
      const Mode glass = s.system == System::skin ? Mode::skin_glass : Mode::glass;
      EXPECT_EQ(list.states[i].mode, shown[i].show == Show::hidden  ? Mode::hidden
                                     : shown[i].show == Show::ghost ? glass
                                                                    : Mode::solid)
          << s.key << " at " << peel;
      if (shown[i].show == Show::ghost) {
        EXPECT_NEAR(list.states[i].opacity, shown[i].opacity * 255.0f, 1.0f) << s.key;
      }
      EXPECT_EQ(list.states[i].surface, look_of(s).surface) << s.key;
      const glm::vec3 colour = look_of(s).colour * 255.0f;
      EXPECT_NEAR(static_cast<float>(list.states[i].colour & 255u), colour.r, 1.0f) << s.key;
      EXPECT_NEAR(static_cast<float>((list.states[i].colour >> 8) & 255u), colour.g, 1.0f) << s.key;
      EXPECT_NEAR(static_cast<float>((list.states[i].colour >> 16) & 255u), colour.b, 1.0f) << s.key;
      EXPECT_EQ(list.states[i].emphasis, DrawState::none) << s.key;
    }
  }
}

TEST(DrawList, CarriesTheCameraAndTheVersionOfTheGeometry) {
  Session session;
  session.camera = {{1, 2, 3}, 4, 5, 678};
  const DrawList list = list_of(session);
  EXPECT_EQ(list.camera, session.camera);
  EXPECT_EQ(list.geometry_version, manikin().geometry.version());
}

TEST(DrawList, EmphasisesWhatIsSelectedAndNothingElse) {
  const DrawList list = list_of(with_selected("infraspinatus.right"));
  for (std::size_t i = 0; i < list.states.size(); ++i) {
    const bool it = manikin().body.structures()[i].key == "infraspinatus.right";
    EXPECT_EQ(list.states[i].emphasis, it ? DrawState::selected : DrawState::none)
        << manikin().body.structures()[i].key;
  }
}

TEST(DrawList, EmphasisesAllPartsOfASelectedWhole) {
  const DrawList list = list_of(with_selected("trapezius.right"));
  int parts = 0;
  for (std::size_t i = 0; i < list.states.size(); ++i) {
    const Structure& s = manikin().body.structures()[i];
    const bool part = s.key.rfind("trapezius/", 0) == 0 && s.kind == Kind::muscle && s.side == Side::right;
    EXPECT_EQ((list.states[i].emphasis & DrawState::selected) != 0, part) << s.key;
    parts += part ? 1 : 0;
  }
  EXPECT_GT(parts, 1);
}

TEST(DrawList, ShowsWhatIsSelectedThoughItsSystemIsOff) {
  EXPECT_EQ(state_of(list_of(Session()), "sciatic-nerve.left").mode, Mode::hidden);
  EXPECT_EQ(state_of(list_of(with_selected("sciatic-nerve.left")), "sciatic-nerve.left").mode, Mode::solid);
}

TEST(DrawList, KeepsHiddenWhatWasHiddenByNameThoughItIsSelected) {
  Session session = with_selected("gluteus-maximus.left");
  session.exceptions["gluteus-maximus.left"] = Show::hidden;
  EXPECT_EQ(state_of(list_of(session), "gluteus-maximus.left").mode, Mode::hidden);
}

TEST(DrawList, MarksWhatIsUnderThePointer) {
  const Session session;
  const std::uint32_t femur = manikin().body.find("femur.right").index();
  const auto hovered = [&](std::uint32_t index) {
    return build_draw_list({manikin().body,
                            test::program_data().anatomy.concepts,
                            test::program_data().library,
                            session,
                            Theme::dark,
                            1,
                            index,
                            nullptr,
                            {}});
  };
  const DrawList list = hovered(femur);
  for (std::size_t i = 0; i < list.states.size(); ++i)
    EXPECT_EQ(list.states[i].emphasis, i == femur ? DrawState::hovered : DrawState::none);
  EXPECT_EQ(hovered(1'000'000).states, list_of(session).states) << "an index of another body does no harm";
}

TEST(DrawList, ColoursTheAttachmentsOfTheChosenMuscle) {
  const Session session = with_selected("trapezius/descending-part.right");
  const DrawList list = list_of(session);
  std::vector<std::uint32_t> origins, insertions;
  for (std::size_t i = 0; i < list.states.size(); ++i) {
    const Structure& s = manikin().body.structures()[i];
    if (s.kind != Kind::attachment) continue;
    const bool mine = s.key.find("trapezius/descending-part") == 0 && s.side == Side::right;
    EXPECT_EQ(list.states[i].mode != Mode::hidden, mine) << s.key;
    if (mine) (s.key.find("@insertion") != std::string::npos ? insertions : origins).push_back(list.states[i].colour);
  }
  ASSERT_FALSE(origins.empty());
  ASSERT_FALSE(insertions.empty());
  EXPECT_NE(origins.front(), insertions.front()) << "origin and insertion can be told apart";
  const auto off = list_of(apply(session, SetSwitch{Switch::attachments, false}));
  for (std::size_t i = 0; i < off.states.size(); ++i) {
    if (manikin().body.structures()[i].kind == Kind::attachment) {
      EXPECT_EQ(off.states[i].mode, Mode::hidden);
    }
  }
}

TEST(DrawList, ShowsTheAttachmentsOfAllPartsOfAChosenWhole) {
  const DrawList list = list_of(with_selected("trapezius.left"));
  int shown = 0;
  for (std::size_t i = 0; i < list.states.size(); ++i) {
    const Structure& s = manikin().body.structures()[i];
    if (s.kind == Kind::attachment && list.states[i].mode == Mode::solid) {
      EXPECT_EQ(s.side, Side::left) << s.key;
      EXPECT_EQ(s.key.rfind("trapezius", 0), 0u) << s.key;
      ++shown;
    }
  }
  EXPECT_EQ(shown, 2);
}

struct CutCase {
  Axis axis;
  bool flipped;
};
class Cut : public testing::TestWithParam<CutCase> {};

TEST_P(Cut, TakesAwayTheSideThatIsAskedFor) {
  Session session;
  session.clip = {true, GetParam().axis, 120.0f, GetParam().flipped};
  const DrawList list = list_of(session);
  ASSERT_TRUE(list.clip);
  const int component = GetParam().axis == Axis::sagittal ? 0 : GetParam().axis == Axis::transverse ? 1 : 2;
  for (const float at : {-300.0f, 119.0f, 121.0f, 900.0f}) {
    glm::vec3 p(7.0f, 8.0f, 9.0f);
    p[component] = at;
    const bool away = glm::dot(glm::vec3(*list.clip), p) > list.clip->w;
    EXPECT_EQ(away, GetParam().flipped ? at < 120.0f : at > 120.0f) << at;
  }
}

INSTANTIATE_TEST_SUITE_P(AllAxes, Cut,
                         testing::Values(CutCase{Axis::sagittal, false}, CutCase{Axis::sagittal, true},
                                         CutCase{Axis::transverse, false}, CutCase{Axis::transverse, true},
                                         CutCase{Axis::coronal, false}, CutCase{Axis::coronal, true}));

TEST(DrawList, HasNoCutWhileItIsOff) {
  Session session;
  session.clip = {false, Axis::coronal, 10.0f, true};
  EXPECT_FALSE(list_of(session).clip);
}

TEST(DrawList, HasBoundsAroundAllThatIsShownAndNoMore) {
  Session session;
  session.only = {"humerus.right"};
  const DrawList list = list_of(session);
  const Bounds& humerus = manikin().body[manikin().body.find("humerus.right")].bounds;
  EXPECT_EQ(list.bounds.low, humerus.low);
  EXPECT_EQ(list.bounds.high, humerus.high);
  session.only = {"not.here"};
  EXPECT_TRUE(list_of(session).bounds.empty());
}

TEST(DrawList, IsOnBrightPaperInTheLightTheme) {
  const DrawList dark = list_of(Session()), light = list_of(Session(), nullptr, Theme::light);
  EXPECT_FALSE(dark.light_theme);
  EXPECT_TRUE(light.light_theme);
  for (int i = 0; i < 3; ++i) {
    EXPECT_LT(dark.backdrop.centre[i], 0.4f);
    EXPECT_GT(light.backdrop.edge[i], 0.8f);
  }
  EXPECT_EQ(dark.states, light.states) << "tissue keeps its colours";
}

TEST(DrawList, IsEmptyWithoutABody) {
  const Body none;
  const Session session = with_selected("deltoid.right");
  const DrawList list = build_draw_list({none,
                                         test::program_data().anatomy.concepts,
                                         test::program_data().library,
                                         session,
                                         Theme::dark,
                                         0,
                                         7u,
                                         nullptr,
                                         {}});
  EXPECT_TRUE(list.states.empty());
  EXPECT_TRUE(list.bounds.empty());
}

TEST(DrawList, IsTheSameForTheSameSession) {
  Session session = with_selected("trapezius.right");
  session.systems.fill(true);
  session.clip = {true, Axis::coronal, 3.0f, true};
  const Session before = session;
  EXPECT_EQ(list_of(session), list_of(session));
  EXPECT_EQ(session, before);
}

// Equality is by value: every change that the picture shows makes another list.
struct Change {
  const char* name;
  std::function<void(DrawList&)> make;
  bool seen = true;
};
class DrawListEquality : public testing::TestWithParam<Change> {};

DrawList full_list() {
  DrawList list;
  list.camera.yaw_deg = 10.0f;
  list.bounds.include(glm::vec3(1, 2, 3));
  list.states.resize(3);
  list.paint.push_back({PaintStroke::Style::essential, {{{1, 2, 3}, 4, {0, 0, 1}}}});
  list.glows.push_back({{1, 1, 1}, 9, 1});
  list.lines.push_back({{0, 0, 0}, {1, 1, 1}, 1.5f, glm::vec4(1.0f), 0.3f});
  list.labels.push_back({{1, 2, 3}, "Zone", DrawLabel::Tone::zone});
  list.clip = glm::vec4(0, 1, 0, 1000);
  return list;
}

TEST_P(DrawListEquality, SeesWhatThePictureShows) {
  const DrawList before = full_list();
  DrawList after = full_list();
  EXPECT_EQ(before, after);
  GetParam().make(after);
  EXPECT_EQ(before == after, !GetParam().seen);
}

INSTANTIATE_TEST_SUITE_P(
    Members, DrawListEquality,
    testing::Values(Change{"Camera", [](DrawList& l) { l.camera.pitch_deg = 1; }},
                    Change{"Bounds", [](DrawList& l) { l.bounds.include(glm::vec3(9)); }},
                    Change{"Mode", [](DrawList& l) { l.states[1].mode = Mode::glass; }},
                    Change{"Opacity", [](DrawList& l) { l.states[1].opacity = 3; }},
                    Change{"Colour", [](DrawList& l) { l.states[2].colour = 0xFF000000u; }},
                    Change{"Surface", [](DrawList& l) { l.states[2].surface = Surface::bone; }},
                    Change{"Emphasis", [](DrawList& l) { l.states[0].emphasis = DrawState::hazard; }},
                    Change{"OneMore", [](DrawList& l) { l.states.emplace_back(); }},
                    Change{"PaintStyle", [](DrawList& l) { l.paint[0].style = PaintStroke::Style::entry; }},
                    Change{"PaintPoint", [](DrawList& l) { l.paint[0].points[0].radius = 5; }},
                    Change{"Glow", [](DrawList& l) { l.glows[0].strength = 0.5f; }},
                    Change{"Line", [](DrawList& l) { l.lines[0].hidden_share = 0.9f; }},
                    Change{"Clip", [](DrawList& l) { l.clip->w = 999; }},
                    Change{"NoClip", [](DrawList& l) { l.clip.reset(); }},
                    Change{"Backdrop", [](DrawList& l) { l.backdrop.edge.x = 0; }},
                    Change{"Theme", [](DrawList& l) { l.light_theme = true; }},
                    Change{"Geometry", [](DrawList& l) { l.geometry_version = 5; }},
                    Change{"LabelsThatTheInterfaceDraws", [](DrawList& l) { l.labels.clear(); }, false}),
    [](const auto& given) { return given.param.name; });

}  // namespace
}  // namespace palpate
