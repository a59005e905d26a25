#include <palpate/atlas/manifest.h>
#include <palpate/base/hash.h>
#include <palpate/base/json_cursor.h>
#include <palpate/base/text.h>

#include <fmt/format.h>

#include <glm/matrix.hpp>

#include <cmath>
#include <regex>

namespace palpate {
namespace {

std::optional<glm::vec3> read_point(const JsonCursor& in, std::string_view key) {
  const std::vector<double> values = in.numbers(key);
  if (values.size() != 3) {
    in.fault_at(key, "three numbers are expected: x, y, z");
    return std::nullopt;
  }
  return glm::vec3(values[0], values[1], values[2]);
}

std::optional<Side> read_side(const JsonCursor& in) {
  if (!in.has("side")) return std::nullopt;
  const std::string text = in.text("side");
  if (text == "none") return Side::none;
  const auto side = side_from(text);
  if (!side) in.fault_at("side", "left, right or none is expected");
  return side;
}

std::optional<System> read_system(const JsonCursor& in) {
  if (!in.has("system")) return std::nullopt;
  const auto system = system_from(in.text("system"));
  if (!system) in.fault_at("system", "this system is not known");
  return system;
}

constexpr double most_components = 1e6;

ManifestPart read_part(const JsonCursor& in) {
  ManifestPart part{in.require_text("concept"), {}};
  in.each("planes", [&](const JsonCursor& plane) {
    const auto point = read_point(plane, "point"), normal = read_point(plane, "normal");
    if (point && normal) part.planes.push_back({*point, *normal});
  });
  return part;
}

ManifestComponents read_components(const JsonCursor& in) {
  ManifestComponents made;
  for (const double rank : in.numbers("ranks")) {
    if (rank < 0.0 || rank > most_components) {
      in.fault_at("ranks", "ranks are counted from 0");
    } else {
      made.ranks.push_back(static_cast<std::size_t>(rank));
    }
  }
  made.concept_key = in.text("concept");
  made.side = read_side(in);
  made.system = read_system(in);
  made.attachment = in.text("attachment");
  made.split_sides = in.boolean("split_sides", false);
  made.also_mirrored = in.text("also_mirrored");
  made.drop = in.text("drop");
  if (made.concept_key.empty() && made.drop.empty()) in.fault("a concept or a reason to drop it is expected");
  return made;
}

// Nothing if there is anything wrong with it: half an entry could show a structure under a wrong name.
std::optional<ManifestEntry> read_entry(const JsonCursor& in, const Faults& faults) {
  const std::size_t faults_before = faults.size();
  ManifestEntry entry;
  entry.node = in.require_text("node");
  entry.concept_key = in.text("concept");
  entry.side = read_side(in);
  entry.system = read_system(in);
  entry.split_sides = in.boolean("split_sides", false);
  in.each("parts", [&](const JsonCursor& part) { entry.parts.push_back(read_part(part)); });
  in.each("components", [&](const JsonCursor& c) { entry.components.push_back(read_components(c)); });
  entry.mirror_of = in.text("mirror_of");
  entry.also_mirrored = in.text("also_mirrored");
  entry.drop = in.text("drop");
  entry.attachment = in.text("attachment");
  entry.line = in.line();
  entry.file = in.file();
  if (entry.concept_key.empty() && entry.drop.empty() && entry.components.empty() && entry.parts.empty()) {
    in.fault("a concept, parts, components or a reason to drop the node is expected");
  }
  if (faults.size() != faults_before) return std::nullopt;
  return entry;
}

void read_frame(const JsonCursor& in, ManifestFrame& frame) {
  const auto positive = [&](std::string_view key, double value, float& out) {
    if (value > 0.0) {
      out = static_cast<float>(value);
    } else if (in.has(key)) {
      in.fault_at(key, "a number above zero is expected");
    }
  };
  positive("units_mm", in.require_number("units_mm"), frame.units_mm);
  if (const auto axes = parse_axes(in.text("axes", "+x +y +z"))) {
    frame.axes = *axes;
  } else {
    in.fault_at("axes", "three different axes with signs are expected, for instance \"+x +y +z\"");
  }
  frame.apply_node_transforms = in.text("node_transforms", "apply") == "apply";
  positive("scale", in.number("scale", 1.0), frame.scale);
  if (in.has("translate_mm")) frame.translate = read_point(in, "translate_mm").value_or(glm::vec3(0.0f));
}

void read_map(const std::filesystem::path& path, ManifestFile& file, Manifest& manifest, Faults& faults) {
  auto document = read_json_file(path.string());
  if (!document) {
    faults.push_back({Severity::error, document.error().where, 0, {}, document.error().what});
    return;
  }
  manifest.content_hash = hash_text(write_json(*document, 0), manifest.content_hash);
  const JsonCursor root(*document, path.string(), faults);
  root.each("nodes", [&](const JsonCursor& in) {
    std::optional<ManifestEntry> entry = read_entry(in, faults);
    if (!entry) return;
    const std::string node = entry->node;
    if (!file.entries.emplace(node, std::move(*entry)).second) {
      in.fault_at("node", fmt::format("the node \"{}\" stands in the map twice", node));
    }
  });
}

void read_files(const JsonCursor& root, Manifest& manifest, Faults& faults) {
  root.each("files", [&](const JsonCursor& in) {
    ManifestFile file;
    file.path = in.require_text("path");
    if (file.path.empty()) return;
    const auto system = system_from(in.require_text("system"));
    if (!system) in.fault_at("system", "this system is not known");
    file.system = system.value_or(System::other);
    file.fma_pattern = in.text("fma_pattern");
    try {
      (void)std::regex(file.fma_pattern);
    } catch (const std::regex_error&) {
      in.fault_at("fma_pattern", "this is not a valid regular expression");
      file.fma_pattern.clear();
    }
    if (in.has("map")) read_map(manifest.file.parent_path() / in.text("map"), file, manifest, faults);
    manifest.files.push_back(std::move(file));
  });
}

void read_corrections(const JsonCursor& root, Manifest& manifest, Faults& faults) {
  root.each("overrides", [&](const JsonCursor& in) {
    std::optional<ManifestEntry> entry = read_entry(in, faults);
    if (!entry) return;
    const std::string node = entry->node;
    if (!manifest.overrides.emplace(node, std::move(*entry)).second)
      in.fault_at("node", fmt::format("the node \"{}\" stands in the overrides twice", node));
  });
  root.each("repairs", [&](const JsonCursor& in) {
    ManifestRepair repair;
    repair.match = in.texts("match");
    repair.scale = static_cast<float>(in.number("scale", 1.0));
    if (in.has("translate")) repair.translate = read_point(in, "translate").value_or(glm::vec3(0.0f));
    repair.why = in.require_text("why");
    manifest.repairs.push_back(std::move(repair));
  });
  root.each("landmarks", [&](const JsonCursor& in) {
    if (const auto at = read_point(in, "at")) manifest.landmarks.emplace_back(in.require_text("name"), *at);
  });
  root.each("missing", [&](const JsonCursor& in) {
    manifest.missing.emplace_back(in.require_text("concept"), in.require_text("why"));
  });
}

}  // namespace

std::optional<glm::mat3> parse_axes(const std::string& text) {
  const std::vector<std::string> parts = split(text, ' ');
  if (parts.size() != 3) return std::nullopt;
  glm::mat3 axes(0.0f);
  for (int row = 0; row < 3; ++row) {
    const std::string& part = parts[static_cast<std::size_t>(row)];
    if (part.size() != 2 || (part[0] != '+' && part[0] != '-') || part[1] < 'x' || part[1] > 'z') return std::nullopt;
    axes[part[1] - 'x'][row] = part[0] == '+' ? 1.0f : -1.0f;
  }
  if (std::abs(std::abs(glm::determinant(axes)) - 1.0f) > 1e-6f) return std::nullopt;
  return axes;
}

std::pair<std::string, Side> Manifest::split_suffix(const std::string& node) const {
  for (const auto& [suffix, side] : side_suffixes) {
    if (node.size() > suffix.size() && ends_with(node, suffix))
      return {node.substr(0, node.size() - suffix.size()), side};
  }
  return {node, Side::none};
}

const ManifestEntry* Manifest::entry(const ManifestFile& line, const std::string& node) const {
  if (const auto found = overrides.find(node); found != overrides.end()) return &found->second;
  if (const auto found = line.entries.find(node); found != line.entries.end()) return &found->second;
  const auto found = line.entries.find(split_suffix(node).first);
  return found == line.entries.end() ? nullptr : &found->second;
}

Result<Manifest> read_manifest(const std::filesystem::path& file, Faults& faults) {
  auto document = read_json_file(file.string());
  if (!document) return document.error();
  Manifest manifest;
  manifest.file = file;
  manifest.content_hash = hash_text(write_json(*document, 0));
  const JsonCursor root(*document, file.string(), faults);
  manifest.info.name = root.require_text("name");
  manifest.info.version = root.require_text("version");
  manifest.info.licence = root.require_text("licence");
  manifest.info.about = root.text("about");
  manifest.info.attribution = root.texts("attribution");
  manifest.recognise = root.texts("recognise");
  manifest.rank = static_cast<int>(root.integer("rank", 100));
  if (const auto frame = root.child("frame")) {
    read_frame(*frame, manifest.frame);
  } else {
    root.fault_at("frame", "the frame is missing: units and axes of the files");
  }
  root.each_member("side_suffixes", [&](const std::string& suffix, const JsonCursor& value) {
    const auto side = side_from(value.node().text());
    if (suffix.empty() || !side || *side == Side::none) {
      value.fault("left or right is expected for an ending that is not empty");
    } else {
      manifest.side_suffixes[suffix] = *side;
    }
  });
  read_files(root, manifest, faults);
  read_corrections(root, manifest, faults);
  if (manifest.files.empty()) return Error{"the manifest names no files", file.string(), "Add \"files\""};
  return manifest;
}

}  // namespace palpate
