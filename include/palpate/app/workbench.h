// The program without its window: a body being loaded, the session and its history, what is under the pointer, flights.
// It draws nothing and reads no keys, so that everything a person can do is tested without a screen.
#pragma once

#include <palpate/anatomy/search.h>
#include <palpate/app/access_desk.h>
#include <palpate/app/pain_desk.h>
#include <palpate/app/physique_desk.h>
#include <palpate/app/program_data.h>
#include <palpate/atlas/loader.h>
#include <palpate/query/anchors.h>
#include <palpate/query/needle_path.h>
#include <palpate/query/published_measure.h>
#include <palpate/query/ray_scene.h>
#include <palpate/scene/build.h>
#include <palpate/scene/draw_list.h>
#include <palpate/scene/exercise.h>
#include <palpate/session/command.h>
#include <palpate/session/history.h>
#include <palpate/session/scores.h>
#include <palpate/session/settings.h>

#include <glm/vec2.hpp>

#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <random>
#include <string>
#include <vector>

namespace palpate {

// What only the shell around the workbench can do.
enum class ShellRequest {
  find,
  palette,
  open_session,
  save_session,
  open_atlas,
  screenshot,
  help,
  settings,
  credits,
  reading,
  pain_maps,
  before_needle,
  choose_compared,
  messages,
  next_focus,
  theme,
  bigger,
  smaller,
  beneath,
  close_or_clear,
  quit,
};

// One structure under the pointer.
struct PointedAt {
  StructureId structure;
  glm::vec3 position{0.0f};
  float distance_mm = 0.0f;  // from the eye
};

class Workbench {
 public:
  // `data` must outlive the workbench. `wake` is called from workers when there is something to take.
  Workbench(const ProgramData& data, Settings settings, std::function<void()> wake);
  ~Workbench();
  Workbench(const Workbench&) = delete;
  Workbench& operator=(const Workbench&) = delete;

  // The body. Opening another one keeps the session.
  void open_body(std::vector<AtlasSource> sources, LoadOptions options);
  void cancel_loading();
  [[nodiscard]] bool loading() const;  // until update() has taken the last of it
  [[nodiscard]] Progress::State progress() const;
  // Takes what has arrived; true if the picture may have changed.
  bool update();
  [[nodiscard]] const LoadedBody& loaded() const { return *loaded_; }
  [[nodiscard]] bool rays_ready() const;  // picking and anchors know all that has arrived
  [[nodiscard]] const RayScene& rays() const { return *rays_; }

  // The session.
  [[nodiscard]] const Session& session() const { return history_.now(); }
  [[nodiscard]] const History& history() const { return history_; }
  [[nodiscard]] const Settings& settings() const { return settings_; }
  Settings& upd_settings() { return settings_; }
  void perform(const Action& action);
  void execute(CommandId id);
  void finish_step() { history_.finish_step(); }
  void mark_saved() { history_.mark_saved(); }

  // Chooses a concept as a search or a list does: selects it, shows its first trigger point, flies there.
  // `point`: id of the trigger point in place of the first.
  void choose(ConceptId id, Side side, const std::string& point = {});
  void choose_structure(StructureId id);
  void choose_zone(const ZoneChoice& choice);
  void fly_to(const Camera& camera, std::string label);

  // What the page shows: the record about what is selected, and the zone resolved on this body.
  [[nodiscard]] ConceptId selected() const;
  [[nodiscard]] const MuscleRecord* record() const;
  [[nodiscard]] const ZoneView* zone() const { return zone_ && !session().asks() ? &*zone_ : nullptr; }

  // The needle that a person places for a trigger point which is told in words; none while nothing is asked.
  [[nodiscard]] const ExerciseView* exercise() const { return exercise_ ? &*exercise_ : nullptr; }
  // Where scores are kept; until it is told they are forgotten with the program.
  void keep_scores_in(std::filesystem::path file);

  // The described approach of the zone or the needle that is held, with what it meets; none if there is neither.
  [[nodiscard]] const NeedleView* needle() const { return needle_ ? &*needle_ : nullptr; }
  // From where on the skin a needle reaches the zone; none while it is not asked for.
  [[nodiscard]] const AccessMap* access() const { return access_; }
  // What is published about the muscle of the zone, measured again on this body.
  [[nodiscard]] const std::vector<MeasuredDistance>& published() const { return published_; }
  // Millimetres of the person that one of the body is; 1 as it is modelled.
  [[nodiscard]] float person_scale() const { return scale_; }
  // How thick the layer over the muscles is as modelled, at the places of which something is published; empty until a
  // build was asked for and it is known.
  [[nodiscard]] const std::vector<ModelledLayer>& modelled_layers() const { return physique_desk_.layers(); }
  [[nodiscard]] float modelled_stature_mm() const;                           // 0 without a skin
  [[nodiscard]] bool fitting_skin() const { return physique_desk_.busy(); }  // of the build that is wanted
  // What is about a needle a hand has: its handle tilts it, its shaft pushes it in, its entry glides over the skin.
  void drag_needle(NeedleGrip grip, glm::vec2 from, glm::vec2 to);

  // Where it hurts, and whose described pain covers it; none while the panel for it is closed.
  [[nodiscard]] const PainView* pain() const { return pain_shown() ? &pain_.view() : nullptr; }
  // The selected muscle beside another one; none while nothing is compared.
  [[nodiscard]] const ComparisonView* comparison() const { return pain_.comparison(); }
  // Compares the selected muscle with that of a record, and shows the pain of both; an empty key ends it.
  void compare_with(const std::string& muscle);
  // What is described on this skin, as soon as it is known; begins to find out.
  [[nodiscard]] const PainMap* pain_map();
  // The described pain of a trigger point for a small square picture; none on a body without a skin.
  [[nodiscard]] std::optional<DrawList> pain_figure_of(const ZoneChoice& choice) const;
  // The brush goes over the skin: `begins` a line or goes on with it. `brush` says all but the points.
  void paint_pain(glm::vec2 at, const PainMark& brush, bool begins);
  // Chooses a trigger point of the answer: its muscle and itself, and flies there.
  void choose_match(const ZoneChoice& choice);
  // The named region of the skin under the pointer, with its side; empty if it is not known.
  [[nodiscard]] std::string pointed_region() const;
  // How large a millimetre is on the screen where the pointer meets the body; 0 elsewhere.
  [[nodiscard]] float pointed_px_per_mm() const;

  // The picture. `size` of the viewport in pixels.
  void set_viewport(glm::vec2 size);
  // How much of its width and height the card of the needle lies over, at its lower left.
  void set_covered(glm::vec2 share) { covered_ = share; }
  [[nodiscard]] glm::vec2 viewport() const { return viewport_; }
  [[nodiscard]] const DrawList& draw_list();

  // The pointer, in pixels of the viewport; none when it is elsewhere.
  void point_at(std::optional<glm::vec2> at);
  [[nodiscard]] std::optional<PointedAt> pointed() const { return pointed_; }
  void click(glm::vec2 at);
  void orbit(glm::vec2 drag);
  void pan(glm::vec2 drag);
  void zoom(float steps, glm::vec2 at);
  // Everything that is shown under a place, nearest first.
  [[nodiscard]] std::vector<PointedAt> beneath(glm::vec2 at) const;
  [[nodiscard]] std::optional<glm::vec2> last_click() const { return last_click_; }

  // Time. Returns true while something moves by itself.
  bool advance(double seconds);
  [[nodiscard]] bool flying() const { return flight_.has_value(); }

  [[nodiscard]] const SearchIndex& search() const { return search_; }
  [[nodiscard]] const ProgramData& data() const { return data_; }

  std::vector<ShellRequest> take_requests();
  void say(std::string message);  // for the messages panel
  [[nodiscard]] const std::vector<std::string>& messages() const { return messages_; }
  [[nodiscard]] std::size_t unread_messages() const { return messages_.size() - messages_read_; }
  void read_messages() { messages_read_ = messages_.size(); }

 private:
  struct Flight {
    Camera from, to;
    double seconds = 0.0, duration = 0.35;
    bool amends = false;  // belongs to the step before
    std::string label;
  };
  struct RayBuild;

  void run_view_command(CommandId id);
  void run_show_command(CommandId id);
  void run_choose_command(CommandId id);
  void run_needle_command(CommandId id);
  void run_exercise_command(CommandId id);
  [[nodiscard]] bool withholds(CommandId id);  // says why, if it does
  void begin_exercise(const ZoneChoice& target);
  void begin_random_exercise(bool near);
  [[nodiscard]] bool can_be_asked(const ZoneChoice& target) const;
  void check_exercise();
  void keep_score(const ExerciseGrade& grade);
  void refresh_exercise(const AnchorResolver& anchors);
  void place_needle(glm::vec2 at);
  void run_other_command(CommandId id);
  void request(ShellRequest what) { requests_.push_back(what); }
  void switch_system(CommandId id);
  void run_cut_command(CommandId id);
  void move_clip(float mm);
  void step_zone(int by);
  void frame_selection();
  void frame_concepts(const std::vector<std::string>& keys, Camera turned, std::string label);
  void set_shown_of_selection(Show show);
  [[nodiscard]] bool zone_is_placed() const;
  bool show_something();
  void frame_all();
  void refresh_zone();
  void refresh_needle();
  void refresh_published(const AnchorResolver& anchors);
  void hold(const HeldNeedle& needle, std::string label);
  void tilt_needle(glm::vec2 by_deg);
  void push_needle(float by_mm);
  void move_entry(glm::vec2 by_mm);
  void set_needle_upright(bool towards_zone);
  void set_needle_here();
  void start_ray_build();
  void refresh_physique();
  void take_skin(const FittedSkin& fitted);
  void keep_needle_on_skin(float scale_before);
  [[nodiscard]] bool pain_shown() const {
    return session().left_panel && session().left_tab == LeftTab::pain && !session().asks();
  }
  void refresh_pain();
  void prepare_pain();
  void look_at_comparison();
  [[nodiscard]] std::optional<glm::vec3> shown_place(const Ray& ray, StructureId structure) const;
  [[nodiscard]] bool shown_at(std::uint32_t structure, bool solid_only) const;
  [[nodiscard]] float aspect() const { return viewport_.y > 0 ? viewport_.x / viewport_.y : 1.0f; }
  [[nodiscard]] Bounds selection_bounds() const;
  [[nodiscard]] std::vector<std::string> selected_keys() const;
  [[nodiscard]] std::string selected_name() const;

  const ProgramData& data_;
  Settings settings_;
  std::function<void()> wake_;
  SearchIndex search_;
  History history_;
  std::unique_ptr<BodyLoader> loader_;
  std::unique_ptr<LoadedBody> loaded_;
  std::unique_ptr<RayBuild> ray_build_;
  std::shared_ptr<const RayScene> rays_;
  PainDesk pain_;  // after what they look at: their workers end first
  PhysiqueDesk physique_desk_;
  std::optional<Physique> physique_asked_;  // of the desk
  float scale_ = 1.0f;
  bool needle_follows_skin_ = false;  // a hand has changed the build: the held needle's tip stays where it is
  std::optional<ZoneView> zone_;
  std::optional<ZoneChoice> zone_wanted_;  // the choice that zone_ was made for
  std::uint64_t zone_version_ = 0;         // and the rays it was made with
  std::uint64_t rays_version_ = 0;
  std::optional<NeedleProbe> probe_;  // of the rays that needle_version_ says
  std::optional<NeedleView> needle_;
  AccessDesk access_desk_;  // of the same probe
  const AccessMap* access_ = nullptr;
  std::vector<MeasuredDistance> published_;
  std::optional<ZoneChoice> published_for_;  // what published_ is about
  std::optional<ExerciseView> exercise_;
  std::vector<Score> scores_;
  std::filesystem::path scores_file_;
  std::minstd_rand dice_{std::random_device{}()};
  std::uint64_t needle_version_ = 0;
  std::vector<ResolvedPoint> other_points_;
  DrawList list_;
  bool list_stale_ = true;
  glm::vec2 viewport_{1280.0f, 800.0f};
  glm::vec2 covered_{0.0f};
  std::optional<PointedAt> pointed_;
  std::optional<glm::vec2> last_click_;
  std::optional<Flight> flight_;
  bool pain_line_open_ = false;  // the brush was put down on the skin
  bool fly_to_zone_when_ready_ = false;
  bool look_at_comparison_when_ready_ = false;
  bool all_is_there_ = false;  // of the body that is opened, and was taken
  Camera framed_;              // on all that had arrived; the default one before anything did
  std::vector<ShellRequest> requests_;
  std::vector<std::string> messages_;
  std::size_t messages_read_ = 0;
  std::size_t problems_seen_ = 0;
};

}  // namespace palpate
