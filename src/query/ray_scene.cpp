#include <palpate/query/ray_scene.h>

#include "triangle_distance.h"

#include <embree3/rtcore.h>

#include <glm/common.hpp>
#include <glm/geometric.hpp>
#include <glm/vector_relational.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <unordered_map>

namespace palpate {
namespace {

// One device for the process: Embree keeps its threads and caches in it.
RTCDevice device() {
  static const RTCDevice shared = rtcNewDevice("threads=1,set_affinity=0");
  return shared;
}

RTCRayHit to_embree(const Ray& ray) {
  RTCRayHit out{};
  out.ray.org_x = ray.origin.x;
  out.ray.org_y = ray.origin.y;
  out.ray.org_z = ray.origin.z;
  out.ray.dir_x = ray.direction.x;
  out.ray.dir_y = ray.direction.y;
  out.ray.dir_z = ray.direction.z;
  out.ray.tnear = 0.0f;
  out.ray.tfar = ray.length;
  out.ray.mask = 0xFFFFFFFFu;
  out.hit.geomID = RTC_INVALID_GEOMETRY_ID;
  out.hit.instID[0] = RTC_INVALID_GEOMETRY_ID;
  return out;
}

RayHit to_hit(const Ray& ray, std::uint32_t structure, float distance, glm::vec3 normal) {
  const float length = glm::length(normal);
  const glm::vec3 unit = length > 0.0f ? normal / length : glm::vec3(0.0f, 1.0f, 0.0f);
  return {structure, distance, ray.origin + ray.direction * distance, unit, glm::dot(unit, ray.direction) < 0.0f};
}

// What a filter needs while Embree walks.
struct Walk {
  RTCIntersectContext context;  // first, so that the context's address is the walk's
  const std::vector<std::uint32_t>* structure_of_instance;
  const StructureFilter* counts;
  std::vector<RayHit>* collected;  // null: only the nearest is wanted
  const Ray* ray;
};

void filter(const RTCFilterFunctionNArguments* arguments) {
  auto* walk = reinterpret_cast<Walk*>(arguments->context);
  if (arguments->valid[0] != -1) return;
  const std::uint32_t instance = RTCHitN_instID(arguments->hit, 1, 0, 0);
  const std::uint32_t structure = (*walk->structure_of_instance)[instance];
  if (*walk->counts && !(*walk->counts)(structure)) {
    arguments->valid[0] = 0;
    return;
  }
  if (walk->collected == nullptr) return;
  const glm::vec3 normal(RTCHitN_Ng_x(arguments->hit, 1, 0), RTCHitN_Ng_y(arguments->hit, 1, 0),
                         RTCHitN_Ng_z(arguments->hit, 1, 0));
  walk->collected->push_back(to_hit(*walk->ray, structure, RTCRayN_tfar(arguments->ray, 1, 0), normal));
  arguments->valid[0] = 0;  // go on
}

}  // namespace

struct ChunkScenes::Impl {
  std::shared_ptr<const MeshChunk> chunk;
  std::vector<std::uint32_t> structures;
  std::vector<RTCScene> scenes;  // by part
};

ChunkScenes::ChunkScenes(std::shared_ptr<const MeshChunk> chunk, std::vector<std::uint32_t> structures)
    : impl_(std::make_unique<Impl>()) {
  impl_->chunk = std::move(chunk);
  impl_->structures = std::move(structures);
  for (const ChunkPart& part : impl_->chunk->parts()) {
    const auto vertices = impl_->chunk->vertices_of(part);
    const auto indices = impl_->chunk->indices_of(part, 0);
    const RTCScene scene = rtcNewScene(device());
    rtcSetSceneFlags(scene, static_cast<RTCSceneFlags>(RTC_SCENE_FLAG_ROBUST | RTC_SCENE_FLAG_CONTEXT_FILTER_FUNCTION));
    const RTCGeometry geometry = rtcNewGeometry(device(), RTC_GEOMETRY_TYPE_TRIANGLE);
    rtcSetSharedGeometryBuffer(geometry, RTC_BUFFER_TYPE_VERTEX, 0, RTC_FORMAT_FLOAT3, vertices.data(), 0,
                               sizeof(PackedVertex), vertices.size());
    rtcSetSharedGeometryBuffer(geometry, RTC_BUFFER_TYPE_INDEX, 0, RTC_FORMAT_UINT3, indices.data(), 0,
                               3 * sizeof(std::uint32_t), indices.size() / 3);
    rtcCommitGeometry(geometry);
    rtcAttachGeometry(scene, geometry);
    rtcReleaseGeometry(geometry);
    rtcCommitScene(scene);
    impl_->scenes.push_back(scene);
  }
}

ChunkScenes::~ChunkScenes() {
  for (const RTCScene scene : impl_->scenes) rtcReleaseScene(scene);
}

std::vector<std::shared_ptr<const ChunkScenes>> chunk_scenes(const BodyGeometry& geometry) {
  std::vector<std::shared_ptr<const ChunkScenes>> scenes;
  scenes.reserve(geometry.chunks().size());
  for (std::size_t i = 0; i < geometry.chunks().size(); ++i) {
    scenes.push_back(std::make_shared<const ChunkScenes>(geometry.chunks()[i], geometry.owners()[i]));
  }
  return scenes;
}

struct RayScene::Impl {
  struct Place {
    RTCScene scene;
    const MeshChunk* chunk;
    const ChunkPart* part;

    [[nodiscard]] std::size_t triangle_count() const { return part->levels[0].count / 3; }
    [[nodiscard]] Triangle triangle(std::size_t index) const {
      const auto vertices = chunk->vertices_of(*part);
      const auto indices = chunk->indices_of(*part, 0).subspan(index * 3, 3);
      return {vertices[indices[0]].position, vertices[indices[1]].position, vertices[indices[2]].position};
    }
  };
  std::vector<std::shared_ptr<const ChunkScenes>> chunks;
  std::vector<std::uint32_t> structure_of_instance;
  std::unordered_map<std::uint32_t, Place> places;  // by structure
  std::vector<Place> place_of_instance;
  RTCScene top = nullptr;

  Walk walk(const Ray& ray, const StructureFilter& counts, std::vector<RayHit>* collected) const {
    Walk made{{}, &structure_of_instance, &counts, collected, &ray};
    rtcInitIntersectContext(&made.context);
    if (counts || collected != nullptr) made.context.filter = filter;
    return made;
  }
};

namespace {

bool apart(glm::vec3 low_a, glm::vec3 high_a, glm::vec3 low_b, glm::vec3 high_b, float reach) {
  return glm::any(glm::lessThan(high_b + reach, low_a)) || glm::any(glm::greaterThan(low_b - reach, high_a));
}

// Whether any triangle of `a` comes near one of `b`: each of `a` looks for its neighbours in the tree of `b`.
template <class Place>
bool touch(const Place& a, const Place& b, float reach) {
  if (apart(a.part->low, a.part->high, b.part->low, b.part->high, reach)) return false;
  struct Search {
    const Place* place = nullptr;
    Triangle triangle{};
    float reach = 0.0f;
    bool found = false;
  } search{&b, {}, reach};
  for (std::size_t t = 0; t < a.triangle_count() && !search.found; ++t) {
    search.triangle = a.triangle(t);
    const auto& [p, q, r] = search.triangle;
    if (apart(glm::min(p, glm::min(q, r)), glm::max(p, glm::max(q, r)), b.part->low, b.part->high, reach)) continue;
    const glm::vec3 middle = (p + q + r) / 3.0f;
    const float radius = std::max({glm::distance(p, middle), glm::distance(q, middle), glm::distance(r, middle)});
    RTCPointQuery query{middle.x, middle.y, middle.z, 0.0f, radius + reach};
    RTCPointQueryContext context{};
    rtcInitPointQueryContext(&context);
    rtcPointQuery(
        b.scene, &query, &context,
        [](RTCPointQueryFunctionArguments* arguments) {
          auto* s = static_cast<Search*>(arguments->userPtr);
          if (s->found || !within_reach(s->triangle, s->place->triangle(arguments->primID), s->reach)) return false;
          s->found = true;
          arguments->query->radius = 0.0f;
          return true;
        },
        &search);
  }
  return search.found;
}

}  // namespace

RayScene::RayScene(std::vector<std::shared_ptr<const ChunkScenes>> chunks, const StructureFilter& counts)
    : impl_(std::make_unique<Impl>()) {
  impl_->chunks = std::move(chunks);
  impl_->top = rtcNewScene(device());
  rtcSetSceneFlags(impl_->top,
                   static_cast<RTCSceneFlags>(RTC_SCENE_FLAG_ROBUST | RTC_SCENE_FLAG_CONTEXT_FILTER_FUNCTION));
  for (const auto& chunk : impl_->chunks) {
    for (std::size_t part = 0; part < chunk->impl_->scenes.size(); ++part) {
      const std::uint32_t structure = chunk->impl_->structures[part];
      if (counts && !counts(structure)) continue;
      const RTCGeometry instance = rtcNewGeometry(device(), RTC_GEOMETRY_TYPE_INSTANCE);
      rtcSetGeometryInstancedScene(instance, chunk->impl_->scenes[part]);
      rtcCommitGeometry(instance);
      const unsigned id = rtcAttachGeometry(impl_->top, instance);
      rtcReleaseGeometry(instance);
      if (id >= impl_->structure_of_instance.size()) {
        impl_->structure_of_instance.resize(id + 1);
        impl_->place_of_instance.resize(id + 1);
      }
      impl_->structure_of_instance[id] = structure;
      impl_->place_of_instance[id] = {chunk->impl_->scenes[part], chunk->impl_->chunk.get(),
                                      &chunk->impl_->chunk->parts()[part]};
      impl_->places[structure] = impl_->place_of_instance[id];
    }
  }
  rtcCommitScene(impl_->top);
}

RayScene::~RayScene() {
  rtcReleaseScene(impl_->top);
}

RayScene RayScene::with_only(const StructureFilter& counts) const {
  return RayScene(impl_->chunks, counts);
}

std::optional<RayHit> RayScene::nearest_hit(const Ray& ray, const StructureFilter& counts) const {
  Walk walk = impl_->walk(ray, counts, nullptr);
  RTCRayHit query = to_embree(ray);
  rtcIntersect1(impl_->top, &walk.context, &query);
  if (query.hit.geomID == RTC_INVALID_GEOMETRY_ID) return std::nullopt;
  return to_hit(ray, impl_->structure_of_instance[query.hit.instID[0]], query.ray.tfar,
                {query.hit.Ng_x, query.hit.Ng_y, query.hit.Ng_z});
}

std::vector<RayHit> RayScene::all_hits(const Ray& ray, const StructureFilter& counts) const {
  std::vector<RayHit> hits;
  Walk walk = impl_->walk(ray, counts, &hits);
  RTCRayHit query = to_embree(ray);
  rtcIntersect1(impl_->top, &walk.context, &query);
  std::sort(hits.begin(), hits.end(), [](const RayHit& a, const RayHit& b) {
    return a.distance != b.distance ? a.distance < b.distance : a.structure < b.structure;
  });
  return hits;
}

std::optional<NearestPoint> RayScene::nearest_point(std::uint32_t structure, glm::vec3 p) const {
  const auto found = impl_->places.find(structure);
  if (found == impl_->places.end()) return std::nullopt;
  struct Search {
    const Impl::Place* place = nullptr;
    NearestPoint best;
  } search{&found->second, {{}, {}, std::numeric_limits<float>::infinity()}};
  RTCPointQuery query{p.x, p.y, p.z, 0.0f, std::numeric_limits<float>::infinity()};
  RTCPointQueryContext context{};
  rtcInitPointQueryContext(&context);
  rtcPointQuery(
      found->second.scene, &query, &context,
      [](RTCPointQueryFunctionArguments* arguments) {
        auto* s = static_cast<Search*>(arguments->userPtr);
        const Triangle triangle = s->place->triangle(arguments->primID);
        const glm::vec3 from(arguments->query->x, arguments->query->y, arguments->query->z);
        const glm::vec3 on = closest_on_triangle(from, triangle);
        const float distance = glm::distance(on, from);
        if (distance >= s->best.distance) return false;
        const glm::vec3 normal = glm::cross(triangle[1] - triangle[0], triangle[2] - triangle[0]);
        const float length = glm::length(normal);
        s->best = {on, length > 0.0f ? normal / length : glm::vec3(0.0f, 1.0f, 0.0f), distance};
        arguments->query->radius = distance;
        return true;
      },
      &search);
  if (!std::isfinite(search.best.distance)) return std::nullopt;
  return search.best;
}

namespace {

// Looks around a stretch in a scene; what it finds must be one of `triangle_of` the callback's arguments.
template <class TriangleOf>
struct StretchSearch {
  const TriangleOf& triangle_of;
  glm::vec3 from{0.0f}, to{0.0f};
  float half = 0.0f;
  NearestToStretch best;

  static bool look(RTCPointQueryFunctionArguments* arguments) {
    auto* s = static_cast<StretchSearch*>(arguments->userPtr);
    std::uint32_t structure = s->best.structure;
    const Approach met = approach(s->from, s->to, s->triangle_of(*arguments, structure));
    if (met.distance >= s->best.distance) return false;
    s->best = {met.on_stretch, met.on_triangle, met.distance, structure};
    arguments->query->radius = s->half + met.distance;
    return true;
  }
};

template <class TriangleOf>
std::optional<NearestToStretch> search_stretch(RTCScene scene, glm::vec3 from, glm::vec3 to, float within,
                                               const TriangleOf& triangle_of) {
  using Search = StretchSearch<TriangleOf>;
  Search search{triangle_of, from, to, 0.0f, {{}, {}, within}};
  // Embree looks around points, so the stretch is cut into pieces that are looked around one by one, each no farther
  // than the best so far.
  constexpr float piece_mm = 12.0f;
  const int pieces = std::max(1, static_cast<int>(std::ceil(glm::distance(from, to) / piece_mm)));
  for (int i = 0; i < pieces; ++i) {
    const auto share = [&](int k) { return static_cast<float>(k) / static_cast<float>(pieces); };
    search.from = glm::mix(from, to, share(i));
    search.to = glm::mix(from, to, share(i + 1));
    search.half = 0.5f * glm::distance(search.from, search.to);
    const glm::vec3 middle = 0.5f * (search.from + search.to);
    RTCPointQuery query{middle.x, middle.y, middle.z, 0.0f, search.half + search.best.distance};
    RTCPointQueryContext context{};
    rtcInitPointQueryContext(&context);
    rtcPointQuery(scene, &query, &context, &Search::look, &search);
  }
  if (search.best.distance >= within) return std::nullopt;
  return search.best;
}

}  // namespace

std::optional<NearestToStretch> RayScene::nearest_to_stretch(std::uint32_t structure, glm::vec3 from, glm::vec3 to,
                                                             float within) const {
  const auto found = impl_->places.find(structure);
  if (found == impl_->places.end()) return std::nullopt;
  const Impl::Place& place = found->second;
  return search_stretch(place.scene, from, to, within,
                        [&](const RTCPointQueryFunctionArguments& arguments, std::uint32_t& whose) {
                          whose = structure;
                          return place.triangle(arguments.primID);
                        });
}

std::optional<NearestToStretch> RayScene::nearest_to_stretch(glm::vec3 from, glm::vec3 to, float within) const {
  return search_stretch(impl_->top, from, to, within,
                        [&](const RTCPointQueryFunctionArguments& arguments, std::uint32_t& whose) {
                          const unsigned instance = arguments.context->instID[0];
                          whose = impl_->structure_of_instance[instance];
                          return impl_->place_of_instance[instance].triangle(arguments.primID);
                        });
}

std::vector<std::uint32_t> RayScene::touching(std::uint32_t structure, float reach) const {
  std::vector<std::uint32_t> found;
  const auto self = impl_->places.find(structure);
  if (self == impl_->places.end()) return found;
  for (const auto& [other, place] : impl_->places) {
    if (other == structure) continue;
    const bool fewer = self->second.triangle_count() < place.triangle_count();
    if (fewer ? touch(self->second, place, reach) : touch(place, self->second, reach)) found.push_back(other);
  }
  std::sort(found.begin(), found.end());
  return found;
}

bool RayScene::has(std::uint32_t structure) const {
  return impl_->places.count(structure) > 0;
}

}  // namespace palpate
