// How tissue looks: every kind has a look of its own, neighbours can be told apart, left is as right.
#include <manikin.h>

#include <palpate/scene/look.h>

#include <gtest/gtest.h>

#include <glm/common.hpp>
#include <glm/geometric.hpp>
#include <glm/mat3x3.hpp>

#include <cmath>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace palpate {
namespace {

Structure structure_of(Kind kind, std::string key = "thing.right") {
  Structure made;
  made.key = std::move(key);
  made.kind = kind;
  return made;
}

std::vector<Kind> all_kinds() {
  std::vector<Kind> kinds;
  for (int i = 0; i <= static_cast<int>(Kind::other); ++i) kinds.push_back(static_cast<Kind>(i));
  return kinds;
}

float to_linear(float c) {
  return c <= 0.04045f ? c / 12.92f : std::pow((c + 0.055f) / 1.055f, 2.4f);
}

glm::vec3 linear(glm::vec3 srgb) {
  return {to_linear(srgb.r), to_linear(srgb.g), to_linear(srgb.b)};
}

float luminance(glm::vec3 srgb) {
  return glm::dot(linear(srgb), glm::vec3(0.2126f, 0.7152f, 0.0722f));
}

// CIE L*a*b* of a linear colour (D65), in which equal distances look about equal.
glm::vec3 lab(glm::vec3 c) {
  const glm::vec3 xyz((0.4124f * c.r + 0.3576f * c.g + 0.1805f * c.b) / 0.9505f, luminance(c),
                      (0.0193f * c.r + 0.1192f * c.g + 0.9505f * c.b) / 1.089f);
  const auto f = [](float t) { return t > 0.008856f ? std::cbrt(t) : 7.787f * t + 16.0f / 116.0f; };
  const float y = f(glm::dot(c, glm::vec3(0.2126f, 0.7152f, 0.0722f)));
  return {116.0f * y - 16.0f, 500.0f * (f(xyz.x) - y), 200.0f * (y - f(xyz.z))};
}

float difference(glm::vec3 a, glm::vec3 b) {
  return glm::distance(lab(linear(a)), lab(linear(b)));
}

TEST(Look, IsThereForEveryKind) {
  for (const Kind kind : all_kinds()) {
    const Look look = look_of(structure_of(kind));
    SCOPED_TRACE(key_of(kind));
    for (int i = 0; i < 3; ++i) {
      EXPECT_GE(look.colour[i], 0.0f);
      EXPECT_LE(look.colour[i], 1.0f);
    }
    EXPECT_GT(luminance(look.colour), 0.05f) << "shading needs something to darken";
    if (kind != Kind::attachment && kind != Kind::other) {
      EXPECT_NE(look.surface, Surface::plain);
    }
  }
}

struct SurfaceCase {
  Kind kind;
  Surface surface;
};
class SurfaceOf : public testing::TestWithParam<SurfaceCase> {};

TEST_P(SurfaceOf, FitsTheTissue) {
  EXPECT_EQ(look_of(structure_of(GetParam().kind)).surface, GetParam().surface);
}

INSTANTIATE_TEST_SUITE_P(
    Table, SurfaceOf,
    testing::Values(SurfaceCase{Kind::muscle, Surface::muscle}, SurfaceCase{Kind::tendon, Surface::tendon},
                    SurfaceCase{Kind::ligament, Surface::tendon}, SurfaceCase{Kind::bone, Surface::bone},
                    SurfaceCase{Kind::cartilage, Surface::cartilage}, SurfaceCase{Kind::disc, Surface::cartilage},
                    SurfaceCase{Kind::nerve, Surface::nerve}, SurfaceCase{Kind::artery, Surface::vessel},
                    SurfaceCase{Kind::vein, Surface::vessel}, SurfaceCase{Kind::lung, Surface::organ},
                    SurfaceCase{Kind::organ, Surface::organ}, SurfaceCase{Kind::pleura, Surface::fascia},
                    SurfaceCase{Kind::fascia, Surface::fascia}, SurfaceCase{Kind::skin, Surface::skin},
                    SurfaceCase{Kind::other, Surface::plain}),
    [](const auto& given) {
      std::string name(key_of(given.param.kind));
      std::erase(name, '-');
      return name;
    });

TEST(Look, IsTheSameLeftAndRightForEveryConcept) {
  for (const Concept& entry : test::program_data().anatomy.concepts.all()) {
    const Look right = look_of(structure_of(entry.kind, structure_key(entry.key, Side::right)));
    const Look left = look_of(structure_of(entry.kind, structure_key(entry.key, Side::left)));
    EXPECT_EQ(right.colour, left.colour) << entry.key;
    EXPECT_EQ(right.surface, left.surface) << entry.key;
  }
}

TEST(Look, IsTheSameEachTime) {
  const Structure deltoid = structure_of(Kind::muscle, "deltoid.right");
  EXPECT_EQ(look_of(deltoid).colour, look_of(deltoid).colour);
}

TEST(Look, DiffersALittleAmongMuscles) {
  std::map<std::string, glm::vec3> colours;
  for (const Concept& entry : test::program_data().anatomy.concepts.all()) {
    if (entry.kind == Kind::muscle)
      colours[entry.key] = look_of(structure_of(Kind::muscle, structure_key(entry.key, Side::right))).colour;
  }
  ASSERT_GT(colours.size(), 100u);
  std::size_t pairs = 0, alike = 0;
  for (auto a = colours.begin(); a != colours.end(); ++a) {
    for (auto b = std::next(a); b != colours.end(); ++b) {
      ++pairs;
      const float d = difference(a->second, b->second);
      alike += d < 0.5f ? 1 : 0;
      EXPECT_LT(d, 20.0f) << a->first << " and " << b->first << ": both are muscle";
    }
  }
  EXPECT_LT(static_cast<double>(alike), 0.08 * static_cast<double>(pairs)) << "most neighbours can be told apart";
}

// The range of one kind over the whole catalogue.
std::vector<glm::vec3> colours_of(Kind kind) {
  std::vector<glm::vec3> colours;
  for (const Concept& entry : test::program_data().anatomy.concepts.all()) {
    if (entry.kind == kind) colours.push_back(look_of(structure_of(kind, entry.key + ".right")).colour);
  }
  return colours;
}

TEST(Look, TellsFleshAndVesselsFromBoneAndNerveByLightnessAlone) {
  for (const Kind dark : {Kind::muscle, Kind::artery, Kind::vein}) {
    for (const Kind bright : {Kind::bone, Kind::nerve, Kind::tendon, Kind::ligament}) {
      SCOPED_TRACE(std::string(key_of(dark)) + " and " + std::string(key_of(bright)));
      float most = 0.0f, least = 1.0f;
      for (const glm::vec3 c : colours_of(dark)) most = std::max(most, luminance(c));
      for (const glm::vec3 c : colours_of(bright)) least = std::min(least, luminance(c));
      EXPECT_GT((least + 0.05f) / (most + 0.05f), 2.0f) << "the contrast that text needs at the least is 3";
    }
  }
}

// What people without red or without green receptors see, after Viénot, Brettel and Mollon 1999, in linear light.
glm::vec3 without_green(glm::vec3 c) {
  const float yellow = 0.29275f * c.r + 0.70725f * c.g;
  return {yellow, yellow, -0.02234f * c.r + 0.02234f * c.g + c.b};
}
glm::vec3 without_red(glm::vec3 c) {
  const float yellow = 0.11238f * c.r + 0.88762f * c.g;
  return {yellow, yellow, 0.00401f * c.r - 0.00401f * c.g + c.b};
}

TEST(Look, TellsBoneMuscleNerveArteryAndVeinApartForEveryEye) {
  const Kind kinds[] = {Kind::bone, Kind::muscle, Kind::nerve, Kind::artery, Kind::vein};
  for (std::size_t i = 0; i < std::size(kinds); ++i) {
    for (std::size_t k = i + 1; k < std::size(kinds); ++k) {
      const glm::vec3 a = linear(look_of(structure_of(kinds[i])).colour);
      const glm::vec3 b = linear(look_of(structure_of(kinds[k])).colour);
      SCOPED_TRACE(std::string(key_of(kinds[i])) + " and " + std::string(key_of(kinds[k])));
      EXPECT_GT(glm::distance(lab(a), lab(b)), 12.0f);
      EXPECT_GT(glm::distance(lab(without_green(a)), lab(without_green(b))), 6.0f) << "without green receptors";
      EXPECT_GT(glm::distance(lab(without_red(a)), lab(without_red(b))), 6.0f) << "without red receptors";
    }
  }
}

}  // namespace
}  // namespace palpate
