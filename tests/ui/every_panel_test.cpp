// Every panel, dialog and page, in both themes, at every scale and in windows of all sizes, with and without a body:
// it draws, nothing is empty, no letter is missing from the fonts, and no word is cut off.
#include "../app/pain_bench.h"
#include "screen.h"

#include <palpate/session/action.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <set>
#include <string>
#include <vector>

namespace palpate {
namespace {

using test::Glyph;
using test::program_data;
using test::Screen;

constexpr unsigned missing_letter = '~';

// Letters of words that hang over the edge of what they stand in. Rows that cut a long name short on purpose are not
// higher than one line.
std::string words_cut_off(const std::vector<Glyph>& glyphs, float line) {
  std::string cut;
  for (const Glyph& g : glyphs) {
    const bool one_line = g.clip.w - g.clip.y < line;
    if (one_line || g.high.y <= g.clip.y || g.low.y >= g.clip.w) continue;
    if (g.low.x < g.clip.x - 1.0f || g.high.x > g.clip.z + 1.0f)
      cut += g.window + ":" + static_cast<char>(g.codepoint < 128 ? g.codepoint : '#') + " ";
  }
  return cut;
}

std::set<std::string> windows_with_words(const std::vector<Glyph>& glyphs) {
  std::set<std::string> windows;
  for (const Glyph& g : glyphs) windows.insert(g.window);
  return windows;
}

void expect_finite(const Screen& s) {
  const ImDrawData* data = ImGui::GetDrawData();
  for (int n = 0; n < data->CmdListsCount; ++n) {
    for (const ImDrawVert& v : data->CmdLists[n]->VtxBuffer)
      ASSERT_TRUE(std::isfinite(v.pos.x) && std::isfinite(v.pos.y)) << data->CmdLists[n]->_OwnerName;
  }
  for (const auto& [name, box] : s.state.items)
    ASSERT_TRUE(std::isfinite(box.x + box.y + box.z + box.w) && box.z >= box.x && box.w >= box.y) << name;
}

struct Scene {
  const char* name;
  std::vector<const char*> windows;  // that must be there, with words in them
  std::function<void(Screen&)> make;
  bool body = true;
};

void dialog(Screen& s, UiDialog which) {
  open_dialog(s.state, which);
  s.state.path = program_data().assets.string();
}

void select(Screen& s, const char* key) {
  s.bench.choose(key);
}

void tab(Screen& s, LeftTab which) {
  s.bench.workbench.perform(SetTab{which});
}

// Two painful areas, and what else hurts at one of them is shown.
void draw_pain(Screen& s) {
  test::open_pain_tab(s.bench);
  PainDrawing drawing = test::drawing_of_zone("infraspinatus", Side::right);
  for (const PainMark& mark : test::drawing_of_zone("gluteus-medius", Side::left)) drawing.push_back(mark);
  s.bench.workbench.perform(SetPain{drawing, "Draw pain"});
  const auto& others = s.bench.workbench.pain()->answer.others;
  if (others.empty()) return;
  s.bench.workbench.perform(ShowOther{structure_key(others[0].cover->area->id, others[0].cover->side), {}});
}

void ask_movement(Screen& s, const char* id) {
  tab(s, LeftTab::pain);
  s.bench.workbench.perform(AskMovement{id, {}});
}

void compare(Screen& s, const char* first, const char* second) {
  select(s, first);
  s.bench.workbench.compare_with(second);
}

void begin_to_place(Screen& s) {
  const glm::vec3 entry = s.bench.workbench.needle()->needle.entry;
  s.bench.workbench.execute(CommandId::exercise_begin);
  s.bench.workbench.perform(HoldNeedle{HeldNeedle{entry, {0.0f, 0.0f, 1.0f}, 12.0f}, "Set a needle"});
}

void open_without_skin(Screen& s) {
  const test::TempFolder folder;
  test::write_share_of_manikin(folder, {"muscles"});
  s.bench.open(folder.path());
}

const char* muscle_without_record() {
  const ConceptCatalog& concepts = program_data().anatomy.concepts;
  for (std::uint32_t i = 0; i < concepts.size(); ++i) {
    const Concept& entry = concepts[ConceptId(i)];
    if (entry.kind == Kind::muscle && program_data().library.about(entry.key) == nullptr) return entry.key.c_str();
  }
  return "femur";
}

const std::vector<Scene>& scenes() {
  static const std::vector<Scene> all = {
      {"NoBody", {"top bar", "left panel", "right panel", "status bar", "welcome"}, [](Screen&) {}, false},
      {"NoBodyButAPage", {"right panel", "welcome"}, [](Screen& s) { select(s, "trapezius"); }, false},
      {"NoBodyAndTheView", {"left panel"}, [](Screen& s) { tab(s, LeftTab::view); }, false},
      {"NoBodyAndTheCredits", {"Sources and credits"}, [](Screen& s) { dialog(s, UiDialog::credits); }, false},
      {"Start", {"top bar", "left panel", "right panel", "status bar", "orientation cube"}, [](Screen&) {}},
      {"AMuscleWithEverything", {"right panel", "body"}, [](Screen& s) { select(s, "trapezius/descending-part"); }},
      {"AMuscleWithoutARecord", {"right panel"}, [](Screen& s) { select(s, muscle_without_record()); }},
      {"AMuscleOfAnotherBody", {"right panel"}, [](Screen& s) { select(s, "piriformis"); }},
      {"ABone", {"right panel"}, [](Screen& s) { select(s, "femur"); }},
      {"ANerveThatNeedlesMustNotMeet", {"right panel"}, [](Screen& s) { select(s, "sciatic-nerve"); }},
      {"WhatNobodyKnows",
       {"right panel"},
       [](Screen& s) {
         s.bench.workbench.perform(Select{"own:old.glb#x", {}, {}});
       }},
      {"WithoutFigures",
       {"right panel"},
       [](Screen& s) {
         select(s, "infraspinatus");
         s.figures = false;
       }},
      {"Systems", {"left panel"}, [](Screen& s) { tab(s, LeftTab::systems); }},
      {"View",
       {"left panel"},
       [](Screen& s) {
         tab(s, LeftTab::view);
         s.bench.workbench.execute(CommandId::clip_toggle);
       }},
      {"WhoseBody",
       {"left panel"},
       [](Screen& s) {
         tab(s, LeftTab::view);
         s.state.layers_open = true;
         s.bench.workbench.perform(SetPhysique{Physique{Sex::male, 1900.0f, 44.0f}});
         while (s.bench.workbench.fitting_skin()) {
           s.bench.sleep_until_woken();
           s.bench.workbench.update();
         }
       }},
      {"WhoseBodyWithoutABody",
       {"left panel"},
       [](Screen& s) {
         tab(s, LeftTab::view);
         s.state.layers_open = true;
         s.bench.workbench.perform(SetPhysique{Physique()});
       },
       false},
      {"PainWithoutABody", {"left panel"}, [](Screen& s) { tab(s, LeftTab::pain); }, false},
      {"PainWithoutASkin",
       {"left panel"},
       [](Screen& s) {
         open_without_skin(s);
         test::open_pain_tab(s.bench);
       },
       false},
      {"PainThatIsNotDrawnYet", {"left panel"}, [](Screen& s) { test::open_pain_tab(s.bench); }},
      {"Pain", {"left panel"}, draw_pain},
      {"PainWithAllItsMuscles",
       {"left panel"},
       [](Screen& s) {
         draw_pain(s);
         s.state.matches_shown = 1000;
       }},
      {"PainThatWasRubbedOut",
       {"left panel"},
       [](Screen& s) {
         draw_pain(s);
         PainDrawing drawing = s.bench.workbench.session().pain;
         for (PainMark mark : PainDrawing(drawing)) {
           mark.erases = true;
           mark.radius_mm = 80.0f;
           drawing.push_back(mark);
         }
         s.bench.workbench.perform(SetPain{drawing, "Erase pain"});
         s.state.brush = UiBrush::erase;
       }},
      {"PainByName",
       {"left panel"},
       [](Screen& s) {
         test::open_pain_tab(s.bench);
         s.state.pain_query = "region left";
       }},
      {"PainOfNoSuchPlace",
       {"left panel"},
       [](Screen& s) {
         test::open_pain_tab(s.bench);
         s.state.pain_query = "xqzzq";
         s.state.brush = UiBrush::turn;
       }},
      {"Movement", {"left panel"}, [](Screen& s) { ask_movement(s, "neck.rotation-other"); }},
      {"MovementWithoutABody", {"left panel"}, [](Screen& s) { ask_movement(s, "elbow.flexion"); }, false},
      {"MovementThatIsNotKnown", {"left panel"}, [](Screen& s) { ask_movement(s, "wing.flapping"); }},
      {"MovementBesidePain",
       {"left panel"},
       [](Screen& s) {
         draw_pain(s);
         ask_movement(s, "shoulder.external-rotation");
       }},
      {"MovementByName",
       {"left panel"},
       [](Screen& s) {
         tab(s, LeftTab::pain);
         s.state.movement_query = "turn";
       }},
      {"MovementOfNoSuchName",
       {"left panel"},
       [](Screen& s) {
         tab(s, LeftTab::pain);
         s.state.movement_query = "xqzzq";
       }},
      {"ExerciseThatAsks",
       {"right panel"},
       [](Screen& s) {
         select(s, "infraspinatus");
         s.bench.workbench.execute(CommandId::exercise_begin);
         tab(s, LeftTab::pain);
       }},
      {"ExerciseWithANeedle",
       {"right panel"},
       [](Screen& s) {
         select(s, "infraspinatus");
         begin_to_place(s);
         s.bench.workbench.execute(CommandId::exercise_look);
       }},
      {"ExerciseChecked",
       {"right panel", "needle"},
       [](Screen& s) {
         select(s, "infraspinatus");
         begin_to_place(s);
         s.bench.workbench.execute(CommandId::exercise_check);
       }},
      {"ExerciseShown",
       {"right panel"},
       [](Screen& s) {
         select(s, "trapezius/descending-part");
         s.bench.workbench.execute(CommandId::exercise_begin);
         s.bench.workbench.execute(CommandId::exercise_check);
       }},
      {"Comparison",
       {"right panel"},
       [](Screen& s) {
         compare(s, "infraspinatus", "deltoid");
         test::wait_for_comparison(s.bench);
       }},
      {"ComparisonWithoutASkin",
       {"right panel"},
       [](Screen& s) {
         open_without_skin(s);
         compare(s, "infraspinatus", "deltoid");
       },
       false},
      {"ChoiceOfTheComparedMuscle",
       {"right panel"},
       [](Screen& s) {
         compare(s, "infraspinatus", "deltoid");
         test::wait_for_comparison(s.bench);
         s.bench.workbench.compare_with({});
         s.state.shown_page = s.bench.workbench.session().selected;
         s.state.choosing_compared = true;
       }},
      {"ChoiceOfTheComparedMuscleByName",
       {"right panel"},
       [](Screen& s) {
         select(s, "infraspinatus");
         s.state.shown_page = s.bench.workbench.session().selected;
         s.state.choosing_compared = true;
         s.state.compared_query = "gluteus";
       }},
      {"AllPainMaps", {"All pain maps"}, [](Screen& s) { dialog(s, UiDialog::pain_maps); }},
      {"AllPainMapsWithoutABody", {"All pain maps"}, [](Screen& s) { dialog(s, UiDialog::pain_maps); }, false},
      {"PainMapsOfNothing",
       {"All pain maps"},
       [](Screen& s) {
         dialog(s, UiDialog::pain_maps);
         s.state.map_filter = "xqzzq";
       }},
      {"BeforeTheNeedle",
       {"Before the needle"},
       [](Screen& s) {
         select(s, "infraspinatus");
         dialog(s, UiDialog::before_needle);
         s.state.ticks["infraspinatus"] = {"needle-phobia", "hygiene-hands", "emergency-stop"};
         s.state.checklist_note = "Written as /somewhere/list.html. Open it in a browser to print it.";
       }},
      {"BeforeTheNeedleOfNothing", {"Before the needle"}, [](Screen& s) { dialog(s, UiDialog::before_needle); }, false},
      {"PrintTheChecklist",
       {"Print the checklist"},
       [](Screen& s) {
         dialog(s, UiDialog::print_checklist);
         s.state.path_error = "The checklist was not written. /nowhere/x.html: the folder does not exist";
       }},
      {"FilterOfTheTree", {"left panel"}, [](Screen& s) { s.state.tree_filter = "glut"; }},
      {"FilterOfNothing", {"left panel"}, [](Screen& s) { s.state.tree_filter = "xqzzq"; }},
      {"OnlyTheBody",
       {"top bar", "status bar", "orientation cube"},
       [](Screen& s) {
         s.bench.workbench.perform(SetPanels{false, false});
       }},
      {"Loading",
       {"progress"},
       [](Screen& s) {
         s.progress = {true, "Reading muscles.glb of the first of three very long folders of a set", 0.4f};
       }},
      {"LoadingWithoutKnowingHowMuch",
       {"progress"},
       [](Screen& s) {
         s.progress = {true, "Reading", -1.0f};
       }},
      {"Search",
       {"search results"},
       [](Screen& s) {
         s.state.search_open = true;
         s.state.query = "gluteus";
       }},
      {"SearchForNothingKnown",
       {"search results"},
       [](Screen& s) {
         s.state.search_open = true;
         s.state.query = "xqzzq";
       }},
      {"Beneath",
       {"beneath"},
       [](Screen& s) {
         for (std::uint32_t i = 0; i < 40; ++i) s.beneath.push_back({StructureId(i), static_cast<float>(i * 3)});
         s.state.beneath_at = glm::vec2(600, 300);
       }},
      {"Palette", {"Search and commands"}, [](Screen& s) { dialog(s, UiDialog::palette); }},
      {"PaletteOfNothing",
       {"Search and commands"},
       [](Screen& s) {
         dialog(s, UiDialog::palette);
         s.state.query = "xqzzq";
       }},
      {"Help", {"All commands and their keys"}, [](Screen& s) { dialog(s, UiDialog::help); }},
      {"Settings", {"Settings"}, [](Screen& s) { dialog(s, UiDialog::settings); }},
      {"Credits", {"Sources and credits"}, [](Screen& s) { dialog(s, UiDialog::credits); }},
      {"NoMessages", {"Messages"}, [](Screen& s) { dialog(s, UiDialog::messages); }},
      {"Messages",
       {"Messages"},
       [](Screen& s) {
         for (int i = 0; i < 30; ++i)
           s.bench.workbench.say("muscles-" + std::to_string(i) + ".glb: this file ends too early. Export it again");
         dialog(s, UiDialog::messages);
       }},
      {"OpenASession", {"Open a session"}, [](Screen& s) { dialog(s, UiDialog::open_session); }},
      {"SaveASession",
       {"Save the session"},
       [](Screen& s) {
         dialog(s, UiDialog::save_session);
         s.state.path_error = "/nowhere/x.json: the folder does not exist. Choose another one";
       }},
      {"OpenAnAtlas", {"Open an atlas"}, [](Screen& s) { dialog(s, UiDialog::open_atlas); }},
      {"OpenAFolderThatIsNotThere",
       {"Open an atlas"},
       [](Screen& s) {
         dialog(s, UiDialog::open_atlas);
         s.state.path = "/nowhere/at/all";
       }},
      {"Picture",
       {"Save a picture"},
       [](Screen& s) {
         dialog(s, UiDialog::screenshot);
         s.state.path_error = "/nowhere/x.png: the folder does not exist. Choose another one";
       }},
  };
  return all;
}

class EveryPanel : public testing::TestWithParam<std::size_t> {};

struct Glass {
  float scale;
  ImVec2 size;
  bool roomy;  // everything must fit
};

TEST_P(EveryPanel, DrawsInEveryThemeScaleAndWindow) {
  const Scene& scene = scenes()[GetParam()];
  Screen s(scene.body);
  scene.make(s);
  const UiState opened = s.state;
  const std::vector<Glass> glasses = {
      {1.0f, {1440, 900}, true},  {1.0f, {1280, 720}, true},  {1.0f, {640, 400}, false},  {1.0f, {160, 90}, false},
      {1.0f, {1, 1}, false},      {0.75f, {1024, 700}, true}, {2.0f, {2880, 1800}, true}, {2.0f, {1024, 768}, false},
      {3.0f, {3840, 2160}, true}, {3.0f, {800, 600}, false}};
  for (const Glass& glass : glasses) {
    for (const Theme theme : {Theme::dark, Theme::light}) {
      SCOPED_TRACE(testing::Message() << (theme == Theme::dark ? "dark" : "light") << " at " << glass.scale << " in "
                                      << glass.size.x << " x " << glass.size.y);
      s.state = opened;
      s.set(theme, glass.scale, glass.size);
      s.settle();
      expect_finite(s);
      if (HasFatalFailure()) return;
      if (glass.size.x < 300) continue;
      std::vector<Glyph> glyphs = s.glyphs();
      if (glass.roomy) {
        const std::set<std::string> shown = windows_with_words(glyphs);
        for (const char* window : scene.windows) EXPECT_TRUE(shown.count(window) > 0) << window << " is empty";
      }
      int pages = 0;
      do {
        glyphs = s.glyphs();
        for (const Glyph& g : glyphs) EXPECT_NE(g.codepoint, missing_letter) << "a letter is missing in " << g.window;
        if (glass.roomy) {
          EXPECT_EQ(words_cut_off(glyphs, 36.0f * glass.scale), "");
        }
      } while (++pages < 60 && theme == Theme::dark && s.scroll_on());
      if (HasFailure()) return;
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Scenes, EveryPanel, testing::Range<std::size_t>(0, scenes().size()),
                         [](const auto& given) { return std::string(scenes()[given.param].name); });

// The eyes of these tests: words that are cut off are seen.
TEST(EveryPanel, WouldSeeWordsThatAreCutOff) {
  Screen s;
  select(s, "trapezius");
  s.set(Theme::dark, 1.0f, ImVec2(1400, 700));
  s.state.right_width = 70.0f;  // narrower than it can be dragged
  s.settle();
  EXPECT_NE(words_cut_off(s.glyphs(), 36.0f), "");
}

// Every page of the library is read from top to bottom: its letters are there and its lines fit.
TEST(EveryPage, IsWholeFromTopToBottom) {
  Screen s(false);
  s.set(Theme::dark, 1.0f, ImVec2(1280, 720));
  for (const MuscleRecord& record : program_data().library.records()) {
    SCOPED_TRACE(record.muscle);
    s.bench.choose(record.muscle);
    for (const TriggerPoint& point : record.trigger_points) {
      SCOPED_TRACE(point.id);
      s.bench.workbench.perform(ChooseZone{ZoneChoice{record.muscle, point.id, Side::right}, {}});
      s.state.shown_page.clear();
      s.settle();
      EXPECT_GT(s.text("right panel").size(), 200u);
      int pages = 0;
      do {
        const std::vector<Glyph> glyphs = s.glyphs();
        for (const Glyph& g : glyphs) ASSERT_NE(g.codepoint, missing_letter);
        ASSERT_EQ(words_cut_off(glyphs, 36.0f), "");
      } while (++pages < 60 && s.scroll_on());
      EXPECT_GT(pages, 1);
      EXPECT_LT(pages, 60);
    }
  }
}

// The page of infraspinatus on a body of these systems, all of it; letters only, for lines are drawn without spaces.
std::string page_on(const std::vector<std::string>& systems, bool loading = false) {
  Screen s(false);
  const test::TempFolder folder;
  if (!systems.empty()) {
    test::write_share_of_manikin(folder, systems);
    s.bench.open(folder.path());
  }
  s.set(Theme::dark, 1.0f, ImVec2(1440, 5000));
  select(s, "infraspinatus");
  s.progress.running = loading;
  s.settle();
  std::string letters;
  for (const Glyph& g : s.glyphs()) {
    if (g.window.rfind("right panel", 0) == 0 && g.codepoint < 128) letters += static_cast<char>(g.codepoint);
  }
  return letters;
}

TEST(PainOnThePage, IsToldInWordsOnlyWhereThereIsNoSkinToPaintItOn) {
  constexpr const char* said = "hasnoskintopainton";
  EXPECT_THAT(page_on({"muscles", "skeleton"}), testing::HasSubstr(said));
  EXPECT_THAT(page_on({"muscles", "skin"}), testing::Not(testing::HasSubstr(said)));
  EXPECT_THAT(page_on({"muscles"}, true), testing::Not(testing::HasSubstr(said))) << "the skin may still come";
  const std::string without_body = page_on({});
  EXPECT_THAT(without_body, testing::Not(testing::HasSubstr(said))) << "the window says that there is no body";
  EXPECT_GT(without_body.size(), 200u) << "though its page is shown";
}

}  // namespace
}  // namespace palpate
