#include <palpate/anatomy/vocabulary.h>

#include <array>

namespace palpate {
namespace {

struct Term {
  std::string_view key;
  std::string_view label;
};

// In the order of the enumerations.
constexpr std::array systems = {
    Term{"skin", "Skin"},
    Term{"skin-regions", "Skin regions"},
    Term{"fascia", "Fascia"},
    Term{"muscles", "Muscles"},
    Term{"nerves", "Nerves"},
    Term{"vessels", "Vessels"},
    Term{"lymphoid", "Lymphoid"},
    Term{"viscera", "Organs"},
    Term{"joints", "Joints and ligaments"},
    Term{"attachments", "Attachments"},
    Term{"skeleton", "Skeleton"},
    Term{"other", "Other"},
};
constexpr std::array kinds = {
    Term{"muscle", "Muscle"},
    Term{"tendon", "Tendon"},
    Term{"aponeurosis", "Aponeurosis"},
    Term{"fascia", "Fascia"},
    Term{"bone", "Bone"},
    Term{"tooth", "Tooth"},
    Term{"cartilage", "Cartilage"},
    Term{"disc", "Disc"},
    Term{"ligament", "Ligament"},
    Term{"capsule", "Joint capsule"},
    Term{"membrane", "Membrane"},
    Term{"fat-pad", "Fat pad"},
    Term{"nerve", "Nerve"},
    Term{"spinal-cord", "Spinal cord"},
    Term{"dura", "Dura mater"},
    Term{"artery", "Artery"},
    Term{"vein", "Vein"},
    Term{"vascular-network", "Vascular network"},
    Term{"heart", "Heart"},
    Term{"lung", "Lung"},
    Term{"pleura", "Pleura"},
    Term{"airway", "Airway"},
    Term{"gut", "Digestive tract"},
    Term{"organ", "Organ"},
    Term{"gland", "Gland"},
    Term{"lymph-node", "Lymph node"},
    Term{"lymphoid-organ", "Lymphoid organ"},
    Term{"skin", "Skin"},
    Term{"skin-region", "Skin region"},
    Term{"nail", "Nail"},
    Term{"attachment", "Attachment"},
    Term{"other", "Other"},
};
constexpr std::array regions = {
    Term{"head", "Head"},       Term{"neck", "Neck"},     Term{"shoulder", "Shoulder"}, Term{"arm", "Arm"},
    Term{"forearm", "Forearm"}, Term{"hand", "Hand"},     Term{"chest", "Chest"},       Term{"abdomen", "Abdomen"},
    Term{"back", "Back"},       Term{"pelvis", "Pelvis"}, Term{"hip", "Hip"},           Term{"thigh", "Thigh"},
    Term{"leg", "Leg"},         Term{"foot", "Foot"},     Term{"whole", "Whole body"},
};
constexpr std::array sides = {Term{"", ""}, Term{"left", "Left"}, Term{"right", "Right"}};

static_assert(systems.size() == static_cast<std::size_t>(System::other) + 1);
static_assert(kinds.size() == static_cast<std::size_t>(Kind::other) + 1);
static_assert(regions.size() == static_cast<std::size_t>(Region::whole) + 1);

template <class Enum, std::size_t size>
std::optional<Enum> from(const std::array<Term, size>& terms, std::string_view key) {
  for (std::size_t i = 0; i < size; ++i) {
    if (terms[i].key == key) return static_cast<Enum>(i);
  }
  return std::nullopt;
}

template <class Enum, std::size_t size>
const Term& term(const std::array<Term, size>& terms, Enum value) {
  return terms[static_cast<std::size_t>(value)];
}

template <class Enum, std::size_t size>
constexpr std::array<Enum, size> enumerate(const std::array<Term, size>&) {
  std::array<Enum, size> all{};
  for (std::size_t i = 0; i < size; ++i) all[i] = static_cast<Enum>(i);
  return all;
}

}  // namespace

std::string_view key_of(System system) {
  return term(systems, system).key;
}
std::string_view key_of(Kind kind) {
  return term(kinds, kind).key;
}
std::string_view key_of(Region region) {
  return term(regions, region).key;
}
std::string_view key_of(Side side) {
  return term(sides, side).key;
}
std::optional<System> system_from(std::string_view key) {
  return from<System>(systems, key);
}
std::optional<Kind> kind_from(std::string_view key) {
  return from<Kind>(kinds, key);
}
std::optional<Region> region_from(std::string_view key) {
  return from<Region>(regions, key);
}
std::optional<Side> side_from(std::string_view key) {
  return from<Side>(sides, key);
}
std::string_view label_of(System system) {
  return term(systems, system).label;
}
std::string_view label_of(Kind kind) {
  return term(kinds, kind).label;
}
std::string_view label_of(Region region) {
  return term(regions, region).label;
}
std::string_view label_of(Side side) {
  return term(sides, side).label;
}

std::span<const System> all_systems() {
  static constexpr auto all = enumerate<System>(systems);
  return all;
}

std::span<const Region> all_regions() {
  static constexpr auto all = enumerate<Region>(regions);
  return all;
}

}  // namespace palpate
