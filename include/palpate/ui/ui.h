// The user interface: read-only views go in, what the person did comes out. Nothing here changes anything itself.
//
// Drawn with Dear ImGui; no OpenGL and no window system, so that every panel can be run in a test without a screen.
#pragma once

#include <palpate/anatomy/search.h>
#include <palpate/clinical/before_needle.h>
#include <palpate/clinical/browse.h>
#include <palpate/clinical/checklist_page.h>
#include <palpate/clinical/library.h>
#include <palpate/query/moved_skin.h>
#include <palpate/query/published_measure.h>
#include <palpate/scene/build.h>
#include <palpate/scene/comparison_view.h>
#include <palpate/scene/draw_list.h>
#include <palpate/scene/exercise.h>
#include <palpate/scene/needle_view.h>
#include <palpate/scene/pain_view.h>
#include <palpate/session/action.h>
#include <palpate/session/command.h>
#include <palpate/session/history.h>
#include <palpate/session/settings.h>

#include <glm/vec2.hpp>
#include <glm/vec4.hpp>

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <variant>
#include <vector>

namespace palpate {

// A picture that the renderer made: a texture handle for ImGui, 0 if there is none.
struct UiPicture {
  std::uintptr_t texture = 0;
  glm::vec2 size{0.0f};
};

// A structure under the pointer, for the list of what lies beneath.
struct UiBeneath {
  StructureId structure;
  float distance_mm = 0.0f;
};

// The described pain of a trigger point as a small picture.
struct UiPainPicture {
  ZoneChoice choice;
  UiPicture picture;
};

struct UiProgress {
  bool running = false;
  std::string doing;
  float share = -1.0f;  // 0..1; below 0 while the whole is not known
};

// What the interface looks at. References must outlive the frame.
struct UiInput {
  const Body& body;
  const ConceptCatalog& concepts;
  const ClinicalLibrary& library;
  const Session& session;
  const History& history;
  const Settings& settings;
  const SearchIndex& search;
  const DrawList& list;
  const ZoneView* zone = nullptr;
  std::optional<StructureId> pointed;
  UiPicture body_picture;
  UiPicture pain_front, pain_back;  // the small figures of the page
  std::vector<UiBeneath> beneath;
  UiProgress progress;
  const std::vector<std::string>& messages;
  std::size_t unread_messages = 0;
  std::string renderer;  // for the credits
  std::string version;
  bool still = true;                              // nothing is moving: labels are shown
  float scale = 1.0f;                             // screen scale times the person's
  std::string frame_note;                         // shown in the status bar of a developer's build; else empty
  const PainView* pain = nullptr;                 // while the panel for it is open
  std::string pointed_region = {};                // of the skin; empty if it is not known
  float pointed_px_per_mm = 0.0f;                 // on the screen, where the pointer meets the body; 0 elsewhere
  const ComparisonView* comparison = nullptr;     // while two muscles are compared
  const PainMap* pain_map = nullptr;              // once it is known, while muscles are compared or about to be
  std::vector<UiPainPicture> pain_pictures = {};  // those that were made so far
  const NeedleView* needle = nullptr;             // described or held
  const ExerciseView* exercise = nullptr;         // while a needle is placed by a person's own hand
  const AccessMap* access = nullptr;              // while it is shown
  std::vector<MeasuredDistance> published = {};   // about the chosen muscle, measured on this body
  const BeforeNeedle* before_needle = nullptr;
  std::vector<ModelledLayer> layers = {};  // over the muscles of this body; empty until they are known
  float stature_mm = 0.0f;                 // of the body as modelled; 0 without a skin
  float person_scale = 1.0f;               // millimetres of the person that one of the body is
  bool fitting_skin = false;
};

// What the person did, besides actions on the session and commands.
struct UiChooseConcept {
  ConceptId id;
  Side side = Side::none;
};
struct UiChooseStructure {
  StructureId id;
};
struct UiChooseZone {
  ZoneChoice choice;
};
struct UiFly {
  Camera camera;
  std::string label;
};
struct UiPointAt {
  std::optional<glm::vec2> at;  // pixels of the viewport
};
struct UiClick {
  glm::vec2 at;
  bool twice = false;
};
struct UiDrag {
  glm::vec2 by;
  bool pan = false;
};
struct UiZoom {
  float steps;
  glm::vec2 at;
};
struct UiPaintPain {
  glm::vec2 at;    // pixels of the viewport
  PainMark brush;  // without points
  bool begins = false;
};
struct UiChooseMatch {
  ZoneChoice choice;
};
struct UiCompare {
  std::string muscle = {};  // concept key of a record; empty: ends it
};
struct UiDragNeedle {
  NeedleGrip grip;
  glm::vec2 from, to;  // pixels of the viewport
};
struct UiFinishStep {};
struct UiSetSetting {
  std::string key;
  float value;
};
struct UiAskToPrint {};  // the checklist: to which file
enum class UiPathPurpose { open_session, save_session, open_atlas, screenshot, print_checklist };
struct UiPath {
  UiPathPurpose purpose;
  std::string path;
  glm::ivec2 size{0};  // of a screenshot
};
struct UiCancelLoading {};
struct UiReadMessages {};
struct UiAskBeneath {
  glm::vec2 at;
};

using UiEvent = std::variant<Action, CommandId, UiChooseConcept, UiChooseStructure, UiChooseZone, UiFly, UiPointAt,
                             UiClick, UiDrag, UiZoom, UiPaintPain, UiChooseMatch, UiDragNeedle, UiCompare, UiFinishStep,
                             UiSetSetting, UiAskToPrint, UiPath, UiCancelLoading, UiReadMessages, UiAskBeneath>;

// Who owns the keyboard. The body's single-letter shortcuts count only while it does.
enum class UiFocus : std::uint8_t { body, left, right };

enum class UiBrush : std::uint8_t { draw, erase, turn };

enum class UiDialog : std::uint8_t {
  none,
  palette,
  help,
  settings,
  credits,
  reading,
  pain_maps,
  before_needle,
  messages,
  open_session,
  save_session,
  open_atlas,
  screenshot,
  print_checklist
};

// What the interface remembers between frames; nothing that belongs into a session.
struct UiState {
  UiFocus focus = UiFocus::body;
  std::optional<UiFocus> focus_given;  // the area that ImGui was last told about
  UiDialog dialog = UiDialog::none;
  bool dialog_just_opened = false;
  bool want_search = false;  // put the cursor into the search field
  std::string query;
  int query_choice = 0;
  bool search_open = false;
  std::string tree_filter;
  std::string fits_of;    // the filter that `fits` answers
  std::vector<Fit> fits;  // by concept
  UiBrush brush = UiBrush::draw;
  PainMark brush_mark;     // width, strength and depth of the brush
  std::string pain_query;  // a region of the skin by name
  std::string open_other;  // id of what else hurts, whose text is open
  std::size_t matches_shown = 6;
  bool painting = false;           // the press on the body draws
  std::optional<NeedleGrip> grip;  // the press on the body has taken hold of the needle
  bool needle_open = false;        // its whole readout is shown
  bool layers_open = false;        // the layer over the muscles, by place
  Physique last_physique;          // to begin with when a person is chosen again
  float needle_card_top = 0.0f;    // of its card over the body, in window pixels; 0 while there is none
  glm::vec2 needle_card{0.0f};     // how much of the picture it lies over, or would: of its width and height
  bool deciding = false;           // whether it does is known in the next frame
  glm::vec2 pointed_at{0.0f};      // where the pointer was in the last frame
  std::string movement_query;
  std::size_t movers_shown = 8;      // muscles of a movement
  bool choosing_compared = false;    // the choice of the second muscle is open
  bool want_compared_field = false;  // put the cursor into its field
  std::string compared_query;
  std::string alike_of;  // what `alike` answers
  std::vector<AlikeMuscle> alike;
  std::string map_filter;  // of all pain maps
  std::size_t page = 0;    // of the pages to read
  // Ticked lines of "Before the needle", by muscle or region: two muscles have two lists.
  std::map<std::string, std::set<std::string>> ticks;
  std::string checklist_note;  // where it was written last
  std::string source_filter;   // of the list of publications
  std::string path;            // of a file dialog
  std::string path_error;
  glm::ivec2 picture_size{1920, 1200};
  std::optional<glm::vec2> beneath_at;              // where the list of what lies beneath is open, in window pixels
  float left_width = 264.0f, right_width = 376.0f;  // at scale 1
  glm::vec4 viewport{0.0f};                         // x, y, width, height in window pixels, after a frame
  bool text_field_active = false;                   // after a frame: typed letters belong to a field
  bool drag_armed = false;                          // a press on the body that may become a drag
  glm::vec2 press_at{0.0f};
  int pressed_button = -1;
  bool dragging = false;
  std::string shown_page;                  // what the page showed last, to scroll it up when it changes
  std::map<std::string, glm::vec4> items;  // named controls and where they are: for tests
};

struct UiOutput {
  std::vector<UiEvent> events;
  bool wants_another_frame = false;         // something in the interface still moves
  std::vector<ZoneChoice> wanted_pictures;  // of pain, that are seen now
};

// Draws the whole interface for one frame, between ImGui::NewFrame and ImGui::Render.
[[nodiscard]] UiOutput draw_ui(const UiInput& input, UiState& state);

// Colours, spacing and fonts; again when the theme or the scale changes. The error says which font is missing; the
// interface then uses what there is.
Status set_up_style(Theme theme, float scale);

// The list before the needle that is shown for what is selected.
struct ShownChecklist {
  Checklist list;
  std::string about;  // "Piriformis", "Back"
  std::string key;    // of its ticks in UiState
};
[[nodiscard]] ShownChecklist shown_checklist(const BeforeNeedle& before, const ClinicalLibrary& library,
                                             const ConceptCatalog& concepts, ConceptId selected);

// Closes the topmost thing that is open (dialog, list, search); false if nothing is.
bool close_topmost(UiState& state);
void open_dialog(UiState& state, UiDialog dialog);

}  // namespace palpate
