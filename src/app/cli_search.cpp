#include "cli.h"

#include <palpate/anatomy/search.h>

#include <fmt/format.h>

#include <algorithm>

namespace palpate {

ExitCode cli_search(const CommonOptions& common, const std::string& query, int most) {
  auto data = load_program_data(common.assets);
  if (!data) return complain(data.error()), ExitCode::failed;
  const SearchIndex index(search_entries(data->anatomy.concepts));
  const auto hits = index.find(query, static_cast<std::size_t>(std::max(most, 1)));
  JsonNode out = JsonNode::array();
  for (const SearchHit& hit : hits) {
    const Concept& entry = data->anatomy.concepts[ConceptId(hit.target)];
    if (common.json) {
      out.push(JsonNode::object()
                   .set("key", entry.key)
                   .set("name", entry.name)
                   .set("latin", entry.latin)
                   .set("matched", hit.matched)
                   .set("score", static_cast<double>(hit.score)));
    } else {
      fmt::print("{:<44} {:<36} {}\n", entry.name, entry.key,
                 hit.matched.empty() ? "" : fmt::format("({})", hit.matched));
    }
  }
  if (common.json) fmt::print("{}", write_json(out));
  if (hits.empty()) {
    if (!common.json) complain(fmt::format("nothing is called \"{}\" or anything like it", query));
    return ExitCode::not_found;
  }
  return ExitCode::ok;
}

}  // namespace palpate
