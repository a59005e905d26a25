// Pages to read: what dry needling is, what is known of trigger points, safety.
#include "panels.h"
#include "widgets.h"

#include <fmt/format.h>

#include <algorithm>

namespace palpate {
namespace {

// "For students" beside the title, since two pages may have the same one.
std::string tab_of(const ReadingPage& page) {
  return fmt::format("{}{}", page.title, page.reader == "patient" ? ", for patients" : "");
}

void draw_statements(const PanelContext& c, const std::vector<Statement>& statements, bool as_list) {
  for (const Statement& s : statements) {
    if (as_list) {
      const float indent = px(14.0f);
      const ImVec2 at = ImGui::GetCursorScreenPos();
      ImGui::GetWindowDrawList()->AddCircleFilled(ImVec2(at.x + px(4.0f), at.y + ImGui::GetFontSize() * 0.62f),
                                                  px(2.2f), palette().accent);
      ImGui::Indent(indent);
      paragraph(s.text);
      citation_line(s.sources, c.in.library);
      ImGui::Unindent(indent);
    } else {
      paragraph(s.text);
      citation_line(s.sources, c.in.library);
    }
    gap(6.0f);
  }
}

void draw_claims(const PanelContext& c, const std::vector<StudiedClaim>& claims) {
  for (std::size_t i = 0; i < claims.size(); ++i) {
    const Card card(fmt::format("claim {}", i).c_str(), Card::Kind::plain);
    flow({{claims[i].claim, palette().strong, Font::strong},
          {std::string(label_of(claims[i].grade)), colour_of(claims[i].grade), Font::small}});
    paragraph(claims[i].found);
    citation_line(claims[i].sources, c.in.library);
  }
}

void draw_rates(const PanelContext& c, const std::vector<EventRate>& rates) {
  for (std::size_t i = 0; i < rates.size(); ++i) {
    const Card card(fmt::format("rate {}", i).c_str(), Card::Kind::plain);
    flow({{rates[i].event, palette().strong, Font::strong}, {rates[i].rate, palette().accent, Font::strong}});
    paragraph(rates[i].of, Font::small, palette().quiet);
    citation_line(rates[i].sources, c.in.library);
  }
}

}  // namespace

void draw_reading(const PanelContext& c) {
  begin_dialog(c, "To read", ImVec2(900, 720));
  const std::vector<ReadingPage>& pages = c.in.library.pages();
  if (pages.empty()) {
    paragraph("The pages could not be read; the messages say why.", Font::text, palette().caution);
    c.state.dialog_just_opened = false;
    return end_dialog();
  }
  c.state.page = std::min(c.state.page, pages.size() - 1);
  bool turned = c.state.dialog_just_opened;
  c.state.dialog_just_opened = false;
  for (std::size_t i = 0; i < pages.size(); ++i) {
    if (toggle_row(tab_of(pages[i]).c_str(), i == c.state.page, ("page." + pages[i].id).c_str(), c.state,
                   i == c.state.page ? "open" : "")) {
      c.state.page = i;
      turned = true;
    }
  }
  gap(6.0f);
  ImGui::BeginChild("page");
  if (turned) ImGui::SetScrollY(0.0f);
  for (const ReadingSection& section : pages[c.state.page].sections) {
    ImGui::PushID(section.title.c_str());
    heading(section.title);
    draw_statements(c, section.paragraphs, false);
    draw_claims(c, section.claims);
    draw_rates(c, section.rates);
    draw_statements(c, section.list, true);
    ImGui::PopID();
  }
  ImGui::EndChild();
  end_dialog();
}

}  // namespace palpate
