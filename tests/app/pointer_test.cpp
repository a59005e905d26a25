// What the pointer does: it points at what is seen, compared with every triangle of the body; drags turn and move.
#include "bench.h"

#include <palpate/scene/camera_math.h>
#include <palpate/session/action.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <glm/geometric.hpp>

#include <algorithm>
#include <optional>
#include <random>
#include <string>
#include <vector>

namespace palpate {
namespace {

using test::Bench;
using Mode = DrawState::Mode;

struct Crossing {
  std::uint32_t structure;
  float distance;
};

// Möller and Trumbore, in double, over every triangle.
std::vector<Crossing> all_crossings(const LoadedBody& loaded, const Ray& ray) {
  std::vector<Crossing> found;
  const glm::dvec3 o(ray.origin), d(ray.direction);
  static std::vector<MeshData> meshes;  // of the one manikin
  if (meshes.empty()) {
    for (std::uint32_t i = 0; i < loaded.body.size(); ++i) meshes.push_back(loaded.geometry.mesh(i));
  }
  for (std::uint32_t s = 0; s < meshes.size(); ++s) {
    const MeshData& mesh = meshes[s];
    for (std::size_t t = 0; t + 2 < mesh.indices.size(); t += 3) {
      const glm::dvec3 a(mesh.positions[mesh.indices[t]]), b(mesh.positions[mesh.indices[t + 1]]),
          c(mesh.positions[mesh.indices[t + 2]]);
      const glm::dvec3 u = b - a, v = c - a, p = glm::cross(d, v);
      const double det = glm::dot(u, p);
      if (std::abs(det) < 1e-12) continue;
      const glm::dvec3 from = o - a, q = glm::cross(from, u);
      const double x = glm::dot(from, p) / det, y = glm::dot(d, q) / det, at = glm::dot(v, q) / det;
      if (x >= 0.0 && y >= 0.0 && x + y <= 1.0 && at > 0.0) found.push_back({s, static_cast<float>(at)});
    }
  }
  std::sort(found.begin(), found.end(), [](const Crossing& a, const Crossing& b) { return a.distance < b.distance; });
  return found;
}

// What is seen at a place: the nearest solid face that is not cut away; the nearest glass where there is none.
std::optional<Crossing> seen(const LoadedBody& loaded, const DrawList& list, const Ray& ray) {
  const std::vector<Crossing> all = all_crossings(loaded, ray);
  for (const bool solid : {true, false}) {
    for (const Crossing& c : all) {
      const Mode mode = list.states[c.structure].mode;
      if (solid ? mode != Mode::solid : mode == Mode::hidden) continue;
      const glm::vec3 p = ray.origin + ray.direction * c.distance;
      if (list.clip && glm::dot(glm::vec3(*list.clip), p) > list.clip->w) continue;
      return c;
    }
  }
  return std::nullopt;
}

// The middle of a structure in the viewport, where the pointer meets it or what lies before it.
glm::vec2 place_of(const Bench& b, const std::string& key) {
  return *on_screen(b.workbench.session().camera, b.structure(key).bounds.centre(), b.workbench.viewport());
}

struct PickCase {
  const char* name;
  float peel;
  bool cut;
  const char* chosen;
};
class Pointing : public testing::TestWithParam<PickCase> {};

TEST_P(Pointing, FindsWhatIsSeenThere) {
  Bench b(test::without_motion());
  b.open();
  const glm::vec2 size(900, 700);
  b.workbench.set_viewport(size);
  Session session;
  session.peel = GetParam().peel;
  session.clip = {GetParam().cut, Axis::coronal, 5.0f, true};
  b.workbench.perform(ReplaceSession{session, "Begin"});
  if (GetParam().chosen[0] != '\0') b.choose(GetParam().chosen);
  std::mt19937 random(42);
  const auto between = [&](float low, float high) { return std::uniform_real_distribution<float>(low, high)(random); };
  int hits = 0, misses = 0;
  for (int view = 0; view < 4; ++view) {
    Camera camera = framed(turned_to(Camera(), static_cast<StandardView>(view)), b.workbench.loaded().body.bounds(),
                           size.x / size.y);
    camera.distance_mm *= between(0.25f, 1.0f);
    camera.target.y += between(-300.0f, 300.0f);
    b.workbench.perform(MoveCamera{camera, "Look"});
    for (int i = 0; i < 16; ++i) {
      const glm::vec2 at(between(0.3f * size.x, 0.7f * size.x), between(0, size.y));
      b.workbench.point_at(at);
      const Ray ray = ray_through(camera, at, size);
      const auto expected = seen(b.workbench.loaded(), b.workbench.draw_list(), ray);
      const auto found = b.workbench.pointed();
      ASSERT_EQ(found.has_value(), expected.has_value()) << "view " << view << ", round " << i;
      (found ? hits : misses) += 1;
      if (!found) continue;
      // Where two surfaces lie together, either may be named.
      EXPECT_NEAR(found->distance_mm, expected->distance, 0.05f) << "view " << view << ", round " << i;
      EXPECT_LT(glm::distance(found->position, ray.origin + ray.direction * found->distance_mm), 0.5f);
    }
  }
  EXPECT_GT(hits, 5);
  EXPECT_GT(misses, 0);
}

INSTANTIATE_TEST_SUITE_P(Sessions, Pointing,
                         testing::Values(PickCase{"Muscles", 0.3f, false, ""}, PickCase{"Skin", 0.0f, false, ""},
                                         PickCase{"GlassySkin", 0.15f, false, ""}, PickCase{"Bones", 1.0f, false, ""},
                                         PickCase{"CutOpen", 0.3f, true, ""}, PickCase{"CutOpenSkin", 0.0f, true, ""},
                                         PickCase{"AZone", 0.3f, false, "infraspinatus"}),
                         [](const auto& given) { return given.param.name; });

TEST(Beneath, ListsEverythingUnderAPlaceOnceNearestFirst) {
  Bench b(test::without_motion());
  b.open();
  const glm::vec2 size(900, 700);
  b.workbench.set_viewport(size);
  const Camera camera = b.workbench.session().camera;
  std::mt19937 random(43);
  int several = 0;
  for (int i = 0; i < 40; ++i) {
    const glm::vec2 at(std::uniform_real_distribution<float>(400, 500)(random),
                       std::uniform_real_distribution<float>(60, 640)(random));
    const Ray ray = ray_through(camera, at, size);
    std::vector<std::uint32_t> expected;
    for (const Crossing& c : all_crossings(b.workbench.loaded(), ray)) {
      if (std::find(expected.begin(), expected.end(), c.structure) == expected.end()) expected.push_back(c.structure);
    }
    std::vector<std::uint32_t> found;
    float last = 0.0f;
    for (const PointedAt& p : b.workbench.beneath(at)) {
      found.push_back(p.structure.index());
      EXPECT_GE(p.distance_mm, last);
      last = p.distance_mm;
    }
    EXPECT_THAT(found, testing::UnorderedElementsAreArray(expected)) << "round " << i;
    several += found.size() > 3 ? 1 : 0;
  }
  EXPECT_GT(several, 3);
}

TEST(Beneath, NamesWhatIsHiddenTooButNotWhatIsCutAway) {
  Bench b(test::without_motion());
  b.open();
  const glm::vec2 size(900, 700),
      at = *on_screen(b.workbench.session().camera, b.structure("femur.right").bounds.centre(), size);
  b.workbench.set_viewport(size);
  const auto names = [&] {
    std::vector<std::string> keys;
    for (const PointedAt& p : b.workbench.beneath(at)) keys.push_back(b.workbench.loaded().body[p.structure].key);
    return keys;
  };
  EXPECT_THAT(names(), testing::Contains("skin")) << "though the peel has taken it";
  EXPECT_THAT(names(), testing::Contains("rectus-femoris.right"));
  // From the front, all that lies in front of the femur is cut away.
  const float front = b.structure("femur.right").bounds.high.z;
  b.workbench.perform(SetClip{{true, Axis::coronal, front, false}});
  (void)b.workbench.draw_list();
  EXPECT_THAT(names(), testing::Not(testing::Contains("rectus-femoris.right")));
}

TEST(Pointer, OutsideTheBodyPointsAtNothing) {
  Bench b(test::without_motion());
  b.open();
  b.workbench.set_viewport({900, 700});
  const glm::vec2 inside = place_of(b, "femur.left");
  b.workbench.point_at(inside);
  EXPECT_TRUE(b.workbench.pointed());
  b.workbench.point_at(glm::vec2(2, 2));
  EXPECT_FALSE(b.workbench.pointed());
  b.workbench.point_at(inside);
  b.workbench.point_at(std::nullopt);
  EXPECT_FALSE(b.workbench.pointed());
}

TEST(Pointer, MarksWhatItPointsAt) {
  Bench b(test::without_motion());
  b.open();
  b.workbench.set_viewport({900, 700});
  b.workbench.point_at(place_of(b, "femur.left"));
  ASSERT_TRUE(b.workbench.pointed());
  const std::uint32_t index = b.workbench.pointed()->structure.index();
  EXPECT_TRUE(b.workbench.draw_list().states[index].emphasis & DrawState::hovered);
  b.workbench.point_at(std::nullopt);
  EXPECT_FALSE(b.workbench.draw_list().states[index].emphasis & DrawState::hovered);
}

TEST(Click, ChoosesWhatIsThereAndLetsGoBesideTheBody) {
  Bench b(test::without_motion());
  b.open();
  b.workbench.set_viewport({900, 700});
  const glm::vec2 at = place_of(b, "rectus-femoris.left");
  b.workbench.point_at(at);
  ASSERT_TRUE(b.workbench.pointed());
  const std::string key = b.workbench.loaded().body[b.workbench.pointed()->structure].key;
  b.workbench.click(at);
  EXPECT_EQ(b.workbench.session().selected, key);
  EXPECT_EQ(b.workbench.last_click(), at);
  b.workbench.click({2, 2});
  EXPECT_EQ(b.workbench.session().selected, "");
  const std::size_t steps = b.workbench.history().labels().size();
  b.workbench.click({3, 900 - 300});
  EXPECT_EQ(b.workbench.history().labels().size(), steps) << "letting go of nothing is no step";
}

TEST(Click, OnTheSameSpotAgainAsksForWhatLiesBeneath) {
  Bench b(test::without_motion());
  b.open();
  b.workbench.set_viewport({900, 700});
  const glm::vec2 at = place_of(b, "femur.left");
  b.workbench.click(at);
  EXPECT_THAT(b.workbench.take_requests(), testing::IsEmpty());
  const std::string chosen = b.workbench.session().selected;
  b.workbench.click(at + glm::vec2(2, 1));
  EXPECT_THAT(b.workbench.take_requests(), testing::ElementsAre(ShellRequest::beneath));
  EXPECT_EQ(b.workbench.session().selected, chosen);
  b.workbench.click(at + glm::vec2(40, 0));
  EXPECT_THAT(b.workbench.take_requests(), testing::IsEmpty()) << "another spot";
}

TEST(Drag, IsOneStepHoweverManyMovesItHas) {
  Bench b(test::without_motion());
  b.open();
  const Session start = b.workbench.session();
  const std::size_t steps = b.workbench.history().position();
  for (int i = 0; i < 30; ++i) b.workbench.orbit({3, 1});
  b.workbench.finish_step();
  EXPECT_EQ(b.workbench.history().position(), steps + 1);
  for (int i = 0; i < 30; ++i) b.workbench.orbit({-3, 1});
  b.workbench.finish_step();
  EXPECT_EQ(b.workbench.history().position(), steps + 2) << "the next drag is a step of its own";
  for (int i = 0; i < 5; ++i) b.workbench.pan({3, 1});
  EXPECT_EQ(b.workbench.history().position(), steps + 3);
  b.workbench.execute(CommandId::undo);
  b.workbench.execute(CommandId::undo);
  b.workbench.execute(CommandId::undo);
  EXPECT_EQ(b.workbench.session(), start);
}

TEST(Wheel, KeepsWhatIsUnderThePointerUnderIt) {
  Bench b(test::without_motion());
  b.open();
  const glm::vec2 size(900, 700);
  b.workbench.set_viewport(size);
  const glm::vec2 at = place_of(b, "rectus-femoris.left");
  b.workbench.point_at(at);
  ASSERT_TRUE(b.workbench.pointed());
  const glm::vec3 p = b.workbench.pointed()->position;
  const float before = b.workbench.session().camera.distance_mm;
  b.workbench.zoom(3.0f, at);
  EXPECT_LT(b.workbench.session().camera.distance_mm, before);
  EXPECT_LT(glm::distance(*on_screen(b.workbench.session().camera, p, size), at), 0.5f);
}

TEST(Wheel, GoesAsFastAsThePersonLikes) {
  const auto zoomed_to = [](float percent) {
    Settings settings = test::without_motion();
    settings.zoom_speed_percent = percent;
    Bench b(settings);
    b.workbench.zoom(1.0f, {1, 1});
    return b.workbench.session().camera.distance_mm;
  };
  EXPECT_LT(zoomed_to(300.0f), zoomed_to(100.0f));
  EXPECT_LT(zoomed_to(100.0f), zoomed_to(25.0f));
}

}  // namespace
}  // namespace palpate
