#include <palpate/atlas/coverage.h>

#include <fmt/format.h>

#include <algorithm>

namespace palpate {
namespace {

void list(std::string& out, const std::string& heading, const std::vector<CoverageLine>& lines, bool every_line) {
  if (lines.empty()) return;
  constexpr std::size_t few = 8;
  out += fmt::format("\n{} ({})\n", heading, lines.size());
  const std::size_t shown = every_line ? lines.size() : std::min(lines.size(), few);
  for (std::size_t i = 0; i < shown; ++i) out += fmt::format("  {:<58} {}\n", lines[i].source, lines[i].reason);
  if (shown < lines.size()) out += fmt::format("  ... and {} more (--all)\n", lines.size() - shown);
}

JsonNode lines_json(const std::vector<CoverageLine>& lines) {
  JsonNode out = JsonNode::array();
  for (const CoverageLine& line : lines)
    out.push(JsonNode::object().set("source", line.source).set("reason", line.reason));
  return out;
}

}  // namespace

CoverageCount& Coverage::count(System system) {
  const auto found =
      std::find_if(counts.begin(), counts.end(), [&](const CoverageCount& c) { return c.system == system; });
  if (found != counts.end()) return *found;
  counts.push_back({system, 0, 0, 0, 0});
  return counts.back();
}

std::string coverage_text(const Coverage& coverage, bool every_line) {
  std::string out = fmt::format("{}\n\n  {:<24}{:>7}{:>9}{:>12}{:>11}{:>10}\n", coverage.atlas, "system", "nodes",
                                "named", "named or", "left out", "under own");
  out += fmt::format("  {:<24}{:>7}{:>9}{:>12}{:>11}{:>10}\n", "", "", "", "explained", "", "name");
  for (const CoverageCount& c : coverage.counts) {
    const double explained =
        c.nodes == 0 ? 0.0 : 100.0 * static_cast<double>(c.named + c.dropped) / static_cast<double>(c.nodes);
    out += fmt::format("  {:<24}{:>7}{:>9}{:>10.1f} %{:>11}{:>10}\n", label_of(c.system), c.nodes, c.named, explained,
                       c.dropped, c.unmapped);
  }
  list(
      out, "Files that could not be read",
      [&] {
        std::vector<CoverageLine> lines;
        for (const std::string& problem : coverage.problems) lines.push_back({problem, ""});
        return lines;
      }(),
      true);
  list(out, "Shown under their own names", coverage.unmapped, every_line);
  list(out, "Left out, with the reason", coverage.dropped, every_line);
  list(out, "Repaired on the way in", coverage.repaired, every_line);
  list(out, "Named in the manifest but not in the files", coverage.unused, every_line);
  list(out, "Missing from this set", coverage.missing, every_line);
  list(out, "Open meshes: used, but inside and outside are not known", coverage.open, every_line);
  return out;
}

JsonNode coverage_json(const Coverage& coverage) {
  JsonNode systems = JsonNode::array();
  for (const CoverageCount& c : coverage.counts) {
    systems.push(JsonNode::object()
                     .set("system", key_of(c.system))
                     .set("nodes", c.nodes)
                     .set("named", c.named)
                     .set("left_out", c.dropped)
                     .set("own_name", c.unmapped));
  }
  JsonNode problems = JsonNode::array();
  for (const std::string& problem : coverage.problems) problems.push(JsonNode(problem));
  JsonNode out = JsonNode::object();
  out.set("atlas", coverage.atlas).set("systems", std::move(systems)).set("problems", std::move(problems));
  out.set("own_name", lines_json(coverage.unmapped)).set("left_out", lines_json(coverage.dropped));
  out.set("repaired", lines_json(coverage.repaired)).set("unused", lines_json(coverage.unused));
  out.set("missing", lines_json(coverage.missing)).set("open", lines_json(coverage.open));
  return out;
}

}  // namespace palpate
