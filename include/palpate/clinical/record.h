// What is said of one muscle, with the source of every statement. Plain data; the format of the files is
// assets/schemas/muscle.schema.json, where every field is explained.
//
// A record has no side: landmarks and directions follow the side of the body that is looked at.
#pragma once

#include <palpate/anatomy/vocabulary.h>

#include <glm/vec3.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace palpate {

using SourceKeys = std::vector<std::string>;

struct Statement {
  std::string text;
  SourceKeys sources;
};

enum class Grade { strong, moderate, limited, expert_consensus, disputed, unknown };
[[nodiscard]] std::string_view label_of(Grade grade);
[[nodiscard]] std::optional<Grade> grade_from(std::string_view key);

struct Claim {
  Grade grade = Grade::unknown;
  std::string text;
  SourceKeys sources;
};

// A place said by landmarks: their weighted mean, then an offset.
struct Place {
  std::vector<std::pair<std::string, float>> landmarks;  // name ("other:" before it: of the other side) and weight
  glm::vec3 offset{0.0f};                                // mm: lateral, up, front
};

struct Site {
  std::string on;  // concept key
  std::string text;
};

struct AttachmentRecord {
  std::string part;  // concept key; empty: the whole muscle
  std::vector<Site> origin, insertion;
  SourceKeys sources;
};

struct Innervation {
  std::string part;
  std::string nerve;          // as shown
  std::string nerve_concept;  // may be empty
  std::vector<std::string> roots;
  std::string note;
  SourceKeys sources;
};

struct MuscleAction {
  std::string part;
  std::string text;
  std::vector<std::string> movements;  // that the text names: ids of clinical/movement.h
  SourceKeys sources;
};

struct StrokePoint {
  Place place;
  float radius_mm = 10.0f;
};
using Stroke = std::vector<StrokePoint>;  // one point: a round spot

enum class ZoneSide { same, other, middle };

struct ReferralZone {
  bool essential = true;             // else spillover
  std::vector<std::string> regions;  // concept keys of skin regions
  ZoneSide side = ZoneSide::same;
  std::vector<Stroke> strokes;
};

struct Mistakable {
  std::string what;
  std::string kind;  // joint, nerve-root, nerve, visceral, vascular, muscle, other, red-flag
  SourceKeys sources;
};

struct TriggerPoint {
  std::string id;  // within the record
  std::string label;
  std::string in;  // concept key of the muscle or part
  Statement location;
  Place place;
  float depth = 0.5f;  // 0 outer surface of the muscle .. 1 deep surface
  float radius_mm = 10.0f;
  std::string referral_text;
  std::vector<ReferralZone> zones;
  SourceKeys referral_sources;
  std::vector<Statement> symptoms;
  std::vector<Mistakable> mistaken_for;
  Claim location_claim, referral_claim;
  std::string no_needling;  // why no needle is described for it; empty if one is
};

struct Range {
  float low = 0.0f, high = 0.0f;
};

struct Disagreement {
  std::string about;
  std::vector<Statement> views;
};

struct Hazard {
  std::string structure;  // concept key
  enum class Where { same, other, both } side = Where::same;
  enum class Severity { life_threatening, serious, minor } severity = Severity::serious;
  std::string reason;
  SourceKeys sources;
};

// How a needle is said to be placed. Ranges and directions are what sources describe, never an instruction.
// Where and in which direction a needle enters.
struct NeedleWay {
  std::vector<std::string> zones;  // of another way: the trigger points that it is for
  std::string entry_text;
  // "Over the tender band": it enters where the described direction through the middle of the zone comes out of the
  // skin, wherever the zone lies; `entry` is left empty.
  bool over_zone = false;
  Place entry;
  float entry_radius_mm = 10.0f;
  SourceKeys entry_sources;
  std::string direction_text;
  std::optional<Place> towards;
  std::optional<glm::vec3> axis;  // lateral, up, front
  float spread_deg = 10.0f;
  SourceKeys direction_sources;
};

struct NeedlingGuide {
  // How the muscle is held: flat under the fingers, or lifted between them.
  enum class Grip : std::uint8_t { flat, pincer };

  std::vector<std::string> zones;  // ids of trigger points
  std::string title;
  Statement position, palpation, technique;
  Range length_mm, diameter_mm;
  SourceKeys needle_sources;
  Grip grip = Grip::flat;
  NeedleWay way;
  std::vector<NeedleWay> other_ways;  // for some of its zones
  std::string depth_text;
  std::optional<Range> depth_mm;         // of the muscle, in the people who were measured
  std::optional<float> depth_limit_mm;  // the smallest credible distance to the nearest danger
  std::string depth_limit_of;
  std::vector<std::string> depth_depends_on;
  SourceKeys depth_sources;
  std::vector<Hazard> hazards;
  std::vector<Statement> precautions;
  std::vector<Disagreement> disagreements;

  [[nodiscard]] const NeedleWay& way_to(std::string_view zone) const;
};

struct Evidence {
  enum class Question { effect, mechanism, alternatives } question = Question::effect;
  Grade grade = Grade::unknown;
  std::string text;
  SourceKeys sources;
};
[[nodiscard]] std::string_view label_of(Evidence::Question question);

struct MuscleRecord {
  std::string muscle;               // concept key
  std::vector<std::string> covers;  // concept keys of parts, or of the muscles of a group
  std::vector<AttachmentRecord> attachments;
  std::vector<Innervation> innervation;
  std::vector<MuscleAction> actions;
  std::vector<TriggerPoint> trigger_points;
  std::vector<NeedlingGuide> needling;
  Statement patient;
  std::vector<Evidence> evidence;
  std::vector<Disagreement> disagreements;
  std::vector<std::string> no_source;
  std::string file;

  [[nodiscard]] const TriggerPoint* find(std::string_view id) const;
  // The guides for a trigger point.
  [[nodiscard]] std::vector<const NeedlingGuide*> guides_for(std::string_view id) const;
};

}  // namespace palpate
