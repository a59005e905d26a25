#include <palpate/query/ray_scene.h>

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

// Closest point of a triangle (Ericson, Real-Time Collision Detection, 5.1.5).
glm::vec3 closest_on_triangle(glm::vec3 p, glm::vec3 a, glm::vec3 b, glm::vec3 c) {
  const glm::vec3 ab = b - a, ac = c - a, ap = p - a;
  const float d1 = glm::dot(ab, ap), d2 = glm::dot(ac, ap);
  if (d1 <= 0.0f && d2 <= 0.0f) return a;
  const glm::vec3 bp = p - b;
  const float d3 = glm::dot(ab, bp), d4 = glm::dot(ac, bp);
  if (d3 >= 0.0f && d4 <= d3) return b;
  const float vc = d1 * d4 - d3 * d2;
  if (vc <= 0.0f && d1 >= 0.0f && d3 <= 0.0f) return a + ab * (d1 / (d1 - d3));
  const glm::vec3 cp = p - c;
  const float d5 = glm::dot(ab, cp), d6 = glm::dot(ac, cp);
  if (d6 >= 0.0f && d5 <= d6) return c;
  const float vb = d5 * d2 - d1 * d6;
  if (vb <= 0.0f && d2 >= 0.0f && d6 <= 0.0f) return a + ac * (d2 / (d2 - d6));
  const float va = d3 * d6 - d5 * d4;
  if (va <= 0.0f && d4 - d3 >= 0.0f && d5 - d6 >= 0.0f) return b + (c - b) * ((d4 - d3) / ((d4 - d3) + (d5 - d6)));
  const float denominator = 1.0f / (va + vb + vc);
  return a + ab * (vb * denominator) + ac * (vc * denominator);
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

struct RayScene::Impl {
  struct Place {
    RTCScene scene;
    const MeshChunk* chunk;
    const ChunkPart* part;
  };
  std::vector<std::shared_ptr<const ChunkScenes>> chunks;
  std::vector<std::uint32_t> structure_of_instance;
  std::unordered_map<std::uint32_t, Place> places;  // by structure
  RTCScene top = nullptr;

  Walk walk(const Ray& ray, const StructureFilter& counts, std::vector<RayHit>* collected) const {
    Walk made{{}, &structure_of_instance, &counts, collected, &ray};
    rtcInitIntersectContext(&made.context);
    made.context.filter = filter;
    return made;
  }
};

RayScene::RayScene(std::vector<std::shared_ptr<const ChunkScenes>> chunks) : impl_(std::make_unique<Impl>()) {
  impl_->chunks = std::move(chunks);
  impl_->top = rtcNewScene(device());
  rtcSetSceneFlags(impl_->top,
                   static_cast<RTCSceneFlags>(RTC_SCENE_FLAG_ROBUST | RTC_SCENE_FLAG_CONTEXT_FILTER_FUNCTION));
  for (const auto& chunk : impl_->chunks) {
    for (std::size_t part = 0; part < chunk->impl_->scenes.size(); ++part) {
      const RTCGeometry instance = rtcNewGeometry(device(), RTC_GEOMETRY_TYPE_INSTANCE);
      rtcSetGeometryInstancedScene(instance, chunk->impl_->scenes[part]);
      rtcCommitGeometry(instance);
      const unsigned id = rtcAttachGeometry(impl_->top, instance);
      rtcReleaseGeometry(instance);
      const std::uint32_t structure = chunk->impl_->structures[part];
      if (id >= impl_->structure_of_instance.size()) impl_->structure_of_instance.resize(id + 1);
      impl_->structure_of_instance[id] = structure;
      impl_->places[structure] = {chunk->impl_->scenes[part], chunk->impl_->chunk.get(),
                                  &chunk->impl_->chunk->parts()[part]};
    }
  }
  rtcCommitScene(impl_->top);
}

RayScene::~RayScene() {
  rtcReleaseScene(impl_->top);
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
    const Impl::Place* place;
    NearestPoint best;
  } search{&found->second, {{}, {}, std::numeric_limits<float>::infinity()}};
  RTCPointQuery query{p.x, p.y, p.z, 0.0f, std::numeric_limits<float>::infinity()};
  RTCPointQueryContext context;
  rtcInitPointQueryContext(&context);
  rtcPointQuery(
      found->second.scene, &query, &context,
      [](RTCPointQueryFunctionArguments* arguments) {
        auto* s = static_cast<Search*>(arguments->userPtr);
        const auto vertices = s->place->chunk->vertices_of(*s->place->part);
        const auto indices = s->place->chunk->indices_of(*s->place->part, 0);
        const std::size_t t = std::size_t{arguments->primID} * 3;
        const glm::vec3 a = vertices[indices[t]].position, b = vertices[indices[t + 1]].position,
                        c = vertices[indices[t + 2]].position;
        const glm::vec3 from(arguments->query->x, arguments->query->y, arguments->query->z);
        const glm::vec3 on = closest_on_triangle(from, a, b, c);
        const float distance = glm::distance(on, from);
        if (distance >= s->best.distance) return false;
        const glm::vec3 normal = glm::cross(b - a, c - a);
        const float length = glm::length(normal);
        s->best = {on, length > 0.0f ? normal / length : glm::vec3(0.0f, 1.0f, 0.0f), distance};
        arguments->query->radius = distance;
        return true;
      },
      &search);
  if (!std::isfinite(search.best.distance)) return std::nullopt;
  return search.best;
}

std::vector<std::uint32_t> RayScene::touching(std::uint32_t structure, float reach) const {
  std::vector<std::uint32_t> found;
  const auto self = impl_->places.find(structure);
  if (self == impl_->places.end()) return found;
  const glm::vec3 low = self->second.part->low - reach, high = self->second.part->high + reach;
  const auto vertices = self->second.chunk->vertices_of(*self->second.part);
  // A few hundred places of the surface are enough to find every neighbour of an anatomical structure.
  const std::size_t step = std::max<std::size_t>(vertices.size() / 400, 1);
  for (const auto& [other, place] : impl_->places) {
    const bool apart =
        glm::any(glm::lessThan(place.part->high, low)) || glm::any(glm::greaterThan(place.part->low, high));
    if (other == structure || apart) continue;
    for (std::size_t i = 0; i < vertices.size(); i += step) {
      const glm::vec3 p = vertices[i].position;
      const glm::vec3 outside = glm::max(glm::max(place.part->low - p, p - place.part->high), glm::vec3(0.0f));
      if (glm::length(outside) > reach) continue;
      const auto nearest = nearest_point(other, p);
      if (nearest && nearest->distance <= reach) {
        found.push_back(other);
        break;
      }
    }
  }
  std::sort(found.begin(), found.end());
  return found;
}

bool RayScene::has(std::uint32_t structure) const {
  return impl_->places.count(structure) > 0;
}

}  // namespace palpate
