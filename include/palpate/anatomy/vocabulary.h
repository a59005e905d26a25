// The closed vocabularies of the body: systems, kinds of tissue, regions, sides. Their text forms are those of the
// data files.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace palpate {

enum class Side : std::uint8_t { none, left, right };

// As an atlas shows them, from the outside inwards.
enum class System : std::uint8_t {
  skin,
  skin_regions,
  fascia,
  muscles,
  nerves,
  vessels,
  lymphoid,
  viscera,
  joints,
  attachments,
  skeleton,
  other,
};

// What a structure is made of or does, as far as its look and its meaning for a needle differ.
enum class Kind : std::uint8_t {
  muscle,
  tendon,
  aponeurosis,
  fascia,
  bone,
  tooth,
  cartilage,
  disc,
  ligament,
  capsule,
  membrane,
  fat_pad,
  nerve,
  spinal_cord,
  dura,
  artery,
  vein,
  vascular_network,
  heart,
  lung,
  pleura,
  airway,
  gut,
  organ,
  gland,
  lymph_node,
  lymphoid_organ,
  skin,
  skin_region,
  nail,
  attachment,
  other,
};

enum class Region : std::uint8_t {
  head,
  neck,
  shoulder,
  arm,
  forearm,
  hand,
  chest,
  abdomen,
  back,
  pelvis,
  hip,
  thigh,
  leg,
  foot,
  whole,
};

// Text forms: "skin-regions", "lymph-node", "forearm", "left".
[[nodiscard]] std::string_view key_of(System system);
[[nodiscard]] std::string_view key_of(Kind kind);
[[nodiscard]] std::string_view key_of(Region region);
[[nodiscard]] std::string_view key_of(Side side);  // "" for none
[[nodiscard]] std::optional<System> system_from(std::string_view key);
[[nodiscard]] std::optional<Kind> kind_from(std::string_view key);
[[nodiscard]] std::optional<Region> region_from(std::string_view key);
[[nodiscard]] std::optional<Side> side_from(std::string_view key);

// For people: "Nerves", "Lymph node", "Forearm", "Left".
[[nodiscard]] std::string_view label_of(System system);
[[nodiscard]] std::string_view label_of(Kind kind);
[[nodiscard]] std::string_view label_of(Region region);
[[nodiscard]] std::string_view label_of(Side side);

[[nodiscard]] std::span<const System> all_systems();
[[nodiscard]] std::span<const Region> all_regions();

[[nodiscard]] constexpr Side opposite(Side side) {
  return side == Side::left ? Side::right : side == Side::right ? Side::left : Side::none;
}

}  // namespace palpate
