// What others have measured in people near the chosen zone, and what the same comes to on this body.
#include "panels.h"
#include "widgets.h"

#include <fmt/format.h>

#include <vector>

namespace palpate {
namespace {

std::string published_figures(const PublishedDistance& d) {
  std::vector<std::string> parts;
  if (d.low_mm && d.high_mm) {
    parts.push_back(fmt::format("{:.1f} to {:.1f} mm", *d.low_mm, *d.high_mm));
  } else if (d.low_mm) {
    parts.push_back(fmt::format("{:.1f} mm or more", *d.low_mm));
  } else if (d.high_mm) {
    parts.push_back(fmt::format("up to {:.1f} mm", *d.high_mm));
  }
  if (d.mean_mm) {
    std::string mean = fmt::format("mean {:.1f}", *d.mean_mm);
    if (d.sd_mm) mean += fmt::format(" \xC2\xB1 {:.1f}", *d.sd_mm);
    parts.push_back(mean + " mm");
  }
  std::string text;
  for (const std::string& part : parts) text += (text.empty() ? "" : ", ") + part;
  return text;
}

std::string here(const MeasuredDistance& measured) {
  if (!measured.mm) return fmt::format("Not measured on this body: {}.", measured.reason);
  return fmt::format("On this body: {:.1f} mm, {} what is published.", *measured.mm, label_of(measured.agreement));
}

}  // namespace

void draw_published(const PanelContext& c) {
  if (c.in.published.empty()) return;
  heading("Measured by others, in people");
  int number = 0;
  for (const MeasuredDistance& measured : c.in.published) {
    const PublishedDistance& d = *measured.published;
    const Card card(fmt::format("published.{}", number++).c_str(), Card::Kind::plain);
    paragraph(d.what, Font::text, palette().strong);
    paragraph(fmt::format("{} \xC2\xB7 {} \xC2\xB7 {}", published_figures(d), d.who, d.how), Font::small);
    if (!d.position.empty()) paragraph(d.position, Font::small, palette().quiet);
    paragraph(here(measured), Font::small, palette().quiet);
    citation_line(d.sources, c.in.library);
  }
  paragraph(
      "Figures of groups of people, measured in the position that is said: none is a limit for the one on the table, "
      "and "
      "position moves anatomy (a bolster, an extended neck, a drawn-forward shoulder blade).",
      Font::small, palette().quiet);
}

}  // namespace palpate
