// What a structure means for a needle.
#pragma once

#include <palpate/anatomy/body.h>

#include <cstdint>
#include <span>
#include <string_view>

namespace palpate {

// Ordered: where meshes overlap, what comes later is what the needle is said to be in.
enum class NeedleTissue : std::uint8_t {
  none,  // nothing that a needle passes: named regions of the skin, patches of attachment, nails, lymph vessels
  skin,  // the surface: all that lies within it and in nothing else is the layer under the skin, or between structures
  fascia,
  muscle,  // and tendon
  ligament,
  joint,  // capsules, discs, cartilage that covers bone
  gland,  // and lymph nodes, fat pads and other soft tissue with a name
  vessel,
  nerve,
  organ,
  kidney,
  heart,
  lung,  // and pleura
  cord,  // and dura
  bone,  // and teeth
};

[[nodiscard]] NeedleTissue needle_tissue(const Structure& structure);
[[nodiscard]] std::string_view label_of(NeedleTissue tissue);  // "Vessel"

// What a needle must not meet, and joints, whose distance is told too: in the order in which they are listed.
[[nodiscard]] std::span<const NeedleTissue> needle_dangers();
[[nodiscard]] bool is_danger(NeedleTissue tissue);

}  // namespace palpate
