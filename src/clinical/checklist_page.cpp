#include <palpate/clinical/checklist_page.h>

#include <fmt/format.h>

#include <algorithm>
#include <optional>

namespace palpate {
namespace {

constexpr std::string_view page_style = R"(
@page { size: A4; margin: 16mm 15mm; }
* { box-sizing: border-box; }
body { font: 10pt/1.35 sans-serif; color: #000; background: #fff; max-width: 180mm; margin: 0 auto; padding: 4mm; }
h1 { font-size: 17pt; margin: 0; }
h2 { font-size: 11.5pt; margin: 5mm 0 1.5mm; border-bottom: 0.3mm solid #000; break-after: avoid; }
p { margin: 0 0 1.5mm; }
ul { list-style: none; margin: 0; padding: 0; }
li { position: relative; padding-left: 7mm; margin: 0 0 1.6mm; break-inside: avoid; }
.box { position: absolute; left: 0; top: 0.4mm; width: 4mm; height: 4mm; border: 0.3mm solid #000; font-size: 9pt;
  line-height: 3.4mm; text-align: center; }
.small { font-size: 8pt; color: #333; }
.caution { border: 0.3mm solid #000; padding: 2mm 3mm; margin: 3mm 0; font-weight: bold; }
.emergency { border: 0.9mm solid #000; padding: 0 3mm 1mm; margin-top: 5mm; }
.about { break-inside: avoid; margin-bottom: 2mm; }
.blank { margin-top: 3mm; }
@media print { body { padding: 0; max-width: none; } }
)";

std::string escaped(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

// Sources in the order in which they are cited first; a line shows their numbers.
class Citations {
 public:
  explicit Citations(const ClinicalLibrary& library) : library_(library) {}

  std::string numbers(const SourceKeys& keys) {
    std::string out;
    for (const std::string& key : keys) {
      auto found = std::find(cited_.begin(), cited_.end(), key);
      if (found == cited_.end()) found = cited_.insert(cited_.end(), key);
      out += fmt::format("{}{}", out.empty() ? "" : ", ", found - cited_.begin() + 1);
    }
    return out.empty() ? out : fmt::format("[{}]", out);
  }
  [[nodiscard]] std::string list() const {
    std::string out;
    for (const std::string& key : cited_) {
      const Source* source = library_.source(key);
      out += fmt::format("<li>{}</li>\n", escaped(source == nullptr ? key : full_citation(*source)));
    }
    return out;
  }

 private:
  const ClinicalLibrary& library_;
  std::vector<std::string> cited_;
};

std::string line_html(const ChecklistLine& line, bool ticked, Citations& citations) {
  std::string small = line.why.empty() ? "" : escaped(line.why) + " ";
  if (line.graded) small += escaped(label_of(line.grade)) + " ";
  return fmt::format(
      "<li><span class=\"box\" role=\"checkbox\" aria-checked=\"{}\">{}</span>{} <span class=\"small\">{}{}</span>"
      "</li>\n",
      ticked, ticked ? "&#10003;" : "", escaped(line.text), small, citations.numbers(line.sources));
}

std::string section_html(const ChecklistSection& section, const std::set<std::string>& ticked, Citations& citations) {
  std::string out =
      fmt::format("<section class=\"{}\">\n<h2>{}{}</h2>\n<ul>\n", section.emergency ? "emergency" : "section",
                  section.emergency ? "&#9650; " : "", escaped(section.title));
  for (const ChecklistLine& line : section.lines) out += line_html(line, ticked.count(line.id) > 0, citations);
  return out + "</ul>\n</section>\n";
}

std::string disagreements_html(const std::vector<Disagreement>& disagreements, Citations& citations) {
  if (disagreements.empty()) return {};
  std::string out = "<h2>Where sources disagree</h2>\n";
  for (const Disagreement& d : disagreements) {
    out += fmt::format("<div class=\"about\"><strong>{}</strong>\n<ul>\n", escaped(d.about));
    for (const Statement& view : d.views)
      out += fmt::format("<li>&ndash; {} <span class=\"small\">{}</span></li>\n", escaped(view.text),
                         citations.numbers(view.sources));
    out += "</ul></div>\n";
  }
  return out;
}

void add_record(Checklist& list, const MuscleRecord& record) {
  ChecklistSection own;
  own.title = "Precautions for this muscle";
  std::set<std::string> said;  // guides of one muscle repeat them
  for (std::size_t g = 0; g < record.needling.size(); ++g) {
    const NeedlingGuide& guide = record.needling[g];
    for (std::size_t p = 0; p < guide.precautions.size(); ++p) {
      const Statement& precaution = guide.precautions[p];
      if (!said.insert(precaution.text).second) continue;
      own.lines.push_back(
          {fmt::format("precaution-{}-{}", g, p), precaution.text, {}, Grade::unknown, false, precaution.sources});
    }
    list.disagreements.insert(list.disagreements.end(), guide.disagreements.begin(), guide.disagreements.end());
  }
  if (!own.lines.empty()) list.sections.push_back(std::move(own));
}

}  // namespace

Checklist checklist_for(const BeforeNeedle& before, Region region, const MuscleRecord* record) {
  Checklist list;
  list.region = region;
  for (const NeedleDisagreement* d : before.disagreements_for(region, record)) list.disagreements.push_back(d->said);
  std::optional<NeedleItem::Kind> kind;
  bool record_added = record == nullptr;
  for (const NeedleItem* item : before.items_for(region, record)) {
    // What is said of the muscle stands before what is the same everywhere.
    if (!record_added && item->kind >= NeedleItem::Kind::consent) {
      add_record(list, *record);
      record_added = true;
    }
    if (kind != item->kind) {
      list.sections.push_back({std::string(label_of(item->kind)), item->kind == NeedleItem::Kind::emergency, {}});
      kind = item->kind;
    }
    list.sections.back().lines.push_back({item->id, item->text, item->why, item->grade, true, item->sources});
  }
  if (!record_added) add_record(list, *record);
  return list;
}

std::string_view checklist_caution() {
  return "For study and as a reminder: it is no substitute for training, and a list that is ticked through is no "
         "permission to needle. Depths that are named anywhere are never an instruction.";
}

std::string checklist_html(const Checklist& list, const std::string& about, const std::set<std::string>& ticked,
                           const std::string& date, const ClinicalLibrary& library) {
  Citations citations(library);
  std::string out = fmt::format(
      "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>Before the needle: {0}</title>\n"
      "<style>{1}</style>\n</head>\n<body>\n<h1>Before the needle: {0}</h1>\n<p class=\"small\">Region: {2}. {3}</p>\n"
      "<p class=\"caution\">{4}</p>\n",
      escaped(about), page_style, escaped(label_of(list.region)), escaped(date), escaped(checklist_caution()));
  // The emergency is on the first page, whatever follows.
  for (const bool emergency : {true, false}) {
    for (const ChecklistSection& section : list.sections) {
      if (section.emergency == emergency) out += section_html(section, ticked, citations);
    }
  }
  out += disagreements_html(list.disagreements, citations);
  out += "<p class=\"blank\">Name: ______________________________ Signature: ______________________________</p>\n";
  out += fmt::format("<h2>Sources</h2>\n<ol class=\"small\">\n{}</ol>\n</body>\n</html>\n", citations.list());
  return out;
}

}  // namespace palpate
