#include "cli.h"

#include <palpate/anatomy/inventory.h>
#include <palpate/base/text.h>

#include <fmt/format.h>

namespace palpate {
namespace {

struct Counted {
  const InventoryGroup* group;
  std::vector<std::string> missing;
};

void print_counted(const std::vector<Counted>& all, const Inventory& inventory) {
  std::size_t asked = 0, missing = 0;
  for (const Counted& one : all) {
    asked += one.group->concepts.size();
    missing += one.missing.size();
    fmt::print("{:<48} {:4}  {}\n", one.group->title, one.group->concepts.size(),
               one.missing.empty() ? "all there" : "missing: " + join(one.missing, ", "));
  }
  fmt::print("\n{} structures are asked for, counted once for both sides; {} are missing.\n", asked, missing);
  if (inventory.left_out.empty()) return;
  fmt::print("\nNot asked for, since Palpate's own body does not have it:\n");
  for (const LeftOut& one : inventory.left_out) fmt::print("  {}: {}\n", one.concept_key, one.why);
}

JsonNode counted_json(const std::vector<Counted>& all, const Inventory& inventory) {
  JsonNode groups = JsonNode::array(), left_out = JsonNode::array();
  for (const Counted& one : all) {
    JsonNode missing = JsonNode::array();
    for (const std::string& key : one.missing) missing.push(JsonNode(key));
    groups.push(JsonNode::object()
                    .set("title", one.group->title)
                    .set("asked", one.group->concepts.size())
                    .set("missing", std::move(missing)));
  }
  for (const LeftOut& one : inventory.left_out)
    left_out.push(JsonNode::object().set("concept", one.concept_key).set("why", one.why));
  return JsonNode::object().set("groups", std::move(groups)).set("left_out", std::move(left_out));
}

}  // namespace

ExitCode cli_coverage(const CommonOptions& common) {
  auto data = load_program_data(common.assets);
  if (!data) return complain(data.error()), ExitCode::failed;
  const ConceptCatalog& concepts = data->anatomy.concepts;
  const std::string file = (data->assets / "anatomy" / "inventory.json").string();
  const auto document = read_json_file(file);
  if (!document) return complain(document.error()), ExitCode::failed;
  Faults faults;
  const Inventory inventory = read_inventory(*document, file, concepts, faults);
  for (const Fault& fault : faults) complain(fault.text());
  auto sources = choose_sources(common.atlases, {}, data->assets, data->faults);
  if (!sources) return complain(sources.error()), ExitCode::failed;
  const LoadedBody loaded = load_body(data->anatomy, std::move(*sources), load_options(common, false));
  for (const std::string& problem : loaded.problems) complain(problem);
  std::vector<Counted> all;
  bool whole = true;
  for (const InventoryGroup& group : inventory.groups) {
    all.push_back({&group, missing_of(group, loaded.body, concepts)});
    whole = whole && all.back().missing.empty();
  }
  if (common.json) {
    fmt::print("{}", write_json(counted_json(all, inventory)));
  } else {
    print_counted(all, inventory);
  }
  return whole ? ExitCode::ok : ExitCode::not_found;
}

}  // namespace palpate
