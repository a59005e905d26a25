#include <palpate/sculpt/attachments.h>
#include <palpate/sculpt/clearance.h>

#include <palpate/mesh/cut.h>
#include <palpate/mesh/simplify.h>
#include <palpate/mesh/surface_points.h>
#include <palpate/mesh/topology.h>
#include <palpate/mesh/weld.h>
#include <palpate/sculpt/body.h>
#include <palpate/sculpt/skin.h>
#include <palpate/sculpt/survey.h>

#include <fmt/format.h>
#include <glm/common.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <memory>
#include <mutex>
#include <utility>

namespace palpate {
namespace {

constexpr float skin_edge_mm = 2.5f;  // of the skin's parts, before they become one
constexpr float face_edge_mm = 1.5f;
constexpr std::size_t skin_triangles = 260'000;

// How long the edges of a structure's mesh become: in proportion to its size, so that small things are as round as
// large ones, within limits that eyes and needles set. And how many triangles it may keep: what has many pieces, or is
// flat, needs fewer than its forms are made of.
struct Fineness {
  double edges_across;  // of a square of the structure's surface
  float shortest_mm, longest_mm;
  double triangles_a_piece, triangles_a_mm2;
};

Fineness fineness_of(System system) {
  switch (system) {
    case System::muscles:
      return {14.0, 2.0f, 10.0f, 260.0, 0.03};
    case System::skeleton:
      return {13.0, 2.0f, 5.5f, 4000.0, 0.1};
    case System::joints:
    case System::fascia:
      return {12.0, 2.0f, 8.0f, 120.0, 0.02};
    case System::nerves:
    case System::vessels:
      return {20.0, 9.0f, 16.0f, 1e6, 0.0};
    default:
      return {16.0, 2.0f, 8.0f, 240.0, 0.04};
  }
}

// Closed still when vertices at the same place become one, as readers of models make them.
bool stays_closed(const MeshData& mesh) {
  return examine(weld(mesh)).closed();
}

// Fewer triangles may not cost a slip of it.
bool encloses_the_same(const MeshData& fewer, const MeshData& mesh) {
  constexpr double most_lost = 0.08;
  const double volume = signed_volume(mesh);
  return std::abs(signed_volume(fewer) - volume) <= most_lost * std::abs(volume);
}

// Where an end is so thin that vertices of both faces lie at the same place, they are moved apart.
void part_faces(MeshData& mesh) {
  constexpr float apart_mm = 0.03f;
  std::map<std::array<float, 3>, std::vector<std::size_t>> at_place;
  for (std::size_t i = 0; i < mesh.positions.size(); ++i) {
    const glm::vec3& p = mesh.positions[i];
    at_place[{p.x, p.y, p.z}].push_back(i);
  }
  for (const auto& [place, vertices] : at_place) {
    if (vertices.size() < 2) continue;
    for (const std::size_t i : vertices) mesh.positions[i] += apart_mm * mesh.normals[i];
  }
}

Result<MeshData> body_of(const Morphometry& figures) {
  const Fineness fineness = fineness_of(figures.system);
  const double area = surface_area(mesh_of(figures.parts, fineness.longest_mm));
  // Many small pieces need not each be as round as one.
  const double pieces = std::sqrt(static_cast<double>(figures.parts.size()));
  const double edge = std::sqrt(area) / (fineness.edges_across * std::sqrt(pieces));
  MeshData mesh =
      mesh_of(figures.parts, std::clamp(static_cast<float>(edge), fineness.shortest_mm, fineness.longest_mm));
  const double budget = fineness.triangles_a_piece * pieces + fineness.triangles_a_mm2 * area;
  for (double triangles = budget; triangles < 0.8 * static_cast<double>(mesh.triangle_count()); triangles *= 1.6) {
    MeshData fewer = simplified(mesh, static_cast<std::size_t>(triangles));
    if (stays_closed(fewer) && encloses_the_same(fewer, mesh)) return fewer;
  }
  if (!stays_closed(mesh)) part_faces(mesh);
  return mesh;
}

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

// One closed surface around all parts of the skin. Fingers and toes stay apart: there the skin lets in smaller balls.
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

// The bones as solids, by concept. Those of the right stand for those of the left.
class Skeleton {
 public:
  Skeleton(const std::vector<SculptedStructure>& structures, JobQueue& jobs) {
    std::vector<const SculptedStructure*> bones;
    for (const SculptedStructure& one : structures) {
      if (one.system == System::skeleton) bones.push_back(&one);
    }
    std::vector<std::unique_ptr<Solid>> solids(bones.size());
    jobs.parallel_for(bones.size(), [&](std::size_t i) { solids[i] = std::make_unique<Solid>(bones[i]->mesh); });
    for (std::size_t i = 0; i < bones.size(); ++i) {
      obstacles_.push_back({solids[i].get(), false});
      if (bones[i]->side == Side::right) obstacles_.push_back({solids[i].get(), true});
      by_key_.emplace(bones[i]->concept_key, std::move(solids[i]));
    }
  }

  [[nodiscard]] const std::vector<Obstacle>& obstacles() const { return obstacles_; }
  [[nodiscard]] std::vector<const Solid*> named(const std::vector<std::string>& keys) const {
    std::vector<const Solid*> found;
    for (const std::string& key : keys) {
      if (const auto bone = by_key_.find(key); bone != by_key_.end()) found.push_back(bone->second.get());
    }
    return found;
  }

 private:
  std::map<std::string, std::unique_ptr<Solid>> by_key_;
  std::vector<Obstacle> obstacles_;
};

void keep_muscles_out(std::vector<SculptedStructure>& structures, const Skeleton& skeleton, JobQueue& jobs) {
  jobs.parallel_for(structures.size(), [&](std::size_t i) {
    if (structures[i].system != System::muscles) return;
    keep_out(structures[i].mesh, near_to(structures[i].mesh, skeleton.obstacles()));
  });
}

// The patches of all muscles at both ends. A muscle of the midline is attached on both sides.
std::vector<SculptedStructure> attachments_of(const std::vector<SculptedStructure>& structures,
                                              const BonesOfMuscles& bones, const Skeleton& skeleton, JobQueue& jobs) {
  std::vector<std::array<SculptedStructure, 2>> made(structures.size());
  jobs.parallel_for(structures.size(), [&](std::size_t i) {
    const SculptedStructure& muscle = structures[i];
    const auto ends = bones.find(muscle.concept_key);
    if (muscle.system != System::muscles || ends == bones.end()) return;
    const auto origin = skeleton.named(ends->second.origin), insertion = skeleton.named(ends->second.insertion);
    made[i][0] = {muscle.concept_key, System::attachments, muscle.side,
                  attachment_patch(muscle.mesh, origin, insertion), "origin"};
    made[i][1] = {muscle.concept_key, System::attachments, muscle.side,
                  attachment_patch(muscle.mesh, insertion, origin), "insertion"};
    for (SculptedStructure& patch : made[i]) {
      if (muscle.side == Side::none && !patch.mesh.empty()) patch.mesh = joined(patch.mesh, mirror_image(patch.mesh));
    }
  });
  std::vector<SculptedStructure> patches;
  for (auto& both : made) {
    for (SculptedStructure& patch : both) {
      if (!patch.mesh.empty()) patches.push_back(std::move(patch));
    }
  }
  return patches;
}

std::vector<SculptedStructure> on_both_sides(std::vector<SculptedStructure> structures) {
  std::vector<SculptedStructure> all;
  for (SculptedStructure& one : structures) {
    const bool right = one.side == Side::right;
    all.push_back(std::move(one));
    if (!right) continue;
    SculptedStructure left = all.back();
    left.side = Side::left;
    left.mesh = mirror_image(left.mesh);
    all.push_back(std::move(left));
  }
  return all;
}

}  // namespace

std::vector<SculptedStructure> sculpt_body(const std::vector<Morphometry>& figures, const BonesOfMuscles& bones,
                                           JobQueue& jobs, Faults& faults) {
  std::vector<SculptedStructure> made(figures.size());
  std::mutex mutex;
  jobs.parallel_for(figures.size(), [&](std::size_t i) {
    Result<MeshData> mesh = figures[i].system == System::skin ? skin_of(figures[i]) : body_of(figures[i]);
    if (!mesh) {
      const std::lock_guard lock(mutex);
      faults.push_back({Severity::error, morphometry_file_name(figures[i].concept_key), 0, "", mesh.error().text()});
      return;
    }
    mesh->uv.clear();
    made[i] = {figures[i].concept_key, figures[i].system, figures[i].side, std::move(*mesh), {}};
  });
  std::erase_if(made, [](const SculptedStructure& one) { return one.mesh.empty(); });
  const Skeleton skeleton(made, jobs);
  keep_muscles_out(made, skeleton, jobs);
  for (SculptedStructure& patch : attachments_of(made, bones, skeleton, jobs)) made.push_back(std::move(patch));
  return on_both_sides(std::move(made));
}

}  // namespace palpate
