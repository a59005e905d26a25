// How near a person's own needles came to the described approaches: a file of its own, to which tries are only added.
//
// All lengths are millimetres of the person whose body it was, all angles degrees. A score says how near somebody came
// to a description on one body; it says nothing about readiness to needle people.
#pragma once

#include <palpate/base/result.h>
#include <palpate/session/session.h>

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace palpate {

struct Score {
  std::string when;  // "2026-11-23T09:30:00Z"
  std::string body;  // which one it was done on
  ZoneChoice target;
  Exercise::Look look = Exercise::Look::blind;
  // Against the described approach; none where that does not reach the zone on this body.
  std::optional<float> entry_mm;       // from the middle of the described entry zone
  std::optional<float> entry_out_mm;   // outside of its edge; 0 within
  std::optional<float> angle_deg;      // from the described direction
  std::optional<float> angle_out_deg;  // outside of the described cone; 0 within
  float tip_mm = 0.0f;                 // from the middle of the trigger-point zone
  bool in_zone = false;
  std::string nearest;  // what must not be met and came nearest; empty: nothing did
  float nearest_mm = 0.0f;
  bool struck = false;
  HeldNeedle needle;  // as it was placed

  bool operator==(const Score&) const = default;
};

// What was kept so far, oldest first. A missing file is empty. A file that cannot be read is said and moved aside as
// ".broken"; scores within it that cannot be read are said with their line and left out.
[[nodiscard]] std::vector<Score> read_scores(const std::filesystem::path& file, std::vector<std::string>& warnings);

// Adds one to what the file has now: another window may have written to it. Where some of it could not be read, the
// whole file is copied aside first, so that nothing is lost.
[[nodiscard]] Status add_score(const Score& score, const std::filesystem::path& file,
                               std::vector<std::string>& warnings);

}  // namespace palpate
