#include "strands.h"
#include "ways.h"

#include <palpate/mesh/normals.h>
#include <palpate/mesh/surface_points.h>

#include <glm/geometric.hpp>

#include <algorithm>
#include <array>
#include <cstdint>
#include <limits>
#include <map>
#include <numeric>
#include <set>
#include <utility>

namespace palpate {
namespace {

constexpr std::size_t bands = 24;          // slices from origin to insertion
constexpr double least_share = 0.006;      // of the whole's surface: what a branch must have
constexpr double least_in_band = 0.06;     // of the band's surface: what a cross-section must have
constexpr float reach = 0.6f / bands;      // how far a trunk reaches into its branches
constexpr std::size_t most_branches = 20;  // more is noise
constexpr std::uint32_t nowhere = std::numeric_limits<std::uint32_t>::max();

float along_of(const Strand& whole, std::size_t t) {
  const auto at = [&](std::size_t corner) { return whole.along[whole.mesh.indices[3 * t + corner]]; };
  return (at(0) + at(1) + at(2)) / 3.0f;
}

double area_of(const MeshData& mesh, std::size_t t) {
  const glm::vec3 a = mesh.positions[mesh.indices[3 * t]], b = mesh.positions[mesh.indices[3 * t + 1]],
                  c = mesh.positions[mesh.indices[3 * t + 2]];
  return 0.5 * static_cast<double>(glm::length(glm::cross(b - a, c - a)));
}

std::size_t root_of(std::vector<std::size_t>& parent, std::size_t i) {
  while (parent[i] != i) i = parent[i] = parent[parent[i]];
  return i;
}

// A cross-section: the connected triangles that reach into one band.
struct Section {
  std::size_t band = 0;
  std::vector<std::size_t> triangles;
  double area = 0.0;
  std::set<std::size_t> before, after;  // the sections that it goes on in, towards the origin and the insertion
  std::uint32_t branch = nowhere;
};

// The Reeb graph of the way along the muscle. A triangle belongs to a section in every band that it reaches into.
struct Sections {
  std::vector<Section> all;
  std::vector<std::vector<std::size_t>> of_triangle;
};

// The sections of one band: triangles that share a vertex are connected.
void add_sections(const Strand& whole, std::size_t band, Sections& sections) {
  const float low = static_cast<float>(band) / bands, high = static_cast<float>(band + 1) / bands;
  std::vector<std::size_t> inside, parent(whole.mesh.positions.size());
  std::iota(parent.begin(), parent.end(), std::size_t{0});
  for (std::size_t t = 0; t < whole.mesh.triangle_count(); ++t) {
    const std::uint32_t* corners = &whole.mesh.indices[3 * t];
    const auto [least, most] = std::minmax({whole.along[corners[0]], whole.along[corners[1]], whole.along[corners[2]]});
    if (least > high || most < low) continue;
    inside.push_back(t);
    for (const std::size_t corner : {1, 2}) parent[root_of(parent, corners[corner])] = root_of(parent, corners[0]);
  }
  std::map<std::size_t, std::size_t> section_of_root;
  for (const std::size_t t : inside) {
    const auto [found, is_new] =
        section_of_root.try_emplace(root_of(parent, whole.mesh.indices[3 * t]), sections.all.size());
    if (is_new) sections.all.push_back({band, {}, 0.0, {}, {}, nowhere});
    sections.all[found->second].triangles.push_back(t);
    sections.all[found->second].area += area_of(whole.mesh, t);
    sections.of_triangle[t].push_back(found->second);
  }
}

Sections sections_of(const Strand& whole) {
  Sections sections;
  sections.of_triangle.resize(whole.mesh.triangle_count());
  for (std::size_t band = 0; band < bands; ++band) add_sections(whole, band, sections);
  for (const std::vector<std::size_t>& shared : sections.of_triangle) {
    for (std::size_t i = 0; i + 1 < shared.size(); ++i) {
      sections.all[shared[i]].after.insert(shared[i + 1]);
      sections.all[shared[i + 1]].before.insert(shared[i]);
    }
  }
  return sections;
}

// Crumbs are no sections: a rough border between two bands leaves some.
void forget_crumbs(Sections& sections) {
  std::array<double, bands> in_band{};
  for (const Section& section : sections.all) in_band[section.band] += section.area;
  std::vector<bool> crumb;
  for (const Section& section : sections.all) crumb.push_back(section.area < least_in_band * in_band[section.band]);
  for (Section& section : sections.all) {
    std::erase_if(section.before, [&](std::size_t other) { return crumb[other]; });
    std::erase_if(section.after, [&](std::size_t other) { return crumb[other]; });
  }
  for (std::size_t i = 0; i < sections.all.size(); ++i) {
    if (crumb[i]) sections.all[i].before.clear(), sections.all[i].after.clear(), sections.all[i].area = 0.0;
  }
}

// Sections that follow each other without a fork make a branch.
std::uint32_t name_branches(Sections& sections) {
  std::vector<std::size_t> order(sections.all.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return sections.all[a].band < sections.all[b].band; });
  std::uint32_t count = 0;
  for (const std::size_t i : order) {
    Section& section = sections.all[i];
    if (section.area == 0.0) continue;
    const bool goes_on = section.before.size() == 1 && sections.all[*section.before.begin()].after.size() == 1;
    section.branch = goes_on ? sections.all[*section.before.begin()].branch : count++;
  }
  return count;
}

// A branch with the beginnings of those that it falls into, so that the surfaces meet; its own ends, as along values.
Strand branch_of(const Strand& whole, const Sections& sections, std::uint32_t branch) {
  float from = 1.0f, to = 0.0f;
  std::set<std::size_t> reached_before, reached_after;
  for (const Section& section : sections.all) {
    if (section.branch != branch) continue;
    from = std::min(from, static_cast<float>(section.band) / bands);
    to = std::max(to, static_cast<float>(section.band + 1) / bands);
    if (section.before.size() > 1) reached_before.insert(section.before.begin(), section.before.end());
    if (section.after.size() > 1) reached_after.insert(section.after.begin(), section.after.end());
  }
  Strand piece;
  std::vector<std::uint32_t> index(whole.mesh.positions.size(), nowhere);
  for (std::size_t t = 0; t < whole.mesh.triangle_count(); ++t) {
    const float at = along_of(whole, t);
    const auto is_taken = [&](std::size_t section) {
      return sections.all[section].branch == branch || (reached_before.contains(section) && at > from - reach) ||
             (reached_after.contains(section) && at < to + reach);
    };
    if (!std::ranges::any_of(sections.of_triangle[t], is_taken)) continue;
    for (std::size_t corner = 0; corner < 3; ++corner) {
      const std::uint32_t vertex = whole.mesh.indices[3 * t + corner];
      if (index[vertex] == nowhere) {
        index[vertex] = static_cast<std::uint32_t>(piece.mesh.positions.size());
        piece.mesh.positions.push_back(whole.mesh.positions[vertex]);
        piece.along.push_back(whole.along[vertex]);
      }
      piece.mesh.indices.push_back(index[vertex]);
    }
  }
  compute_normals(piece.mesh);
  const auto [low, high] = std::minmax_element(piece.along.begin(), piece.along.end());
  const float first = *low, length = std::max(1e-6f, *high - *low);
  for (float& value : piece.along) value = (value - first) / length;
  return piece;
}

std::uint32_t farthest(const std::vector<float>& ways) {
  return static_cast<std::uint32_t>(std::max_element(ways.begin(), ways.end()) - ways.begin());
}

// Where a muscle begins: at its origin if that is known, else at an end of its longest way.
std::vector<std::uint32_t> beginning_of(const Strand& whole) {
  if (whole.along.empty()) return {farthest(ways_from(whole.mesh, {0}))};
  const float first = *std::min_element(whole.along.begin(), whole.along.end()) + 0.02f;
  std::vector<std::uint32_t> starts;
  for (std::uint32_t i = 0; i < whole.along.size(); ++i) {
    if (whole.along[i] <= first) starts.push_back(i);
  }
  return starts;
}

}  // namespace

std::vector<Strand> branches_by_length(const Strand& whole) {
  Strand measured = whole;
  measured.along = ways_from(whole.mesh, beginning_of(whole));
  const float longest = *std::max_element(measured.along.begin(), measured.along.end());
  for (float& way : measured.along) way /= std::max(longest, 1e-6f);
  return branches_of(measured);
}

std::vector<Strand> branches_of(const Strand& whole) {
  if (whole.along.empty()) return {whole};
  Sections sections = sections_of(whole);
  forget_crumbs(sections);
  const std::uint32_t count = name_branches(sections);
  std::vector<double> areas(count, 0.0);
  for (const Section& section : sections.all) {
    if (section.branch != nowhere) areas[section.branch] += section.area;
  }
  const double least = least_share * surface_area(whole.mesh);
  std::vector<Strand> branches;
  for (std::uint32_t i = 0; i < count; ++i) {
    if (areas[i] >= least) branches.push_back(branch_of(whole, sections, i));
  }
  if (branches.empty() || branches.size() > most_branches) return {whole};
  return branches;
}

}  // namespace palpate
