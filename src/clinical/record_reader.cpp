#include "record_reader.h"

#include "place_reader.h"

#include <fmt/format.h>

#include <algorithm>

namespace palpate {
namespace {

// A block that every record must have: a list, even if it is empty.
void require_list(const JsonCursor& in, std::string_view key) {
  if (!in.has(key)) in.fault_at(key, fmt::format("\"{}\" is missing; a list is expected", key));
}

Statement read_statement(const JsonCursor& in) {
  return {in.require_text("text"), read_sources(in)};
}

Statement read_statement_at(const JsonCursor& in, std::string_view key, bool required = true) {
  if (const auto child = in.child(key)) return read_statement(*child);
  if (required) in.fault_at(key, fmt::format("\"{}\" is missing", key));
  return {};
}

Claim read_claim(const JsonCursor& in, std::string_view key) {
  const auto child = in.child(key);
  if (!child) {
    in.fault_at(key, fmt::format("the claim \"{}\" is missing", key));
    return {};
  }
  return {read_grade(*child), child->require_text("text"), read_sources(*child)};
}

std::vector<Site> read_sites(const JsonCursor& in, std::string_view key) {
  std::vector<Site> sites;
  in.each(key, [&](const JsonCursor& site) { sites.push_back({site.require_text("on"), site.require_text("text")}); });
  if (sites.empty()) in.fault_at(key, "no site is given");
  return sites;
}

ReferralZone read_zone(const JsonCursor& in, bool essential) {
  ReferralZone zone;
  zone.essential = essential;
  zone.regions = in.texts("regions");
  const std::string side = in.text("side", "same");
  if (side == "other") zone.side = ZoneSide::other;
  if (side == "middle") zone.side = ZoneSide::middle;
  if (side != "same" && side != "other" && side != "middle") in.fault_at("side", "same, other or middle is expected");
  zone.strokes = read_strokes(in);
  if (zone.strokes.empty()) in.fault_at("strokes", "the zone is not drawn");
  if (zone.regions.empty()) in.fault_at("regions", "the zone names no region of the skin");
  return zone;
}

void read_referral(const JsonCursor& in, TriggerPoint& point) {
  point.referral_text = in.require_text("text");
  point.referral_sources = read_sources(in);
  in.each("essential", [&](const JsonCursor& zone) { point.zones.push_back(read_zone(zone, true)); });
  if (point.zones.empty()) in.fault_at("essential", "no essential zone is given");
  in.each("spillover", [&](const JsonCursor& zone) { point.zones.push_back(read_zone(zone, false)); });
}

TriggerPoint read_trigger_point(const JsonCursor& in) {
  TriggerPoint point;
  point.id = in.require_text("id");
  point.label = in.require_text("label");
  point.in = in.require_text("in");
  point.location = read_statement_at(in, "location");
  if (const auto anchor = in.child("anchor")) {
    point.place = read_place_at(*anchor, "place");
    point.depth = static_cast<float>(anchor->number("depth", 0.5));
    if (point.depth < 0.0f || point.depth > 1.0f) {
      anchor->fault_at("depth",
                       "a share from 0 to 1 is expected: 0 on the outer surface of the muscle, 1 on the deep one");
      point.depth = std::clamp(point.depth, 0.0f, 1.0f);
    }
  } else {
    in.fault_at("anchor", "the trigger point has no place");
  }
  point.radius_mm = read_size(in, "radius_mm");
  point.no_needling = in.text("no_needling");
  if (const auto referral = in.child("referral")) {
    read_referral(*referral, point);
  } else {
    in.fault_at("referral", "the referred pain is missing");
  }
  in.each("symptoms", [&](const JsonCursor& s) { point.symptoms.push_back(read_statement(s)); });
  in.each("mistaken_for", [&](const JsonCursor& m) {
    point.mistaken_for.push_back({m.require_text("what"), m.text("kind", "other"), read_sources(m)});
  });
  if (const auto claims = in.child("claims")) {
    point.location_claim = read_claim(*claims, "location");
    point.referral_claim = read_claim(*claims, "referral");
  } else {
    in.fault_at("claims", "how sure location and referral are is missing");
  }
  return point;
}

std::optional<Range> read_range(const JsonCursor& in, std::string_view key) {
  if (!in.has(key)) return std::nullopt;
  const std::vector<double> values = in.numbers(key);
  if (values.size() != 2 || values[0] > values[1]) {
    in.fault_at(key, "a range is expected: the smaller number, then the larger");
    return std::nullopt;
  }
  if (values[0] < 0.0) {
    in.fault_at(key, "a range does not begin below 0");
    return std::nullopt;
  }
  return Range{static_cast<float>(values[0]), static_cast<float>(values[1])};
}

Disagreement read_disagreement(const JsonCursor& in) {
  Disagreement made{in.require_text("about"), {}};
  in.each("views", [&](const JsonCursor& view) { made.views.push_back(read_statement(view)); });
  if (made.views.size() < 2) in.fault_at("views", "a disagreement needs two views");
  return made;
}

Hazard read_hazard(const JsonCursor& in) {
  Hazard hazard;
  hazard.structure = in.require_text("structure");
  hazard.reason = in.require_text("reason");
  hazard.sources = read_sources(in);
  const std::string side = in.text("side", "same"), severity = in.text("severity", "serious");
  if (side == "other") hazard.side = Hazard::Where::other;
  if (side == "both") hazard.side = Hazard::Where::both;
  if (side != "same" && side != "other" && side != "both") in.fault_at("side", "same, other or both is expected");
  if (severity == "life-threatening") hazard.severity = Hazard::Severity::life_threatening;
  if (severity == "minor") hazard.severity = Hazard::Severity::minor;
  if (severity != "life-threatening" && severity != "serious" && severity != "minor")
    in.fault_at("severity", "life-threatening, serious or minor is expected");
  return hazard;
}

void read_direction(const JsonCursor& in, NeedleWay& way) {
  way.direction_text = in.require_text("text");
  way.direction_sources = read_sources(in);
  way.spread_deg = static_cast<float>(in.number("spread_deg", 10.0));
  if (const auto towards = in.child("towards")) way.towards = read_place(*towards);
  if (const auto axis = in.child("axis")) way.axis = read_offset(*axis);
  if (way.towards && way.axis) in.fault("a direction is either towards a place or along an axis, not both");
  if (way.towards && way.over_zone)
    in.fault("an entry over the zone needs an axis or the normal of the skin, not a place to point at");
}

void read_entry(const JsonCursor& in, NeedleWay& way) {
  way.entry_text = in.require_text("text");
  way.over_zone = in.boolean("over_zone", false);
  if (!way.over_zone) way.entry = read_place_at(in, "place");
  if (way.over_zone && in.has("place")) in.fault("a needle enters either at a place or over the zone, not both");
  way.entry_radius_mm = read_size(in, "radius_mm");
  way.entry_sources = read_sources(in);
}

// What `in` must have under `key`.
template <typename Use>
void read_block(const JsonCursor& in, std::string_view key, const Use& use) {
  if (const auto child = in.child(key)) {
    use(*child);
  } else {
    in.fault_at(key, fmt::format("\"{}\" is missing", key));
  }
}

NeedleWay read_way(const JsonCursor& in) {
  NeedleWay way;
  read_block(in, "entry", [&](const JsonCursor& entry) { read_entry(entry, way); });
  read_block(in, "direction", [&](const JsonCursor& direction) { read_direction(direction, way); });
  return way;
}

// For some of the zones of a guide.
NeedleWay read_other_way(const JsonCursor& in, const std::vector<std::string>& of_guide) {
  NeedleWay way = read_way(in);
  way.zones = in.texts("zones");
  if (way.zones.empty()) in.fault_at("zones", "it is not said which trigger points this is for");
  for (const std::string& zone : way.zones) {
    if (std::find(of_guide.begin(), of_guide.end(), zone) == of_guide.end())
      in.fault_at("zones", fmt::format("\"{}\" is none of the zones of this needling", zone));
  }
  return way;
}

void read_depth(const JsonCursor& in, NeedlingGuide& guide) {
  guide.depth_text = in.require_text("text");
  guide.depth_sources = read_sources(in);
  guide.depth_mm = read_range(in, "range_mm");
  if (in.has("limit_mm")) guide.depth_limit_mm = static_cast<float>(in.require_number("limit_mm"));
  guide.depth_limit_of = in.text("limit_of");
  guide.depth_depends_on = in.texts("depends_on");
}

NeedlingGuide read_needling(const JsonCursor& in) {
  NeedlingGuide guide;
  guide.zones = in.texts("zones");
  if (guide.zones.empty()) in.fault_at("zones", "it is not said which trigger points this is for");
  guide.title = in.text("title");
  guide.position = read_statement_at(in, "position");
  guide.palpation = read_statement_at(in, "palpation", false);
  guide.technique = read_statement_at(in, "technique");
  const std::string grip = in.text("grip", "flat");
  if (grip == "pincer") guide.grip = NeedlingGuide::Grip::pincer;
  if (grip != "pincer" && grip != "flat") in.fault_at("grip", "flat or pincer is expected");
  read_block(in, "needle", [&](const JsonCursor& needle) {
    if (!needle.has("length_mm")) needle.fault_at("length_mm", "the length of the needle is missing");
    guide.length_mm = read_range(needle, "length_mm").value_or(Range{});
    guide.diameter_mm = read_range(needle, "diameter_mm").value_or(Range{});
    guide.needle_sources = read_sources(needle);
  });
  guide.way = read_way(in);
  in.each("other_ways", [&](const JsonCursor& w) { guide.other_ways.push_back(read_other_way(w, guide.zones)); });
  read_block(in, "depth", [&](const JsonCursor& depth) { read_depth(depth, guide); });
  for (const char* list : {"hazards", "precautions"}) require_list(in, list);
  in.each("hazards", [&](const JsonCursor& h) { guide.hazards.push_back(read_hazard(h)); });
  in.each("precautions", [&](const JsonCursor& p) { guide.precautions.push_back(read_statement(p)); });
  in.each("disagreements", [&](const JsonCursor& d) { guide.disagreements.push_back(read_disagreement(d)); });
  return guide;
}

Evidence read_evidence(const JsonCursor& in) {
  Evidence evidence;
  const std::string question = in.require_text("question");
  if (question == "mechanism") evidence.question = Evidence::Question::mechanism;
  if (question == "alternatives") evidence.question = Evidence::Question::alternatives;
  if (question != "effect" && question != "mechanism" && question != "alternatives") {
    in.fault_at("question", "effect, mechanism or alternatives is expected");
  }
  evidence.grade = read_grade(in);
  evidence.text = in.require_text("text");
  evidence.sources = read_sources(in);
  return evidence;
}

}  // namespace

MuscleRecord read_record(const JsonCursor& in) {
  MuscleRecord record;
  record.file = in.file();
  record.muscle = in.require_text("muscle");
  record.covers = in.texts("covers");
  for (const char* list : {"attachments", "innervation", "actions", "trigger_points", "needling"})
    require_list(in, list);
  in.each("attachments", [&](const JsonCursor& a) {
    record.attachments.push_back(
        {a.text("part"), read_sites(a, "origin"), read_sites(a, "insertion"), read_sources(a)});
  });
  in.each("innervation", [&](const JsonCursor& i) {
    record.innervation.push_back({i.text("part"), i.require_text("nerve"), i.text("concept"), i.texts("roots"),
                                  i.text("note"), read_sources(i)});
  });
  in.each("actions", [&](const JsonCursor& a) {
    record.actions.push_back({a.text("part"), a.require_text("text"), a.texts("movements"), read_sources(a)});
  });
  in.each("trigger_points", [&](const JsonCursor& t) {
    TriggerPoint point = read_trigger_point(t);
    if (!point.id.empty() && record.find(point.id) != nullptr)
      t.fault_at("id", fmt::format("the id \"{}\" is used twice", point.id));
    record.trigger_points.push_back(std::move(point));
  });
  in.each("needling", [&](const JsonCursor& n) { record.needling.push_back(read_needling(n)); });
  // A muscle without a described pattern is anatomy alone.
  record.patient = read_statement_at(in, "patient", !record.trigger_points.empty());
  if (!record.trigger_points.empty()) require_list(in, "evidence");
  in.each("evidence", [&](const JsonCursor& e) { record.evidence.push_back(read_evidence(e)); });
  in.each("disagreements", [&](const JsonCursor& d) { record.disagreements.push_back(read_disagreement(d)); });
  record.no_source = in.texts("no_source");
  return record;
}

Source read_source(const JsonCursor& in) {
  Source source;
  source.key = in.require_text("key");
  source.authors = in.require_text("authors");
  source.year = static_cast<int>(in.integer("year", 0));
  source.title = in.require_text("title");
  source.published_in = in.text("in");
  source.doi = in.text("doi");
  source.pmid = in.text("pmid");
  source.pmcid = in.text("pmcid");
  source.isbn = in.text("isbn");
  source.url = in.text("url");
  source.type = in.require_text("type");
  source.read = in.require_text("read");
  source.note = in.text("note");
  return source;
}

}  // namespace palpate
