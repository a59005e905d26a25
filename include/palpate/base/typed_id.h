// A 32-bit index that cannot be confused with another kind of index.
#pragma once

#include <compare>
#include <cstdint>
#include <functional>

namespace palpate {

template <class Tag>
class TypedId {
 public:
  TypedId() = default;
  constexpr explicit TypedId(std::uint32_t index) : index_(index) {}

  [[nodiscard]] constexpr std::uint32_t index() const { return index_; }
  [[nodiscard]] constexpr bool valid() const { return index_ != none; }
  auto operator<=>(const TypedId&) const = default;

 private:
  static constexpr std::uint32_t none = 0xFFFFFFFFu;
  std::uint32_t index_ = none;
};

}  // namespace palpate

template <class Tag>
struct std::hash<palpate::TypedId<Tag>> {
  std::size_t operator()(palpate::TypedId<Tag> id) const noexcept { return std::hash<std::uint32_t>{}(id.index()); }
};
