// Geometry that comes in parts while a body is loaded, that is replaced by another body, and textures of models.
#include "shapes.h"
#include "stage.h"

#include <gtest/gtest.h>

namespace palpate::test {
namespace {

constexpr glm::ivec2 size(240, 240);

class Live {
 public:
  Live() : picture_(gl_renderer().create_picture()) {}
  ~Live() { gl_renderer().destroy_picture(picture_); }
  Live(const Live&) = delete;
  Live& operator=(const Live&) = delete;
  Image show(const Scene& scene) {
    gl_renderer().sync(scene.geometry, scene.textures);
    gl_renderer().draw(picture_, scene.list, size, DrawQuality::full());
    return gl_renderer().read(picture_);
  }

 private:
  PictureId picture_;
};

Image from_nothing(const std::vector<std::pair<glm::vec3, std::uint32_t>>& balls) {
  Scene empty, scene;
  (void)empty.quick(size);  // forgets what was there
  for (const auto& [centre, colour] : balls) scene.add(sphere(centre, 40.0f), solid(colour));
  return scene.quick(size);
}

TEST(Geometry, ThatGrowsIsDrawnAsIfItHadComeAtOnce) {
  const std::vector<std::pair<glm::vec3, std::uint32_t>> balls = {
      {{-90, 0, 0}, red}, {{0, 0, 0}, green}, {{90, 0, 0}, blue}, {{0, 90, 0}, grey}};
  const Image wanted = from_nothing(balls);
  Live live;
  Scene scene;
  Image image;
  for (const auto& [centre, colour] : balls) {
    scene.add(sphere(centre, 40.0f), solid(colour));
    image = live.show(scene);
  }
  EXPECT_EQ(image.rgba, wanted.rgba);
}

TEST(Geometry, MayBringSeveralStructuresInOnePart) {
  Live live;
  Scene scene;
  scene.add(sphere({-90, 0, 0}, 40.0f), solid(red));
  (void)live.show(scene);
  scene.add(sphere({0, 0, 0}, 40.0f), solid(green));
  scene.add(sphere({90, 0, 0}, 40.0f), solid(blue));
  const Image image = live.show(scene);
  EXPECT_GT(image.pixel(72, 120)[0], 90);
  EXPECT_GT(image.pixel(120, 120)[1], 90);
  EXPECT_GT(image.pixel(168, 120)[2], 90);
}

TEST(Geometry, OfAnotherBodyReplacesWhatWasThere) {
  const Image wanted = from_nothing({{{0, 60, 0}, green}});
  Live live;
  Scene first, second;
  first.add(sphere({-90, 0, 0}, 40.0f), solid(red));
  first.add(sphere({90, 0, 0}, 40.0f), solid(blue));
  (void)live.show(first);
  second.add(sphere({0, 60, 0}, 40.0f), solid(green));
  EXPECT_EQ(live.show(second).rgba, wanted.rgba);
}

TEST(Geometry, ThatLostPartsStartsFromNothingThoughItIsTheSameObject) {
  const Image wanted = from_nothing({{{0, 60, 0}, green}});
  Live live;
  Scene scene;
  scene.add(sphere({-90, 0, 0}, 40.0f), solid(red));
  scene.add(sphere({90, 0, 0}, 40.0f), solid(blue));
  (void)live.show(scene);
  scene.geometry = BodyGeometry();
  scene.textures.clear();
  scene.list.states.clear();
  scene.list.bounds = Bounds();
  scene.add(sphere({0, 60, 0}, 40.0f), solid(green));
  EXPECT_EQ(live.show(scene).rgba, wanted.rgba);
}

TEST(Geometry, StatesMayChangeWithoutIt) {
  Live live;
  Scene scene;
  scene.add(sphere({0, 0, 0}, 80.0f), solid(red));
  EXPECT_GT(live.show(scene).pixel(120, 120)[0], 90);
  scene.list.states[0].colour = blue;
  const auto p = live.show(scene).pixel(120, 120);
  EXPECT_GT(p[2], p[0] + 40);
}

TEST(OpenMeshes, ShowTheirInnerWall) {
  // The front half of a ball is missing: its back is seen from within, not nothing.
  MeshData bowl = sphere({0, 0, 0}, 100.0f, 32);
  MeshData half;
  half.positions = bowl.positions;
  for (std::size_t t = 0; t + 2 < bowl.indices.size(); t += 3) {
    const glm::vec3 middle =
        (bowl.positions[bowl.indices[t]] + bowl.positions[bowl.indices[t + 1]] + bowl.positions[bowl.indices[t + 2]]) /
        3.0f;
    if (middle.z < 0.0f)
      half.indices.insert(half.indices.end(), {bowl.indices[t], bowl.indices[t + 1], bowl.indices[t + 2]});
  }
  Scene scene;
  scene.add(compact(half), solid(green));
  const auto p = scene.quick(size).pixel(120, 120);
  EXPECT_GT(p[1], 90);
  EXPECT_GT(p[1], p[0] + 30);
}

std::shared_ptr<const Image> quarters() {  // red green / blue white
  auto image = std::make_shared<Image>(Image{8, 8, std::vector<std::uint8_t>(8 * 8 * 4)});
  for (int y = 0; y < 8; ++y) {
    for (int x = 0; x < 8; ++x) {
      const bool right = x >= 4, low = y >= 4;
      std::uint8_t* p = &image->rgba[static_cast<std::size_t>((y * 8 + x) * 4)];
      p[0] = !right && !low ? 230 : right && low ? 230 : 20;
      p[1] = right ? 230 : 20;
      p[2] = low ? 230 : 20;
      p[3] = 255;
    }
  }
  return image;
}

TEST(Texture, LiesOnTheModelTheRightWayUp) {
  Scene scene;
  scene.add(flat_box({-100, -100, -20}, {100, 100, 20}), solid(grey), quarters());
  const Image image = scene.quick(size);
  const auto upper_left = image.pixel(80, 80), upper_right = image.pixel(160, 80), lower_left = image.pixel(80, 160),
             lower_right = image.pixel(160, 160);
  EXPECT_GT(upper_left[0], upper_left[1] + 60);
  EXPECT_GT(upper_left[0], upper_left[2] + 60);
  EXPECT_GT(upper_right[1], upper_right[0] + 60);
  EXPECT_GT(lower_left[2], lower_left[0] + 60);
  EXPECT_GT(lower_right[0], upper_right[0] + 60);
  EXPECT_GT(lower_right[2], upper_right[2] + 60);
}

TEST(Texture, OfEachStructureIsItsOwn) {
  const auto plain = [](int r, int g, int b) {
    return std::make_shared<const Image>(
        Image{1, 1, {static_cast<std::uint8_t>(r), static_cast<std::uint8_t>(g), static_cast<std::uint8_t>(b), 255}});
  };
  Scene scene;
  scene.add(flat_box({-110, -40, 0}, {-50, 40, 20}), solid(grey), plain(220, 20, 20));
  scene.add(flat_box({-30, -40, 0}, {30, 40, 20}), solid(green));
  scene.add(flat_box({50, -40, 0}, {110, 40, 20}), solid(grey), plain(20, 20, 220));
  const Image image = scene.quick(size);
  EXPECT_GT(image.pixel(75, 120)[0], image.pixel(75, 120)[2] + 60);
  EXPECT_GT(image.pixel(120, 120)[1], image.pixel(120, 120)[0] + 40) << "without a texture the colour counts";
  EXPECT_GT(image.pixel(165, 120)[2], image.pixel(165, 120)[0] + 60);
}

TEST(Texture, OfAnotherBodyReplacesTheOneBefore) {
  Scene first, second;
  first.add(flat_box({-100, -100, -20}, {100, 100, 20}), solid(grey), quarters());
  const Image textured = first.quick(size);
  second.add(flat_box({-100, -100, -20}, {100, 100, 20}), solid(green),
             std::make_shared<const Image>(Image{1, 1, {20, 20, 220, 255}}));
  const auto p = second.quick(size).pixel(80, 80);
  EXPECT_GT(p[2], p[0] + 60);
  Scene third;
  third.add(flat_box({-100, -100, -20}, {100, 100, 20}), solid(green));
  const auto q = third.quick(size).pixel(80, 80);
  EXPECT_GT(q[1], q[2] + 40);
  EXPECT_EQ(first.quick(size).rgba, textured.rgba);
}

TEST(Texture, ThatArrivesLaterIsShown) {
  Live live;
  Scene scene;
  scene.add(flat_box({-110, -40, 0}, {-50, 40, 20}), solid(grey));
  (void)live.show(scene);
  scene.add(flat_box({50, -40, 0}, {110, 40, 20}), solid(grey),
            std::make_shared<const Image>(Image{1, 1, {20, 20, 220, 255}}));
  const Image image = live.show(scene);
  EXPECT_GT(image.pixel(165, 120)[2], image.pixel(165, 120)[0] + 60);
  EXPECT_NEAR(image.pixel(75, 120)[2], image.pixel(75, 120)[0], 40);
}

}  // namespace
}  // namespace palpate::test
