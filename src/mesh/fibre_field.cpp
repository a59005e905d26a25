#include <palpate/mesh/components.h>
#include <palpate/mesh/fibre_field.h>

#include "fibre_piece.h"
#include "fibre_tracer.h"

#include <Eigen/SparseCholesky>

#include <glm/common.hpp>
#include <glm/geometric.hpp>

#include <algorithm>
#include <array>
#include <cmath>

namespace palpate {
namespace {

constexpr float end_share = 0.04f;  // of the length: what counts as an end where no attachment is known
constexpr std::size_t slices = 32;  // along the muscle, to measure how thick it is
constexpr std::size_t fewest_vertices = 12;
using Girths = std::array<float, slices>;

struct Ends {
  std::vector<std::uint32_t> origin, insertion;
};

std::uint32_t farthest(const std::vector<float>& distance) {
  std::uint32_t best = 0;
  for (std::uint32_t i = 0; i < distance.size(); ++i) {
    if (distance[i] < FibrePiece::unreachable &&
        (distance[best] >= FibrePiece::unreachable || distance[i] > distance[best]))
      best = i;
  }
  return best;
}

std::vector<std::uint32_t> nearest(const std::vector<float>& distance, float within) {
  std::vector<std::uint32_t> found;
  for (std::uint32_t i = 0; i < distance.size(); ++i) {
    if (distance[i] <= within) found.push_back(i);
  }
  return found;
}

// The marked ends; a missing one is the place farthest from the other, and without any mark the two places of the
// piece that lie farthest apart, the upper one as the origin.
Ends find_ends(const FibrePiece& piece, const std::vector<FibreEnd>& marks) {
  Ends ends;
  for (std::uint32_t i = 0; i < marks.size(); ++i) {
    if (marks[i] == FibreEnd::origin) ends.origin.push_back(i);
    if (marks[i] == FibreEnd::insertion) ends.insertion.push_back(i);
  }
  const auto opposite_of = [&](const std::vector<std::uint32_t>& end) {
    const std::vector<float> from_end = piece.distances(end);
    const std::uint32_t far = farthest(from_end);
    return nearest(piece.distances({far}), end_share * from_end[far]);
  };
  if (ends.origin.empty() && ends.insertion.empty()) {
    const std::uint32_t a = farthest(piece.distances({0}));
    const std::vector<float> from_a = piece.distances({a});
    const std::uint32_t b = farthest(from_a);
    const float within = end_share * from_a[b];
    ends.origin = nearest(from_a, within);
    ends.insertion = nearest(piece.distances({b}), within);
    if (piece.at(a).y < piece.at(b).y) ends.origin.swap(ends.insertion);
  } else if (ends.insertion.empty()) {
    ends.insertion = opposite_of(ends.origin);
  } else if (ends.origin.empty()) {
    ends.origin = opposite_of(ends.insertion);
  }
  return ends;
}

// Cotangent of the angle at `apex`, kept positive so that the field has no extremum inside.
double cotangent(glm::vec3 apex, glm::vec3 a, glm::vec3 b) {
  const glm::vec3 u = a - apex, v = b - apex;
  const double sine = static_cast<double>(glm::length(glm::cross(u, v)));
  return std::clamp(static_cast<double>(glm::dot(u, v)) / std::max(sine, 1e-9), 0.05, 20.0);
}

using Entries = std::vector<Eigen::Triplet<double>>;

// Solves the symmetric system; empty if it cannot be solved.
template <class Right>
Right solve(Eigen::Index size, const Entries& entries, const Right& right) {
  Eigen::SparseMatrix<double> matrix(size, size);
  matrix.setFromTriplets(entries.begin(), entries.end());
  const Eigen::SimplicialLDLT<Eigen::SparseMatrix<double>> solver(matrix);
  if (solver.info() != Eigen::Success) return Right();
  return solver.solve(right);
}

// Harmonic between 0 at the origin and 1 at the insertion; empty if the system cannot be solved.
std::vector<float> harmonic(const FibrePiece& piece, const Ends& ends) {
  constexpr int fixed = -1;
  const std::size_t count = piece.size();
  std::vector<double> value(count, 0.5);
  std::vector<int> unknown(count, 0);
  for (const std::uint32_t i : ends.origin) unknown[i] = fixed, value[i] = 0.0;
  for (const std::uint32_t i : ends.insertion) unknown[i] = fixed, value[i] = 1.0;
  int unknowns = 0;
  for (int& u : unknown) {
    if (u != fixed) u = unknowns++;
  }
  if (unknowns == 0) return {value.begin(), value.end()};

  Entries entries;
  Eigen::VectorXd right = Eigen::VectorXd::Zero(unknowns);
  const auto couple = [&](std::uint32_t i, std::uint32_t j, double weight) {
    if (unknown[i] == fixed) return;
    entries.emplace_back(unknown[i], unknown[i], weight);
    if (unknown[j] == fixed) {
      right[unknown[i]] += weight * value[j];
    } else {
      entries.emplace_back(unknown[i], unknown[j], -weight);
    }
  };
  const MeshData& mesh = piece.mesh();
  for (std::size_t t = 0; t + 2 < mesh.indices.size(); t += 3) {
    for (std::size_t k = 0; k < 3; ++k) {
      const std::uint32_t a = mesh.indices[t + k], b = mesh.indices[t + (k + 1) % 3],
                          apex = mesh.indices[t + (k + 2) % 3];
      const double weight = 0.5 * cotangent(piece.at(apex), piece.at(a), piece.at(b));
      couple(a, b, weight);
      couple(b, a, weight);
    }
  }
  for (int i = 0; i < unknowns; ++i) entries.emplace_back(i, i, 1e-9);
  const Eigen::VectorXd solved = solve(unknowns, entries, right);
  if (solved.size() == 0) return {};
  std::vector<float> out(count);
  for (std::size_t i = 0; i < count; ++i) {
    out[i] = static_cast<float>(std::clamp(unknown[i] == fixed ? value[i] : solved[unknown[i]], 0.0, 1.0));
  }
  return out;
}

// Calls use(slice, area, first corner) for every triangle.
template <class Use>
void for_each_slice(const FibrePiece& piece, const std::vector<float>& along, const Use& use) {
  const MeshData& mesh = piece.mesh();
  for (std::size_t t = 0; t + 2 < mesh.indices.size(); t += 3) {
    const std::uint32_t a = mesh.indices[t], b = mesh.indices[t + 1], c = mesh.indices[t + 2];
    const float middle = (along[a] + along[b] + along[c]) / 3.0f;
    const auto slice = std::min(static_cast<std::size_t>(middle * static_cast<float>(slices)), slices - 1);
    use(slice, 0.5 * static_cast<double>(glm::length(glm::cross(piece.at(b) - piece.at(a), piece.at(c) - piece.at(a)))),
        t);
  }
}

// The level of the field at the belly: where, in the middle three fifths of the length, the muscle is thickest. (The
// level one half often lies in a tendon, because thin parts take most of a harmonic field's rise.)
float belly_level(const FibrePiece& piece, const std::vector<float>& field, const std::vector<float>& along) {
  constexpr std::size_t first = slices / 5, last = slices - slices / 5, window = 2;
  std::array<double, slices> area{}, sum{};
  const auto& indices = piece.mesh().indices;
  for_each_slice(piece, along, [&](std::size_t slice, double here, std::size_t t) {
    area[slice] += here;
    sum[slice] += here * static_cast<double>(field[indices[t]] + field[indices[t + 1]] + field[indices[t + 2]]) / 3.0;
  });
  double best = 0.0, level = 0.5;
  for (std::size_t s = first; s < last; ++s) {
    double wide = 0.0, total = 0.0;
    for (std::size_t k = s - window; k <= s + window; ++k) {
      wide += area[k];
      total += sum[k];
    }
    const double off = std::abs((static_cast<double>(s) + 0.5) / static_cast<double>(slices) - 0.5);
    if (wide * (1.0 - 0.5 * off) <= best) continue;
    best = wide * (1.0 - 0.5 * off);
    level = total / wide;
  }
  return std::clamp(static_cast<float>(level), 0.02f, 0.98f);
}

// Every vertex carried along its fibre to the belly, then smoothed: strongly along the fibres, hardly across them, and
// held where the tracing put it.
std::vector<glm::vec3> crossings(const FibrePiece& piece, const std::vector<float>& field,
                                 const std::vector<float>& along) {
  constexpr double across = 0.01, hold = 1.0 / 150.0, steady = 1e-9;
  const FibreTracer tracer(piece, field, belly_level(piece, field, along));
  const auto count = static_cast<Eigen::Index>(piece.size());
  Entries entries;
  std::vector<double> area(piece.size(), 0.0);
  const MeshData& mesh = piece.mesh();
  for (std::size_t t = 0; t + 2 < mesh.indices.size(); t += 3) {
    const std::array<std::uint32_t, 3> corner = {mesh.indices[t], mesh.indices[t + 1], mesh.indices[t + 2]};
    const glm::dvec3 p0 = piece.at(corner[0]), p1 = piece.at(corner[1]), p2 = piece.at(corner[2]);
    const glm::dvec3 normal = glm::cross(p1 - p0, p2 - p0);
    const double area2 = glm::length(normal);
    if (area2 < 1e-9) continue;
    const double scale = 1.0 / (area2 * area2);
    const std::array<glm::dvec3, 3> hat = {glm::cross(normal, p2 - p1) * scale, glm::cross(normal, p0 - p2) * scale,
                                           glm::cross(normal, p1 - p0) * scale};
    glm::dvec3 fibre(0.0);
    for (std::size_t k = 0; k < 3; ++k) fibre += hat[k] * static_cast<double>(field[corner[k]]);
    const double steepness = glm::length(fibre);
    const bool has_direction = steepness > 1e-9;
    fibre = has_direction ? fibre / steepness : glm::dvec3(0.0);
    for (std::size_t a = 0; a < 3; ++a) {
      area[corner[a]] += area2 / 6.0;
      for (std::size_t b = 0; b < 3; ++b) {
        const double spread = glm::dot(hat[a], fibre) * glm::dot(hat[b], fibre) +
                              (has_direction ? across : 1.0) * glm::dot(hat[a], hat[b]);
        entries.emplace_back(static_cast<int>(corner[a]), static_cast<int>(corner[b]), 0.5 * area2 * spread);
      }
    }
  }
  std::vector<glm::vec3> crossing = piece.mesh().positions;
  Eigen::MatrixX3d right = Eigen::MatrixX3d::Zero(count, 3);
  for (std::uint32_t i = 0; i < piece.size(); ++i) {
    const std::optional<glm::vec3> traced = tracer.crossing(i);
    const double weight = (traced ? hold * area[i] : 0.0) + steady;
    const glm::dvec3 x = traced.value_or(crossing[i]);
    entries.emplace_back(static_cast<int>(i), static_cast<int>(i), weight);
    right.row(static_cast<Eigen::Index>(i)) = weight * Eigen::RowVector3d(x.x, x.y, x.z);
  }
  const Eigen::MatrixX3d solved = solve(count, entries, right);
  for (Eigen::Index i = 0; i < solved.rows(); ++i)
    crossing[static_cast<std::size_t>(i)] = {solved(i, 0), solved(i, 1), solved(i, 2)};
  return crossing;
}

Girths girths_of(const FibrePiece& piece, const std::vector<float>& along, float length) {
  Girths girth{};
  for_each_slice(piece, along, [&](std::size_t slice, double area, std::size_t) {
    girth[slice] += static_cast<float>(area) * static_cast<float>(slices) / std::max(length, 1.0f);
  });
  return girth;
}

float girth_at(Girths girth, std::size_t percent) {
  std::sort(girth.begin(), girth.end());
  return girth[slices * percent / 100];
}

float belly_girth(const Girths& girth) {
  return girth_at(girth, 90);
}

// Thin ends of a muscle are tendon: the girth of each slice, measured against the belly, from both ends inwards.
Girths tendon_shares(const Girths& girth, float belly) {
  Girths share{};
  const auto from_end = [&](auto index_of) {
    float open = 1.0f;  // closes at the first thick slice
    for (std::size_t s = 0; s < slices; ++s) {
      const float thin = 1.0f - std::clamp((girth[index_of(s)] / belly - 0.30f) / 0.22f, 0.0f, 1.0f);
      open = std::min(open, thin);
      share[index_of(s)] = std::max(share[index_of(s)], open);
    }
  };
  from_end([](std::size_t s) { return s; });
  from_end([](std::size_t s) { return slices - 1 - s; });
  return share;
}

float at_share(const Girths& shares, float along) {
  const float position = std::clamp(along * static_cast<float>(slices) - 0.5f, 0.0f, static_cast<float>(slices - 1));
  const auto low = static_cast<std::size_t>(position);
  return glm::mix(shares[low], shares[std::min(low + 1, slices - 1)], position - static_cast<float>(low));
}

struct PieceField {
  std::vector<std::uint32_t> members;  // vertices of the whole mesh
  std::vector<float> along;
  std::vector<glm::vec3> crossing;
  Girths girth{};
  FibrePieceEnds ends;
};

// Thin nearly all along: a separate tendon, even where it leaves the muscle widely.
bool is_lone_tendon(const PieceField& field, float whole_belly) {
  constexpr float thin = 0.4f;
  return !field.ends.origin && field.ends.insertion && girth_at(field.girth, 50) < thin * whole_belly;
}

// A slip from origin to insertion has a belly of its own, however small; the rest is measured by that of the whole.
Girths tendon_of(const PieceField& field, float whole_belly) {
  const bool whole_way = field.ends.origin && field.ends.insertion;
  Girths shares = tendon_shares(field.girth, whole_way ? std::max(1e-3f, belly_girth(field.girth)) : whole_belly);
  if (field.ends.lone_tendon) shares.fill(1.0f);
  return shares;
}

PieceField field_of_piece(const MeshData& mesh, const std::vector<FibreEnd>& marks) {
  const FibrePiece piece(mesh);
  const Ends ends = find_ends(piece, marks);
  const std::vector<float> from_origin = piece.distances(ends.origin), from_insertion = piece.distances(ends.insertion);
  PieceField field;
  field.along.resize(piece.size());
  float length = 0.0f;
  for (std::size_t i = 0; i < piece.size(); ++i) {
    const float whole = from_origin[i] + from_insertion[i];
    field.along[i] = whole > 0.0f && whole < FibrePiece::unreachable ? from_origin[i] / whole : 0.5f;
    if (whole < FibrePiece::unreachable) length = std::max(length, whole);
  }
  std::vector<float> level = harmonic(piece, ends);
  if (level.empty()) level = field.along;
  field.crossing = crossings(piece, level, field.along);
  field.girth = girths_of(piece, field.along, length);
  const auto has = [&](FibreEnd end) { return std::find(marks.begin(), marks.end(), end) != marks.end(); };
  field.ends.origin = has(FibreEnd::origin);
  field.ends.insertion = has(FibreEnd::insertion);
  return field;
}

// The connected pieces that are large enough to have fibres.
std::vector<PieceField> fields_of_pieces(const MeshData& mesh, const std::vector<FibreEnd>& ends) {
  std::uint32_t pieces = 0;
  const std::vector<std::uint32_t> label = component_labels(mesh, pieces);
  std::vector<std::vector<std::uint32_t>> members(pieces), triangles(pieces);
  for (std::uint32_t i = 0; i < mesh.positions.size(); ++i) members[label[i]].push_back(i);
  for (std::uint32_t t = 0; t + 2 < mesh.indices.size(); t += 3) triangles[label[mesh.indices[t]]].push_back(t);
  std::vector<std::uint32_t> local(mesh.positions.size(), 0);
  std::vector<PieceField> fields;
  for (std::uint32_t p = 0; p < pieces; ++p) {
    if (members[p].size() < fewest_vertices) continue;
    MeshData part;
    std::vector<FibreEnd> marks;
    for (const std::uint32_t i : members[p]) {
      local[i] = static_cast<std::uint32_t>(part.positions.size());
      part.positions.push_back(mesh.positions[i]);
      if (!ends.empty()) marks.push_back(ends[i]);
    }
    for (const std::uint32_t t : triangles[p]) {
      for (std::uint32_t k = 0; k < 3; ++k) part.indices.push_back(local[mesh.indices[t + k]]);
    }
    fields.push_back(field_of_piece(part, marks));
    fields.back().members = std::move(members[p]);
  }
  return fields;
}

}  // namespace

FibreField fibre_field(const MeshData& mesh, const std::vector<FibreEnd>& ends) {
  FibreField whole;
  whole.along.assign(mesh.positions.size(), 0.5f);
  whole.crossing = mesh.positions;
  whole.tendon.assign(mesh.positions.size(), 0.0f);
  whole.ends.assign(mesh.positions.size(), {});
  std::vector<PieceField> fields = fields_of_pieces(mesh, ends);
  float belly = 1e-3f;
  for (const PieceField& field : fields) belly = std::max(belly, belly_girth(field.girth));
  for (PieceField& field : fields) {
    field.ends.lone_tendon = is_lone_tendon(field, belly);
    const Girths shares = tendon_of(field, belly);
    for (std::size_t k = 0; k < field.members.size(); ++k) {
      whole.along[field.members[k]] = field.along[k];
      whole.crossing[field.members[k]] = field.crossing[k];
      whole.tendon[field.members[k]] = at_share(shares, field.along[k]);
      whole.ends[field.members[k]] = field.ends;
    }
  }
  return whole;
}

}  // namespace palpate
