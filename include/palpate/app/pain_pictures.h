// The pictures of all pain maps: made one by one as they come into view, and kept while there is room.
#pragma once

#include <palpate/app/workbench.h>
#include <palpate/render/renderer.h>
#include <palpate/ui/ui.h>

#include <cstdint>
#include <vector>

namespace palpate {

class PainPictures {
 public:
  // Both must outlive the pictures.
  PainPictures(Renderer& renderer, const Workbench& workbench) : renderer_(renderer), workbench_(workbench) {}

  // Makes the first of those wanted that is missing, `side_px` wide and high; true if more are missing.
  bool make_next(const std::vector<ZoneChoice>& wanted, int side_px);
  [[nodiscard]] std::vector<UiPainPicture> all() const;

 private:
  struct Slot {
    PictureId picture;
    ZoneChoice choice;
    bool drawn = false;  // else this body has nothing to show of it
    std::uint64_t wanted_at = 0;
  };
  Slot& slot_for(const ZoneChoice& choice);

  Renderer& renderer_;
  const Workbench& workbench_;
  std::vector<Slot> slots_;
  std::uint64_t turn_ = 0;
  // What the pictures were made with.
  std::uint64_t geometry_ = 0;
  Theme theme_ = Theme::dark;
  int side_px_ = 0;
};

}  // namespace palpate
