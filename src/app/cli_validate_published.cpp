// palpate validate --published: how well a body agrees with distances that were measured in people.
#include "cli.h"

#include <palpate/base/json.h>
#include <palpate/query/published_measure.h>

#include <fmt/format.h>

#include <cmath>

namespace palpate {
namespace {

std::string in_words(const ExpectedRange& range) {
  if (range.low_mm && range.high_mm) return fmt::format("{:.1f}-{:.1f}", *range.low_mm, *range.high_mm);
  if (range.low_mm) return fmt::format("from {:.1f}", *range.low_mm);
  return range.high_mm ? fmt::format("to {:.1f}", *range.high_mm) : std::string();
}

void set_if(JsonNode& node, const char* key, const std::optional<float>& mm) {
  if (mm) node.set(key, std::round(100.0 * static_cast<double>(*mm)) / 100.0);
}

JsonNode point_json(glm::vec3 p) {
  JsonNode list = JsonNode::array();
  for (const float value : {p.x, p.y, p.z}) list.push(JsonNode(std::round(10.0 * static_cast<double>(value)) / 10.0));
  return list;
}

JsonNode measured_json(const MeasuredDistance& measured) {
  const PublishedDistance& published = *measured.published;
  const ExpectedRange range = expected_range(published);
  JsonNode node = JsonNode::object();
  node.set("id", published.id).set("what", published.what).set("who", published.who).set("how", published.how);
  set_if(node, "expected_low_mm", range.low_mm);
  set_if(node, "expected_high_mm", range.high_mm);
  set_if(node, "measured_mm", measured.mm);
  node.set("agreement", label_of(measured.agreement)).set("reason", measured.reason);
  set_if(node, "passes_at_mm", measured.passes_at_mm);
  set_if(node, "passes_by_mm", measured.passes_by_mm);
  if (measured.mm || measured.passes_by_mm)
    node.set("from", point_json(measured.from)).set("to", point_json(measured.to));
  return node;
}

std::string why_not(const MeasuredDistance& measured) {
  if (measured.reason.empty()) return {};
  if (!measured.passes_by_mm) return fmt::format(" ({})", measured.reason);
  return fmt::format(" ({}: by {:.1f} mm, {:.1f} mm deep)", measured.reason, *measured.passes_by_mm,
                     *measured.passes_at_mm);
}

void print_table(const std::vector<MeasuredDistance>& rows) {
  std::size_t within = 0, judged = 0;
  fmt::print("{:<36} {:>14} {:>10}  {:<12}  {}\n", "distance", "published mm", "here mm", "agreement", "what");
  for (const MeasuredDistance& row : rows) {
    const PublishedDistance& published = *row.published;
    if (row.mm) ++judged;
    if (row.agreement == MeasuredDistance::Agreement::within) ++within;
    fmt::print("{:<36} {:>14} {:>10}  {:<12}  {}{}\n", published.id, in_words(expected_range(published)),
               row.mm ? fmt::format("{:.1f}", *row.mm) : "", label_of(row.agreement), published.what, why_not(row));
  }
  fmt::print(
      "{} distances, {} measured here, {} within. A published range is low to high; without one, the mean and two\n"
      "standard deviations to either side; of a mean alone, a quarter to either side, which is a rule of this "
      "program.\n",
      rows.size(), judged, within);
}

}  // namespace

ExitCode cli_validate_published(const CommonOptions& common) {
  auto data = load_program_data(common.assets);
  if (!data) return complain(data.error()), ExitCode::failed;
  auto sources = choose_sources(common.atlases, {}, data->assets, data->faults);
  if (!sources) return complain(sources.error()), ExitCode::failed;
  const LoadedBody loaded = load_body(data->anatomy, std::move(*sources), load_options(common, false));
  const RayScene rays(chunk_scenes(loaded.geometry));
  const AnchorResolver anchors(loaded.body, data->anatomy.concepts, data->anatomy.landmarks, rays);
  const PublishedMeasure measure(loaded.body, data->anatomy.concepts, data->anatomy.landmarks, rays, anchors);
  std::vector<MeasuredDistance> rows;
  for (const PublishedDistance& published : data->library.published())
    rows.push_back(measure.measure(published, Side::right));
  if (!common.json) return print_table(rows), ExitCode::ok;
  JsonNode list = JsonNode::array();
  for (const MeasuredDistance& row : rows) list.push(measured_json(row));
  fmt::print("{}", write_json(list));
  return ExitCode::ok;
}

}  // namespace palpate
