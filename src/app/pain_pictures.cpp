#include <palpate/app/pain_pictures.h>

#include <algorithm>

namespace palpate {
namespace {

constexpr std::size_t most_pictures = 60;  // more than a screen shows
constexpr int samples = 3;

}  // namespace

PainPictures::Slot& PainPictures::slot_for(const ZoneChoice& choice) {
  if (slots_.size() < most_pictures) {
    slots_.push_back({renderer_.create_picture(), choice});
    return slots_.back();
  }
  Slot& oldest = *std::min_element(slots_.begin(), slots_.end(),
                                   [](const Slot& a, const Slot& b) { return a.wanted_at < b.wanted_at; });
  oldest.choice = choice;
  return oldest;
}

bool PainPictures::make_next(const std::vector<ZoneChoice>& wanted, int side_px) {
  const std::uint64_t geometry = workbench_.loaded().geometry.version();
  const Theme theme = workbench_.settings().theme;
  if (geometry != geometry_ || theme != theme_ || side_px != side_px_) {
    for (const Slot& slot : slots_) renderer_.destroy_picture(slot.picture);
    slots_.clear();
    geometry_ = geometry;
    theme_ = theme;
    side_px_ = side_px;
  }
  if (workbench_.loading() || !workbench_.rays_ready()) return false;
  ++turn_;
  const ZoneChoice* missing = nullptr;
  bool more = false;
  for (const ZoneChoice& choice : wanted) {
    const auto known = std::find_if(slots_.begin(), slots_.end(), [&](const Slot& s) { return s.choice == choice; });
    if (known != slots_.end()) {
      known->wanted_at = turn_;
    } else {
      more = more || missing != nullptr;
      if (missing == nullptr) missing = &choice;
    }
  }
  if (missing == nullptr) return false;
  Slot& slot = slot_for(*missing);
  slot.wanted_at = turn_;
  const std::optional<DrawList> list = workbench_.pain_figure_of(*missing);
  slot.drawn = list.has_value();
  if (list) {
    renderer_.draw(slot.picture, *list, glm::ivec2(side_px), DrawQuality::full());
    for (int i = 0; i < samples; ++i) renderer_.refine(slot.picture);
  }
  return more;
}

std::vector<UiPainPicture> PainPictures::all() const {
  std::vector<UiPainPicture> pictures;
  for (const Slot& slot : slots_) {
    const auto side = static_cast<float>(side_px_);
    if (slot.drawn) pictures.push_back({slot.choice, {renderer_.texture(slot.picture), {side, side}}});
  }
  return pictures;
}

}  // namespace palpate
