#include <palpate/mesh/components.h>
#include <palpate/mesh/fibre_field.h>

#include <Eigen/SparseCholesky>

#include <glm/common.hpp>
#include <glm/geometric.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <optional>
#include <queue>

namespace palpate {
namespace {

constexpr float infinite = 1e30f;
constexpr float end_share = 0.04f;    // of the length: what counts as an end where no attachment is known
constexpr std::size_t slices = 32;    // along the muscle, to measure how thin it is
constexpr std::size_t fewest_vertices = 12;

struct Arc {
  std::uint32_t to;
  float length;
};

// One connected piece with its neighbourhoods.
class Piece {
 public:
  explicit Piece(const MeshData& mesh) : mesh_(mesh), arcs_(mesh.positions.size()), fans_(mesh.positions.size()) {
    for (std::size_t i = 0; i + 2 < mesh.indices.size(); i += 3) {
      for (std::size_t k = 0; k < 3; ++k) {
        const std::uint32_t a = mesh.indices[i + k], b = mesh.indices[i + (k + 1) % 3], c = mesh.indices[i + (k + 2) % 3];
        const float length = glm::distance(mesh.positions[a], mesh.positions[b]);
        arcs_[a].push_back({b, length});
        arcs_[b].push_back({a, length});
        fans_[a].push_back({b, c});
      }
    }
  }

  [[nodiscard]] std::size_t size() const { return mesh_.positions.size(); }
  [[nodiscard]] glm::vec3 at(std::uint32_t i) const { return mesh_.positions[i]; }
  [[nodiscard]] const std::vector<Arc>& arcs(std::uint32_t i) const { return arcs_[i]; }
  [[nodiscard]] const std::vector<std::array<std::uint32_t, 2>>& fan(std::uint32_t i) const { return fans_[i]; }
  [[nodiscard]] const MeshData& mesh() const { return mesh_; }

  // Length of the shortest way along edges to the nearest source.
  [[nodiscard]] std::vector<float> distances(const std::vector<std::uint32_t>& sources) const {
    std::vector<float> distance(size(), infinite);
    using Entry = std::pair<float, std::uint32_t>;
    std::priority_queue<Entry, std::vector<Entry>, std::greater<>> open;
    for (const std::uint32_t s : sources) {
      distance[s] = 0.0f;
      open.push({0.0f, s});
    }
    while (!open.empty()) {
      const auto [d, i] = open.top();
      open.pop();
      if (d > distance[i]) continue;
      for (const Arc& arc : arcs_[i]) {
        if (d + arc.length >= distance[arc.to]) continue;
        distance[arc.to] = d + arc.length;
        open.push({distance[arc.to], arc.to});
      }
    }
    return distance;
  }

 private:
  const MeshData& mesh_;
  std::vector<std::vector<Arc>> arcs_;
  std::vector<std::vector<std::array<std::uint32_t, 2>>> fans_;  // the far edge of each triangle at a vertex
};

struct Ends {
  std::vector<std::uint32_t> origin, insertion;
};

std::uint32_t farthest(const std::vector<float>& distance) {
  std::uint32_t best = 0;
  for (std::uint32_t i = 0; i < distance.size(); ++i) {
    if (distance[i] < infinite && (distance[best] >= infinite || distance[i] > distance[best])) best = i;
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
Ends find_ends(const Piece& piece, const std::vector<FibreEnd>& marks) {
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

// Harmonic between 0 at the origin and 1 at the insertion; empty if the system cannot be solved.
std::vector<float> harmonic(const Piece& piece, const Ends& ends) {
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

  std::vector<Eigen::Triplet<double>> entries;
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
      const std::uint32_t a = mesh.indices[t + k], b = mesh.indices[t + (k + 1) % 3], apex = mesh.indices[t + (k + 2) % 3];
      const double weight = 0.5 * cotangent(piece.at(apex), piece.at(a), piece.at(b));
      couple(a, b, weight);
      couple(b, a, weight);
    }
  }
  for (int i = 0; i < unknowns; ++i) entries.emplace_back(i, i, 1e-9);
  Eigen::SparseMatrix<double> matrix(unknowns, unknowns);
  matrix.setFromTriplets(entries.begin(), entries.end());
  const Eigen::SimplicialLDLT<Eigen::SparseMatrix<double>> solver(matrix);
  if (solver.info() != Eigen::Success) return {};
  const Eigen::VectorXd solved = solver.solve(right);
  std::vector<float> out(count);
  for (std::size_t i = 0; i < count; ++i) {
    out[i] = static_cast<float>(std::clamp(unknown[i] == fixed ? value[i] : solved[unknown[i]], 0.0, 1.0));
  }
  return out;
}

// Where the fibre through vertex i leaves the fan of triangles around it, going towards the middle level: on the edge
// (j, k) at share t from j. No edge is found on ridges and at extremes of the field.
struct Exit {
  std::uint32_t j = 0, k = 0;
  float t = 0.0f;
  glm::vec3 point{0.0f};
};

std::optional<Exit> exit_of(const Piece& piece, const std::vector<float>& field, std::uint32_t i) {
  const float direction = field[i] < 0.5f ? 1.0f : -1.0f;
  for (const auto& [j, k] : piece.fan(i)) {
    const glm::vec3 e1 = piece.at(j) - piece.at(i), e2 = piece.at(k) - piece.at(i);
    const glm::vec3 normal = glm::cross(e1, e2);
    const float area2 = glm::dot(normal, normal);
    if (area2 <= 1e-12f) continue;
    // Gradient of the linear field on the triangle.
    const glm::vec3 gradient = ((field[j] - field[i]) * glm::cross(e2, normal) - (field[k] - field[i]) * glm::cross(e1, normal)) / area2;
    const glm::vec3 way = gradient * direction;
    // Does i + s * way meet the edge from j to k? In coordinates way = a e1 + b e2, with a and b both positive.
    const float a = glm::dot(glm::cross(way, e2), normal) / area2;
    const float b = glm::dot(glm::cross(e1, way), normal) / area2;
    if (a < 0.0f || b < 0.0f || a + b <= 1e-12f) continue;
    Exit exit{j, k, b / (a + b), {}};
    exit.point = glm::mix(piece.at(j), piece.at(k), exit.t);
    return exit;
  }
  return std::nullopt;
}

// Where the fibres of the vertices beside the level 0.5 cross it.
struct Middle {
  std::vector<bool> known;
  std::vector<glm::vec3> crossing;
};

Middle middle_of(const Piece& piece, const std::vector<float>& field) {
  Middle middle{std::vector<bool>(piece.size(), false), std::vector<glm::vec3>(piece.size())};
  for (std::uint32_t i = 0; i < piece.size(); ++i) {
    const float here = field[i] - 0.5f;
    const std::optional<Exit> exit = exit_of(piece, field, i);
    if (!exit) continue;
    const float there = glm::mix(field[exit->j], field[exit->k], exit->t) - 0.5f;
    if (here * there > 0.0f || here == there) continue;
    middle.known[i] = true;
    middle.crossing[i] = glm::mix(piece.at(i), exit->point, here / (here - there));
  }
  return middle;
}

// Carries every vertex along its fibre to the level 0.5: the crossings known there are spread by a diffusion that is
// fast along the fibres and almost none across them, so that they stay smooth where fibres part and meet.
std::vector<glm::vec3> crossings(const Piece& piece, const std::vector<float>& field) {
  constexpr double across = 0.004;  // of the diffusion along the fibres
  const Middle middle = middle_of(piece, field);
  std::vector<int> unknown(piece.size(), -1);
  int unknowns = 0;
  for (std::size_t i = 0; i < piece.size(); ++i) {
    if (!middle.known[i]) unknown[i] = unknowns++;
  }
  std::vector<glm::vec3> crossing = piece.mesh().positions;
  if (unknowns == static_cast<int>(piece.size())) return crossing;
  for (std::size_t i = 0; i < piece.size(); ++i) {
    if (middle.known[i]) crossing[i] = middle.crossing[i];
  }
  if (unknowns == 0) return crossing;

  std::vector<Eigen::Triplet<double>> entries;
  Eigen::MatrixX3d right = Eigen::MatrixX3d::Zero(unknowns, 3);
  const MeshData& mesh = piece.mesh();
  for (std::size_t t = 0; t + 2 < mesh.indices.size(); t += 3) {
    const std::array<std::uint32_t, 3> corner = {mesh.indices[t], mesh.indices[t + 1], mesh.indices[t + 2]};
    const glm::dvec3 p0 = piece.at(corner[0]), p1 = piece.at(corner[1]), p2 = piece.at(corner[2]);
    const glm::dvec3 normal = glm::cross(p1 - p0, p2 - p0);
    const double area2 = glm::length(normal);
    if (area2 < 1e-9) continue;
    // Gradients of the three hat functions.
    const std::array<glm::dvec3, 3> hat = {glm::cross(normal, p2 - p1) / (area2 * area2), glm::cross(normal, p0 - p2) / (area2 * area2),
                                           glm::cross(normal, p1 - p0) / (area2 * area2)};
    glm::dvec3 fibre(0.0);
    for (std::size_t k = 0; k < 3; ++k) fibre += hat[k] * static_cast<double>(field[corner[k]]);
    const double steepness = glm::length(fibre);
    fibre = steepness > 1e-12 ? fibre / steepness : glm::dvec3(0.0);
    const double isotropic = steepness > 1e-12 ? across : 1.0;
    for (std::size_t a = 0; a < 3; ++a) {
      if (unknown[corner[a]] < 0) continue;
      for (std::size_t b = 0; b < 3; ++b) {
        const double weight = 0.5 * area2 * (glm::dot(hat[a], fibre) * glm::dot(hat[b], fibre) + isotropic * glm::dot(hat[a], hat[b]));
        if (unknown[corner[b]] >= 0) {
          entries.emplace_back(unknown[corner[a]], unknown[corner[b]], weight);
        } else {
          const glm::vec3 known = crossing[corner[b]];
          right.row(unknown[corner[a]]) -= weight * Eigen::RowVector3d(static_cast<double>(known.x), static_cast<double>(known.y), static_cast<double>(known.z));
        }
      }
    }
  }
  for (int i = 0; i < unknowns; ++i) entries.emplace_back(i, i, 1e-9);
  Eigen::SparseMatrix<double> matrix(unknowns, unknowns);
  matrix.setFromTriplets(entries.begin(), entries.end());
  const Eigen::SimplicialLDLT<Eigen::SparseMatrix<double>> solver(matrix);
  if (solver.info() != Eigen::Success) return crossing;
  const Eigen::MatrixX3d solved = solver.solve(right);
  for (std::size_t i = 0; i < piece.size(); ++i) {
    if (unknown[i] < 0) continue;
    const auto row = solved.row(unknown[i]);
    crossing[i] = {row[0], row[1], row[2]};
  }
  return crossing;
}

// Thin ends of a muscle are tendon: the girth of each slice, measured against the thickest, from both ends inwards.
std::vector<float> tendon_share(const Piece& piece, const std::vector<float>& along, float length) {
  std::array<double, slices> area{};
  const MeshData& mesh = piece.mesh();
  for (std::size_t t = 0; t + 2 < mesh.indices.size(); t += 3) {
    const std::uint32_t a = mesh.indices[t], b = mesh.indices[t + 1], c = mesh.indices[t + 2];
    const float middle = (along[a] + along[b] + along[c]) / 3.0f;
    const auto slice = std::min(static_cast<std::size_t>(middle * static_cast<float>(slices)), slices - 1);
    area[slice] += 0.5 * static_cast<double>(glm::length(glm::cross(piece.at(b) - piece.at(a), piece.at(c) - piece.at(a))));
  }
  std::array<float, slices> girth{};
  for (std::size_t s = 0; s < slices; ++s) girth[s] = static_cast<float>(area[s]) * static_cast<float>(slices) / std::max(length, 1.0f);
  std::array<float, slices> sorted = girth;
  std::sort(sorted.begin(), sorted.end());
  const float belly = std::max(sorted[slices * 9 / 10], 1e-3f);

  std::array<float, slices> share{};
  const auto from_end = [&](auto index_of) {
    float open = 1.0f;  // closes at the first thick slice
    for (std::size_t s = 0; s < slices; ++s) {
      const float thickness = girth[index_of(s)] / belly;
      const float thin = 1.0f - std::clamp((thickness - 0.30f) / 0.22f, 0.0f, 1.0f);
      open = std::min(open, thin);
      share[index_of(s)] = std::max(share[index_of(s)], open);
    }
  };
  from_end([](std::size_t s) { return s; });
  from_end([](std::size_t s) { return slices - 1 - s; });

  std::vector<float> tendon(piece.size());
  for (std::size_t i = 0; i < tendon.size(); ++i) {
    const float position = std::clamp(along[i] * static_cast<float>(slices) - 0.5f, 0.0f, static_cast<float>(slices - 1));
    const auto low = static_cast<std::size_t>(position);
    const std::size_t high = std::min(low + 1, slices - 1);
    tendon[i] = glm::mix(share[low], share[high], position - static_cast<float>(low));
  }
  return tendon;
}

FibreField field_of_piece(const MeshData& mesh, const std::vector<FibreEnd>& marks) {
  const Piece piece(mesh);
  const Ends ends = find_ends(piece, marks);
  const std::vector<float> from_origin = piece.distances(ends.origin), from_insertion = piece.distances(ends.insertion);
  FibreField field;
  field.along.resize(piece.size());
  float length = 0.0f;
  for (std::size_t i = 0; i < piece.size(); ++i) {
    const float whole = from_origin[i] + from_insertion[i];
    field.along[i] = whole > 0.0f && whole < infinite ? from_origin[i] / whole : 0.5f;
    if (whole < infinite) length = std::max(length, whole);
  }
  std::vector<float> level = harmonic(piece, ends);
  if (level.empty()) level = field.along;
  field.crossing = crossings(piece, level);
  field.tendon = tendon_share(piece, field.along, length);
  return field;
}

}  // namespace

FibreField fibre_field(const MeshData& mesh, const std::vector<FibreEnd>& ends) {
  FibreField field;
  const std::size_t count = mesh.positions.size();
  field.along.assign(count, 0.5f);
  field.crossing = mesh.positions;
  field.tendon.assign(count, 0.0f);

  std::uint32_t pieces = 0;
  const std::vector<std::uint32_t> label = component_labels(mesh, pieces);
  std::vector<std::vector<std::uint32_t>> members(pieces);
  for (std::uint32_t i = 0; i < count; ++i) members[label[i]].push_back(i);
  std::vector<std::vector<std::uint32_t>> triangles(pieces);
  for (std::uint32_t t = 0; t + 2 < mesh.indices.size(); t += 3) triangles[label[mesh.indices[t]]].push_back(t);

  std::vector<std::uint32_t> local(count, 0);
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
    const FibreField made = field_of_piece(part, marks);
    for (std::uint32_t k = 0; k < members[p].size(); ++k) {
      field.along[members[p][k]] = made.along[k];
      field.crossing[members[p][k]] = made.crossing[k];
      field.tendon[members[p][k]] = made.tendon[k];
    }
  }
  return field;
}

}  // namespace palpate
