#include <palpate/atlas/importer.h>
#include <palpate/atlas/model_reader.h>
#include <palpate/base/text.h>
#include <palpate/mesh/normals.h>
#include <palpate/mesh/topology.h>
#include <palpate/mesh/weld.h>

#include "muscle_fibres.h"
#include "treat.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <mutex>
#include <regex>

namespace palpate {
namespace {

namespace fs = std::filesystem;

constexpr float flush_mm = 2.0f;  // a structure that reaches no farther over the midline lies on one side

Kind usual_kind(System system) {
  switch (system) {
    case System::skin:
      return Kind::skin;
    case System::skin_regions:
      return Kind::skin_region;
    case System::fascia:
      return Kind::fascia;
    case System::muscles:
      return Kind::muscle;
    case System::nerves:
      return Kind::nerve;
    case System::vessels:
      return Kind::artery;
    case System::lymphoid:
      return Kind::lymph_node;
    case System::viscera:
      return Kind::organ;
    case System::joints:
      return Kind::ligament;
    case System::attachments:
      return Kind::attachment;
    case System::skeleton:
      return Kind::bone;
    case System::other:
      break;
  }
  return Kind::other;
}

class UnitImport {
 public:
  UnitImport(const ImportContext& context, const ManifestFile& line, const AttachmentSurfaces& surfaces)
      : context_(context), line_(line), surfaces_(surfaces), fma_pattern_(line.fma_pattern) {}

  ImportedUnit run() {
    unit_.coverage.atlas = context_.manifest.info.name;
    read_nodes();
    std::vector<Piece> pieces = make_pieces();
    pieces = joined_by_structure(std::move(pieces));
    pack(std::move(pieces));
    return std::move(unit_);
  }

 private:
  // Reads all files of the line, on all threads if there are several.
  void read_nodes() {
    const std::vector<fs::path> files = files_of(line_, context_.folder);
    if (files.empty()) {
      unit_.read_wholly = false;
      unit_.coverage.problems.push_back(
          fmt::format("{}: there is no such file in {}. Get it, or take it out of the manifest", line_.path,
                      context_.folder.string()));
      return;
    }
    context_.progress.add_total(files.size());
    std::vector<std::vector<Node>> read(files.size());
    std::mutex mutex;
    context_.jobs.parallel_for(files.size(), [&](std::size_t i) {
      if (context_.cancel.cancelled() || !any_wanted(files[i])) return context_.progress.step();
      context_.progress.say(fmt::format("Reading {}", files[i].filename().string()));
      const ModelOptions options{context_.manifest.frame.apply_node_transforms, true, 60'000'000};
      Result<Model> model = read_model(files[i], options);
      if (model) {
        for (ModelMesh& mesh : model->meshes) read[i].push_back(to_node(files[i], std::move(mesh)));
      }
      const std::lock_guard lock(mutex);
      if (!model || !model->warnings.empty()) unit_.read_wholly = false;
      if (!model) unit_.coverage.problems.push_back(model.error().text());
      if (model)
        unit_.coverage.problems.insert(unit_.coverage.problems.end(), model->warnings.begin(), model->warnings.end());
      context_.progress.step();
    });
    for (std::vector<Node>& nodes : read) std::move(nodes.begin(), nodes.end(), std::back_inserter(nodes_));
    for (std::size_t i = 0; i < nodes_.size(); ++i) by_name_.emplace(nodes_[i].name, i);
  }

  // For sets of one structure a file, whose name tells what it is: whether it need be read at all.
  [[nodiscard]] bool any_wanted(const fs::path& file) const {
    if (!context_.options.wanted || line_.fma_pattern.empty()) return true;
    const auto [concept_key, side] = by_file_name(file.filename().string());
    return concept_key.empty() || context_.options.wanted(concept_key, side);
  }

  Node to_node(const fs::path& file, ModelMesh&& mesh) const {
    Node node{file.filename().string(), mesh.node, std::move(mesh.mesh), mesh.texture};
    if (!line_.fma_pattern.empty()) node.name = node.file;
    const ManifestRepair* repair = repair_of(node);
    const glm::mat3& axes = context_.manifest.frame.axes;
    for (glm::vec3& p : node.mesh.positions) {
      if (repair != nullptr) p = repair->scale * p + repair->translate;
      p = context_.registration(context_.manifest.frame.to_canonical(p));
    }
    for (glm::vec3& n : node.mesh.normals) n = axes * n;
    if (!context_.registration.identity()) node.mesh.normals.clear();
    return node;
  }

  [[nodiscard]] const ManifestRepair* repair_of(const Node& node) const {
    for (const ManifestRepair& repair : context_.manifest.repairs) {
      for (const std::string& pattern : repair.match) {
        if (matches_wildcard(node.file, pattern) || matches_wildcard(node.name, pattern)) return &repair;
      }
    }
    return nullptr;
  }

  [[nodiscard]] std::pair<std::string, Side> by_file_name(const std::string& file) const {
    if (const auto found = context_.manifest.overrides.find(file); found != context_.manifest.overrides.end()) {
      return {found->second.concept_key, found->second.side.value_or(Side::none)};
    }
    std::smatch match;
    if (!std::regex_search(file, match, fma_pattern_) || match.size() < 2) return {};
    const auto [id, side] = context_.anatomy.concepts.find_fma(std::atoi(match[1].str().c_str()));
    return id.valid() ? std::pair(context_.anatomy.concepts[id].key, side) : std::pair(std::string(), Side::none);
  }

  std::vector<Piece> make_pieces() {
    std::vector<Piece> pieces;
    std::unordered_set<const ManifestEntry*> used;
    // Meshes are moved on, but for those that another node is the mirror image of.
    std::unordered_set<std::string> mirrored;
    for (const auto& [name, entry] : line_.entries) mirrored.insert(entry.mirror_of);
    const auto node_called = [&](const std::string& name) -> const Node* {
      const auto found = by_name_.find(name);
      return found == by_name_.end() ? nullptr : &nodes_[found->second];
    };
    for (Node& node : nodes_) {
      CoverageCount& count = unit_.coverage.count(line_.system);
      ++count.nodes;
      if (const ManifestRepair* repair = repair_of(node))
        unit_.coverage.repaired.push_back({node.source(), repair->why});
      const ManifestEntry* entry = context_.manifest.entry(line_, node.name);
      if (entry != nullptr) used.insert(entry);
      if (entry != nullptr && !entry->drop.empty()) {
        ++count.dropped;
        unit_.coverage.dropped.push_back({node.source(), entry->drop});
        continue;
      }
      Node own = mirrored.count(node.name) > 0 ? node : std::move(node);
      const std::string source = own.source();
      std::vector<Piece> made =
          entry != nullptr ? treat(context_.manifest, line_, *entry, std::move(own), node_called, unit_.coverage)
                           : plain(std::move(own));
      const bool named = !made.empty() && std::all_of(made.begin(), made.end(), [&](const Piece& p) {
        return context_.anatomy.concepts.find(p.concept_key).valid();
      });
      ++(named ? count.named : count.unmapped);
      if (!named)
        unit_.coverage.unmapped.push_back(
            {source, entry == nullptr ? "no entry in the manifest" : "its concept is not in the catalogue"});
      for (Piece& piece : made) {
        settle_side(piece);
        if (is_wanted(piece)) pieces.push_back(std::move(piece));
      }
    }
    for (const auto& [name, entry] : line_.entries) {
      if (used.count(&entry) == 0)
        unit_.coverage.unused.push_back({line_.path + "#" + name, fmt::format("{}:{}", entry.file, entry.line)});
    }
    nodes_.clear();
    return pieces;
  }

  // A node without an entry: known by the FMA id in its file name, or shown under its own name.
  std::vector<Piece> plain(Node node) const {
    Piece piece;
    piece.system = line_.system;
    piece.source = node.source();
    piece.mesh = std::move(node.mesh);
    piece.texture = node.texture;
    if (!line_.fma_pattern.empty()) {
      std::tie(piece.concept_key, piece.side) = by_file_name(node.file);
    }
    if (piece.concept_key.empty()) {
      const auto [name, side] = context_.manifest.split_suffix(node.name);
      piece.own_name = name;
      piece.side = side;
    }
    std::vector<Piece> pieces;
    pieces.push_back(std::move(piece));
    return pieces;
  }

  // A concept that the catalogue lacks keeps its own name; a paired one without a side gets it from where it lies.
  void settle_side(Piece& piece) {
    const ConceptId id = context_.anatomy.concepts.find(piece.concept_key);
    if (!id.valid()) {
      if (!piece.concept_key.empty())
        unit_.coverage.problems.push_back(
            fmt::format("{}: there is no concept \"{}\"", piece.source, piece.concept_key));
      if (piece.own_name.empty()) piece.own_name = piece.concept_key.empty() ? piece.source : piece.concept_key;
      piece.concept_key.clear();
      return;
    }
    // A folder of single files holds several systems; the catalogue knows which.
    if (!line_.fma_pattern.empty()) piece.system = context_.anatomy.concepts[id].system;
    if (!context_.anatomy.concepts[id].sided) {
      piece.side = Side::none;
      return;
    }
    if (piece.side != Side::none || piece.mesh.empty()) return;
    Bounds bounds;
    for (const glm::vec3 p : piece.mesh.positions) bounds.include(p);
    if (bounds.high.x < flush_mm) piece.side = Side::right;
    if (bounds.low.x > -flush_mm) piece.side = Side::left;
    unit_.coverage.repaired.push_back({piece.source, piece.side == Side::none
                                                         ? "its side is not said and it lies on both"
                                                         : "its side is not said; taken from where it lies"});
  }

  [[nodiscard]] bool is_wanted(const Piece& piece) const {
    return !context_.options.wanted || piece.concept_key.empty() ||
           context_.options.wanted(piece.concept_key, piece.side);
  }

  [[nodiscard]] static std::string key_of_piece(const Piece& piece) {
    if (piece.concept_key.empty()) return structure_key("own:" + piece.source, piece.side);
    if (!piece.attachment.empty()) return structure_key(piece.concept_key + "@" + piece.attachment, piece.side);
    return structure_key(piece.concept_key, piece.side);
  }

  // Several nodes may hold shares of one structure.
  static std::vector<Piece> joined_by_structure(std::vector<Piece> pieces) {
    std::vector<Piece> out;
    std::unordered_map<std::string, std::size_t> known;
    for (Piece& piece : pieces) {
      const auto [found, is_new] = known.emplace(key_of_piece(piece), out.size());
      if (is_new) {
        out.push_back(std::move(piece));
      } else {
        out[found->second].mesh = joined(out[found->second].mesh, piece.mesh);
      }
    }
    return out;
  }

  void pack(std::vector<Piece> pieces) {
    context_.progress.add_total(pieces.size());
    std::vector<PreparedMesh> prepared(pieces.size());
    std::vector<Structure> structures(pieces.size());
    std::vector<std::size_t> turned(pieces.size(), 0);
    context_.jobs.parallel_for(pieces.size(), [&](std::size_t i) {
      if (context_.cancel.cancelled()) return;
      structures[i] = describe(pieces[i]);
      context_.progress.say(fmt::format("Preparing {}", name_of(pieces[i])));
      prepared[i] =
          context_.options.draft ? prepare_draft(pieces[i]) : prepare_full(pieces[i], structures[i], turned[i]);
      for (const glm::vec3 p : prepared[i].mesh.positions) structures[i].bounds.include(p);
      context_.progress.step();
    });
    ChunkBuilder builder;
    bool any_texture = false;
    for (std::size_t i = 0; i < pieces.size(); ++i) {
      if (prepared[i].mesh.positions.empty()) {
        if (!context_.cancel.cancelled())
          unit_.coverage.problems.push_back(fmt::format("{}: nothing is left of this mesh", pieces[i].source));
        continue;
      }
      builder.add(std::move(prepared[i]));
      if (!context_.options.draft && !structures[i].quality.closed())
        unit_.coverage.open.push_back({structures[i].source, open_reason(structures[i].quality)});
      if (turned[i] > 0)
        unit_.coverage.repaired.push_back(
            {structures[i].source, fmt::format("{} of {} faces looked the wrong way and were turned", turned[i],
                                               structures[i].quality.triangles)});
      any_texture = any_texture || pieces[i].texture != nullptr;
      unit_.textures.push_back(pieces[i].texture);
      unit_.concept_keys.push_back(pieces[i].concept_key);
      unit_.structures.push_back(std::move(structures[i]));
    }
    if (!any_texture) unit_.textures.clear();
    unit_.chunk = builder.finish(&context_.jobs);
  }

  [[nodiscard]] const std::string& name_of(const Piece& piece) const {
    const ConceptId id = context_.anatomy.concepts.find(piece.concept_key);
    return id.valid() ? context_.anatomy.concepts[id].name : piece.own_name;
  }

  Structure describe(const Piece& piece) const {
    Structure structure;
    structure.key = key_of_piece(piece);
    structure.side = piece.side;
    structure.name = piece.own_name;
    structure.system = piece.system;
    structure.kind = piece.attachment.empty() ? usual_kind(piece.system) : Kind::attachment;
    structure.source = piece.source;
    structure.remark = piece.remark;
    return structure;
  }

  static PreparedMesh prepare_draft(Piece& piece) {
    if (piece.mesh.normals.empty()) compute_normals(piece.mesh);
    const bool closed = seems_closed(piece.mesh);
    PreparedMesh prepared = prepare(std::move(piece.mesh), {}, false);
    prepared.closed = closed;
    return prepared;
  }

  PreparedMesh prepare_full(Piece& piece, Structure& structure, std::size_t& turned) const {
    const bool textured = piece.texture != nullptr && !piece.mesh.uv.empty();
    MeshData mesh = textured ? std::move(piece.mesh) : weld(piece.mesh);
    piece.mesh = {};
    turned = orient(mesh);
    const Topology topology = examine(textured ? weld(mesh) : mesh);
    structure.quality = {static_cast<std::uint32_t>(mesh.triangle_count()),
                         topology.boundary_edges,
                         topology.nonmanifold_edges,
                         topology.flipped_edges,
                         topology.components,
                         static_cast<float>(topology.volume_mm3)};
    if (!textured) order_vertices(mesh);
    if (mesh.normals.empty()) compute_normals(mesh);
    FibreField fibres;
    if (piece.system == System::muscles && !textured && !mesh.empty()) {
      fibres = muscle_fibres(mesh, ends_of(piece.concept_key), piece.side, surfaces_);
    }
    PreparedMesh prepared = prepare(std::move(mesh), std::move(fibres), true);
    prepared.closed = structure.quality.closed();
    return prepared;
  }

  [[nodiscard]] const MuscleEnds* ends_of(const std::string& concept_key) const {
    const MuscleEndsTable& table = context_.anatomy.muscle_ends;
    if (const auto found = table.find(concept_key); found != table.end()) return &found->second;
    const auto whole = table.find(concept_key.substr(0, concept_key.find('/')));
    return whole == table.end() ? nullptr : &whole->second;
  }

  static std::string open_reason(const MeshQuality& quality) {
    std::vector<std::string> reasons;
    if (quality.boundary_edges > 0) reasons.push_back(fmt::format("{} edges of holes", quality.boundary_edges));
    if (quality.nonmanifold_edges > 0)
      reasons.push_back(fmt::format("{} edges with more than two faces", quality.nonmanifold_edges));
    if (quality.flipped_edges > 0)
      reasons.push_back(fmt::format("{} edges between faces that disagree", quality.flipped_edges));
    return join(reasons, ", ");
  }

  const ImportContext& context_;
  const ManifestFile& line_;
  const AttachmentSurfaces& surfaces_;
  std::regex fma_pattern_;
  std::vector<Node> nodes_;
  std::unordered_map<std::string, std::size_t> by_name_;
  ImportedUnit unit_;
};

}  // namespace

std::vector<fs::path> files_of(const ManifestFile& line, const fs::path& folder) {
  if (line.path.find('*') == std::string::npos) {
    const fs::path file = folder / line.path;
    std::error_code failed;
    return fs::exists(file, failed) ? std::vector<fs::path>{file} : std::vector<fs::path>{};
  }
  const fs::path pattern = folder / line.path;
  const std::string last = pattern.filename().string();
  std::vector<fs::path> files;
  std::error_code failed;
  for (const auto& entry : fs::directory_iterator(pattern.parent_path(), failed)) {
    if (matches_wildcard(entry.path().filename().string(), last)) files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

ImportedUnit import_unit(const ImportContext& context, const ManifestFile& line, const AttachmentSurfaces& surfaces) {
  return UnitImport(context, line, surfaces).run();
}

}  // namespace palpate
