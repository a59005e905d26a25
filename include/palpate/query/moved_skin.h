// The skin of a body moved in and out, so that the layer over the muscles becomes as thick as is published for people
// of a build (clinical/physique.h). Muscles, bones and what must not be met stay where they are.
//
// At each place of the table the skin is moved by what its layer differs from the published one; between the places by
// a mean of them that is weighted by nearness. Where no source gives a figure it stays. It never comes nearer than
// 1.5 mm to what lies under it and never through skin that faces it (armpit, thighs). Superficial veins and nerves keep
// their depth over the muscle, which no source says of a person.
//
// Everything is in canonical millimetres. A person of another height than the body has other ones: `scale` is how many
// millimetres of the person one of the body is.
#pragma once

#include <palpate/anatomy/body.h>
#include <palpate/base/jobs.h>
#include <palpate/clinical/physique.h>
#include <palpate/mesh/body_geometry.h>
#include <palpate/query/ray_scene.h>

#include <glm/vec3.hpp>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace palpate {

// A place of the table on this body, as it is modelled.
struct ModelledLayer {
  const LayerSite* site = nullptr;
  Side side = Side::right;
  glm::vec3 at{0.0f};       // on the skin
  std::optional<float> mm;  // from the skin to the muscle, its fascia or the bone; none if nothing lies under it
};

struct MovedSkin {
  std::shared_ptr<const MeshChunk> chunk;  // in place of that which has the skin
  Bounds bounds;                           // of the skin
};

// What does not depend on the build is found once, in some tenths of a second: make it in the background. It keeps what
// it needs; `table` must outlive it.
class SkinMover {
 public:
  // `rays` and `geometry` are those of the body as modelled. Without `jobs` on the caller's thread alone.
  SkinMover(const Body& body, const BodyGeometry& geometry, const RayScene& rays, const ConceptCatalog& concepts,
            const LandmarkTable& landmarks, const LayerTable& table, JobQueue* jobs = nullptr);
  ~SkinMover();
  SkinMover(const SkinMover&) = delete;
  SkinMover& operator=(const SkinMover&) = delete;

  [[nodiscard]] bool has_skin() const;
  [[nodiscard]] const std::vector<ModelledLayer>& layers() const;

  // The body must have a skin.
  [[nodiscard]] MovedSkin moved(const Physique& physique, float scale) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// How tall a body is, from its skin; 0 without one.
[[nodiscard]] float stature_mm(const Body& body);

}  // namespace palpate
