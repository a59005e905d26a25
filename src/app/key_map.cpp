#include "key_map.h"

#include <GLFW/glfw3.h>

#include <array>
#include <utility>

namespace palpate {
namespace {

constexpr std::array<std::pair<int, Key>, 27> named = {{
    {GLFW_KEY_LEFT, Key::left},       {GLFW_KEY_RIGHT, Key::right},
    {GLFW_KEY_UP, Key::up},           {GLFW_KEY_DOWN, Key::down},
    {GLFW_KEY_PAGE_UP, Key::page_up}, {GLFW_KEY_PAGE_DOWN, Key::page_down},
    {GLFW_KEY_HOME, Key::home},       {GLFW_KEY_END, Key::end},
    {GLFW_KEY_TAB, Key::tab},         {GLFW_KEY_ENTER, Key::enter},
    {GLFW_KEY_KP_ENTER, Key::enter},  {GLFW_KEY_ESCAPE, Key::escape},
    {GLFW_KEY_SPACE, Key::space},     {GLFW_KEY_BACKSPACE, Key::backspace},
    {GLFW_KEY_DELETE, Key::del},      {GLFW_KEY_F1, Key::f1},
    {GLFW_KEY_F2, Key::f2},           {GLFW_KEY_F3, Key::f3},
    {GLFW_KEY_F4, Key::f4},           {GLFW_KEY_F5, Key::f5},
    {GLFW_KEY_F6, Key::f6},           {GLFW_KEY_F7, Key::f7},
    {GLFW_KEY_F8, Key::f8},           {GLFW_KEY_F9, Key::f9},
    {GLFW_KEY_F10, Key::f10},         {GLFW_KEY_F11, Key::f11},
    {GLFW_KEY_F12, Key::f12},
}};

Key key_from_letter(char c) {
  if (c >= 'a' && c <= 'z') return static_cast<Key>(static_cast<int>(Key::a) + (c - 'a'));
  if (c >= '0' && c <= '9') return static_cast<Key>(static_cast<int>(Key::n0) + (c - '0'));
  return Key::none;
}

}  // namespace

Key key_from_glfw(int key, int scancode) {
  for (const auto& [glfw, ours] : named) {
    if (glfw == key) return ours;
  }
  const char* name = glfwGetKeyName(key, scancode);
  if (name == nullptr || name[0] == '\0' || name[1] != '\0') return Key::none;
  if (const Key letter = key_from_letter(name[0]); letter != Key::none) return letter;
  return key_from_char(static_cast<unsigned char>(name[0]));
}

Key key_from_char(unsigned codepoint) {
  switch (codepoint) {
    case '+':
    case '=':  // the same key without Shift on many layouts
      return Key::plus;
    case '-':
      return Key::minus;
    case ',':
      return Key::comma;
    case '.':
      return Key::period;
    case '[':
      return Key::left_bracket;
    case ']':
      return Key::right_bracket;
    case '?':
      return Key::question;
    default:
      return Key::none;
  }
}

KeyRole role_of_glfw(int key, int mods) {
  const bool sign = key >= 0 && key < GLFW_KEY_ESCAPE;
  if (sign && (mods & (GLFW_MOD_CONTROL | GLFW_MOD_ALT)) == 0) return KeyRole::writes;
  const bool in_a_field = key >= GLFW_KEY_BACKSPACE && key <= GLFW_KEY_END;
  const bool modifier = key >= GLFW_KEY_LEFT_SHIFT && key <= GLFW_KEY_RIGHT_SUPER;
  return in_a_field || modifier ? KeyRole::moves : KeyRole::acts;
}

}  // namespace palpate
