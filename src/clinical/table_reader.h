// Reads the rows of the clinical tables: needles that are sold.
#pragma once

#include <palpate/base/json_cursor.h>
#include <palpate/clinical/needle_table.h>

namespace palpate {

[[nodiscard]] RealNeedle read_needle(const JsonCursor& in);

}  // namespace palpate
