#include <palpate/session/session.h>

namespace palpate {

// What a first look shows: bones, muscles, fascia's tendons and ligaments, and the skin, which the peel takes away.
std::array<bool, 12> Session::default_systems() {
  std::array<bool, 12> on{};
  for (const System system : {System::skin, System::muscles, System::skeleton, System::joints, System::other}) {
    on[static_cast<std::size_t>(system)] = true;
  }
  return on;
}

std::string_view key_of(Exercise::Look look) {
  return look == Exercise::Look::blind ? "blind" : "glassy";
}

}  // namespace palpate
