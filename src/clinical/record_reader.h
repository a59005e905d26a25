// Reads one clinical record from JSON, with all faults.
#pragma once

#include <palpate/base/json_cursor.h>
#include <palpate/clinical/record.h>
#include <palpate/clinical/source.h>

namespace palpate {

[[nodiscard]] MuscleRecord read_record(const JsonCursor& in);
[[nodiscard]] Source read_source(const JsonCursor& in);

}  // namespace palpate
