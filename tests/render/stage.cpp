#include "stage.h"

#include <palpate/mesh/mesh_chunk.h>
#include <palpate/mesh/normals.h>
#include <palpate/mesh/topology.h>
#include <palpate/mesh/weld.h>
#include <palpate/render/gl_renderer.h>
#include <palpate/render/headless.h>
#include <palpate/scene/camera_math.h>

#include <gtest/gtest.h>

#include <glm/geometric.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <stdexcept>

namespace palpate::test {
namespace {

struct Stage {
  std::unique_ptr<HeadlessContext> context;
  std::unique_ptr<Renderer> renderer;
  Stage() {
    auto made = HeadlessContext::create();
    if (!made) throw std::runtime_error(made.error().text());
    context = std::move(*made);
    auto gl = make_gl_renderer();
    if (!gl) throw std::runtime_error(gl.error().text());
    renderer = std::move(*gl);
  }
};

}  // namespace

Renderer& gl_renderer() {
  static Stage stage;
  return *stage.renderer;
}

std::uint32_t srgb(int r, int g, int b) {
  return static_cast<std::uint32_t>(r) | static_cast<std::uint32_t>(g) << 8 | static_cast<std::uint32_t>(b) << 16 |
         0xFF000000u;
}

DrawState solid(std::uint32_t colour, Surface surface) {
  DrawState state;
  state.mode = DrawState::Mode::solid;
  state.surface = surface;
  state.colour = colour;
  return state;
}

DrawState glass(std::uint32_t colour, float opacity) {
  DrawState state = solid(colour);
  state.mode = DrawState::Mode::glass;
  state.opacity = static_cast<std::uint8_t>(std::lround(opacity * 255.0f));
  return state;
}

DrawState skin_glass(std::uint32_t colour, float opacity) {
  DrawState state = glass(colour, opacity);
  state.mode = DrawState::Mode::skin_glass;
  state.surface = Surface::skin;
  return state;
}

MeshData flat_box(glm::vec3 low, glm::vec3 high) {
  MeshData mesh;
  const glm::vec3 centre = 0.5f * (low + high), half = 0.5f * (high - low);
  for (int axis = 0; axis < 3; ++axis) {
    for (const float sign : {-1.0f, 1.0f}) {
      glm::vec3 normal(0.0f);
      normal[axis] = sign;
      // `across` and `up` as seen from outside, so that the four corners go round counter-clockwise.
      const glm::vec3 up = axis == 1 ? glm::vec3(0, 0, -sign) : glm::vec3(0, 1, 0);
      const glm::vec3 across = glm::cross(up, normal);
      const auto first = static_cast<std::uint32_t>(mesh.positions.size());
      for (const glm::vec2 corner : {glm::vec2(-1, -1), glm::vec2(1, -1), glm::vec2(1, 1), glm::vec2(-1, 1)}) {
        mesh.positions.push_back(centre + half * (normal + corner.x * across + corner.y * up));
        mesh.normals.push_back(normal);
        mesh.uv.emplace_back(0.5f + 0.5f * corner.x, 0.5f - 0.5f * corner.y);
      }
      for (const std::uint32_t i : {0u, 1u, 2u, 0u, 2u, 3u}) mesh.indices.push_back(first + i);
    }
  }
  return mesh;
}

Scene::Scene() {
  list.camera = {{0.0f, 0.0f, 0.0f}, 0.0f, 0.0f, 1000.0f};
}

std::uint32_t Scene::add(MeshData mesh, DrawState state, std::shared_ptr<const Image> texture, bool with_levels) {
  const auto structure = static_cast<std::uint32_t>(list.states.size());
  if (mesh.normals.empty()) compute_normals(mesh);
  for (const glm::vec3 p : mesh.positions) list.bounds.include(p);
  const bool closed = examine(weld(mesh)).closed();
  PreparedMesh prepared = prepare(std::move(mesh), {}, with_levels);
  prepared.closed = closed;
  ChunkBuilder builder;
  builder.add(prepared);
  geometry.add(builder.finish(), {structure});
  list.states.push_back(state);
  textures.push_back(std::move(texture));
  list.geometry_version = geometry.version();
  return structure;
}

Image Scene::quick(glm::ivec2 size, const DrawQuality& quality) const {
  Renderer& renderer = gl_renderer();
  renderer.sync(geometry, textures);
  const PictureId picture = renderer.create_picture();
  renderer.draw(picture, list, size, quality);
  Image image = renderer.read(picture);
  renderer.destroy_picture(picture);
  return image;
}

Image Scene::refined(glm::ivec2 size) const {
  Renderer& renderer = gl_renderer();
  renderer.sync(geometry, textures);
  const PictureId picture = renderer.create_picture();
  renderer.draw(picture, list, size, DrawQuality::full());
  while (renderer.refine(picture)) {
  }
  Image image = renderer.read(picture);
  renderer.destroy_picture(picture);
  return image;
}

double luminance(const Image& image, int x, int y) {
  const auto p = image.pixel(x, y);
  return 0.2126 * p[0] + 0.7152 * p[1] + 0.0722 * p[2];
}

Brightness brightness(const Image& image, const std::function<bool(glm::vec2)>& wanted) {
  Brightness found;
  double sum = 0.0, squares = 0.0;
  for (int y = 0; y < image.height; ++y) {
    for (int x = 0; x < image.width; ++x) {
      const glm::vec2 place(static_cast<float>(x) + 0.5f - 0.5f * static_cast<float>(image.width),
                            0.5f * static_cast<float>(image.height) - static_cast<float>(y) - 0.5f);
      if (!wanted(place)) continue;
      const double l = luminance(image, x, y);
      sum += l;
      squares += l * l;
      ++found.count;
    }
  }
  if (found.count == 0) return found;
  found.mean = sum / static_cast<double>(found.count);
  found.deviation = std::sqrt(std::max(squares / static_cast<double>(found.count) - found.mean * found.mean, 0.0));
  return found;
}

std::function<bool(glm::vec2)> ring(float inner, float outer, glm::vec2 centre) {
  return [=](glm::vec2 p) {
    const float d = glm::distance(p, centre);
    return d >= inner && d < outer;
  };
}

bool differs(const Image& a, const Image& b, int x, int y, int steps) {
  const auto p = a.pixel(x, y), q = b.pixel(x, y);
  for (std::size_t channel = 0; channel < 3; ++channel) {
    if (std::abs(int{p[channel]} - int{q[channel]}) > steps) return true;
  }
  return false;
}

std::size_t differing(const Image& a, const Image& b) {
  std::size_t count = 0;
  for (int y = 0; y < a.height; ++y) {
    for (int x = 0; x < a.width; ++x) count += differs(a, b, x, y) ? 1 : 0;
  }
  return count;
}

float pixels_a_mm(float distance_mm, int height) {
  return 1.0f / pixel_size_mm(distance_mm, static_cast<float>(height));
}

}  // namespace palpate::test
