// A publication that the clinical data cites, and what of it was read.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace palpate {

struct Source {
  std::string key;  // "barbero-2013-trapezius"
  std::string authors;
  int year = 0;  // 0: what was read does not say it
  std::string title;
  std::string published_in;
  std::string doi, pmid, pmcid, isbn, url;
  std::string type;  // "systematic-review", "textbook" ...: see assets/schemas/sources.schema.json
  std::string read;  // "whole", "abstract", "excerpt", "quoted-elsewhere", "textbook-knowledge"
  std::string note;
};

// "Barbero et al. 2013"
[[nodiscard]] std::string short_citation(const Source& source);
// "Barbero M, ... (2013). Title. Journal. doi:..."
[[nodiscard]] std::string full_citation(const Source& source);
// "Systematic review", "Read: abstract"
[[nodiscard]] std::string_view label_of_type(std::string_view type);
[[nodiscard]] std::string_view label_of_reading(std::string_view read);

}  // namespace palpate
