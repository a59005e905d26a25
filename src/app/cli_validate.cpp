// palpate validate: how well one body agrees with another, structure by structure.
#include "cli.h"

#include <palpate/base/jobs.h>
#include <palpate/mesh/normals.h>
#include <palpate/mesh/topology.h>
#include <palpate/mesh/weld.h>
#include <palpate/sculpt/compare.h>

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

namespace palpate {
namespace {

struct Row {
  std::string key;
  System system = System::other;
  Agreement agreement;
  bool closed = false;
  std::string source;
};

MeshData mesh_of(const LoadedBody& loaded, StructureId id) {
  MeshData mesh = weld(loaded.geometry.mesh(id.index()));
  compute_normals(mesh);
  return mesh;
}

// The structures that both have; the left is the mirror of the right and is not counted again.
std::vector<std::pair<StructureId, StructureId>> common(const LoadedBody& made, const LoadedBody& reference) {
  std::vector<std::pair<StructureId, StructureId>> pairs;
  for (std::uint32_t i = 0; i < made.body.size(); ++i) {
    const Structure& structure = made.body.structures()[i];
    if (!structure.concept_id.valid() || structure.side == Side::left) continue;
    const StructureId other = reference.body.find(structure.key);
    if (other.valid()) pairs.emplace_back(StructureId(i), other);
  }
  return pairs;
}

struct Summary {
  std::vector<double> means;
  std::size_t strict = 0, closed = 0;

  void add(const Row& row) {
    means.push_back(row.agreement.mean_mm);
    if (row.agreement.strict()) ++strict;
    if (row.closed) ++closed;
  }
  [[nodiscard]] double median() {
    std::sort(means.begin(), means.end());
    return means.empty() ? 0.0 : means[means.size() / 2];
  }
};

JsonNode row_json(const Row& row) {
  JsonNode node = JsonNode::object();
  const auto hundredths = [](double value) { return JsonNode(std::round(100.0 * value) / 100.0); };
  node.set("structure", row.key).set("system", key_of(row.system)).set("reference", row.source);
  node.set("mean_mm", hundredths(row.agreement.mean_mm)).set("p95_mm", hundredths(row.agreement.p95_mm));
  node.set("worst_mm", hundredths(row.agreement.worst_mm)).set("flipped", hundredths(row.agreement.flipped_share));
  node.set("volume_ratio", hundredths(row.agreement.volume_ratio)).set("closed", row.closed);
  node.set("strict", row.agreement.strict());
  return node;
}

void print_rows(const std::vector<Row>& rows) {
  fmt::print("{:<60} {:>8} {:>8} {:>8} {:>8} {:>7}\n", "structure", "mean mm", "95 % mm", "flipped", "volume", "");
  for (const Row& row : rows) {
    const Agreement& a = row.agreement;
    fmt::print("{:<60} {:>8.2f} {:>8.2f} {:>7.0f}% {:>8.2f} {}{}\n", row.key, a.mean_mm, a.p95_mm,
               100.0 * a.flipped_share, a.volume_ratio, a.strict() ? "strict" : "      ", row.closed ? "" : " open");
  }
  std::map<System, Summary> systems;
  for (const Row& row : rows) systems[row.system].add(row);
  for (auto& [system, summary] : systems) {
    fmt::print("{}: {} compared; median of the means {:.2f} mm; {} strict ({:.0f} %), {} closed\n", label_of(system),
               summary.means.size(), summary.median(), summary.strict,
               100.0 * static_cast<double>(summary.strict) / static_cast<double>(summary.means.size()), summary.closed);
  }
}

}  // namespace

ExitCode cli_validate(const CommonOptions& common_options, const std::string& against) {
  auto data = load_program_data(common_options.assets);
  if (!data) return complain(data.error()), ExitCode::failed;
  auto made_of = choose_sources(common_options.atlases, {}, data->assets, data->faults);
  if (!made_of) return complain(made_of.error()), ExitCode::failed;
  auto compared_with = find_sources(against, data->assets, data->faults);
  if (!compared_with) return complain(compared_with.error()), ExitCode::failed;
  const LoadedBody made = load_body(data->anatomy, std::move(*made_of), load_options(common_options, false));
  const LoadedBody reference = load_body(data->anatomy, std::move(*compared_with), load_options(common_options, false));
  const auto pairs = common(made, reference);
  if (pairs.empty()) return complain("The two bodies have no structure in common."), ExitCode::failed;
  std::vector<Row> rows(pairs.size());
  JobQueue jobs(worker_count() > 1 ? worker_count() - 1 : 1);
  jobs.parallel_for(pairs.size(), [&](std::size_t i) {
    const Structure& structure = made.body[pairs[i].first];
    const MeshData mesh = mesh_of(made, pairs[i].first);
    rows[i] = {structure.key, structure.system, compare(mesh, mesh_of(reference, pairs[i].second)),
               examine(mesh).closed(), reference.body[pairs[i].second].source};
  });
  if (!common_options.json) return print_rows(rows), ExitCode::ok;
  JsonNode list = JsonNode::array();
  for (const Row& row : rows) list.push(row_json(row));
  fmt::print("{}", write_json(list));
  return ExitCode::ok;
}

}  // namespace palpate
