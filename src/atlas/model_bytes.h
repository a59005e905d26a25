// A Model (or why there is none) as bytes, to send it from the process that reads it.
#pragma once

#include <palpate/atlas/model_reader.h>

#include <string>
#include <string_view>

namespace palpate {

[[nodiscard]] std::string pack(const Result<Model>& model);
[[nodiscard]] Result<Model> unpack_model(std::string_view bytes);

}  // namespace palpate
