// Reads the rows of the clinical tables: needles that are sold, distances that are published, and how thick the layer
// over the muscles is.
#pragma once

#include <palpate/base/json_cursor.h>
#include <palpate/clinical/needle_table.h>
#include <palpate/clinical/physique.h>
#include <palpate/clinical/published_distance.h>

namespace palpate {

[[nodiscard]] RealNeedle read_needle(const JsonCursor& in);
[[nodiscard]] PublishedDistance read_published_distance(const JsonCursor& in);
[[nodiscard]] LayerSite read_layer_site(const JsonCursor& in);

}  // namespace palpate
