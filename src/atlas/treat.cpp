#include "treat.h"

#include <palpate/mesh/components.h>
#include <palpate/mesh/cut.h>
#include <palpate/mesh/weld.h>

#include <fmt/format.h>

#include <algorithm>

namespace palpate {
namespace {

constexpr Plane mirror_plane = {{0.0f, 0.0f, 0.0f}, {1.0f, 0.0f, 0.0f}};

Plane on_side(const Plane& plane, Side side) {
  if (side != Side::left) return plane;
  return {{-plane.point.x, plane.point.y, plane.point.z}, {-plane.normal.x, plane.normal.y, plane.normal.z}};
}

// Takes what lies in front of all planes out of `rest`.
MeshData take_part(MeshData& rest, const std::vector<Plane>& planes, Side side) {
  if (planes.empty()) return std::exchange(rest, {});
  MeshData inside = std::move(rest);
  MeshData outside;
  for (const Plane& plane : planes) {
    CutMesh halves = cut(inside, on_side(plane, side));
    outside = joined(outside, halves.back);
    inside = std::move(halves.front);
  }
  rest = std::move(outside);
  return inside;
}

std::vector<Piece> split_sides(const std::vector<Piece>& pieces) {
  std::vector<Piece> out;
  for (const Piece& piece : pieces) {
    CutMesh halves = cut(piece.mesh, mirror_plane);
    for (const Side side : {Side::left, Side::right}) {
      Piece half = piece;
      half.side = side;
      half.mesh = side == Side::left ? std::move(halves.front) : std::move(halves.back);
      half.remark = "cut from a mesh that holds both sides";
      if (!half.mesh.empty()) out.push_back(std::move(half));
    }
  }
  return out;
}

// Makes the other side too, where the set has none.
void add_mirror_image(std::vector<Piece>& pieces, const std::string& why) {
  Piece twin = pieces.front();
  twin.side = opposite(twin.side);
  twin.mesh = mirror_image(twin.mesh);
  twin.remark = fmt::format("mirror image of the {} side, because {}", key_of(pieces.front().side), why);
  pieces.push_back(std::move(twin));
}

std::vector<Piece> split_parts(std::vector<Piece> pieces, const std::vector<ManifestPart>& parts) {
  std::vector<Piece> out;
  for (Piece& piece : pieces) {
    // A part without planes is the rest, so it goes last wherever it stands in the list.
    for (const bool rest_now : {false, true}) {
      for (const ManifestPart& part : parts) {
        if (part.planes.empty() != rest_now) continue;
        Piece made = piece;
        made.concept_key = part.concept_key;
        made.mesh = take_part(piece.mesh, part.planes, piece.side);
        made.remark = "cut from a mesh that holds several parts";
        if (!made.mesh.empty()) out.push_back(std::move(made));
      }
    }
  }
  return out;
}

std::vector<Piece> split_components(const Piece& whole, const std::vector<ManifestComponents>& groups,
                                    Coverage& coverage) {
  const std::vector<MeshData> found = components(weld(whole.mesh));
  std::vector<bool> used(found.size(), false);
  std::vector<Piece> out;
  for (const bool rest_now : {false, true}) {
    for (const ManifestComponents& group : groups) {
      if (group.ranks.empty() != rest_now) continue;
      MeshData mesh;
      for (std::size_t rank = 0; rank < found.size(); ++rank) {
        const bool mine =
            rest_now ? !used[rank] : std::find(group.ranks.begin(), group.ranks.end(), rank) != group.ranks.end();
        if (!mine || used[rank]) continue;
        used[rank] = true;
        mesh = joined(mesh, found[rank]);
      }
      if (mesh.empty()) continue;
      if (!group.drop.empty()) {
        coverage.repaired.push_back({whole.source, fmt::format("a part of the mesh is left out: {}", group.drop)});
        continue;
      }
      Piece made = whole;
      made.concept_key = group.concept_key;
      made.side = group.side.value_or(whole.side);
      made.system = group.system.value_or(whole.system);
      if (!group.attachment.empty()) made.attachment = group.attachment;
      made.mesh = std::move(mesh);
      made.remark = "separated from a mesh that holds several structures";
      std::vector<Piece> pieces = {std::move(made)};
      if (group.split_sides) pieces = split_sides(pieces);
      if (!group.also_mirrored.empty()) add_mirror_image(pieces, group.also_mirrored);
      std::move(pieces.begin(), pieces.end(), std::back_inserter(out));
    }
  }
  return out;
}

}  // namespace

std::vector<Piece> treat(const Manifest& manifest, const ManifestFile& line, const ManifestEntry& entry, Node node,
                         const std::function<const Node*(const std::string&)>& node_called, Coverage& coverage) {
  Piece piece;
  piece.concept_key = entry.concept_key;
  piece.side = entry.side.value_or(manifest.split_suffix(node.name).second);
  piece.system = entry.system.value_or(line.system);
  piece.attachment = entry.attachment;
  piece.source = node.source();
  piece.texture = node.texture;
  piece.mesh = std::move(node.mesh);

  if (!entry.mirror_of.empty()) {
    const Node* twin = node_called(entry.mirror_of);
    if (twin == nullptr) {
      coverage.problems.push_back(
          fmt::format("{}: its mirror image \"{}\" is not in the file", piece.source, entry.mirror_of));
      return {};
    }
    piece.mesh = mirror_image(twin->mesh);
    piece.remark = fmt::format("mirror image of {}, because its own mesh cannot be used", entry.mirror_of);
  }
  std::vector<Piece> pieces;
  if (entry.components.empty()) {
    pieces.push_back(std::move(piece));
  } else {
    pieces = split_components(piece, entry.components, coverage);
  }
  // Sides and parts belong to the entry's own concept, not to what was separated from it.
  std::vector<Piece> own, others;
  for (Piece& p : pieces)
    (entry.components.empty() || p.concept_key == entry.concept_key ? own : others).push_back(std::move(p));
  if (entry.split_sides) own = split_sides(own);
  if (!entry.parts.empty()) own = split_parts(std::move(own), entry.parts);
  if (!entry.also_mirrored.empty() && !own.empty()) add_mirror_image(own, entry.also_mirrored);
  own.insert(own.end(), std::make_move_iterator(others.begin()), std::make_move_iterator(others.end()));
  for (const Piece& p : own) {
    if (!p.remark.empty())
      coverage.repaired.push_back({p.source, fmt::format("{}: {}", structure_key(p.concept_key, p.side), p.remark)});
  }
  return own;
}

}  // namespace palpate
