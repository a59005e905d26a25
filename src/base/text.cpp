#include <palpate/base/text.h>

#include <algorithm>
#include <cctype>
#include <array>
#include <cstdint>

namespace palpate {
namespace {

// Letters of the Latin-1 supplement, each to its base letters; in code point order from U+00C0.
constexpr std::array<std::string_view, 64> latin1 = {
    "a", "a", "a", "a", "a", "a", "ae", "c", "e",  "e",  "e", "e", "i", "i", "i", "i", "d",  "n", "o",  "o", "o", "o",
    "o", " ", "o", "u", "u", "u", "u",  "y", "th", "ss", "a", "a", "a", "a", "a", "a", "ae", "c", "e",  "e", "e", "e",
    "i", "i", "i", "i", "d", "n", "o",  "o", "o",  "o",  "o", " ", "o", "u", "u", "u", "u",  "y", "th", "y"};

// Letters of Latin Extended-A, from U+0100; a space where one letter stands for two.
constexpr std::string_view latin_extended_a =
    "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiii  jjkkklllllll"
    "lllnnnnnnnnnoooooo  rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";
static_assert(latin_extended_a.size() == 128);

// Reads one code point at `i` and moves past it; invalid bytes are read as spaces.
std::uint32_t next_code_point(std::string_view text, std::size_t& i) {
  const auto byte = [&](std::size_t k) { return static_cast<std::uint32_t>(static_cast<unsigned char>(text[k])); };
  const std::uint32_t first = byte(i++);
  if (first < 0x80) return first;
  const int more = first >= 0xF0 ? 3 : first >= 0xE0 ? 2 : first >= 0xC0 ? 1 : 0;
  if (more == 0) return ' ';
  std::uint32_t point = first & (0x3Fu >> more);
  for (int k = 0; k < more && i < text.size() && (byte(i) & 0xC0u) == 0x80u; ++k)
    point = (point << 6) | (byte(i++) & 0x3Fu);
  return point;
}

void append_folded(std::uint32_t point, std::string& out) {
  if ((point >= '0' && point <= '9') || (point >= 'a' && point <= 'z')) {
    out += static_cast<char>(point);
  } else if (point >= 'A' && point <= 'Z') {
    out += static_cast<char>(point - 'A' + 'a');
  } else if (point >= 0xC0 && point <= 0xFF) {
    out += latin1[point - 0xC0];
  } else if (point == 0x132 || point == 0x133) {
    out += "ij";
  } else if (point == 0x152 || point == 0x153) {
    out += "oe";
  } else if (point >= 0x100 && point <= 0x17F) {
    out += latin_extended_a[point - 0x100];
  } else if ((point >= 0x300 && point <= 0x36F) || point == '\'' || point == 0x2019) {
    // Nothing: a diacritic that stands for itself, behind its letter; an apostrophe joins, Gerdy's -> gerdys.
  } else {
    out += ' ';
  }
}

// The length of the valid UTF-8 sequence that begins at `i`; 0 if there is none.
std::size_t valid_sequence(std::string_view text, std::size_t i) {
  const auto byte = [&](std::size_t k) {
    return k < text.size() ? static_cast<std::uint32_t>(static_cast<unsigned char>(text[k])) : 0u;
  };
  const std::uint32_t first = byte(i);
  if (first < 0x80) return 1;
  if (first < 0xC2 || first > 0xF4) return 0;
  const std::size_t length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
  for (std::size_t k = 1; k < length; ++k) {
    if ((byte(i + k) & 0xC0u) != 0x80u) return 0;
  }
  // No longer form of a shorter one, no half of a surrogate pair, nothing beyond U+10FFFF.
  const std::uint32_t second = byte(i + 1);
  if ((first == 0xE0 && second < 0xA0) || (first == 0xED && second > 0x9F)) return 0;
  if ((first == 0xF0 && second < 0x90) || (first == 0xF4 && second > 0x8F)) return 0;
  return length;
}

}  // namespace

std::string capitalised(std::string text) {
  if (!text.empty()) text[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(text[0])));
  return text;
}

std::string valid_utf8(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t length = valid_sequence(text, i);
    out += length == 0 ? std::string_view("\xEF\xBF\xBD") : text.substr(i, length);
    i += std::max<std::size_t>(length, 1);
  }
  return out;
}

std::string fold(std::string_view text) {
  std::string raw;
  raw.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) append_folded(next_code_point(text, i), raw);
  return join(words(raw), " ");
}

std::vector<std::string> split(std::string_view text, char separator) {
  std::vector<std::string> parts;
  std::size_t begin = 0;
  while (true) {
    const std::size_t end = text.find(separator, begin);
    parts.emplace_back(text.substr(begin, end - begin));
    if (end == std::string_view::npos) return parts;
    begin = end + 1;
  }
}

std::vector<std::string> words(std::string_view folded) {
  std::vector<std::string> found = split(folded, ' ');
  found.erase(std::remove(found.begin(), found.end(), std::string()), found.end());
  return found;
}

std::string join(const std::vector<std::string>& parts, std::string_view separator) {
  std::string out;
  for (const std::string& part : parts) {
    if (&part != &parts.front()) out += separator;
    out += part;
  }
  return out;
}

bool starts_with(std::string_view text, std::string_view start) {
  return text.substr(0, start.size()) == start;
}

bool ends_with(std::string_view text, std::string_view end) {
  return text.size() >= end.size() && text.substr(text.size() - end.size()) == end;
}

int edit_distance(std::string_view a, std::string_view b, int limit) {
  const int rows = static_cast<int>(a.size());
  const int columns = static_cast<int>(b.size());
  if (std::abs(rows - columns) > limit) return limit + 1;
  std::vector<int> before_last(b.size() + 1), last(b.size() + 1), row(b.size() + 1);
  for (int j = 0; j <= columns; ++j) last[static_cast<std::size_t>(j)] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = static_cast<int>(i);
    int best = row[0];
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const int change = a[i - 1] == b[j - 1] ? 0 : 1;
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + change});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        row[j] = std::min(row[j], before_last[j - 2] + 1);
      best = std::min(best, row[j]);
    }
    if (best > limit) return limit + 1;
    before_last.swap(last);
    last.swap(row);
  }
  return std::min(last[b.size()], limit + 1);
}

std::string closest_name(std::string_view wrong, const std::vector<std::string>& names) {
  const int limit = std::max(1, static_cast<int>(wrong.size()) / 3);
  std::string best;
  int best_distance = limit + 1;
  for (const std::string& name : names) {
    const int distance = edit_distance(wrong, name, limit);
    if (distance < best_distance) {
      best_distance = distance;
      best = name;
    }
  }
  return best;
}

bool matches_wildcard(std::string_view text, std::string_view pattern) {
  // Greedy with one point of return: the last star seen.
  std::size_t t = 0, p = 0, star = std::string_view::npos, mark = 0;
  while (t < text.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      mark = t;
    } else if (p < pattern.size() && pattern[p] == text[t]) {
      ++p;
      ++t;
    } else if (star != std::string_view::npos) {
      p = star + 1;
      t = ++mark;
    } else {
      return false;
    }
  }
  while (p < pattern.size() && pattern[p] == '*') ++p;
  return p == pattern.size();
}

}  // namespace palpate
