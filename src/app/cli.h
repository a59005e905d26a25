// The subcommands, one function each. They print to standard output, complain to standard error, and return the exit
// code.
#pragma once

#include <palpate/app/command_line.h>
#include <palpate/app/program_data.h>
#include <palpate/atlas/loader.h>
#include <palpate/session/session.h>

#include <glm/vec2.hpp>

#include <string>
#include <vector>

namespace palpate {

struct CommonOptions {
  std::string assets;
  std::vector<std::string> atlases;
  bool no_cache = false;
  bool json = false;
};

struct RenderOptions {
  std::vector<std::string> select;  // names or keys
  std::string trigger_point;        // "trapezius/descending-1.right"
  std::string view;                 // front, back, left, right, top, bottom, zone, or "yaw,pitch" in degrees
  std::string frame = "auto";       // body, selection, zone, auto
  std::string size = "1280x800";
  std::string systems;  // comma separated; replaces what is usually shown
  std::vector<std::string> only, hide, ghost;
  std::string clip;     // "transverse:1000", "coronal:0:flip"
  std::string session;  // a file
  float peel = -1.0f;
  float zoom = 1.0f;
  bool light = false;
  bool draft = false;
  bool no_needle = false;
  std::string output = "palpate.png";
};

ExitCode cli_render(const CommonOptions& common, const RenderOptions& options);
ExitCode cli_info(const CommonOptions& common, const std::string& what);
// What of the inventory the body has; not_found if anything is missing.
ExitCode cli_coverage(const CommonOptions& common);
ExitCode cli_search(const CommonOptions& common, const std::string& query, int most);
// What `palpate find` looks for.
struct FindOptions {
  std::vector<std::string> pain;  // regions of the skin: "temple.left"
  std::string drawing;            // a file
  std::string movement;           // that hurts: "elbow.flexion", "turn the head"
  int most = 10;
};
ExitCode cli_find(const CommonOptions& common, const FindOptions& options);
// What `palpate needle` sets.
struct NeedleOptions {
  std::string trigger_point;     // "infraspinatus/upper.right": its described approach
  std::string entry, direction;  // "x,y,z" in the canonical frame
  float depth_mm = -1.0f;        // below 0: as deep as the zone, or as the needle is long
  float length_mm = -1.0f;       // below 0: as described, or 40
  float margin_mm = Session::default_margin_mm;
  std::string sex;  // empty: the body as it is modelled
  float height_mm = Physique().height_mm, bmi = Physique().bmi;
};
ExitCode cli_needle(const CommonOptions& common, const NeedleOptions& options);
ExitCode cli_check(const CommonOptions& common, bool coverage);
ExitCode cli_import(const CommonOptions& common, const std::string& folder, bool every_line);
// What `palpate measure` takes.
struct MeasureChoice {
  std::string only;      // a system, or a text that keys hold; empty: all
  bool missing = false;  // only what has no figures yet
};
ExitCode cli_measure(const CommonOptions& common, const std::string& folder, const std::string& output,
                     const MeasureChoice& choice);
ExitCode cli_validate(const CommonOptions& common, const std::string& against);
ExitCode cli_validate_published(const CommonOptions& common);

// For errors: to standard error, in words.
void complain(const Error& error);
void complain(const std::string& text);

// "1280x800"
[[nodiscard]] Result<glm::ivec2> parse_size(const std::string& text);

// Where imports are kept, unless the person does not want it.
[[nodiscard]] LoadOptions load_options(const CommonOptions& common, bool draft);

// The concept a person means by a name or key, with the side if the text says one ("scapula.left").
struct Meant {
  ConceptId id;
  Side side = Side::none;
};
[[nodiscard]] Meant meant_by(const std::string& text, const ConceptCatalog& concepts);

}  // namespace palpate
