#include "cli.h"

#include <palpate/clinical/check.h>

#include <fmt/format.h>

namespace palpate {
namespace {

JsonNode fault_json(const Fault& fault) {
  return JsonNode::object()
      .set("severity", fault.severity == Severity::error ? "error" : "warning")
      .set("file", fault.file)
      .set("line", fault.line)
      .set("field", fault.field)
      .set("what", fault.what);
}

JsonNode texts_json(const std::vector<std::string>& texts) {
  JsonNode out = JsonNode::array();
  for (const std::string& text : texts) out.push(JsonNode(text));
  return out;
}

}  // namespace

ExitCode cli_check(const CommonOptions& common, bool with_coverage) {
  auto data = load_program_data(common.assets);
  if (!data) return complain(data.error()), ExitCode::failed;
  Faults faults = data->faults;
  check_schemas(data->assets, faults);
  check_content(data->library, data->areas, data->before_needle, faults);
  // Manifests are read when an atlas is opened; here all of them.
  (void)find_sources(data->assets / "atlases", data->assets, faults);
  const ClinicalCoverage coverage = clinical_coverage(data->library, data->anatomy.concepts);
  std::size_t errors = 0;
  for (const Fault& fault : faults) errors += fault.severity == Severity::error ? 1 : 0;
  if (common.json) {
    JsonNode list = JsonNode::array();
    for (const Fault& fault : faults) list.push(fault_json(fault));
    JsonNode out = JsonNode::object();
    out.set("errors", errors).set("warnings", faults.size() - errors).set("faults", std::move(list));
    out.set("concepts", data->anatomy.concepts.size()).set("landmarks", data->anatomy.landmarks.all().size());
    out.set("records", coverage.records)
        .set("trigger_points", coverage.trigger_points)
        .set("sources", coverage.sources)
        .set("needles", coverage.needles)
        .set("published_distances", coverage.published);
    if (with_coverage)
      out.set("without_record", texts_json(coverage.muscles_without_record))
          .set("no_source", texts_json(coverage.no_source));
    fmt::print("{}", write_json(out));
  } else {
    for (const Fault& fault : faults) fmt::print("{}\n", fault.text());
    fmt::print(
        "{} concepts, {} landmarks, {} records with {} trigger points, {} referral zones and {} needling guides, {} "
        "sources, {} needles that are sold, {} published distances\n",
        data->anatomy.concepts.size(), data->anatomy.landmarks.all().size(), coverage.records, coverage.trigger_points,
        coverage.zones, coverage.guides, coverage.sources, coverage.needles, coverage.published);
    if (with_coverage) {
      fmt::print("\nNo source found\n");
      for (const std::string& line : coverage.no_source) fmt::print("  {}\n", line);
      fmt::print("\nMuscles without a record ({})\n", coverage.muscles_without_record.size());
      for (const std::string& name : coverage.muscles_without_record) fmt::print("  {}\n", name);
    }
    fmt::print("{} errors, {} warnings\n", errors, faults.size() - errors);
  }
  return errors > 0 ? ExitCode::faults : ExitCode::ok;
}

}  // namespace palpate
