#include <palpate/mesh/cut.h>

#include <glm/common.hpp>
#include <glm/geometric.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <utility>

namespace palpate {
namespace {

constexpr float on_plane_mm =
    1e-4f;  // nearer than this a vertex lies on the plane: what floats hold of a body is no finer

// Cuts one mesh; keeps the two halves and shares the new vertices of each cut edge.
class Cutter {
 public:
  Cutter(const MeshData& mesh, const Plane& plane) : mesh_(mesh), normal_(plane.normal) {
    distance_.reserve(mesh.positions.size());
    for (const glm::vec3 p : mesh.positions) {
      const float distance = plane.distance(p);
      distance_.push_back(std::abs(distance) <= on_plane_mm ? 0.0f : distance);
    }
    points_ = mesh;
    points_.indices.clear();
  }

  CutMesh run() {
    for (std::size_t i = 0; i + 2 < mesh_.indices.size(); i += 3) {
      split({mesh_.indices[i], mesh_.indices[i + 1], mesh_.indices[i + 2]});
    }
    MeshData front = points_, back = points_;
    front.indices = std::move(front_);
    back.indices = std::move(back_);
    return {compact(front), compact(back)};
  }

 private:
  using Polygon = std::vector<std::uint32_t>;

  // Corners on the plane belong to both sides, so that neither gets slivers of what only touches it.
  void split(const std::array<std::uint32_t, 3>& corners) {
    Polygon front, back;
    bool crosses = false;
    for (std::size_t k = 0; k < 3; ++k) {
      const std::uint32_t a = corners[k], b = corners[(k + 1) % 3];
      crosses = crosses || distance_[a] != 0.0f;
      if (distance_[a] >= 0.0f) front.push_back(a);
      if (distance_[a] <= 0.0f) back.push_back(a);
      if (distance_[a] * distance_[b] >= 0.0f) continue;
      const std::uint32_t middle = crossing(a, b);
      front.push_back(middle);
      back.push_back(middle);
    }
    // A face in the plane bounds the body behind it.
    if (!crosses) (looks_to_front(corners) ? front : back).clear();
    fan(front, front_);
    fan(back, back_);
  }

  [[nodiscard]] bool looks_to_front(const std::array<std::uint32_t, 3>& corners) const {
    const glm::vec3 a = mesh_.positions[corners[0]], b = mesh_.positions[corners[1]], c = mesh_.positions[corners[2]];
    return glm::dot(glm::cross(b - a, c - a), normal_) > 0.0f;
  }

  static void fan(const Polygon& polygon, std::vector<std::uint32_t>& out) {
    for (std::size_t i = 1; i + 1 < polygon.size(); ++i) {
      out.insert(out.end(), {polygon[0], polygon[i], polygon[i + 1]});
    }
  }

  std::uint32_t crossing(std::uint32_t a, std::uint32_t b) {
    const auto key = std::minmax(a, b);
    const auto found = crossings_.find(key);
    if (found != crossings_.end()) return found->second;
    const float t = std::clamp(distance_[a] / (distance_[a] - distance_[b]), 0.0f, 1.0f);
    const auto made = static_cast<std::uint32_t>(points_.positions.size());
    points_.positions.push_back(glm::mix(mesh_.positions[a], mesh_.positions[b], t));
    if (!mesh_.normals.empty()) {
      const glm::vec3 normal = glm::mix(mesh_.normals[a], mesh_.normals[b], t);
      const float length = glm::length(normal);
      points_.normals.push_back(length > 1e-6f ? normal / length : mesh_.normals[a]);
    }
    if (!mesh_.uv.empty()) points_.uv.push_back(glm::mix(mesh_.uv[a], mesh_.uv[b], t));
    crossings_.emplace(key, made);
    return made;
  }

  const MeshData& mesh_;
  glm::vec3 normal_;
  std::vector<float> distance_;  // exactly zero on the plane
  MeshData points_;
  std::vector<std::uint32_t> front_, back_;
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::uint32_t> crossings_;
};

}  // namespace

float Plane::distance(glm::vec3 p) const {
  return glm::dot(glm::normalize(normal), p - point);
}

CutMesh cut(const MeshData& mesh, const Plane& plane) {
  return Cutter(mesh, plane).run();
}

MeshData cut_out(const MeshData& mesh, std::span<const Plane> planes) {
  MeshData kept = mesh;
  for (const Plane& plane : planes) kept = cut(kept, plane).front;
  return kept;
}

MeshData mirror_image(const MeshData& mesh) {
  MeshData out = mesh;
  for (glm::vec3& p : out.positions) p.x = -p.x;
  for (glm::vec3& n : out.normals) n.x = -n.x;
  for (std::size_t i = 0; i + 2 < out.indices.size(); i += 3) std::swap(out.indices[i + 1], out.indices[i + 2]);
  return out;
}

}  // namespace palpate
