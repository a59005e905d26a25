// Plain values to and from bytes of this machine, with every read checked against the end.
#pragma once

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace palpate {

class ByteWriter {
 public:
  template <class T>
  void value(const T& v) {
    static_assert(std::is_trivially_copyable_v<T>);
    bytes.append(reinterpret_cast<const char*>(&v), sizeof v);
  }
  void text(std::string_view t) {
    value(static_cast<std::uint64_t>(t.size()));
    bytes.append(t);
  }
  template <class T>
  void values(const std::vector<T>& v) {
    static_assert(std::is_trivially_copyable_v<T>);
    value(static_cast<std::uint64_t>(v.size()));
    bytes.append(reinterpret_cast<const char*>(v.data()), v.size() * sizeof(T));
  }

  std::string bytes;
};

// After a read beyond the end `ok` is false and every value is zero or empty.
class ByteReader {
 public:
  explicit ByteReader(std::string_view bytes) : rest_(bytes) {}

  template <class T>
  T value() {
    T v{};
    if (take(sizeof v)) std::memcpy(&v, taken_.data(), sizeof v);
    return v;
  }
  std::string text() {
    const auto size = value<std::uint64_t>();
    return take(size) ? std::string(taken_) : std::string();
  }
  template <class T>
  std::vector<T> values() {
    const auto count = value<std::uint64_t>();
    std::vector<T> v;
    if (count > rest_.size() / sizeof(T) || !take(count * sizeof(T))) {
      ok = false;
      return v;
    }
    v.resize(count);
    if (count > 0) std::memcpy(v.data(), taken_.data(), taken_.size());
    return v;
  }
  [[nodiscard]] bool at_end() const { return rest_.empty(); }

  bool ok = true;

 private:
  bool take(std::uint64_t size) {
    if (!ok || size > rest_.size()) return ok = false;
    taken_ = rest_.substr(0, size);
    rest_.remove_prefix(size);
    return true;
  }

  std::string_view rest_, taken_;
};

}  // namespace palpate
