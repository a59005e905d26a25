// palpate measure: takes the measurements of the reference sets from which Palpate's own body is made.
#include "cli_measure.h"

#include <palpate/base/file.h>
#include <palpate/base/jobs.h>
#include <palpate/mesh/cut.h>
#include <palpate/mesh/normals.h>
#include <palpate/mesh/surface_points.h>
#include <palpate/mesh/weld.h>
#include <palpate/sculpt/measure.h>
#include <palpate/sculpt/survey.h>

#include <fmt/format.h>
#include <glm/geometric.hpp>

#include <algorithm>
#include <map>
#include <mutex>
#include <optional>
#include <utility>

namespace palpate {
namespace {

constexpr float line_tolerance = 0.5f;     // mm: how far a thinned centre line may leave the measured one
constexpr float tube_edge = 5.0f;          // mm, of the meshes that tubes are compared with
constexpr double most_off_a_tube = 1.5;    // mm on average
constexpr double symmetric_within = 1.2;   // mm, on average, between a midline structure and its mirror image
constexpr double most_disagreement = 3.0;  // mm on average: beyond it the figures are not kept

bool is_symmetric(const MeshData& mesh) {
  const SurfaceTree tree(mesh);
  double sum = 0.0;
  const std::vector<SurfacePoint> points = spread_points(mesh, 1500);
  for (const SurfacePoint& point : points) {
    sum += static_cast<double>(tree.nearest(point.position * glm::vec3(-1.0f, 1.0f, 1.0f)).distance);
  }
  return !points.empty() && sum / static_cast<double>(points.size()) < symmetric_within;
}

// The centre lines that a set brings along, by mesh: "nerves.glb#Sciatic_nerve.r".
using Lines = std::map<std::string, CentreLines>;

void read_lines(const std::filesystem::path& folder, const std::string& mesh_file, const std::string& name,
                Lines& lines) {
  std::error_code none;
  if (!std::filesystem::exists(folder / name, none)) return;
  const Result<JsonNode> document = read_json_file((folder / name).string());
  if (!document) return complain(document.error());
  for (const auto& [key, entry] : document->items()) {
    CentreLines one;
    const JsonNode* nodes = entry.find("nodes");
    const JsonNode* edges = entry.find("edges");
    if (nodes == nullptr || edges == nullptr) continue;
    for (std::size_t i = 0; i < nodes->size(); ++i) {
      const auto mm = [&](std::size_t k) { return static_cast<float>(1000.0 * nodes->at(i).at(k).number()); };
      one.nodes.push_back({{mm(0), mm(1), mm(2)}, 2.0f * mm(3)});
    }
    for (std::size_t i = 0; i < edges->size(); ++i) {
      one.edges.emplace_back(static_cast<std::size_t>(edges->at(i).at(0).integer()),
                             static_cast<std::size_t>(edges->at(i).at(1).integer()));
    }
    lines.emplace(mesh_file + "#" + key, std::move(one));
  }
}

// What is to be measured: a structure of the right side or the midline, or the mirror image of a left one.
struct Subject {
  std::uint32_t index = 0;
  bool from_left = false;
};

std::vector<Subject> subjects_of(const Body& body, const ConceptCatalog& concepts, const std::string& only) {
  std::vector<Subject> subjects;
  for (std::uint32_t i = 0; i < body.size(); ++i) {
    const Structure& s = body.structures()[i];
    const bool wanted = s.system == System::muscles || s.system == System::skeleton || s.system == System::joints ||
                        s.system == System::nerves || s.system == System::vessels || s.system == System::viscera ||
                        s.system == System::lymphoid || s.system == System::fascia;
    if (!s.concept_id.valid() || !wanted || s.kind == Kind::lymph_node) continue;
    if (!only.empty() && only != key_of(s.system) && s.key.find(only) == std::string::npos) continue;
    const bool left = s.side == Side::left;
    if (left && body.find(concepts, s.concept_id, Side::right).valid()) continue;
    subjects.push_back({i, left});
  }
  return subjects;
}

std::filesystem::path file_of(const std::filesystem::path& folder, System system, const std::string& concept_key) {
  return folder / key_of(system) / morphometry_file_name(concept_key);
}

class Measuring {
 public:
  Measuring(const ProgramData& data, const LoadedBody& loaded, Lines lines, std::filesystem::path output)
      : data_(data), loaded_(loaded), lines_(std::move(lines)), output_(std::move(output)) {}

  void measure(const Subject& subject) {
    const Structure& structure = loaded_.body.structures()[subject.index];
    Morphometry figures;
    figures.concept_key = data_.anatomy.concepts[structure.concept_id].key;
    figures.system = structure.system;
    figures.side = structure.side == Side::none ? Side::none : Side::right;
    figures.measured_on = fmt::format("{}, {}", loaded_.body.atlases()[structure.atlas].name, structure.source);
    if (!structure.remark.empty()) figures.remarks.push_back(structure.remark);
    if (subject.from_left)
      figures.remarks.emplace_back("measured on the left and mirrored: the right one is not there");
    if (const auto line = lines_.find(structure.source); line != lines_.end()) {
      return along_centre_lines(std::move(figures), structure, line->second, subject);
    }
    on_surface(std::move(figures), structure, subject);
  }

  [[nodiscard]] std::size_t kept() const { return kept_; }
  [[nodiscard]] std::size_t left_out() const { return left_out_; }

 private:
  static std::string described(const Morphometry& figures, std::string_view method, const Agreement& a) {
    return fmt::format("{} numbers, {}; mean {:.2f} mm, 95 % within {:.2f} mm, {:.0f} % flipped, volume {:.2f}{}",
                       count_of_numbers(figures), method, a.mean_mm, a.p95_mm, 100.0 * a.flipped_share, a.volume_ratio,
                       a.strict() ? "" : "  (not strict)");
  }

  void along_centre_lines(Morphometry figures, const Structure& structure, CentreLines lines, const Subject& subject) {
    MeshData mesh = weld(loaded_.geometry.mesh(subject.index));
    if (subject.from_left) {
      for (RunPoint& node : lines.nodes) node.at.x = -node.at.x;
      mesh = mirror_image(mesh);
    }
    compute_normals(mesh);
    Result<Tubes> tubes = measure_tubes(lines, mesh, line_tolerance);
    if (!tubes) return not_kept(structure, tubes.error().what);
    figures.parts = {std::move(*tubes)};
    const Agreement a = compare(mesh_of(figures.parts, tube_edge), mesh);
    const std::string outcome = described(figures, "centre lines", a);
    // Wide and short vessels are no tubes: they are measured like organs.
    if (a.mean_mm > most_off_a_tube) return on_surface(std::move(figures), structure, subject);
    keep(structure, figures, outcome);
  }

  void on_surface(Morphometry figures, const Structure& structure, const Subject& subject) {
    SurveyRequest request;
    MeshData mesh = loaded_.geometry.mesh(subject.index);
    const ChunkPart& part = loaded_.geometry.part(subject.index);
    if (part.pattern_scale != glm::vec3(0.0f) && part.has_uv == 0) {
      for (const PackedVertex& vertex : loaded_.geometry.chunk_of(subject.index).vertices_of(part)) {
        request.along.push_back(static_cast<float>(vertex.along) / 255.0f);
      }
    }
    if (subject.from_left) mesh = mirror_image(mesh);
    compute_normals(mesh);
    request.rounded = structure.system == System::skeleton || structure.system == System::viscera ||
                      structure.system == System::lymphoid || structure.system == System::vessels;
    request.symmetric = request.rounded && structure.side == Side::none && is_symmetric(mesh);
    Result<Surveyed> found = survey(mesh, request);
    if (!found) return not_kept(structure, found.error().what);
    const Agreement& a = found->agreement;
    figures.parts = std::move(found->parts);
    const std::string outcome = described(figures, found->method, a);
    if (a.mean_mm > most_disagreement) return not_kept(structure, outcome);
    keep(structure, figures, outcome);
  }

  void keep(const Structure& structure, const Morphometry& figures, const std::string& outcome) {
    const Status written =
        write_file(file_of(output_, structure.system, figures.concept_key), morphometry_text(figures));
    const std::lock_guard lock(mutex_);
    if (!written) return complain(written.error());
    ++kept_;
    fmt::print("{}: {}\n", structure.key, outcome);
  }

  void not_kept(const Structure& structure, const std::string& why) {
    const std::lock_guard lock(mutex_);
    ++left_out_;
    fmt::print("{}: not kept: {}\n", structure.key, why);
  }

  const ProgramData& data_;
  const LoadedBody& loaded_;
  Lines lines_;
  std::filesystem::path output_;
  std::mutex mutex_;
  std::size_t kept_ = 0, left_out_ = 0;
};

}  // namespace

ExitCode cli_measure(const CommonOptions& common, const std::string& folder, const std::string& output,
                     const MeasureChoice& choice) {
  auto data = load_program_data(common.assets);
  if (!data) return complain(data.error()), ExitCode::failed;
  auto sources = find_sources(folder, data->assets, data->faults);
  if (!sources) return complain(sources.error()), ExitCode::failed;
  Lines lines;
  for (const AtlasSource& source : *sources) {
    read_lines(source.folder, "nerves.glb", "centerlines_nerves.json", lines);
    read_lines(source.folder, "vessels.glb", "centerlines_vessels.json", lines);
  }
  const LoadedBody loaded = load_body(data->anatomy, std::move(*sources), load_options(common, false));
  const std::string& only = choice.only;
  const std::filesystem::path target = output.empty() ? data->assets / "morphometry" : std::filesystem::path(output);
  std::vector<Subject> subjects = subjects_of(loaded.body, data->anatomy.concepts, only);
  if (choice.missing) {
    std::erase_if(subjects, [&](const Subject& subject) {
      const Structure& structure = loaded.body.structures()[subject.index];
      return std::filesystem::exists(
          file_of(target, structure.system, data->anatomy.concepts[structure.concept_id].key));
    });
  }
  if (subjects.empty() && only != "skin") return complain("There is nothing to measure."), ExitCode::failed;
  std::error_code failed;
  for (const System system : all_systems()) std::filesystem::create_directories(target / key_of(system), failed);
  Measuring measuring(*data, loaded, std::move(lines), target);
  JobQueue jobs(worker_count() > 1 ? worker_count() - 1 : 1);
  jobs.parallel_for(subjects.size(), [&](std::size_t i) { measuring.measure(subjects[i]); });
  if (only.empty() || only == "skin") {
    const Result<Morphometry> skin = measure_skin_of(loaded, data->anatomy.concepts);
    if (!skin) return complain(skin.error()), ExitCode::failed;
    const Status written = write_file(target / "skin" / "skin.json", morphometry_text(*skin));
    if (!written) return complain(written.error()), ExitCode::failed;
    const Agreement a = agreement_of_skin(*skin, loaded, data->anatomy.concepts);
    fmt::print("skin: {} numbers in {} parts; mean {:.2f} mm, 95 % within {:.2f} mm, {:.1f} % flipped\n",
               count_of_numbers(*skin), skin->parts.size(), a.mean_mm, a.p95_mm, 100.0 * a.flipped_share);
  }
  for (const System system : all_systems()) {
    if (std::filesystem::is_empty(target / key_of(system), failed))
      std::filesystem::remove(target / key_of(system), failed);
  }
  fmt::print("{} structures measured into {}, {} not kept\n", measuring.kept(), target.string(), measuring.left_out());
  return ExitCode::ok;
}

}  // namespace palpate
