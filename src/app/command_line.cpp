#include <palpate/app/command_line.h>

#include "cli.h"
#include "window.h"

#include <palpate/anatomy/search.h>
#include <palpate/base/paths.h>
#include <palpate/base/text.h>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <cstdio>
#include <functional>
#include <utility>
#include <vector>

namespace palpate {
namespace {

constexpr const char* about =
    "Palpate shows where a muscle's trigger points are commonly described, where they refer pain, and how a needle is\n"
    "described to approach them. For education; not for diagnosis or treatment guidance.";

void add_common(CLI::App& app, CommonOptions& common) {
  app.add_option("--assets", common.assets, "Palpate's own data folder");
  app.add_option("--atlas", common.atlases, "A folder or file with a body; several are combined, the first goes first");
  app.add_flag("--no-cache", common.no_cache, "Neither read nor keep imported bodies");
}

void add_render(CLI::App& app, RenderOptions& r) {
  app.add_option("--select", r.select, "What is chosen: a name or a key, with .left or .right");
  app.add_option("--trigger-point", r.trigger_point,
                 "A trigger point to show: MUSCLE/ID.SIDE, for instance trapezius/descending-1.right");
  app.add_option("--view", r.view, "front, back, left, right, top, bottom, zone, or YAW,PITCH in degrees");
  app.add_option("--frame", r.frame, "What fills the picture: body, selection, zone or auto")
      ->check(CLI::IsMember({"auto", "body", "selection", "zone"}));
  app.add_option("--zoom", r.zoom, "Nearer (above 1) or farther than the frame")->check(CLI::Range(0.01, 100.0));
  app.add_option("--size", r.size, "WIDTHxHEIGHT in pixels");
  app.add_option("--systems", r.systems, "What is shown, comma separated: skin,muscles,skeleton,nerves,vessels,...");
  app.add_option("--only", r.only, "Show only these");
  app.add_option("--hide", r.hide, "Hide these");
  app.add_option("--ghost", r.ghost, "Make these glassy");
  app.add_option("--peel", r.peel, "0 skin to 1 bone")->check(CLI::Range(0.0, 1.0));
  app.add_option("--clip", r.clip, "A cut: transverse:MM, coronal:MM or sagittal:MM, with :flip for the other side");
  app.add_option("--session", r.session, "Begin with a saved session");
  app.add_flag("--light", r.light, "The light theme");
  app.add_flag("--no-needle", r.no_needle, "Without the needle zone");
  app.add_flag("--draft", r.draft, "A plain picture as fast as possible: not refined, coarse import");
  app.add_option("-o,--output", r.output, "The PNG file to write");
}

// What was given on the command line, whatever the subcommand.
struct Arguments {
  RenderOptions render;
  WindowOptions window;
  std::string what, query, folder, output, against;
  MeasureChoice measure;
  int most = 12;
  FindOptions find;
  NeedleOptions needle;
  bool coverage = false, every_line = false, published = false;
};

}  // namespace

void complain(const std::string& text) {
  fmt::print(stderr, "palpate: {}\n", text);
}
void complain(const Error& error) {
  complain(error.text());
}

Result<glm::ivec2> parse_size(const std::string& text) {
  int width = 0, height = 0;
  char rest = 0;
  if (std::sscanf(text.c_str(), "%dx%d%c", &width, &height, &rest) != 2 || width < 16 || height < 16 || width > 16384 ||
      height > 16384) {
    return Error{fmt::format("\"{}\" is not a size", text), "--size",
                 "Write WIDTHxHEIGHT, for instance 1280x800; each side 16 to 16384"};
  }
  return glm::ivec2(width, height);
}

LoadOptions load_options(const CommonOptions& common, bool draft) {
  LoadOptions options;
  if (!common.no_cache) options.cache_folder = cache_folder();
  options.draft = draft;
  return options;
}

Meant meant_by(const std::string& text, const ConceptCatalog& concepts) {
  const auto [key, side] = split_structure_key(text);
  if (const ConceptId id = concepts.find(key); id.valid()) return {id, side};
  // "left upper trap", "upper trap left"
  const SidedQuery said = sided_query(key);
  const SearchIndex index(search_entries(concepts));
  const auto hits = index.find(said.text, 1);
  return hits.empty() ? Meant{} : Meant{ConceptId(hits.front().target), said.side == Side::none ? side : said.side};
}

namespace {

// A subcommand and what it does once its arguments are read.
struct Subcommand {
  CLI::App* app;
  std::function<ExitCode()> run;
};

void add_needle(CLI::App& app, NeedleOptions& needle) {
  app.add_option("--trigger-point", needle.trigger_point,
                 "Its described approach: MUSCLE/POINT.SIDE, as session files name it");
  app.add_option("--entry", needle.entry,
                 "Where it enters, x,y,z in mm: +x to the body's left, +y up, +z to the front");
  app.add_option("--direction", needle.direction, "Where it points, x,y,z");
  app.add_option("--length", needle.length_mm, "Of the needle, mm")->check(CLI::Range(5.0, 150.0));
  app.add_option("--depth", needle.depth_mm, "How far it is pushed in, mm; else its length, or as far as the zone")
      ->check(CLI::Range(0.0, 150.0));
  app.add_option("--sex", needle.sex, "Whose body: female or male; else as modelled")
      ->check(CLI::IsMember({"female", "male"}));
  app.add_option("--height", needle.height_mm, "Whose body: how tall, mm")
      ->check(CLI::Range(Physique::shortest_mm, Physique::tallest_mm))
      ->needs("--sex");
  app.add_option("--bmi", needle.bmi, "Whose body: body mass index, kg/m^2")
      ->check(CLI::Range(Physique::least_bmi, Physique::most_bmi))
      ->needs("--sex");
  app.add_option("--margin", needle.margin_mm, "What comes nearer is called close, mm")->check(CLI::Range(0.0, 30.0));
}

// What people and scripts ask for.
std::vector<Subcommand> add_questions(CLI::App& app, CommonOptions& common, Arguments& given) {
  CLI::App* render = app.add_subcommand("render", "Draw a picture into a PNG file, without a window");
  add_render(*render, given.render);
  CLI::App* info = app.add_subcommand("info", "What Palpate knows about a structure; without a name, about itself");
  info->add_option("concept", given.what, "A name or key");
  info->add_flag("--coverage", given.coverage, "Count what the body has of all that a whole one needs");
  CLI::App* search = app.add_subcommand("search", "Find structures by name; forgives spelling");
  search->add_option("query", given.query, "What to look for")->required();
  search->add_option("--most", given.most, "How many answers")->check(CLI::Range(1, 10000));
  CLI::App* find = app.add_subcommand("find", "From pain to muscle: whose described pain covers a place");
  find->add_option("--pain", given.find.pain, "A region of the skin with its side: temple.left. May be repeated");
  find->add_option("--drawing", given.find.drawing, "A drawing of pain, or a session with one");
  find->add_option("--movement", given.find.movement,
                   "A movement that hurts: elbow.flexion, or words such as \"turn the head\"");
  find->add_option("--most", given.find.most, "How many muscles")->check(CLI::Range(1, 10000));
  CLI::App* check = app.add_subcommand("check", "Check all data files and name every fault");
  check->add_flag("--coverage", given.coverage, "Also list what is not there");
  CLI::App* import = app.add_subcommand("import", "Import a body and report what was recognised");
  import->add_option("folder", given.folder, "A folder or a model file")->required();
  import->add_flag("--all", given.every_line, "List every line of the report");
  CLI::App* needle = app.add_subcommand("needle", "What a needle passes, how deep, and how near it comes to danger");
  add_needle(*needle, given.needle);
  for (CLI::App* sub : {info, search, find, needle, check, import})
    sub->add_flag("--json", common.json, "Machine-readable output");
  return {{render, [&] { return cli_render(common, given.render); }},
          {info, [&] { return given.coverage ? cli_coverage(common) : cli_info(common, given.what); }},
          {search, [&] { return cli_search(common, given.query, given.most); }},
          {find, [&] { return cli_find(common, given.find); }},
          {needle, [&] { return cli_needle(common, given.needle); }},
          {check, [&] { return cli_check(common, given.coverage); }},
          {import, [&] { return cli_import(common, given.folder, given.every_line); }}};
}

// How Palpate's own body is measured and judged.
std::vector<Subcommand> add_developers(CLI::App& app, CommonOptions& common, Arguments& given) {
  CLI::App* measure = app.add_subcommand("measure", "For developers: measure reference sets for Palpate's own body");
  measure->add_option("folder", given.folder, "The reference sets")->required();
  measure->add_option("--only", given.measure.only, "Only this system, or structures whose key holds this text");
  measure->add_flag("--missing", given.measure.missing, "Only what has no figures yet");
  measure->add_option("-o,--output", given.output, "Where the figures go; else assets/morphometry");
  CLI::App* validate =
      app.add_subcommand("validate", "Compare a body with a reference, or with what was published of people");
  CLI::Option_group* with = validate->add_option_group("with");
  with->add_option("--against", given.against, "A reference, structure by structure: a folder of sets");
  with->add_flag("--published", given.published, "Distances that were measured in people and published");
  with->require_option(1);
  validate->add_flag("--json", common.json, "Machine-readable output");
  return {{measure, [&] { return cli_measure(common, given.folder, given.output, given.measure); }},
          {validate,
           [&] { return given.published ? cli_validate_published(common) : cli_validate(common, given.against); }}};
}

}  // namespace

int run_command_line(int argc, char** argv) {
  CLI::App app(about, "palpate");
  app.set_version_flag("--version", PALPATE_VERSION);
  CommonOptions common;
  Arguments given;
  add_common(app, common);
  app.add_option("--session", given.window.session, "A session to open");
  app.add_flag("--fresh", given.window.fresh, "Do not go on where the last start ended");
  std::vector<Subcommand> subcommands = add_questions(app, common, given);
  for (Subcommand& sub : add_developers(app, common, given)) subcommands.push_back(std::move(sub));
  for (const Subcommand& sub : subcommands) add_common(*sub.app, common);
  app.require_subcommand(0, 1);

  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    const int code = app.exit(error);
    return code == 0 ? 0 : static_cast<int>(ExitCode::usage);
  }
  for (const Subcommand& sub : subcommands) {
    if (sub.app->parsed()) return static_cast<int>(sub.run());
  }
  return static_cast<int>(run_window(common, given.window));
}

}  // namespace palpate
