#include "strands.h"
#include "symmetry.h"

#include <palpate/mesh/fibre_field.h>
#include <palpate/mesh/surface_points.h>
#include <palpate/sculpt/forms.h>
#include <palpate/sculpt/measure.h>
#include <palpate/sculpt/survey.h>

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

namespace palpate {
namespace {

constexpr float edge_mm = 3.0f;  // of the meshes that are compared
constexpr double good_mean = 0.5, good_p95 = 1.6;
constexpr double rough_mean = 0.6;  // mm: from here on lobes are tried on what is no strap

// What a worse agreement costs, in mm; a form with more numbers must earn them.
double cost_of(const Agreement& a, std::size_t numbers) {
  const double volume = a.volume_ratio > 0.0 ? std::abs(std::log(a.volume_ratio)) : 0.0;
  return a.mean_mm + 0.3 * a.p95_mm + 2.0 * a.flipped_share + volume + 0.0006 * static_cast<double>(numbers);
}

std::size_t numbers_of(const std::vector<Form>& parts) {
  return count_of_numbers({"", System::other, Side::none, parts, "", {}});
}

struct Candidate {
  std::vector<Form> parts;
  Agreement agreement;
  double cost = 1e30;
  std::string method;

  [[nodiscard]] bool good() const {
    return agreement.strict() && agreement.mean_mm < good_mean && agreement.p95_mm < good_p95;
  }
};

void keep_better(Candidate& best, Candidate other) {
  if (!other.parts.empty() && other.cost < best.cost) best = std::move(other);
}

Candidate judged(std::vector<Form> parts, const MeshData& reference, std::string method) {
  Candidate candidate{std::move(parts), {}, 0.0, std::move(method)};
  candidate.agreement = compare(mesh_of(candidate.parts, edge_mm), reference);
  candidate.cost = cost_of(candidate.agreement, numbers_of(candidate.parts));
  return candidate;
}

using Requests = std::vector<LoftRequest>;

// The simplest loft that is good, or else the best of all.
Candidate best_loft(const Strand& piece, const std::vector<float>& along, const Requests& requests) {
  Candidate best;
  for (const LoftRequest& request : requests) {
    Result<Loft> loft = measure_loft(piece.mesh, along, request);
    if (!loft) continue;
    keep_better(best,
                judged({std::move(*loft)}, piece.mesh, fmt::format("loft {}x{}", request.sections, request.harmonics)));
    if (best.good()) break;
  }
  return best;
}

// Along the attachments if they are known; along its longest way too if that is not good.
Candidate best_strap(const Strand& piece, const Requests& requests) {
  Candidate best;
  if (!piece.along.empty()) best = best_loft(piece, piece.along, requests);
  if (best.good() || piece.only_along) return best;
  keep_better(best, best_loft(piece, fibre_field(piece.mesh, {}).along, requests));
  if (piece.along.empty() && !best.good()) keep_better(best, best_loft(piece, {}, requests));
  return best;
}

LoftRequest loft(std::size_t sections, std::size_t harmonics) {
  return {sections, harmonics, {}, {}};
}

Requests requests_for(std::size_t pieces) {
  if (pieces == 1) return {loft(8, 2), loft(8, 3), loft(12, 2), loft(12, 3)};
  if (pieces <= 3) return {loft(6, 2), loft(8, 2), loft(8, 3)};
  if (pieces <= 8) return {loft(5, 2), loft(7, 2)};
  return {loft(4, 1), loft(5, 2)};
}

// All pieces, each by a strap of its own.
Candidate straps(const std::vector<Strand>& pieces, const MeshData& reference, std::string_view word) {
  std::vector<Form> parts;
  for (const Strand& piece : pieces) {
    Candidate strap = best_strap(piece, requests_for(pieces.size()));
    for (Form& form : strap.parts) parts.push_back(std::move(form));
  }
  if (parts.empty()) return {};
  const std::size_t count = parts.size();
  return judged(std::move(parts), reference, fmt::format("{} {}", count, word));
}

// All pieces, each divided where it forks.
Candidate forked(const std::vector<Strand>& pieces, std::vector<Strand> (*divide)(const Strand&),
                 const MeshData& reference, std::string_view word) {
  std::vector<Strand> finer;
  for (const Strand& piece : pieces) {
    for (Strand& part : divide(piece)) finer.push_back(std::move(part));
  }
  return finer.size() > pieces.size() ? straps(finer, reference, word) : Candidate{};
}

MeshData joined_pieces(const std::vector<Strand>& pieces) {
  MeshData all;
  for (const Strand& piece : pieces) all = joined(all, piece.mesh);
  return all;
}

Candidate best_midline_loft(const MeshData& reference) {
  Candidate best;
  for (const LoftRequest& request : requests_for(1)) {
    Result<Loft> measured = measure_loft(reference, {}, request);
    if (!measured) continue;
    keep_better(best, judged({symmetric(std::move(*measured))}, reference,
                             fmt::format("loft {}x{}", request.sections, request.harmonics)));
    if (best.good()) break;
  }
  return best;
}

Candidate best_lobes(const MeshData& reference, bool symmetric) {
  Candidate best;
  for (const std::size_t count : {20, 32}) {
    LobesRequest request;
    request.lobes = count;
    request.symmetric = symmetric;
    Result<Lobes> lobes = measure_lobes(reference, request);
    if (!lobes) continue;
    keep_better(best, judged({std::move(*lobes)}, reference, fmt::format("{} lobes", count)));
    if (best.good()) break;
  }
  return best;
}

}  // namespace

MeshData mesh_of(const std::vector<Form>& parts, float edge) {
  MeshData all;
  for (const Form& form : parts) {
    MeshData mesh = std::visit([edge](const auto& one) { return mesh_of(one, edge); }, form);
    all = all.positions.empty() ? std::move(mesh) : joined(all, mesh);
  }
  return all;
}

Result<Surveyed> survey(const MeshData& mesh, const SurveyRequest& request) {
  const std::vector<Strand> pieces = strands_of(mesh, request.along);
  if (pieces.empty()) return Error{"The mesh has no surface that could be measured", "", ""};
  const MeshData reference = joined_pieces(pieces);
  Candidate best;
  if (request.symmetric && pieces.size() == 1) best = best_midline_loft(reference);
  if (!request.symmetric) {
    if (pieces.size() == 1) best = best_strap(pieces.front(), requests_for(1));
    if (pieces.size() > 1) best = straps(pieces, reference, "lofts");
    if (!request.rounded && !best.good()) {
      keep_better(best, forked(pieces, trunk_and_slips, reference, "lofts, trunk and slips"));
      keep_better(best, forked(pieces, branches_of, reference, "lofts, branches"));
      keep_better(best, forked(pieces, digitations_of, reference, "lofts, digitations"));
      if (!best.good()) keep_better(best, forked(pieces, branches_by_length, reference, "lofts, branches by length"));
    }
  }
  const bool rough = !best.agreement.strict() || best.agreement.mean_mm > rough_mean;
  if (request.rounded && rough) keep_better(best, best_lobes(reference, request.symmetric));
  if (best.parts.empty()) return Error{"No form could be fitted to the mesh", "", ""};
  return Surveyed{std::move(best.parts), best.agreement, std::move(best.method)};
}

}  // namespace palpate
