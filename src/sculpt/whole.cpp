#include "whole.h"

#include "lobes_field.h"

#include <palpate/mesh/components.h>
#include <palpate/mesh/crossings.h>
#include <palpate/mesh/decimate.h>
#include <palpate/mesh/level_surface.h>
#include <palpate/mesh/mend.h>
#include <palpate/mesh/normals.h>
#include <palpate/mesh/surface_points.h>
#include <palpate/mesh/topology.h>
#include <palpate/mesh/weld.h>
#include <palpate/sculpt/forms.h>
#include <palpate/sculpt/solid.h>
#include <palpate/sculpt/survey.h>

#include <glm/common.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <map>
#include <utility>
#include <vector>

namespace palpate {
namespace {

// How long the edges of a structure's mesh become at first: in proportion to its size, so that small things are as
// round as large ones, within limits that eyes and needles set. Then as many triangles go as its form can do without.
struct Fineness {
  double edges_across;  // of a square of the structure's surface
  float shortest_mm, longest_mm;
  float error_mm;
  bool keeps_ends = true;  // when it is mended
};

Fineness fineness_of(System system) {
  switch (system) {
    case System::muscles:
      return {14.0, 2.0f, 10.0f, 0.2f, false};
    case System::skeleton:
      return {11.0, 2.2f, 7.5f, 0.15f};
    case System::joints:
    case System::fascia:
      return {8.5, 3.4f, 12.0f, 0.2f};
    case System::nerves:
    case System::vessels:
      return {14.0, 14.0f, 26.0f, 0.06f};
    default:
      return {16.0, 2.0f, 11.0f, 0.35f};
  }
}

constexpr std::size_t fewest_triangles = 60;

// How far mending may take a surface from where it was: small things less than large ones.
float may_stray(double area) {
  return std::clamp(0.2f + 0.012f * static_cast<float>(std::sqrt(area)), 0.3f, 1.5f);
}

// Whether nothing of a mesh is farther than that from what became of it: no part of it was lost.
bool is_all_near(const MeshData& mesh, const MeshData& became, float mm) {
  const SurfaceTree surface(became, std::clamp<std::size_t>(6 * became.triangle_count(), 2'000, 40'000));
  return !surface.empty() &&
         std::ranges::all_of(mesh.positions, [&](const glm::vec3& p) { return surface.nearest(p).distance <= mm; });
}

// First near to where it was, then a little farther, if little is left to do. Not at the price of its body, nor, but
// for muscles, whose ends taper, of a part of it.
void mend(MeshData& mesh, float stray, bool keeps_ends) {
  constexpr std::size_t hopeless = 30;
  constexpr double least_left = 0.25;
  const double volume = std::abs(signed_volume(mesh));
  for (const float farther : {1.0f, 2.0f, 3.0f}) {
    MeshData mended = mesh;
    const std::size_t left = mend_crossings(mended, farther * stray);
    if (signed_volume(mended) < least_left * volume) return;
    if (keeps_ends && !is_all_near(mesh, mended, 5.0f * farther * stray)) return;
    mesh = std::move(mended);
    if (left == 0 || left > hopeless) return;
  }
}

// On a lattice that finds a plate of some millimetres, which no other way of making them keeps whole.
MeshData lobes_mesh(const Lobes& lobes, const Fineness& fineness) {
  const LobesField field(lobes);
  if (field.empty()) return {};
  const glm::vec3 size = field.high() - field.low();
  const float coarser = fineness.error_mm / 0.15f;  // than a bone's
  const float cell = std::clamp(coarser * (0.003f * (size.x + size.y + size.z) + 0.45f), 0.6f, 1.9f * coarser);
  LevelRequest request{field.low(), field.high(), cell};
  request.finest_mm = cell;
  const MeshData marched = without_specks(marched_surface(std::cref(field), request));
  return decimated(marched, {fewest_triangles, fineness.error_mm + 0.03f, fineness.longest_mm});
}

// Everything that is inside any piece, as one surface.
MeshData united(const MeshData& pieces, const Fineness& fineness) {
  const Solid solid(pieces);
  LevelRequest request;
  request.low = glm::vec3(1e30f);
  request.high = glm::vec3(-1e30f);
  for (const glm::vec3& p : pieces.positions) {
    request.low = glm::min(request.low, p);
    request.high = glm::max(request.high, p);
  }
  const auto cell = static_cast<float>(std::clamp(std::sqrt(surface_area(pieces)) / 55.0, 0.3, 1.4));
  request.edge_mm = request.finest_mm = cell;
  request.steepness = 1.1f;
  const Field field = [&](std::span<const glm::vec3> at, std::span<float> values) {
    for (std::size_t i = 0; i < at.size(); ++i) values[i] = -solid.place_of(at[i]).depth;
  };
  const MeshData marched = without_specks(marched_surface(field, request));
  MeshData one = decimated(marched, {fewest_triangles, std::max(fineness.error_mm, 0.12f * cell), fineness.longest_mm});
  return is_all_near(pieces, one, 2.0f * cell + 0.5f) ? one : pieces;  // what is thinner than the lattice would be lost
}

// A thin ligament must not be flattened.
float error_for(const MeshData& mesh, const Fineness& fineness) {
  const double area = surface_area(mesh), thickness = area > 0.0 ? 2.0 * std::abs(signed_volume(mesh)) / area : 0.0;
  return std::clamp(0.15f * static_cast<float>(thickness), 0.02f, fineness.error_mm);
}

MeshData form_mesh(const Form& form, float edge, const Fineness& fineness) {
  if (const Lobes* lobes = std::get_if<Lobes>(&form)) return lobes_mesh(*lobes, fineness);
  MeshData mesh = mesh_of({form}, edge);
  const float error = error_for(mesh, fineness);
  mesh = decimated(mesh, {fewest_triangles, 0.6f * error, fineness.longest_mm});
  mend(mesh, may_stray(surface_area(mesh)), fineness.keeps_ends);
  return decimated(mesh, {fewest_triangles, error, fineness.longest_mm});
}

// Closed still when vertices at the same place become one, as readers of models make them.
bool stays_closed(const MeshData& mesh) {
  return examine(weld(mesh)).closed();
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

}  // namespace

MeshData whole_mesh(const Morphometry& figures) {
  const Fineness fineness = fineness_of(figures.system);
  double area = 0.0;
  for (const Form& form : figures.parts)
    if (!std::holds_alternative<Lobes>(form)) area += surface_area(mesh_of({form}, fineness.longest_mm));
  // Many small pieces need not each be as round as one.
  const double pieces = std::sqrt(static_cast<double>(figures.parts.size()));
  const auto wanted = static_cast<float>(std::sqrt(area) / (fineness.edges_across * std::sqrt(pieces)));
  const float edge = std::clamp(wanted, fineness.shortest_mm, fineness.longest_mm);
  MeshData mesh;
  for (const Form& form : figures.parts) {
    MeshData part = form_mesh(form, edge, fineness);
    mesh = mesh.positions.empty() ? std::move(part) : joined(mesh, part);
  }
  const bool thin = figures.system == System::fascia || figures.system == System::joints;
  if (figures.parts.size() > 1 && figures.system != System::muscles && !thin && !crossings(mesh).empty())
    mesh = united(mesh, fineness);
  if (thin && figures.parts.size() > 1) mend(mesh, may_stray(area), true);
  if (!stays_closed(mesh)) part_faces(mesh);
  return mesh;
}

void make_whole_again(MeshData& mesh) {
  constexpr std::size_t too_many = 900;
  const float stray = std::min(0.8f, may_stray(surface_area(mesh)));
  if (crossings(mesh).size() <= too_many) {
    mend(mesh, stray, false);
  } else {
    // Pieces that reach far into each other stay as they are; each by itself is mended.
    MeshData whole;
    for (MeshData& piece : components(mesh)) {
      mend(piece, stray, false);
      whole = whole.empty() ? std::move(piece) : joined(whole, piece);
    }
    mesh = std::move(whole);
  }
  if (!stays_closed(mesh)) part_faces(mesh);
}

}  // namespace palpate
