// A drawing of pain as JSON: a block of a session file, or a file of its own.
#pragma once

#include <palpate/base/json_cursor.h>
#include <palpate/base/result.h>
#include <palpate/clinical/pain_drawing.h>

#include <filesystem>
#include <string>
#include <vector>

namespace palpate {

[[nodiscard]] JsonNode pain_json(const PainDrawing& drawing);

// The list at `key`; marks that cannot be understood are left out, with a warning.
[[nodiscard]] PainDrawing read_pain(const JsonCursor& in, std::string_view key);

struct PainFile {
  PainDrawing drawing;
  std::vector<std::string> warnings;
};
// {"format": "palpate-pain", "version": 1, "pain": [...]}, or a session that Palpate saved.
[[nodiscard]] Result<PainFile> open_pain(const std::filesystem::path& path);

}  // namespace palpate
