// From GLFW's keys to the keys of the command table and of the queue.
#pragma once

#include <palpate/app/key_queue.h>
#include <palpate/session/command.h>

namespace palpate {

// The key by what is printed on it in the person's layout; Key::none if no command uses it. Signs that need Shift on
// some layouts (+ ? [ ]) come as characters instead: key_from_char.
[[nodiscard]] Key key_from_glfw(int key, int scancode);
[[nodiscard]] Key key_from_char(unsigned codepoint);

// What a key may do to the interface.
[[nodiscard]] KeyRole role_of_glfw(int key, int mods);

}  // namespace palpate
