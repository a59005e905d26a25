// Checks a JsonNode against a JSON schema and names every fault by file, line and field.
//
// Understands of draft 2020-12 what the schemas in assets/schemas use: type, enum, const, properties, required,
// additionalProperties, items, minItems, maxItems, uniqueItems, minimum, maximum, minLength, pattern, $ref within the
// document. A keyword it does not know is itself reported, so that no rule is silently skipped.
#pragma once

#include <palpate/base/fault.h>
#include <palpate/base/json.h>

#include <string>

namespace palpate {

// `schema` stays referenced only during the call. Faults are added to `faults`.
void check_schema(const JsonNode& value, const JsonNode& schema, const std::string& file, Faults& faults);

}  // namespace palpate
