#include "own_skin.h"

#include <palpate/mesh/cut.h>
#include <palpate/sculpt/cover.h>
#include <palpate/sculpt/skin.h>
#include <palpate/sculpt/survey.h>

#include <glm/common.hpp>

#include <cmath>
#include <utility>

namespace palpate {
namespace {

constexpr float skin_edge_mm = 2.5f;  // of the skin's parts, before they become one
constexpr float face_edge_mm = 1.5f;
constexpr std::size_t skin_triangles = 260'000;
constexpr float least_skin_mm = 1.2f;  // over everything

bool stands_for_both_sides(const Form& form) {
  const Loft* loft = std::get_if<Loft>(&form);
  return loft != nullptr && loft->both_sides;
}

// The trunk ends between the thighs: its edge melts into them, in front more than behind.
float even_at_the_crotch(glm::vec3 p) {
  const float aside = 1.0f - glm::smoothstep(70.0f, 105.0f, std::abs(p.x));
  const float high = glm::smoothstep(735.0f, 765.0f, p.y) * (1.0f - glm::smoothstep(815.0f, 850.0f, p.y));
  return aside * high * glm::mix(0.3f, 1.0f, glm::smoothstep(-70.0f, -30.0f, p.z));
}

}  // namespace

Result<MeshData> skin_of(const Morphometry& figures) {
  std::vector<MeshData> bodies;
  for (const Form& form : figures.parts) {
    bodies.push_back(mesh_of({form}, std::holds_alternative<Shell>(form) ? face_edge_mm : skin_edge_mm));
    if (stands_for_both_sides(form)) bodies.push_back(mirror_image(bodies.back()));
  }
  SkinRequest request;
  request.here = [](glm::vec3 p) {
    const bool toes = p.y < 60.0f && p.z > 40.0f, fingers = std::abs(p.x) > 200.0f && p.y < 900.0f && p.y > 500.0f;
    if (toes || fingers) return SkinHere{0.0f, toes ? 0.4f : 1.0f};
    const float face = glm::smoothstep(1465.0f, 1500.0f, p.y) * glm::smoothstep(-95.0f, -55.0f, p.z);
    if (face > 0.0f) return SkinHere{0.0f, 6.0f - 5.0f * face};
    // Where the thighs part they flow into each other; farther down they stay apart.
    const float between = 1.0f - glm::smoothstep(40.0f, 75.0f, std::abs(p.x));
    const float wide = between * glm::smoothstep(700.0f, 765.0f, p.y) * (1.0f - glm::smoothstep(795.0f, 835.0f, p.y));
    const float apart = between * (1.0f - glm::smoothstep(720.0f, 780.0f, p.y));
    return SkinHere{0.0f, 6.0f + 20.0f * wide - 3.0f * apart, even_at_the_crotch(p)};
  };
  request.voxel_mm = 2.3f;
  request.edge_mm = 8.0f;
  request.triangles = skin_triangles;
  request.symmetric = true;
  request.finer = {{{-110, 1470, -130}, {0, 1725, 160}, 0.9f},  // head
                   {{-365, 660, -20}, {-205, 850, 150}, 0.9f},  // fingers
                   {{-165, -10, 60}, {-40, 70, 160}, 0.7f}};    // toes
  return skin_over(bodies, request);
}

void cover_all(MeshData& skin, const std::vector<SculptedStructure>& structures) {
  std::vector<MeshData> left;
  for (const SculptedStructure& one : structures) {
    if (one.side == Side::right) left.push_back(mirror_image(one.mesh));
  }
  std::vector<const MeshData*> bodies;
  for (const SculptedStructure& one : structures) {
    if (one.system != System::skin && one.system != System::attachments) bodies.push_back(&one.mesh);
  }
  for (const MeshData& mesh : left) bodies.push_back(&mesh);
  cover(skin, bodies, least_skin_mm);
}

}  // namespace palpate
