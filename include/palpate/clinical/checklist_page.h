// The list before the needle for one muscle or region, as sections of lines that can be ticked; and the same list as a
// page to print.
#pragma once

#include <palpate/clinical/before_needle.h>

#include <set>
#include <string>
#include <vector>

namespace palpate {

struct ChecklistLine {
  std::string id;  // a tick is remembered by it
  std::string text, why;
  Grade grade = Grade::unknown;
  bool graded = false;
  SourceKeys sources;
};

struct ChecklistSection {
  std::string title;
  bool emergency = false;
  std::vector<ChecklistLine> lines;
};

struct Checklist {
  Region region = Region::whole;
  std::vector<ChecklistSection> sections;  // contraindications first, the emergency last; none is empty
  std::vector<Disagreement> disagreements;
};

// `record` may be null: then what counts for the region. With one, the precautions of its needling are a section, and
// what sources disagree about in its needling follows the common disagreements.
[[nodiscard]] Checklist checklist_for(const BeforeNeedle& before, Region region, const MuscleRecord* record);

// One HTML text that needs no other file, for A4: boxes ticked or empty, both sides of the disagreements, sources at
// the end. `about` names the muscle or region, `date` is shown as it is; everything is escaped.
[[nodiscard]] std::string checklist_html(const Checklist& list, const std::string& about,
                                         const std::set<std::string>& ticked, const std::string& date,
                                         const ClinicalLibrary& library);

// What a list is and is not, in one sentence each; on the page and in the window.
[[nodiscard]] std::string_view checklist_caution();

}  // namespace palpate
