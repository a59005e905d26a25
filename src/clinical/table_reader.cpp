#include "table_reader.h"

#include "place_reader.h"

namespace palpate {

RealNeedle read_needle(const JsonCursor& in) {
  RealNeedle needle;
  needle.length_mm = read_size(in, "length_mm");
  needle.diameter_mm = read_size(in, "diameter_mm");
  if (needle.diameter_mm >= needle.length_mm && needle.length_mm > 0.0f)
    in.fault_at("diameter_mm", "the needle is thicker than it is long");
  // Most pages do not say it, and nobody's usual length is put in its place.
  if (in.has("handle_mm")) needle.handle_mm = read_size(in, "handle_mm");
  needle.sources = read_sources(in);
  return needle;
}

}  // namespace palpate
