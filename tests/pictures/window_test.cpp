// Pictures of whole windows: the interface drawn over the body, in the states that a person meets.
#include "baseline.h"
#include "manikin.h"
#include "studio.h"

#include <gtest/gtest.h>

#include <glm/geometric.hpp>

#include <functional>
#include <vector>

namespace palpate::test {
namespace {

struct Shot {
  const char* name;
  const char* why;
  std::function<void(Studio&)> act;
  Theme theme = Theme::dark;
  glm::ivec2 size{960, 560};
  float scale = 1.0f;
};

void choose(Studio& s, const char* muscle, Side side) {
  s.bench().choose(program_data().anatomy.concepts.find(muscle), side);
}

void tab(Studio& s, LeftTab wanted) {
  s.bench().perform(SetTab{wanted});
}

const std::vector<Shot>& pages() {
  static const std::vector<Shot> all = {
      {"window-first", "what the first start shows", [](Studio&) {}},
      {"window-muscle", "a muscle's page with its zones and pain",
       [](Studio& s) { choose(s, "infraspinatus", Side::right); }},
      {"window-muscle-light", "", [](Studio& s) { choose(s, "temporalis", Side::right); }, Theme::light},
      {"window-bone", "a page without a record", [](Studio& s) { choose(s, "femur", Side::left); }},
      {"window-only-body",
       "all panels folded away",
       [](Studio& s) { s.bench().execute(CommandId::toggle_panels); },
       Theme::dark,
       {700, 420}},
      {"window-view-tab", "views, depth and the cut",
       [](Studio& s) {
         tab(s, LeftTab::view);
         s.bench().execute(CommandId::clip_toggle);
       }},
      {"window-view-tab-light", "", [](Studio& s) { tab(s, LeftTab::view); }, Theme::light},
      {"window-systems-tab", "the body by systems", [](Studio& s) { tab(s, LeftTab::systems); }},
      {"window-systems-tab-light", "", [](Studio& s) { tab(s, LeftTab::systems); }, Theme::light},
  };
  return all;
}

void hurt(Studio& s, const char* region) {
  PainMark mark;
  mark.region = region;
  mark.side = Side::right;
  s.bench().perform(SetPain{{mark}, "Draw pain"});
  tab(s, LeftTab::pain);
  s.wait_for_pain();
}

void compare(Studio& s) {
  choose(s, "infraspinatus", Side::right);
  s.bench().compare_with("deltoid");
  s.wait_for_pain();
}

// A needle that is set by hand, some way beside the described one. Nothing of it tells the hour: the tries are below.
void place(Studio& s) {
  choose(s, "infraspinatus", Side::right);
  HeldNeedle needle = s.bench().needle()->needle;
  s.bench().execute(CommandId::exercise_begin);
  needle.entry += glm::vec3(-9.0f, 14.0f, 0.0f);
  needle.direction = glm::normalize(glm::vec3(0.2f, -0.3f, 1.0f));
  needle.depth_mm = 14.0f;
  s.bench().perform(HoldNeedle{needle, "Set a needle"});
}

// What is asked of described pain. Only what does not change with every new record is in the picture.
const std::vector<Shot>& questions() {
  static const std::vector<Shot> all = {
      {"window-pain", "a painful region, and the brush", [](Studio& s) { hurt(s, "deltoid-region"); }},
      {"window-movement", "the muscles of a movement that hurts",
       [](Studio& s) {
         s.bench().perform(AskMovement{"forearm.supination", {}});
         tab(s, LeftTab::pain);
         s.wait_for_pain();
       }},
      {"window-needle", "what a needle passes and comes near, on its page and on its card",
       [](Studio& s) {
         s.bench().choose(program_data().anatomy.concepts.find("infraspinatus"), Side::right);
         s.ui().needle_open = true;
       }},
      {"window-access", "from where on the skin the zone can be reached",
       [](Studio& s) {
         s.bench().choose(program_data().anatomy.concepts.find("infraspinatus"), Side::right);
         s.bench().execute(CommandId::needle_access);
         s.bench().perform(SetPanels{false, false});
         Camera near = s.bench().session().camera;
         near.target = s.bench().zone()->resolved.skin;
         near.distance_mm = 480.0f;
         s.bench().perform(MoveCamera{near, {}});
       }},
      {"window-whose-body", "a heavy man: what the layer over the muscles is, and becomes",
       [](Studio& s) {
         tab(s, LeftTab::view);
         s.bench().perform(SetPeel{0.0f});
         s.bench().perform(SetPhysique{Physique{Sex::male, 1850.0f, 34.0f}});
         s.ui().layers_open = true;
         s.wait_for_pain();
       }},
      {"window-exercise-asks",
       "a trigger point in words, and the needle in a hand",
       [](Studio& s) {
         place(s);
         s.bench().execute(CommandId::exercise_look);
         s.bench().fly_to(camera_for_needle(s.bench().session().camera, *s.bench().needle(), 1.0f), {});
       },
       Theme::dark,
       {1180, 720}},
      {"window-exercise-checked",
       "how near the hand came, and both needles",
       [](Studio& s) {
         place(s);
         s.bench().execute(CommandId::exercise_check);
       },
       Theme::dark,
       {1180, 860}},
      {"window-compare", "two muscles: red, blue, and stripes for both", compare},
      {"window-pain-maps", "small pictures of the pain of trigger points",
       [](Studio& s) {
         open_dialog(s.ui(), UiDialog::pain_maps);
         s.ui().map_filter = "infraspinatus";
       }},
      {"window-reading", "a page to read", [](Studio& s) { open_dialog(s.ui(), UiDialog::reading); }},
  };
  return all;
}

// Everything scales together; a scale changes no more than the size.
const std::vector<Shot>& scales() {
  static const std::vector<Shot> all = {
      {"window-scale-080",
       "small texts",
       [](Studio& s) { choose(s, "masseter/superficial-part", Side::left); },
       Theme::dark,
       {800, 440},
       0.8f},
      {"window-scale-150", "", [](Studio& s) { choose(s, "trapezius", Side::left); }, Theme::light, {1350, 600}, 1.5f},
      {"window-scale-200",
       "a dense screen",
       [](Studio& s) { s.bench().execute(CommandId::toggle_panels); },
       Theme::dark,
       {1800, 400},
       2.0f},
  };
  return all;
}

const std::vector<Shot>& dialogs() {
  const auto opens = [](UiDialog dialog) { return [dialog](Studio& s) { open_dialog(s.ui(), dialog); }; };
  const auto palette = [](Studio& s) {
    open_dialog(s.ui(), UiDialog::palette);
    s.ui().query = "upper trap";
  };
  const auto search = [](Studio& s) {
    s.ui().search_open = true;
    s.ui().query = "infra";
  };
  static const std::vector<Shot> all = {
      {"window-settings", "", opens(UiDialog::settings)},
      {"window-settings-light", "", opens(UiDialog::settings), Theme::light},
      {"window-help", "all commands and their keys", opens(UiDialog::help)},
      {"window-help-light", "", opens(UiDialog::help), Theme::light},
      {"window-palette", "anything can be found by typing", palette},
      {"window-search", "the list under the search field", search},
      {"window-search-light", "", search, Theme::light},
      {"window-messages",
       "what went wrong, in words",
       [](Studio& s) {
         s.bench().say("lung.obj: the file is not there. Copy it beside plate.obj");
         open_dialog(s.ui(), UiDialog::messages);
       },
       Theme::dark,
       {1120, 520}},
      {"window-screenshot", "the dialog that saves a picture",
       [](Studio& s) {
         open_dialog(s.ui(), UiDialog::screenshot);
         s.ui().path = "/home/somebody/picture.png";
       }},
      // So low that the number of publications, which grows, is not seen.
      {"window-credits", "who made the anatomy", opens(UiDialog::credits), Theme::dark, {960, 330}},
      {"window-credits-light", "", opens(UiDialog::credits), Theme::light, {960, 330}},
  };
  return all;
}

void check(Studio& studio, const std::vector<Shot>& shots) {
  for (const Shot& shot : shots) {
    studio.begin(shot.theme);
    shot.act(studio);
    expect_baseline(studio.window(shot.size, shot.scale), shot.name, shot.why, window_tolerance);
  }
}

TEST(WindowPictures, OfPagesAreWhatTheyWere) {
  Studio studio(manikin_folder());
  check(studio, pages());
}

TEST(WindowPictures, OfQuestionsAreWhatTheyWere) {
  Studio studio(manikin_folder());
  check(studio, questions());
}

TEST(WindowPictures, OfScalesAreWhatTheyWere) {
  Studio studio(manikin_folder());
  check(studio, scales());
}

TEST(WindowPictures, OfDialogsAreWhatTheyWere) {
  Studio studio(manikin_folder());
  check(studio, dialogs());
}

TEST(WindowPictures, OfThePointerAreWhatTheyWere) {
  Studio studio(manikin_folder());
  studio.begin();
  (void)studio.window({960, 560});  // the viewport is known after a frame
  const glm::vec4 view = studio.ui().viewport;
  const glm::vec2 on_the_thigh(0.44f * view.z, 0.6f * view.w);
  studio.point(glm::vec2(view.x, view.y) + on_the_thigh);
  expect_baseline(studio.window({960, 560}), "window-hover", "the name of what is under the pointer", window_tolerance);
  studio.ask_beneath(on_the_thigh);
  expect_baseline(studio.window({960, 560}), "window-beneath", "what lies beneath a place, nearest first",
                  window_tolerance);
}

TEST(WindowPictures, WithoutABodyAreWhatTheyWere) {
  Studio studio({});
  studio.begin();
  expect_baseline(studio.window({1100, 520}), "window-welcome", "how to get a body", window_tolerance);
  studio.begin(Theme::light);
  expect_baseline(studio.window({1100, 520}), "window-welcome-light", "", window_tolerance);
}

}  // namespace
}  // namespace palpate::test
