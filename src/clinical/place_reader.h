// The pieces that all clinical files are made of: places, strokes on the skin, grades and cited sources.
#pragma once

#include <palpate/base/json_cursor.h>
#include <palpate/clinical/record.h>

#include <string_view>
#include <vector>

namespace palpate {

// A list of cited sources; a statement without any is a fault.
[[nodiscard]] SourceKeys read_sources(const JsonCursor& in);

[[nodiscard]] Grade read_grade(const JsonCursor& in);

// A length that must be more than nothing.
[[nodiscard]] float read_size(const JsonCursor& in, std::string_view key);

// {"lateral": mm, "up": mm, "front": mm}
[[nodiscard]] glm::vec3 read_offset(const JsonCursor& in);

[[nodiscard]] Place read_place(const JsonCursor& in);
[[nodiscard]] Place read_place_at(const JsonCursor& in, std::string_view key);  // a fault if it is missing

// The member "strokes"; none if it is missing.
[[nodiscard]] std::vector<Stroke> read_strokes(const JsonCursor& in);

}  // namespace palpate
