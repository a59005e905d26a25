// Pictures of the body: one table of what is done and why the picture is there. The body is the tests' manikin.
#include "baseline.h"
#include "manikin.h"
#include "studio.h"
#include "temp_folder.h"

#include <gtest/gtest.h>

#include <functional>
#include <string_view>
#include <vector>

namespace palpate::test {
namespace {

namespace fs = std::filesystem;

struct Shot {
  const char* name;  // of the file in baselines/
  const char* why;
  std::function<void(Studio&)> act;
  Theme theme = Theme::dark;
};

struct Group {
  const char* name;
  std::vector<Shot> shots;
};

void zone_on(Studio& s, const char* muscle, const char* point, Side side = Side::right) {
  s.zone(muscle, point, side);
}

// Pain on the face is looked at from the side, without the rest of the body.
void look_closely(Studio& s, float yaw, float pitch, float nearer) {
  s.look(yaw, pitch);
  s.nearer(nearer);
}

const std::vector<Group>& groups() {
  using enum System;
  static const std::vector<Group> all = {
      {"Views",
       {
           {"view-front", "the first thing anyone sees", [](Studio& s) { s.look(StandardView::front); }},
           {"view-back", "", [](Studio& s) { s.look(StandardView::back); }},
           {"view-left", "the body's left side looks to the right", [](Studio& s) { s.look(StandardView::left); }},
           {"view-right", "", [](Studio& s) { s.look(StandardView::right); }},
           {"view-top", "straight down: the camera has no up there",
            [](Studio& s) {
              s.look(StandardView::top);
              s.nearer(2.0f);
            }},
           {"view-bottom", "",
            [](Studio& s) {
              s.look(StandardView::bottom);
              s.nearer(2.0f);
            }},
           {"view-between", "light and shadow from an angle that no button gives",
            [](Studio& s) {
              s.look(35, 20);
              s.nearer(2.0f);
            }},
       }},
      {"Systems",
       {
           {"system-muscles", "muscles without bones behind them", [](Studio& s) { s.only_systems({muscles}); }},
           {"system-skeleton", "", [](Studio& s) { s.only_systems({skeleton}); }},
           {"system-nerves", "thin things are not lost", [](Studio& s) { s.only_systems({nerves}); }},
           {"system-vessels", "", [](Studio& s) { s.only_systems({vessels}); }},
           {"system-organs", "", [](Studio& s) { s.only_systems({viscera}); }},
           {"system-fascia", "", [](Studio& s) { s.only_systems({fascia}); }},
           {"system-attachments", "patches that lie on bone do not flicker",
            [](Studio& s) {
              s.only_systems({skeleton, attachments});
              s.look(StandardView::back);
              s.frame("scapula.right", 0.6f);
            }},
       }},
      {"Peel",
       {
           {"peel-skin", "solid skin", [](Studio& s) { s.peel(0.0f); }},
           {"peel-glass", "skin as glass over muscle", [](Studio& s) { s.peel(0.12f); }},
           {"peel-faint", "skin almost gone", [](Studio& s) { s.peel(0.22f); }},
           {"peel-second", "the superficial muscles are gone",
            [](Studio& s) {
              s.peel(0.54f);
              s.look(StandardView::back);
            }},
           {"peel-bone", "only the skeleton is left",
            [](Studio& s) {
              s.peel(1.0f);
              s.look(StandardView::back);
            }},
       }},
      {"Marks",
       {
           {"selection", "an outline round what is chosen, seen through nothing",
            [](Studio& s) {
              s.look(StandardView::back);
              s.frame("infraspinatus.left", 0.6f);
              s.select("infraspinatus.left");
            }},
           {"selection-covered", "what is chosen is marked behind other things too",
            [](Studio& s) {
              s.frame("scapula.right", 0.6f);
              s.select("scapula.right");
            }},
           {"hover", "a lighter outline under the pointer",
            [](Studio& s) {
              s.frame("rectus-femoris.left", 0.9f);
              s.hover("rectus-femoris.left");
            }},
           {"ghost", "a faded muscle shows what it covers",
            [](Studio& s) {
              s.look(StandardView::back);
              s.frame("gluteus-maximus.right", 0.6f);
              s.show({"gluteus-maximus.right"}, Show::ghost);
            }},
           {"hidden", "",
            [](Studio& s) {
              s.look(StandardView::back);
              s.frame("gluteus-maximus.right", 0.6f);
              s.show({"gluteus-maximus.right"}, Show::hidden);
            }},
           {"isolated", "one muscle alone",
            [](Studio& s) {
              s.select("pectoralis-major/sternocostal-head.right");
              s.bench().execute(CommandId::isolate);
              s.frame("pectoralis-major/sternocostal-head.right");
            }},
           {"isolated-touching", "a muscle and its neighbours",
            [](Studio& s) {
              s.look(StandardView::back);
              s.select("infraspinatus.right");
              s.bench().execute(CommandId::isolate_touching);
              s.frame("infraspinatus.right", 0.5f);
            }},
           {"attachments", "origin and insertion of the chosen muscle on its bones",
            [](Studio& s) {
              s.look(StandardView::back);
              s.peel(1.0f);
              s.select("infraspinatus.right");
              s.show({"infraspinatus.right"}, Show::ghost);
              s.frame("infraspinatus.right", 0.8f);
            }},
       }},
      {"Cuts",
       {
           {"cut-transverse", "the trunk from above",
            [](Studio& s) {
              s.peel(0.0f);
              s.cut(Axis::transverse, 1150);
              look_closely(s, 20, 45, 2.4f);
            }},
           {"cut-transverse-flipped", "the other side, from below",
            [](Studio& s) {
              s.peel(0.0f);
              s.cut(Axis::transverse, 1150, true);
              look_closely(s, 20, -45, 2.4f);
            }},
           {"cut-coronal", "", [](Studio& s) { s.cut(Axis::coronal, -20); }},
           {"cut-sagittal", "",
            [](Studio& s) {
              s.cut(Axis::sagittal, 60);
              s.look(StandardView::left);
              s.nearer(1.6f);
            }},
           {"cut-thigh", "flesh, bone and vessels in a section near by",
            [](Studio& s) {
              s.peel(0.0f);
              s.cut(Axis::transverse, 640);
              s.frame("rectus-femoris.right", 2.0f);
              s.look(10, 60);
            }},
           {"cut-glass", "a cut through skin that is glass",
            [](Studio& s) {
              s.peel(0.12f);
              s.cut(Axis::coronal, 0);
              s.nearer(1.5f);
            }},
       }},
      {"Zones",
       {
           {"zone-trapezius", "the zone glows, the pain is painted up the neck to the temple",
            [](Studio& s) { zone_on(s, "trapezius", "descending-1"); }},
           {"zone-infraspinatus", "pain far from its zone, on the front of the shoulder and down the arm",
            [](Studio& s) { zone_on(s, "infraspinatus", "upper-medial"); }},
           {"zone-gluteus-medius", "", [](Studio& s) { zone_on(s, "gluteus-medius", "posterior", Side::left); }},
           {"zone-temporalis", "pain on a strongly curved place",
            [](Studio& s) { zone_on(s, "temporalis", "anterior"); }},
           {"zone-masseter", "", [](Studio& s) { zone_on(s, "masseter", "superficial-upper", Side::left); }},
           {"zone-sternocleidomastoid", "pain on both sides of the midline",
            [](Studio& s) { zone_on(s, "sternocleidomastoid", "clavicular-middle"); }},
           {"zone-gastrocnemius", "", [](Studio& s) { zone_on(s, "gastrocnemius", "medial"); }},
           {"zone-without-needle", "the zone and what a needle must not meet, without the needle",
            [](Studio& s) {
              zone_on(s, "trapezius", "descending-1");
              s.bench().perform(SetSwitch{Switch::needle, false});
            }},
           {"zone-without-hazards", "",
            [](Studio& s) {
              zone_on(s, "trapezius", "descending-1");
              s.bench().perform(SetSwitch{Switch::hazards, false});
            }},
           {"needle", "the needle, its cone and the ring where it enters, near by",
            [](Studio& s) {
              zone_on(s, "infraspinatus", "upper-medial");
              s.frame("infraspinatus.right", 1.2f);
              s.look(150, 15);
            }},
           {"zone-in-skin", "the glow through solid skin",
            [](Studio& s) {
              zone_on(s, "gluteus-medius", "middle");
              s.peel(0.0f);
            }},
       }},
      {"Light",
       {
           {"light-body", "the light theme", [](Studio& s) { s.nearer(1.5f); }, Theme::light},
           {"light-zone", "paint, glow and needle on paper",
            [](Studio& s) { zone_on(s, "infraspinatus", "upper-medial"); }, Theme::light},
           {"light-selection", "a darker outline",
            [](Studio& s) {
              s.frame("biceps-brachii/long-head.left", 0.8f);
              s.select("biceps-brachii/long-head.left");
            },
            Theme::light},
       }},
      {"Close",
       {
           {"close-fibres", "fibres run along the muscle", [](Studio& s) { s.frame("rectus-femoris.left", 5.0f); }},
           {"close-tendon", "a muscle ends in its tendon",
            [](Studio& s) {
              s.look(StandardView::back);
              s.frame("gastrocnemius/medial-head.left", 2.5f);
            }},
           {"close-bone", "",
            [](Studio& s) {
              s.peel(1.0f);
              s.frame("femur.left", 5.0f);
            }},
           {"close-paint", "solid and dotted pain beside each other",
            [](Studio& s) {
              zone_on(s, "infraspinatus", "upper-medial");
              s.bench().perform(SetSwitch{Switch::needle, false});
              s.nearer(2.5f);
            }},
           {"close-nerve", "a nerve and an artery in the arm",
            [](Studio& s) {
              s.only_systems({skeleton, nerves, vessels});
              s.frame("median-nerve.left", 2.0f);
            }},
       }},
  };
  return all;
}

class BodyPictures : public testing::TestWithParam<std::size_t> {};

TEST_P(BodyPictures, AreWhatTheyWere) {
  Studio studio(manikin_folder());
  for (const Shot& shot : groups()[GetParam()].shots) {
    studio.begin(shot.theme);
    shot.act(studio);
    expect_baseline(studio.body(), shot.name, shot.why, body_tolerance);
  }
}

INSTANTIATE_TEST_SUITE_P(Of, BodyPictures, testing::Range<std::size_t>(0, groups().size()),
                         [](const auto& group) { return groups()[group.param].name; });

TEST(QuickPictures, AreWhatTheyWere) {
  Studio studio(manikin_folder());
  studio.begin();
  studio.nearer(1.6f);
  DrawQuality draft = DrawQuality::full();
  draft.plain = true;
  expect_baseline(studio.body(draft), "quick-draft", "no shadow, no occlusion, hard edges", draft_tolerance);
  DrawQuality moving;
  moving.most_triangles = 6'000;
  moving.resolution = 0.5f;
  expect_baseline(studio.body(moving, false), "quick-moving", "coarse, as on a slow machine while it moves",
                  draft_tolerance);
}

TEST(Backdrop, IsWhatItWas) {
  Studio studio(manikin_folder());
  studio.begin();
  expect_baseline(studio.body_before_backdrop(), "backdrop-dark", "darker towards the corners", body_tolerance);
  studio.begin(Theme::light);
  expect_baseline(studio.body_before_backdrop(), "backdrop-light", "paper", body_tolerance);
}

// A model of somebody's own, with its texture: a plate of four colours.
fs::path textured_model(const TempFolder& folder) {
  Image picture{64, 64, std::vector<std::uint8_t>(64 * 64 * 4, 255)};
  for (int y = 0; y < 64; ++y) {
    for (int x = 0; x < 64; ++x) {
      const bool right = x >= 32, low = y >= 32, line = x % 8 == 0 || y % 8 == 0;
      std::uint8_t* p = &picture.rgba[static_cast<std::size_t>((y * 64 + x) * 4)];
      p[0] = line ? 30 : right == low ? 220 : 60;
      p[1] = line ? 30 : right ? 190 : 60;
      p[2] = line ? 30 : low ? 200 : 60;
    }
  }
  if (Status written = write_png(picture, folder / "squares.png"); !written)
    throw std::runtime_error(written.error().text());
  folder.write("plate.mtl", "newmtl squares\nKd 1 1 1\nmap_Kd squares.png\n");
  return folder.write("plate.obj",
                      "mtllib plate.mtl\no plate\nv -0.2 0.8 0\nv 0.2 0.8 0\nv 0.2 1.2 0.1\nv -0.2 1.2 0.1\n"
                      "vt 0 0\nvt 1 0\nvt 1 1\nvt 0 1\nusemtl squares\nf 1/1 2/2 3/3 4/4\n");
}

TEST(TexturedModel, IsWhatItWas) {
  const TempFolder folder;
  Studio studio(textured_model(folder));
  studio.begin();
  studio.look(25, 10);
  expect_baseline(studio.body(), "textured-model", "a model of somebody's own, with its texture the right way up",
                  body_tolerance);
}

}  // namespace
}  // namespace palpate::test
