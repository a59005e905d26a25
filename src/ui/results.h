// What a search finds, below the field at the top and in the command palette.
#pragma once

#include "panels.h"

#include <string>
#include <vector>

namespace palpate {

struct SearchResult {
  std::string name, note;
  UiEvent event;
};

// Structures for the query; commands too if wanted.
[[nodiscard]] std::vector<SearchResult> search_results(const PanelContext& c, bool with_commands);

// Up and down move the choice while a field has the keyboard.
void move_choice(UiState& state);

// Takes the chosen result and closes the search.
void take_search_result(const PanelContext& c);

// The rows of a list of results; returns the index of the one that was clicked, -1 if none.
int draw_result_rows(const PanelContext& c, const std::vector<SearchResult>& results, const char* item_prefix);

}  // namespace palpate
