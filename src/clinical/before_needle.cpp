#include <palpate/base/json_cursor.h>
#include <palpate/base/text.h>
#include <palpate/clinical/before_needle.h>

#include "place_reader.h"

#include <fmt/format.h>

#include <algorithm>

namespace palpate {
namespace {

struct KindName {
  std::string_view key, label;
};
constexpr std::array<KindName, NeedleItem::kind_count> kinds = {{
    {"contraindication-absolute", "Reasons not to needle"},
    {"contraindication-relative", "Reasons for special care"},
    {"red-flag", "Signs of serious illness"},
    {"consent", "Consent"},
    {"position", "Position"},
    {"technique", "Technique"},
    {"hygiene", "Hygiene"},
    {"afterwards", "Afterwards"},
    {"emergency", "Emergency"},
}};

struct NeedleReader {
  const ConceptCatalog& concepts;
  const ClinicalLibrary& library;

  void check_sources(const JsonCursor& in) const {
    in.each("sources", [&](const JsonCursor& key) {
      if (key.node().is(JsonNode::Kind::string) && library.source(key.node().text()) == nullptr)
        key.fault(fmt::format("the source \"{}\" is not in sources.json", key.node().text()));
    });
  }

  void check_muscle(const JsonCursor& key) const {
    if (!key.node().is(JsonNode::Kind::string) || concepts.find(key.node().text()).valid()) return;
    std::vector<std::string> names;
    for (const Concept& entry : concepts.all()) names.push_back(entry.key);
    const std::string guess = closest_name(key.node().text(), names);
    key.fault(guess.empty()
                  ? fmt::format("there is no structure \"{}\"", key.node().text())
                  : fmt::format("there is no structure \"{}\"; did you mean \"{}\"?", key.node().text(), guess));
  }

  [[nodiscard]] NeedleScope scope(const JsonCursor& in) const {
    NeedleScope scope;
    in.each("regions", [&](const JsonCursor& key) {
      const bool is_text = key.node().is(JsonNode::Kind::string);
      const auto region = is_text ? region_from(key.node().text()) : std::nullopt;
      if (region) {
        scope.regions.push_back(*region);
      } else {
        key.fault(is_text ? fmt::format("there is no region \"{}\"", key.node().text()) : "a region is expected");
      }
    });
    in.each("muscles", [&](const JsonCursor& key) { check_muscle(key); });
    scope.muscles = in.texts("muscles");
    return scope;
  }

  [[nodiscard]] NeedleItem item(const JsonCursor& in) const {
    NeedleItem item;
    item.id = in.require_text("id");
    const std::string kind = in.require_text("kind");
    const auto known = std::find_if(kinds.begin(), kinds.end(), [&](const KindName& k) { return k.key == kind; });
    if (known != kinds.end()) {
      item.kind = static_cast<NeedleItem::Kind>(known - kinds.begin());
    } else if (!kind.empty()) {
      in.fault_at("kind", fmt::format("\"{}\" is not known", kind));
    }
    item.text = in.require_text("text");
    item.why = in.text("why");
    item.scope = scope(in);
    item.grade = read_grade(in);
    item.sources = read_sources(in);
    check_sources(in);
    return item;
  }

  [[nodiscard]] NeedleDisagreement disagreement(const JsonCursor& in) const {
    NeedleDisagreement read{in.require_text("id"), scope(in), {in.require_text("about"), {}}};
    in.each("views", [&](const JsonCursor& view) {
      read.said.views.push_back({view.require_text("text"), read_sources(view)});
      check_sources(view);
    });
    if (read.said.views.size() < 2) in.fault_at("views", "two sides are expected");
    return read;
  }
};

}  // namespace

std::string_view key_of(NeedleItem::Kind kind) {
  return kinds[static_cast<std::size_t>(kind)].key;
}

std::string_view label_of(NeedleItem::Kind kind) {
  return kinds[static_cast<std::size_t>(kind)].label;
}

bool NeedleScope::covers(Region region, const MuscleRecord* record) const {
  if (regions.empty() && muscles.empty()) return true;
  if (std::find(regions.begin(), regions.end(), region) != regions.end()) return true;
  if (record == nullptr) return false;
  return std::any_of(muscles.begin(), muscles.end(), [&](const std::string& muscle) {
    return muscle == record->muscle ||
           std::find(record->covers.begin(), record->covers.end(), muscle) != record->covers.end();
  });
}

const NeedleItem* BeforeNeedle::item(std::string_view id) const {
  const auto found = std::find_if(items.begin(), items.end(), [&](const NeedleItem& i) { return i.id == id; });
  return found == items.end() ? nullptr : &*found;
}

std::vector<const NeedleItem*> BeforeNeedle::items_for(Region region, const MuscleRecord* record) const {
  std::vector<const NeedleItem*> found;
  for (const NeedleItem& item : items) {
    if (item.scope.covers(region, record)) found.push_back(&item);
  }
  std::stable_sort(found.begin(), found.end(),
                   [](const NeedleItem* a, const NeedleItem* b) { return a->kind < b->kind; });
  return found;
}

std::vector<const NeedleDisagreement*> BeforeNeedle::disagreements_for(Region region,
                                                                       const MuscleRecord* record) const {
  std::vector<const NeedleDisagreement*> found;
  for (const NeedleDisagreement& disagreement : disagreements) {
    if (disagreement.scope.covers(region, record)) found.push_back(&disagreement);
  }
  return found;
}

Result<BeforeNeedle> read_before_needle(const std::filesystem::path& assets, const ConceptCatalog& concepts,
                                        const ClinicalLibrary& library, Faults& faults) {
  const std::string file = (assets / "clinical" / "before-needle.json").string();
  const auto document = read_json_file(file);
  if (!document) return document.error();
  const JsonCursor root(*document, file, faults);
  const NeedleReader reader{concepts, library};
  BeforeNeedle before;
  if (!root.has("items")) root.fault_at("items", "the list \"items\" is missing");
  root.each("items", [&](const JsonCursor& in) {
    NeedleItem item = reader.item(in);
    if (before.item(item.id) != nullptr)
      return in.fault_at("id", fmt::format("the item \"{}\" stands in the list twice", item.id));
    before.items.push_back(std::move(item));
  });
  root.each("disagreements", [&](const JsonCursor& in) { before.disagreements.push_back(reader.disagreement(in)); });
  before.no_source = root.texts("no_source");
  return before;
}

}  // namespace palpate
