// Small helpers for text. All text is UTF-8.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace palpate {

// Lower case, without diacritics (Latin letters), punctuation turned into single spaces: the form in which names are
// compared. "M. piriformis" -> "m piriformis", "Oesophagus" stays.
[[nodiscard]] std::string fold(std::string_view text);

// The same text with every byte that is no UTF-8 replaced by U+FFFD.
[[nodiscard]] std::string valid_utf8(std::string_view text);

[[nodiscard]] std::vector<std::string> split(std::string_view text, char separator);
[[nodiscard]] std::vector<std::string> words(std::string_view folded);
[[nodiscard]] std::string join(const std::vector<std::string>& parts, std::string_view separator);
[[nodiscard]] bool starts_with(std::string_view text, std::string_view start);
[[nodiscard]] bool ends_with(std::string_view text, std::string_view end);

// With a capital letter at its beginning (of the English alphabet).
[[nodiscard]] std::string capitalised(std::string text);

// Optimal string alignment distance (insertions, deletions, substitutions, swaps of neighbours), at most `limit` + 1.
[[nodiscard]] int edit_distance(std::string_view a, std::string_view b, int limit);

// The name in `names` that was probably meant, or empty: for "did you mean" in messages.
[[nodiscard]] std::string closest_name(std::string_view wrong, const std::vector<std::string>& names);

// Whether `text` matches `pattern`, in which * stands for any characters.
[[nodiscard]] bool matches_wildcard(std::string_view text, std::string_view pattern);

}  // namespace palpate
