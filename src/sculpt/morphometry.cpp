#include <palpate/base/file.h>
#include <palpate/base/json_cursor.h>
#include <palpate/sculpt/corrections.h>
#include <palpate/sculpt/morphometry.h>

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

namespace palpate {
namespace {

template <class... Handlers>
struct Each : Handlers... {
  using Handlers::operator()...;
};
template <class... Handlers>
Each(Handlers...) -> Each<Handlers...>;

constexpr std::string_view schema = "../../schemas/morphometry.schema.json";

// --- Writing -------------------------------------------------------------------------------------------------------

std::string tenth(float value) {
  const double rounded = std::round(10.0 * static_cast<double>(value)) / 10.0;
  return fmt::format("{:g}", rounded == 0.0 ? 0.0 : rounded);
}

std::string vector_text(glm::vec3 v) {
  return fmt::format("[{}, {}, {}]", tenth(v.x), tenth(v.y), tenth(v.z));
}

template <class Item, class Text>
std::string list_text(const std::vector<Item>& items, std::string_view between, const Text& text) {
  std::string out;
  for (const Item& item : items) {
    if (!out.empty()) out += between;
    out += text(item);
  }
  return out;
}

std::string form_text(const Loft& loft) {
  const auto section = [](const LoftSection& s) {
    return fmt::format("{{\"at\": {:g}, \"centre\": {}, \"across\": [{}], \"through\": [{}]}}",
                       std::round(1000.0 * static_cast<double>(s.at)) / 1000.0, vector_text(s.centre),
                       list_text(s.across, ", ", vector_text), list_text(s.through, ", ", vector_text));
  };
  return fmt::format("{{\"form\": \"loft\", {}\"round\": [{:.3f}, {:.3f}], \"sections\": [\n{}\n]}}",
                     loft.both_sides ? "\"both_sides\": true, " : "", loft.round_at_origin, loft.round_at_insertion,
                     list_text(loft.sections, ",\n", section));
}

std::string form_text(const Lobes& lobes) {
  const auto lobe = [](const Lobe& l) {
    std::string more;
    if (l.bow != glm::vec2(0.0f)) more += fmt::format(", \"bow\": [{}, {}]", tenth(l.bow.x), tenth(l.bow.y));
    if (l.square != 0.0f) more += fmt::format(", \"square\": {:.2g}", l.square);
    if (l.hollow) more += ", \"hollow\": true";
    return fmt::format("{{\"centre\": {}, \"semi_axes\": {}, \"turn\": {}{}}}", vector_text(l.centre),
                       vector_text(l.semi_axes), vector_text(l.turn), more);
  };
  return fmt::format("{{\"form\": \"lobes\", \"blend\": {:.2f}, \"mirrored\": {}, \"lobes\": [\n{}\n]}}", lobes.blend,
                     lobes.mirrored, list_text(lobes.lobes, ",\n", lobe));
}

std::string form_text(const Tubes& tubes) {
  const auto point = [](const RunPoint& p) {
    return fmt::format("[{}, {}, {}, {}]", tenth(p.at.x), tenth(p.at.y), tenth(p.at.z), tenth(p.diameter));
  };
  const auto run = [&](const std::vector<RunPoint>& points) {
    return fmt::format("[{}]", list_text(points, ", ", point));
  };
  return fmt::format("{{\"form\": \"tubes\", \"runs\": [\n{}\n]}}", list_text(tubes.runs, ",\n", run));
}

std::string form_text(const Shell& shell) {
  const auto tenths = [](const std::vector<float>& values) {
    return fmt::format("[{}]", list_text(values, ", ", tenth));
  };
  std::string rows;
  for (std::size_t row = 0; row < shell.elevations.size(); ++row) {
    const auto from = shell.radii.begin() + static_cast<std::ptrdiff_t>(row * shell.azimuths.size());
    rows += (row == 0 ? "" : ",\n") + tenths({from, from + static_cast<std::ptrdiff_t>(shell.azimuths.size())});
  }
  return fmt::format(
      "{{\"form\": \"shell\", \"centre\": {}, \"elevations\": {}, \"azimuths\": {}, \"radii\": [\n{}\n]}}",
      vector_text(shell.centre), tenths(shell.elevations), tenths(shell.azimuths), rows);
}

// --- Reading -------------------------------------------------------------------------------------------------------

// `count` numbers of an array that is itself an element.
std::optional<std::vector<float>> numbers_of(const JsonCursor& cursor, std::size_t count) {
  std::vector<float> numbers;
  for (const auto& [unused, item] : cursor.node().items()) {
    if (item.is_numeric()) numbers.push_back(static_cast<float>(item.number()));
  }
  if (numbers.size() == count && cursor.node().size() == count) return numbers;
  cursor.fault(fmt::format("{} numbers were expected here", count));
  return std::nullopt;
}

glm::vec3 vector_of(const JsonCursor& cursor) {
  const auto numbers = numbers_of(cursor, 3);
  return numbers ? glm::vec3((*numbers)[0], (*numbers)[1], (*numbers)[2]) : glm::vec3(0.0f);
}

glm::vec3 vector_at(const JsonCursor& cursor, std::string_view key) {
  if (const auto child = cursor.child(key)) return vector_of(*child);
  cursor.fault_at(key, "It is missing; three numbers, in mm, were expected");
  return glm::vec3(0.0f);
}

std::vector<glm::vec3> vectors_at(const JsonCursor& cursor, std::string_view key) {
  std::vector<glm::vec3> vectors;
  cursor.each(key, [&](const JsonCursor& item) { vectors.push_back(vector_of(item)); });
  return vectors;
}

Loft read_loft(const JsonCursor& cursor) {
  cursor.only({"form", "both_sides", "round", "sections"});
  Loft loft;
  loft.both_sides = cursor.boolean("both_sides", false);
  const std::vector<double> round = cursor.numbers("round");
  if (round.size() == 2) {
    loft.round_at_origin = static_cast<float>(round[0]);
    loft.round_at_insertion = static_cast<float>(round[1]);
  } else {
    cursor.fault_at("round", "Two shares of the length were expected: at the origin and at the insertion");
  }
  cursor.each("sections", [&](const JsonCursor& item) {
    item.only({"at", "centre", "across", "through"});
    LoftSection section{static_cast<float>(item.require_number("at")), vector_at(item, "centre"),
                        vectors_at(item, "across"), vectors_at(item, "through")};
    const bool first = loft.sections.empty();
    if (section.across.empty() || section.across.size() != section.through.size() ||
        (!first && section.across.size() != loft.sections.front().across.size())) {
      item.fault("across and through must be equally many, at least one, and as many as in the other sections");
    }
    if (first ? section.at != 0.0f : section.at <= loft.sections.back().at) {
      item.fault_at("at", "Sections must begin at 0 and rise");
    }
    loft.sections.push_back(std::move(section));
  });
  if (loft.sections.size() < 3) cursor.fault_at("sections", "A loft has at least three sections");
  if (!loft.sections.empty() && loft.sections.back().at != 1.0f)
    cursor.fault_at("sections", "The last section must be at 1");
  return loft;
}

Lobes read_lobes(const JsonCursor& cursor) {
  cursor.only({"form", "blend", "mirrored", "lobes"});
  Lobes lobes;
  lobes.blend = static_cast<float>(cursor.require_number("blend"));
  lobes.mirrored = cursor.boolean("mirrored", false);
  cursor.each("lobes", [&](const JsonCursor& item) {
    item.only({"centre", "semi_axes", "turn", "bow", "square", "hollow"});
    Lobe lobe{vector_at(item, "centre"), vector_at(item, "semi_axes"),
              vector_at(item, "turn"),   item.boolean("hollow", false),
              glm::vec2(0.0f),           0.0f};
    lobe.square = static_cast<float>(item.number("square", 0.0));
    if (const auto bow = item.child("bow")) {
      if (const auto numbers = numbers_of(*bow, 2)) lobe.bow = {(*numbers)[0], (*numbers)[1]};
    }
    if (std::min({lobe.semi_axes.x, lobe.semi_axes.y, lobe.semi_axes.z}) <= 0.0f) {
      item.fault_at("semi_axes", "They must be more than 0 mm");
    }
    lobes.lobes.push_back(lobe);
  });
  if (lobes.lobes.empty()) cursor.fault_at("lobes", "There must be at least one lobe");
  if (!(lobes.blend > 0.0f)) cursor.fault_at("blend", "It must be more than 0 mm");
  return lobes;
}

Tubes read_tubes(const JsonCursor& cursor) {
  cursor.only({"form", "runs"});
  Tubes tubes;
  cursor.each("runs", [&](const JsonCursor& run) {
    std::vector<RunPoint> points;
    for (std::size_t i = 0; i < run.node().size(); ++i) {
      const JsonNode& node = run.node().at(i);
      bool usable = node.is(JsonNode::Kind::array) && node.size() == 4;
      for (std::size_t k = 0; usable && k < 4; ++k) usable = node.at(k).is_numeric();
      if (!usable || node.at(3).number() <= 0.0) {
        run.fault(fmt::format("Point {}: x, y, z and a diameter above 0 were expected, in mm", i));
        return;
      }
      const auto number = [&](std::size_t k) { return static_cast<float>(node.at(k).number()); };
      points.push_back({{number(0), number(1), number(2)}, number(3)});
    }
    if (points.size() < 2) run.fault("A run has at least two points");
    tubes.runs.push_back(std::move(points));
  });
  if (tubes.runs.empty()) cursor.fault_at("runs", "There must be at least one run");
  return tubes;
}

std::vector<float> floats_at(const JsonCursor& cursor, std::string_view key) {
  const std::vector<double> numbers = cursor.numbers(key);
  return {numbers.begin(), numbers.end()};
}

Shell read_shell(const JsonCursor& cursor) {
  cursor.only({"form", "centre", "elevations", "azimuths", "radii"});
  Shell shell{vector_at(cursor, "centre"), floats_at(cursor, "elevations"), floats_at(cursor, "azimuths"), {}};
  cursor.each("radii", [&](const JsonCursor& row) {
    if (const auto numbers = numbers_of(row, shell.azimuths.size())) {
      shell.radii.insert(shell.radii.end(), numbers->begin(), numbers->end());
    }
  });
  const auto rising = [](const std::vector<float>& values) {
    return values.size() >= 4 && std::is_sorted(values.begin(), values.end());
  };
  if (!rising(shell.elevations) || shell.elevations.back() != 90.0f) {
    cursor.fault_at("elevations", "At least four rising degrees up to 90 were expected");
  }
  if (!rising(shell.azimuths) || shell.azimuths.front() != 0.0f || shell.azimuths.back() != 180.0f) {
    cursor.fault_at("azimuths", "At least four rising degrees from 0 to 180 were expected");
  }
  if (shell.radii.size() != shell.elevations.size() * shell.azimuths.size()) {
    cursor.fault_at("radii", "A row for each elevation with a distance for each azimuth was expected");
  }
  return shell;
}

std::optional<Form> read_form(const JsonCursor& cursor) {
  const std::string form = cursor.require_text("form");
  if (form == "loft") return read_loft(cursor);
  if (form == "lobes") return read_lobes(cursor);
  if (form == "tubes") return read_tubes(cursor);
  if (form == "shell") return read_shell(cursor);
  cursor.fault_at("form", fmt::format("\"{}\" is no form; there are loft, lobes, tubes and shell", form));
  return std::nullopt;
}

}  // namespace

std::size_t count_of_numbers(const Morphometry& figures) {
  std::size_t count = 0;
  for (const Form& form : figures.parts) {
    count += std::visit(
        Each{[](const Loft& loft) { return 2 + loft.sections.size() * (4 + 6 * loft.sections.front().across.size()); },
             [](const Lobes& lobes) { return 1 + 12 * lobes.lobes.size(); },
             [](const Tubes& tubes) {
               std::size_t points = 0;
               for (const auto& run : tubes.runs) points += run.size();
               return 4 * points;
             },
             [](const Shell& shell) { return 3 + shell.radii.size(); }},
        form);
  }
  return count;
}

std::string morphometry_text(const Morphometry& figures) {
  const auto quoted = [](const std::string& text) { return write_json(JsonNode(text), 0); };
  const auto part = [](const Form& form) { return std::visit([](const auto& one) { return form_text(one); }, form); };
  return fmt::format(
      "{{\n\"$schema\": \"{}\",\n\"concept\": {},\n\"side\": \"{}\",\n\"measured_on\": {},\n\"remarks\": [{}],\n"
      "\"parts\": [\n{}\n]\n}}\n",
      schema, quoted(figures.concept_key), figures.side == Side::none ? "none" : "right", quoted(figures.measured_on),
      list_text(figures.remarks, ", ", quoted), list_text(figures.parts, ",\n", part));
}

Result<Morphometry> parse_morphometry(std::string_view text, const std::string& file, Faults& faults) {
  const Result<JsonNode> node = parse_json(text, file);
  if (!node) return node.error();
  const std::size_t before = faults.size();
  const JsonCursor cursor(*node, file, faults);
  cursor.only({"$schema", "concept", "side", "measured_on", "remarks", "parts"});
  Morphometry figures;
  figures.concept_key = cursor.require_text("concept");
  const std::string side = cursor.require_text("side");
  if (side != "right" && side != "none") {
    cursor.fault_at("side", "It is \"right\" or, for the midline, \"none\": the left is the mirror of the right");
  }
  figures.side = side == "right" ? Side::right : Side::none;
  figures.measured_on = cursor.require_text("measured_on");
  figures.remarks = cursor.texts("remarks");
  cursor.each("parts", [&](const JsonCursor& part) {
    if (std::optional<Form> form = read_form(part)) figures.parts.push_back(std::move(*form));
  });
  if (figures.parts.empty()) cursor.fault_at("parts", "There must be at least one part");
  const bool usable = std::none_of(faults.begin() + static_cast<std::ptrdiff_t>(before), faults.end(),
                                   [](const Fault& fault) { return fault.severity == Severity::error; });
  if (!usable) return Error{"The figures cannot be used", file, "Mend what is reported for this file."};
  return figures;
}

std::string morphometry_file_name(const std::string& concept_key) {
  std::string name = concept_key;
  std::replace(name.begin(), name.end(), '/', '.');
  return name + ".json";
}

std::vector<Morphometry> read_morphometry(const std::filesystem::path& folder, Faults& faults) {
  const std::filesystem::path by_hand = folder / "corrections.json";
  std::vector<std::filesystem::path> paths;
  std::error_code problem;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder, problem)) {
    if (entry.path().extension() == ".json" && entry.path() != by_hand) paths.push_back(entry.path());
  }
  if (problem) faults.push_back({Severity::error, folder.string(), 0, "", problem.message()});
  std::sort(paths.begin(), paths.end());
  std::vector<Morphometry> all;
  for (const std::filesystem::path& path : paths) {
    const Result<std::string> text = read_file(path);
    if (!text) {
      faults.push_back({Severity::error, path.string(), 0, "", text.error().what});
      continue;
    }
    const std::size_t before = faults.size();
    Result<Morphometry> figures = parse_morphometry(*text, path.string(), faults);
    const std::optional<System> system = system_from(path.parent_path().filename().string());
    if (!system) {
      faults.push_back({Severity::error, path.string(), 0, "", "It lies in a folder that is not named after a system"});
    } else if (figures) {
      figures->system = *system;
      all.push_back(std::move(*figures));
    } else if (faults.size() == before) {
      faults.push_back({Severity::error, path.string(), 0, "", figures.error().text()});
    }
  }
  if (std::filesystem::exists(by_hand, problem)) {
    if (const Result<std::string> text = read_file(by_hand)) {
      correct(all, parse_corrections(*text, by_hand.string(), faults), by_hand.string(), faults);
    } else {
      faults.push_back({Severity::error, by_hand.string(), 0, "", text.error().what});
    }
  }
  return all;
}

}  // namespace palpate
