#include "own_skin.h"
#include "whole.h"

#include <palpate/mesh/crossings.h>
#include <palpate/mesh/cut.h>
#include <palpate/sculpt/attachments.h>
#include <palpate/sculpt/body.h>
#include <palpate/sculpt/clearance.h>
#include <palpate/sculpt/survey.h>

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <memory>
#include <mutex>
#include <numeric>
#include <utility>

namespace palpate {
namespace {

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

// Moving a muscle out of bones may make it cut through itself, and mending that may take it back into a bone: of what
// comes of both in turns, that which is least deep in a bone, and of what is not deep, that which crosses itself least.
void keep_out_and_whole(MeshData& muscle, const std::vector<Obstacle>& bones) {
  constexpr float not_deep = 0.95f;  // mm
  keep_out(muscle, bones);
  MeshData best = muscle, next = muscle;
  const auto worth = [&](const MeshData& mesh) {
    return std::pair(std::max(not_deep, deepest_inside(mesh, bones)), crossings(mesh).size());
  };
  auto best_worth = worth(best);
  const auto consider = [&] {
    if (const auto now = worth(next); now < best_worth) {
      best = next;
      best_worth = now;
    }
  };
  for (int round = 0; round < 2 && best_worth > std::pair(not_deep, std::size_t{0}); ++round) {
    make_whole_again(next);
    consider();
    if (best_worth == std::pair(not_deep, std::size_t{0})) break;
    keep_out(next, bones);
    consider();
  }
  muscle = std::move(best);
}

void keep_muscles_out(std::vector<SculptedStructure>& structures, const Skeleton& skeleton, JobQueue& jobs) {
  jobs.parallel_for(structures.size(), [&](std::size_t i) {
    if (structures[i].system != System::muscles) return;
    keep_out_and_whole(structures[i].mesh, near_to(structures[i].mesh, skeleton.obstacles()));
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
    Result<MeshData> mesh = figures[i].system == System::skin ? skin_of(figures[i]) : Result(whole_mesh(figures[i]));
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
      make_whole_again(made[i].mesh);
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
