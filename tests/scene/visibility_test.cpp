// What is shown: systems, peel, exceptions and isolation, one rule for every structure.
#include "small_body.h"

#include <palpate/scene/layers.h>
#include <palpate/session/action.h>

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace palpate {
namespace {

using test::small_body;

Session all_systems_on() {
  Session session;
  session.systems.fill(true);
  return session;
}

Visibility of(const std::string& key, const Session& session) {
  const auto all = visibility(small_body(), session);
  return all.at(small_body().find(key).index());
}

Show show_of(const std::string& key, const Session& session) {
  return of(key, session).show;
}

TEST(Visibility, SpeaksOfEveryStructureInTheBodysOrder) {
  EXPECT_EQ(visibility(small_body(), Session()).size(), small_body().size());
  EXPECT_TRUE(visibility(Body(), Session()).empty());
}

TEST(Visibility, ShowsBonesAndMusclesAtFirstAndNoNervesOrVessels) {
  const Session first;
  EXPECT_EQ(show_of("bone.right", first), Show::normal);
  EXPECT_EQ(show_of("muscle-1.right", first), Show::normal);
  EXPECT_EQ(show_of("own:model#thing", first), Show::normal) << "what an unknown model brings is not hidden";
  EXPECT_EQ(show_of("skin", first), Show::hidden) << "the first look is beneath the skin";
  EXPECT_EQ(show_of("nerve.right", first), Show::hidden);
  EXPECT_EQ(show_of("artery.right", first), Show::hidden);
  EXPECT_EQ(show_of("patch.right", first), Show::hidden);
}

TEST(Visibility, MakesTheSkinGlassyAsThePeelSays) {
  Session session = all_systems_on();
  session.peel = 0.0f;
  EXPECT_EQ(show_of("skin", session), Show::normal);
  session.peel = 0.15f;
  EXPECT_EQ(show_of("skin", session), Show::ghost);
  EXPECT_FLOAT_EQ(of("skin", session).opacity, skin_opacity(0.15f));
  session.peel = 0.6f;
  EXPECT_EQ(show_of("skin", session), Show::hidden);
}

TEST(Visibility, TakesFasciaAwayWithTheFirstMuscles) {
  Session session = all_systems_on();
  session.peel = peel_skin_gone;
  EXPECT_EQ(show_of("fascia.right", session), Show::normal);
  session.peel = 0.42f;
  EXPECT_EQ(show_of("fascia.right", session), Show::hidden);
}

TEST(Visibility, LeavesEverythingButSkinFasciaAndMusclesToTheSwitches) {
  Session session = all_systems_on();
  session.peel = 1.0f;
  for (const Structure& s : small_body().structures()) {
    const bool peeled = s.system == System::skin || s.system == System::fascia || s.system == System::muscles;
    EXPECT_EQ(show_of(s.key, session), peeled ? Show::hidden : Show::normal) << s.key;
  }
}

TEST(Visibility, DoesNotCareForExceptionsOfStructuresThatAreNotThere) {
  Session session = all_systems_on();
  const auto before = visibility(small_body(), session);
  session.exceptions["scapula.left"] = Show::hidden;
  const auto after = visibility(small_body(), session);
  for (std::size_t i = 0; i < before.size(); ++i) EXPECT_EQ(before[i].show, after[i].show);
}

// The whole table: is its system on, how deep is the peel, an exception, and isolation.
enum class Only { nothing, it, another };
struct RuleCase {
  bool on;
  float peel;
  Show exception;
  Only only;
};

class VisibilityRule : public testing::TestWithParam<RuleCase> {};

TEST_P(VisibilityRule, HoldsForEveryStructure) {
  const RuleCase& given = GetParam();
  for (const Structure& s : small_body().structures()) {
    SCOPED_TRACE(s.key);
    Session session;
    session.systems.fill(!given.on);
    session.systems[static_cast<std::size_t>(s.system)] = given.on;
    session.peel = given.peel;
    if (given.exception != Show::normal) session.exceptions[s.key] = given.exception;
    if (given.only == Only::it) session = apply(session, ShowOnly{{"zzz.left", s.key, "aaa.right"}, {}});
    if (given.only == Only::another) session = apply(session, ShowOnly{{"another.right"}, {}});
    const Visibility seen = of(s.key, session);

    // In words: what is hidden by name stays hidden. Isolation shows what it names, whatever its system and layer, and
    // nothing else. Otherwise the switch of its system and the peel decide. What is faded by name is glass if it is
    // shown at all.
    bool shown = given.on;
    if (s.system == System::skin) shown = shown && skin_opacity(given.peel) > 0.0f;
    if (s.system == System::muscles) shown = shown && muscle_layer_shown(s.layer, given.peel);
    if (s.system == System::fascia) shown = shown && given.peel < 0.35f;
    if (given.only != Only::nothing) shown = given.only == Only::it;
    if (given.exception == Show::hidden) shown = false;
    EXPECT_EQ(seen.show != Show::hidden, shown);
    if (!shown) continue;
    const float skin = skin_opacity(given.peel);
    const bool glassy_skin = s.system == System::skin && skin < 1.0f && given.only == Only::nothing;
    const bool glass = given.exception == Show::ghost || glassy_skin;
    EXPECT_EQ(seen.show, glass ? Show::ghost : Show::normal);
    if (glass) {
      EXPECT_GT(seen.opacity, 0.05f);
      EXPECT_LT(seen.opacity, 0.7f);
    } else {
      EXPECT_EQ(seen.opacity, 1.0f);
    }
  }
}

std::vector<RuleCase> rule_cases() {
  std::vector<RuleCase> cases;
  for (const bool on : {true, false}) {
    for (const float peel : {0.0f, 0.15f, 0.30f, 0.54f, 0.78f, 1.0f}) {
      for (const Show exception : {Show::normal, Show::ghost, Show::hidden}) {
        for (const Only only : {Only::nothing, Only::it, Only::another}) cases.push_back({on, peel, exception, only});
      }
    }
  }
  return cases;
}

INSTANTIATE_TEST_SUITE_P(Table, VisibilityRule, testing::ValuesIn(rule_cases()), [](const auto& given) {
  const RuleCase& c = given.param;
  return std::string(c.on ? "On" : "Off") + "Peel" + std::to_string(static_cast<int>(c.peel * 100)) +
         (c.exception == Show::hidden  ? "Hidden"
          : c.exception == Show::ghost ? "Faded"
                                       : "") +
         (c.only == Only::it        ? "Isolated"
          : c.only == Only::another ? "AnotherIsolated"
                                    : "");
});

}  // namespace
}  // namespace palpate
