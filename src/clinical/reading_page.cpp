#include <palpate/base/json_cursor.h>
#include <palpate/clinical/library.h>

#include "place_reader.h"
#include "references.h"

namespace palpate {
namespace {

std::vector<Statement> read_statements(const JsonCursor& in, std::string_view key) {
  std::vector<Statement> statements;
  in.each(key, [&](const JsonCursor& s) { statements.push_back({s.require_text("text"), read_sources(s)}); });
  return statements;
}

ReadingSection read_section(const JsonCursor& in) {
  ReadingSection section;
  section.title = in.require_text("title");
  section.paragraphs = read_statements(in, "paragraphs");
  in.each("claims", [&](const JsonCursor& c) {
    section.claims.push_back({c.require_text("claim"), c.require_text("found"), read_grade(c), read_sources(c)});
  });
  in.each("rates", [&](const JsonCursor& r) {
    section.rates.push_back({r.require_text("event"), r.require_text("rate"), r.require_text("of"), read_sources(r)});
  });
  section.list = read_statements(in, "list");
  if (section.paragraphs.empty() && section.claims.empty() && section.rates.empty() && section.list.empty())
    in.fault("a section without anything to read");
  return section;
}

}  // namespace

Status read_pages(const std::filesystem::path& assets, const ConceptCatalog& concepts, const LandmarkTable& landmarks,
                  ClinicalLibrary& library, Faults& faults) {
  const std::string file = (assets / "clinical" / "pages.json").string();
  const auto document = read_json_file(file);
  if (!document) return document.error();
  const JsonCursor root(*document, file, faults);
  if (!root.has("pages")) root.fault_at("pages", "the list of pages is missing");
  check_references(root, nullptr, {concepts, landmarks, library}, faults);
  root.each("pages", [&](const JsonCursor& in) {
    ReadingPage page{in.require_text("id"), in.require_text("title"), in.require_text("reader"), {}};
    if (page.reader != "student" && page.reader != "patient") in.fault_at("reader", "student or patient is expected");
    in.each("sections", [&](const JsonCursor& section) { page.sections.push_back(read_section(section)); });
    library.add(std::move(page));
  });
  return {};
}

}  // namespace palpate
