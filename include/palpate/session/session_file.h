// Sessions on disk: JSON, readable, versioned, checked.
#pragma once

#include <palpate/base/json.h>
#include <palpate/base/result.h>
#include <palpate/session/session.h>

#include <filesystem>
#include <string>
#include <vector>

namespace palpate {

struct SessionFile {
  Session session;
  std::vector<std::string> atlases;   // folders that were open
  std::vector<std::string> warnings;  // fields that could not be read and have their usual value
};

[[nodiscard]] JsonNode session_json(const Session& session, const std::vector<std::string>& atlases);

// Reads what it can: a field of the wrong type is a warning. A file that is not a session, or one made by a newer
// version, is an error that says so.
[[nodiscard]] Result<SessionFile> session_from_json(const JsonNode& document, const std::string& file);

[[nodiscard]] Status save_session(const Session& session, const std::vector<std::string>& atlases,
                                  const std::filesystem::path& path);
[[nodiscard]] Result<SessionFile> open_session(const std::filesystem::path& path);

}  // namespace palpate
