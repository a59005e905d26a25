#include <palpate/mesh/normals.h>
#include <palpate/mesh/point_tree.h>
#include <palpate/query/anchors.h>
#include <palpate/query/moved_skin.h>
#include <palpate/query/needle_tissue.h>

#include <glm/common.hpp>
#include <glm/geometric.hpp>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <unordered_map>

namespace palpate {
namespace {

constexpr float least_layer_mm = 1.5f;  // nothing comes nearer to the skin from within
constexpr float deepest_layer_mm = 120.0f;
constexpr float start_under_mm = 0.05f;   // rays begin a little beside the face that they leave
constexpr float share_of_ball = 0.85f;    // of the ball that fits between two faces of skin
constexpr float largest_ball_mm = 60.0f;  // more is open air
constexpr float site_reach_mm = 15.0f;    // around a place, the layer is the median of this
constexpr float softening_mm = 25.0f;     // nearer than this, a place has all the weight it can have
constexpr int normal_rounds = 30;         // of smoothing: over some two fingers' breadths
constexpr int move_rounds = 12;

// Neighbours of each vertex, one list after the other.
struct Neighbours {
  std::vector<std::uint32_t> first, others;

  explicit Neighbours(const MeshData& mesh) : first(mesh.positions.size() + 1, 0) {
    const auto each = [&](const auto& use) {
      for (std::size_t i = 0; i < mesh.indices.size(); i += 3) {
        for (std::size_t k = 0; k < 3; ++k) use(mesh.indices[i + k], mesh.indices[i + (k + 1) % 3]);
      }
    };
    each([&](std::uint32_t a, std::uint32_t) { ++first[a + 1]; });
    for (std::size_t v = 1; v < first.size(); ++v) first[v] += first[v - 1];
    others.resize(first.back());
    std::vector<std::uint32_t> next(first.begin(), first.end() - 1);
    each([&](std::uint32_t a, std::uint32_t b) { others[next[a]++] = b; });
  }
};

// Every value becomes the mean of itself and of its neighbours', `rounds` times.
template <class Value>
void smooth(std::vector<Value>& values, const Neighbours& around, int rounds) {
  std::vector<Value> next(values.size());
  for (int round = 0; round < rounds; ++round) {
    for (std::size_t v = 0; v < values.size(); ++v) {
      const std::uint32_t from = around.first[v], to = around.first[v + 1];
      Value sum(0.0f);
      for (std::uint32_t i = from; i < to; ++i) sum += values[around.others[i]];
      next[v] = to == from ? values[v] : 0.5f * values[v] + (0.5f / static_cast<float>(to - from)) * sum;
    }
    values.swap(next);
  }
}

glm::vec3 unit_or(glm::vec3 v, glm::vec3 fallback) {
  const float length = glm::length(v);
  return length > 1e-6f ? v / length : fallback;
}

struct PlaceHash {
  std::size_t operator()(const glm::vec3& p) const {
    std::uint32_t bits[3];
    std::memcpy(bits, &p, sizeof(bits));
    return (bits[0] * 73856093u) ^ (bits[1] * 19349663u) ^ (bits[2] * 83492791u);
  }
};

// Vertices at one place are one: else a seam would open.
MeshData joined_at_seams(std::span<const PackedVertex> vertices, std::span<const std::uint32_t> indices,
                         std::vector<std::uint32_t>& joined) {
  MeshData mesh;
  std::unordered_map<glm::vec3, std::uint32_t, PlaceHash> known;
  known.reserve(vertices.size());
  joined.reserve(vertices.size());
  for (const PackedVertex& vertex : vertices) {
    const auto [at, added] = known.emplace(vertex.position, static_cast<std::uint32_t>(mesh.positions.size()));
    if (added) mesh.positions.push_back(vertex.position);
    joined.push_back(at->second);
  }
  mesh.indices.reserve(indices.size());
  for (const std::uint32_t index : indices) mesh.indices.push_back(joined[index]);
  compute_normals(mesh);
  return mesh;
}

float median(std::vector<float>& values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

// The largest ball outside of the skin that touches it at a place (the shrinking balls of Ma, Bae and Choi 2012): a
// skin that moves outwards by less than its radius meets neither itself across a fold nor another limb.
float free_ball(glm::vec3 p, glm::vec3 outwards, const PointTree& skin) {
  constexpr int most_rounds = 12;
  float radius = largest_ball_mm;
  for (int round = 0; round < most_rounds; ++round) {
    const glm::vec3 centre = p + radius * outwards;
    const glm::vec3 way = skin.points()[skin.nearest(centre)] - p;
    const float along = glm::dot(way, outwards);
    if (along <= 1e-3f || glm::distance(centre, p + way) > radius - 0.05f) break;
    radius = glm::dot(way, way) / (2.0f * along);
  }
  return radius;
}

bool bears_the_layer(NeedleTissue tissue) {
  return tissue == NeedleTissue::muscle || tissue == NeedleTissue::fascia || tissue == NeedleTissue::bone;
}

}  // namespace

struct SkinMover::Impl {
  std::shared_ptr<const MeshChunk> chunk;
  GeometryPlace place;
  std::vector<std::uint32_t> joined;  // by vertex of the part: vertex of the mesh
  MeshData mesh;
  std::optional<Neighbours> around;
  std::vector<glm::vec3> outwards;  // along which a vertex moves
  std::vector<float> inwards_room;  // how far it may move in and out
  std::vector<float> outwards_room;
  std::vector<float> layer;  // to the muscle; 0 where nothing is found
  std::vector<ModelledLayer> layers;
  std::vector<std::vector<float>> weights;  // by layer, by vertex; their sum over the layers is 1

  void find_room(const RayScene& rays, const std::vector<NeedleTissue>& tissues, JobQueue* jobs);
  [[nodiscard]] std::size_t nearest_vertex(glm::vec3 p) const;
  [[nodiscard]] std::optional<float> layer_around(glm::vec3 p) const;
  void find_layers(const LayerTable& table, const Body& body, const RayScene& rays, const ConceptCatalog& concepts,
                   const LandmarkTable& landmarks);
  void weigh();
};

// What lies under each vertex, and which skin faces it.
void SkinMover::Impl::find_room(const RayScene& rays, const std::vector<NeedleTissue>& tissues, JobQueue* jobs) {
  const auto known = [&](std::uint32_t s) { return s < tissues.size() && tissues[s] != NeedleTissue::none; };
  const RayScene within = rays.with_only([&](std::uint32_t s) { return known(s) && tissues[s] != NeedleTissue::skin; });
  const RayScene bearing = rays.with_only([&](std::uint32_t s) { return known(s) && bears_the_layer(tissues[s]); });
  const PointTree surface(mesh.positions);
  const std::size_t count = mesh.positions.size();
  inwards_room.assign(count, 0.0f);
  outwards_room.assign(count, 0.0f);
  layer.assign(count, 0.0f);
  const auto look = [&](std::size_t v) {
    const glm::vec3 p = mesh.positions[v], n = outwards[v];
    const Ray inwards{p - n * start_under_mm, -n, deepest_layer_mm};
    if (const auto hit = bearing.nearest_hit(inwards); hit && hit->entering) layer[v] = hit->distance + start_under_mm;
    const auto under = within.nearest_hit(inwards);
    const float depth = !under ? deepest_layer_mm : under->entering ? under->distance + start_under_mm : 0.0f;
    inwards_room[v] = std::max(depth - least_layer_mm, 0.0f);
    const float ball = free_ball(p, n, surface);
    outwards_room[v] = ball < largest_ball_mm ? share_of_ball * ball : deepest_layer_mm;
  };
  constexpr std::size_t piece = 2048;
  const std::size_t pieces = (count + piece - 1) / piece;
  const auto work = [&](std::size_t part) {
    for (std::size_t v = part * piece; v < std::min(count, (part + 1) * piece); ++v) look(v);
  };
  if (jobs != nullptr) {
    jobs->parallel_for(pieces, work);
  } else {
    for (std::size_t part = 0; part < pieces; ++part) work(part);
  }
}

std::size_t SkinMover::Impl::nearest_vertex(glm::vec3 p) const {
  std::size_t best = 0;
  for (std::size_t v = 1; v < mesh.positions.size(); ++v) {
    if (glm::distance(mesh.positions[v], p) < glm::distance(mesh.positions[best], p)) best = v;
  }
  return best;
}

// The median over a patch of skin: single places may lie over a groove.
std::optional<float> SkinMover::Impl::layer_around(glm::vec3 p) const {
  std::vector<float> found;
  for (std::size_t v = 0; v < mesh.positions.size(); ++v) {
    if (layer[v] > 0.0f && glm::distance(mesh.positions[v], p) < site_reach_mm) found.push_back(layer[v]);
  }
  if (found.empty()) return std::nullopt;
  return median(found);
}

void SkinMover::Impl::find_layers(const LayerTable& table, const Body& body, const RayScene& rays,
                                  const ConceptCatalog& concepts, const LandmarkTable& landmarks) {
  // To stated structures, along the way that the skin moves.
  const auto layer_to = [&](const LayerSite& site, Side side, std::size_t v) -> std::optional<float> {
    std::vector<StructureId> ends;
    for (const std::string& key : site.to) {
      for (const StructureId id : body.realise(concepts, concepts.find(key), side)) ends.push_back(id);
    }
    const auto hit = rays.nearest_hit({mesh.positions[v], -outwards[v], deepest_layer_mm}, [&](std::uint32_t s) {
      return std::find(ends.begin(), ends.end(), StructureId(s)) != ends.end();
    });
    return hit ? std::optional(hit->distance) : std::nullopt;
  };
  for (const LayerSite& site : table.sites) {
    std::optional<glm::vec3> last;
    for (const Side side : {Side::right, Side::left}) {
      const auto stated = locate(site.place, side, landmarks);
      if (!stated || (last && *last == *stated)) continue;  // of the midline: once
      last = stated;
      const std::size_t v = nearest_vertex(*stated);
      const glm::vec3 at = mesh.positions[v];
      layers.push_back({&site, side, at, site.to.empty() ? layer_around(at) : layer_to(site, side, v)});
    }
  }
}

void SkinMover::Impl::weigh() {
  weights.assign(layers.size(), std::vector<float>(mesh.positions.size(), 0.0f));
  for (std::size_t v = 0; v < mesh.positions.size(); ++v) {
    float sum = 0.0f;
    for (std::size_t i = 0; i < layers.size(); ++i) {
      const glm::vec3 way = mesh.positions[v] - layers[i].at;
      const float soft = glm::dot(way, way) + softening_mm * softening_mm;
      weights[i][v] = 1.0f / (soft * soft);
      sum += weights[i][v];
    }
    for (std::size_t i = 0; i < layers.size(); ++i) weights[i][v] /= sum;
  }
}

SkinMover::SkinMover(const Body& body, const BodyGeometry& geometry, const RayScene& rays,
                     const ConceptCatalog& concepts, const LandmarkTable& landmarks, const LayerTable& table,
                     JobQueue* jobs)
    : impl_(std::make_unique<Impl>()) {
  const StructureId skin = body.find("skin");
  if (!skin.valid() || !geometry.has(skin.index())) return;
  impl_->place = geometry.place(skin.index());
  impl_->chunk = geometry.chunks()[impl_->place.chunk];
  const ChunkPart& part = impl_->chunk->parts()[impl_->place.part];
  impl_->mesh = joined_at_seams(impl_->chunk->vertices_of(part), impl_->chunk->indices_of(part, 0), impl_->joined);
  impl_->around.emplace(impl_->mesh);
  impl_->outwards = impl_->mesh.normals;
  smooth(impl_->outwards, *impl_->around, normal_rounds);
  for (std::size_t v = 0; v < impl_->outwards.size(); ++v)
    impl_->outwards[v] = unit_or(impl_->outwards[v], impl_->mesh.normals[v]);
  std::vector<NeedleTissue> tissues;
  for (const Structure& structure : body.structures()) tissues.push_back(needle_tissue(structure));
  impl_->find_room(rays, tissues, jobs);
  impl_->find_layers(table, body, rays, concepts, landmarks);
  impl_->weigh();
}

SkinMover::~SkinMover() = default;

bool SkinMover::has_skin() const {
  return impl_->chunk != nullptr;
}

const std::vector<ModelledLayer>& SkinMover::layers() const {
  return impl_->layers;
}

MovedSkin SkinMover::moved(const Physique& physique, float scale) const {
  const Impl& my = *impl_;
  const std::size_t count = my.mesh.positions.size();
  std::vector<float> by(count, 0.0f);
  for (std::size_t i = 0; i < my.layers.size(); ++i) {
    const auto wanted = layer_at(*my.layers[i].site, physique);
    if (!wanted || !my.layers[i].mm) continue;  // stays
    const float more = wanted->mm / scale - *my.layers[i].mm;
    for (std::size_t v = 0; v < count; ++v) by[v] += my.weights[i][v] * more;
  }
  const auto keep_room = [&] {
    for (std::size_t v = 0; v < count; ++v) by[v] = glm::clamp(by[v], -my.inwards_room[v], my.outwards_room[v]);
  };
  keep_room();
  smooth(by, *my.around, move_rounds);
  keep_room();

  MeshData mesh = my.mesh;
  for (std::size_t v = 0; v < count; ++v) mesh.positions[v] += by[v] * my.outwards[v];
  compute_normals(mesh);
  std::vector<PackedVertex> vertices(my.chunk->vertices().begin(), my.chunk->vertices().end());
  std::vector<ChunkPart> parts = my.chunk->parts();
  ChunkPart& part = parts[my.place.part];
  MovedSkin made;
  for (std::uint32_t v = 0; v < part.vertex_count; ++v) {
    PackedVertex& vertex = vertices[part.first_vertex + v];
    vertex.position = mesh.positions[my.joined[v]];
    pack_normal(mesh.normals[my.joined[v]], vertex);
    made.bounds.include(vertex.position);
  }
  part.low = made.bounds.low;
  part.high = made.bounds.high;
  std::vector<std::uint32_t> indices(my.chunk->indices().begin(), my.chunk->indices().end());
  made.chunk = std::make_shared<const MeshChunk>(std::move(vertices), std::move(indices), std::move(parts));
  return made;
}

float stature_mm(const Body& body) {
  const StructureId skin = body.find("skin");
  return skin.valid() ? body[skin].bounds.size().y : 0.0f;
}

}  // namespace palpate
