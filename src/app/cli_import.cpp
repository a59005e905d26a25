#include "cli.h"

#include <palpate/atlas/coverage.h>

#include <fmt/format.h>

namespace palpate {

ExitCode cli_import(const CommonOptions& common, const std::string& folder, bool every_line) {
  auto data = load_program_data(common.assets);
  if (!data) return complain(data.error()), ExitCode::failed;
  auto sources = find_sources(folder, data->assets, data->faults);
  if (!sources) return complain(sources.error()), ExitCode::failed;
  if (!common.json) {
    for (const AtlasSource& source : *sources) fmt::print("{}: {}\n", source.manifest.info.name, source.note);
  }
  const LoadedBody loaded = load_body(data->anatomy, std::move(*sources), load_options(common, false));
  JsonNode out = JsonNode::array();
  for (const Coverage& coverage : loaded.coverage) {
    if (common.json) {
      out.push(coverage_json(coverage));
    } else {
      fmt::print("\n{}", coverage_text(coverage, every_line));
    }
  }
  if (common.json) fmt::print("{}", write_json(out));
  for (const std::string& problem : loaded.problems) complain(problem);
  return loaded.body.size() == 0 ? ExitCode::failed : ExitCode::ok;
}

}  // namespace palpate
