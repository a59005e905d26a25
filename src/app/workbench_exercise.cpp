// "Place it yourself": a trigger point in words, a needle in the person's hand, and what both have to do with each
// other once it is checked.
#include <palpate/app/workbench.h>
#include <palpate/scene/camera_math.h>

#include <fmt/format.h>

#include <glm/common.hpp>

#include <algorithm>
#include <array>
#include <ctime>

namespace palpate {
namespace {

constexpr float first_depth_mm = 2.0f;  // of a needle that is set on the skin: it stands and says nothing of the depth

// What would show the answer, or lead away from it unawares.
constexpr std::array withheld = {CommandId::frame_selection, CommandId::next_zone,        CommandId::previous_zone,
                                 CommandId::other_side,      CommandId::select_beneath,   CommandId::compare,
                                 CommandId::toggle_needle,   CommandId::needle_described, CommandId::needle_to_zone,
                                 CommandId::needle_access};

std::string now_utc() {
  const std::time_t now = std::time(nullptr);
  std::tm t{};
  gmtime_r(&now, &t);
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z", t.tm_year + 1900, t.tm_mon + 1, t.tm_mday, t.tm_hour,
                     t.tm_min, t.tm_sec);
}

bool same_point(const ZoneChoice& a, const ZoneChoice& b) {
  return a.muscle == b.muscle && a.point == b.point;
}

}  // namespace

bool Workbench::withholds(CommandId id) {
  if (!session().asks() || std::find(withheld.begin(), withheld.end(), id) == withheld.end()) return false;
  say(fmt::format("\"{}\" is withheld until the needle is checked.", command(id).name));
  return true;
}

void Workbench::run_exercise_command(CommandId id) {
  const std::optional<Exercise>& now = session().exercise;
  switch (id) {
    case CommandId::exercise_begin:
      if (now) return say("The exercise has begun already: place the needle, then have it checked.");
      if (session().zone) return begin_exercise(*session().zone);
      return begin_random_exercise(false);
    case CommandId::exercise_near:
      return begin_random_exercise(true);
    case CommandId::exercise_anywhere:
      return begin_random_exercise(false);
    default:
      break;
  }
  if (!now) {
    return say(fmt::format("No needle is being placed, so \"{}\" has nothing to do: begin with \"Place it yourself\".",
                           command(id).name));
  }
  switch (id) {
    case CommandId::exercise_look: {
      const bool blind = now->look == Exercise::Look::blind;
      return perform(SetExercise{Exercise{blind ? Exercise::Look::glassy : Exercise::Look::blind, now->checked},
                                 blind ? "Glassy" : "Blind"});
    }
    case CommandId::exercise_check:
      return check_exercise();
    case CommandId::exercise_again:
      if (now->checked) perform(SetExercise{Exercise{now->look, false}, "Try again"});
      return;
    case CommandId::exercise_end:
      return perform(SetExercise{std::nullopt, "End the exercise"});
    default:
      return;
  }
}

void Workbench::begin_exercise(const ZoneChoice& target) {
  if (!loaded_->body.find("skin").valid()) return say("This body has no skin that a needle could be set on.");
  if (loading() || !rays_ready()) return say("The body is still being loaded; begin when it is there.");
  const Exercise::Look look = session().exercise ? session().exercise->look : Exercise::Look::blind;
  flight_.reset();
  fly_to_zone_when_ready_ = false;
  perform(BeginExercise{target, look});
  // From where the zone was looked at, its place could be guessed.
  fly_to(framed(session().camera, loaded_->body.bounds(), aspect()), {});
}

// Only what a described approach reaches on this body: a line that misses is no measure.
bool Workbench::can_be_asked(const ZoneChoice& target) const {
  const AnchorResolver anchors(loaded_->body, data_.anatomy.concepts, data_.anatomy.landmarks, *rays_);
  const auto zone = view_zone(target, loaded_->body, data_.anatomy.concepts, data_.library, anchors, scale_);
  if (!zone || zone->target.empty() || !zone->needle) return false;
  const NeedleProbe probe(loaded_->body, *rays_);
  const auto described = view_needle(Session(), &*zone, loaded_->body, anchors, probe, scale_);
  return described && reaches_zone(*described, *zone);
}

void Workbench::begin_random_exercise(bool near) {
  if (loading() || !rays_ready()) return say("The body is still being loaded; begin when it is there.");
  const ConceptCatalog& concepts = data_.anatomy.concepts;
  const ConceptId here = selected();
  if (near && !here.valid()) return say("Choose a muscle first: another one of its region is taken.");
  std::vector<ZoneChoice> all;
  for (const MuscleRecord& record : data_.library.records()) {
    const ConceptId muscle = concepts.find(record.muscle);
    if (!muscle.valid() || (near && concepts[muscle].region != concepts[here].region)) continue;
    for (const TriggerPoint& point : record.trigger_points) {
      const ZoneChoice right{record.muscle, point.id, Side::right};
      const bool now = session().zone && same_point(*session().zone, right);
      if (now || record.guides_for(point.id).empty()) continue;
      all.push_back(right);
      all.push_back({record.muscle, point.id, Side::left});
    }
  }
  std::shuffle(all.begin(), all.end(), dice_);
  for (const ZoneChoice& target : all) {
    if (can_be_asked(target)) return begin_exercise(target);
  }
  say(near ? "This region has no other trigger point whose described approach reaches it on this body."
           : "No described approach reaches its trigger point on this body.");
}

// The first click sets the needle; from then on it is moved by hand and by keys, and a click does no harm.
void Workbench::place_needle(glm::vec2 at) {
  last_click_.reset();
  if (needle_) return;
  const StructureId skin = loaded_->body.find("skin");
  if (!skin.valid()) return;
  const auto hit = rays_->nearest_hit(ray_through(session().camera, at, viewport_),
                                      [&](std::uint32_t s) { return s == skin.index(); });
  if (!hit) return;
  const AnchorResolver anchors(loaded_->body, data_.anatomy.concepts, data_.anatomy.landmarks, *rays_);
  const NearestPoint on = anchors.on_skin(hit->position);
  HeldNeedle needle;
  needle.entry = glm::round(on.position * 10.0f) / 10.0f;
  needle.direction = -on.normal;
  needle.depth_mm = first_depth_mm;
  hold(needle, "Set a needle");
}

// Without a needle the answer is shown, and nothing is scored.
void Workbench::check_exercise() {
  if (session().exercise->checked) return;
  perform(SetExercise{Exercise{session().exercise->look, true}, needle_ ? "Check the needle" : "Show the answer"});
  if (exercise_ && exercise_->grade) keep_score(*exercise_->grade);
  if (!zone_) return;
  const bool placed = session().held && needle_;
  fly_to(placed ? camera_for_grade(session().camera, *needle_, *zone_, aspect())
                : camera_for_zone(session().camera, *zone_, loaded_->body, aspect(), covered_),
         {});
}

void Workbench::keep_score(const ExerciseGrade& grade) {
  Score score;
  score.when = now_utc();
  score.body = loaded_->body.atlases().empty() ? std::string() : loaded_->body.atlases().front().name;
  score.target = *session().zone;
  score.look = session().exercise->look;
  if (grade.against) {
    score.entry_mm = grade.against->entry_mm;
    score.entry_out_mm = grade.against->entry_out_mm;
    score.angle_deg = grade.against->angle_deg;
    score.angle_out_deg = grade.against->angle_out_deg;
  }
  score.tip_mm = grade.tip_mm;
  score.in_zone = grade.in_zone;
  if (grade.nearest) {
    score.nearest = loaded_->body.structures()[grade.nearest->structure].key;
    score.nearest_mm = grade.nearest->struck ? 0.0f : grade.nearest->path_mm;
    score.struck = grade.nearest->struck;
  }
  score.needle = *session().held;
  scores_.push_back(score);
  refresh_needle();  // it stands among the tries
  if (scores_file_.empty()) return;
  std::vector<std::string> warnings;
  if (Status kept = add_score(score, scores_file_, warnings); !kept)
    say(fmt::format("The score was not kept. {}", kept.error().text()));
  for (std::string& warning : warnings) say(std::move(warning));
}

void Workbench::keep_scores_in(std::filesystem::path file) {
  scores_file_ = std::move(file);
  std::vector<std::string> warnings;
  scores_ = read_scores(scores_file_, warnings);
  for (std::string& warning : warnings) say(std::move(warning));
}

void Workbench::refresh_exercise(const AnchorResolver& anchors) {
  exercise_.emplace();
  if (session().asks()) return;
  for (auto score = scores_.rbegin(); score != scores_.rend(); ++score) {
    if (same_point(score->target, zone_->choice)) exercise_->tries.push_back(*score);
  }
  if (!session().held || !needle_) return;
  Session without = session();
  without.held.reset();
  const auto described = view_needle(without, zone(), loaded_->body, anchors, *probe_, scale_);
  exercise_->grade = grade_needle(*needle_, *zone_, described ? &*described : nullptr, session().margin_mm);
}

}  // namespace palpate
