#include "own_skin.h"

#include <palpate/mesh/cut.h>
#include <palpate/mesh/simplify.h>
#include <palpate/mesh/surface_points.h>
#include <palpate/mesh/topology.h>
#include <palpate/mesh/weld.h>
#include <palpate/sculpt/attachments.h>
#include <palpate/sculpt/body.h>
#include <palpate/sculpt/clearance.h>
#include <palpate/sculpt/survey.h>

#include <fmt/format.h>
#include <glm/common.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <memory>
#include <mutex>
#include <numeric>
#include <utility>

namespace palpate {
namespace {

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
      return {11.0, 2.2f, 6.5f, 2200.0, 0.065};
    case System::joints:
    case System::fascia:
      return {8.5, 3.4f, 12.0f, 90.0, 0.018};
    case System::nerves:
    case System::vessels:
      return {14.0, 14.0f, 26.0f, 1e6, 0.0};
    default:
      return {16.0, 2.0f, 8.0f, 150.0, 0.025};
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

MeshData with_fewer_triangles(MeshData mesh, double budget) {
  for (double triangles = budget; triangles < 0.8 * static_cast<double>(mesh.triangle_count()); triangles *= 1.6) {
    MeshData fewer = simplified(mesh, static_cast<std::size_t>(triangles));
    if (stays_closed(fewer) && encloses_the_same(fewer, mesh)) return fewer;
  }
  return mesh;
}

// Each part by itself, so that one that cannot do with fewer triangles does not keep the others from it.
MeshData body_of(const Morphometry& figures) {
  const Fineness fineness = fineness_of(figures.system);
  std::vector<MeshData> parts;
  std::vector<double> areas;
  double area = 0.0;
  for (const Form& form : figures.parts) {
    parts.push_back(mesh_of({form}, fineness.longest_mm));
    areas.push_back(surface_area(parts.back()));
    area += areas.back();
  }
  // Many small pieces need not each be as round as one.
  const double count = static_cast<double>(parts.size()), pieces = std::sqrt(count);
  const auto edge = static_cast<float>(std::sqrt(area) / (fineness.edges_across * std::sqrt(pieces)));
  const double budget = fineness.triangles_a_piece * pieces + fineness.triangles_a_mm2 * area;
  MeshData mesh;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (edge < fineness.longest_mm) parts[i] = mesh_of({figures.parts[i]}, std::max(edge, fineness.shortest_mm));
    const double share = 0.5 / count + 0.5 * (area > 0.0 ? areas[i] / area : 0.0);
    parts[i] = with_fewer_triangles(std::move(parts[i]), share * budget);
    mesh = mesh.positions.empty() ? std::move(parts[i]) : joined(mesh, parts[i]);
  }
  if (!stays_closed(mesh)) part_faces(mesh);
  return mesh;
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

// The patches of a muscle at both ends, where there are any. A muscle of the midline is attached on both sides.
std::vector<SculptedStructure> attachments_of(const SculptedStructure& muscle, const BonesOfMuscles& bones,
                                              const Skeleton& skeleton) {
  std::vector<SculptedStructure> patches;
  const auto ends = bones.find(muscle.concept_key);
  if (muscle.system != System::muscles || ends == bones.end()) return patches;
  const auto origin = skeleton.named(ends->second.origin), insertion = skeleton.named(ends->second.insertion);
  for (const bool begins : {true, false}) {
    MeshData patch =
        begins ? attachment_patch(muscle.mesh, origin, insertion) : attachment_patch(muscle.mesh, insertion, origin);
    if (patch.empty()) continue;
    if (muscle.side == Side::none) patch = joined(patch, mirror_image(patch));
    patches.push_back(
        {muscle.concept_key, System::attachments, muscle.side, std::move(patch), begins ? "origin" : "insertion"});
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
  std::vector<std::size_t> order(figures.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  // What takes longest begins first.
  std::ranges::stable_partition(order, [&](std::size_t i) { return figures[i].system == System::skin; });
  std::mutex mutex;
  jobs.parallel_for(figures.size(), [&](std::size_t next) {
    const std::size_t i = order[next];
    Result<MeshData> mesh = figures[i].system == System::skin ? skin_of(figures[i]) : Result(body_of(figures[i]));
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
  std::vector<std::vector<SculptedStructure>> patches(made.size());
  jobs.parallel_for(made.size(), [&](std::size_t i) {
    if (made[i].system == System::skin) {
      cover_all(made[i].mesh, made);
    } else {
      patches[i] = attachments_of(made[i], bones, skeleton);
    }
  });
  for (std::vector<SculptedStructure>& of_muscle : patches) {
    for (SculptedStructure& patch : of_muscle) made.push_back(std::move(patch));
  }
  return on_both_sides(std::move(made));
}

}  // namespace palpate
