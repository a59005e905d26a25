#include "theme.h"

#include <palpate/ui/ui.h>

#include <fmt/format.h>

#include <filesystem>

#include <imgui_freetype.h>

namespace palpate {
namespace {

constexpr ImU32 rgb(unsigned hex, unsigned alpha = 255) {
  return IM_COL32((hex >> 16) & 255u, (hex >> 8) & 255u, hex & 255u, alpha);
}

constexpr Palette dark = {rgb(0x171A1F), rgb(0x1D2127),      rgb(0x1B1F24), rgb(0x22272D), rgb(0x2B2522),
                          rgb(0x2A3038), rgb(0xD9DDE3),      rgb(0xF4F6F8), rgb(0x95A0AE), rgb(0x6E7988),
                          rgb(0xE0805A), rgb(0xE0805A, 44),  rgb(0x1B1310), rgb(0xFF3D5E), rgb(0x17A5F0),
                          rgb(0xFF9A4D), rgb(0x7FB58B),      rgb(0xD9B45B), rgb(0x33231F), rgb(0xF0714A),
                          rgb(0xF3C9B8), rgb(0x16191D, 214), rgb(0x171A1F)};

constexpr Palette light = {rgb(0xF6F4F0), rgb(0xFFFFFF),      rgb(0xFBFAF7), rgb(0xFFFFFF), rgb(0xFDF3EE),
                           rgb(0xDEDAD3), rgb(0x20242A),      rgb(0x111418), rgb(0x5F6772), rgb(0x8B9099),
                           rgb(0xB4532C), rgb(0xB4532C, 34),  rgb(0xFFFFFF), rgb(0xC81E44), rgb(0x0B6FA8),
                           rgb(0xB85A12), rgb(0x2F7A45),      rgb(0x8A6410), rgb(0xFFF1EA), rgb(0xD9562E),
                           rgb(0x7A2E14), rgb(0xFFFFFF, 226), rgb(0xF1EEE8)};

struct Appearance {
  Palette colours = dark;
  float scale = 1.0f;
  std::array<ImFont*, static_cast<std::size_t>(Font::count)> fonts{};
};

// ImGui itself is one global context; the style belongs to it.
Appearance& look() {
  static Appearance shared;
  return shared;
}

struct FontFile {
  Font which;
  const char* file;
  float size;
};

constexpr std::array<FontFile, 7> font_files = {{
    {Font::text, "Inter-Regular.otf", 13.0f},
    {Font::small, "Inter-Regular.otf", 12.0f},
    {Font::section, "Inter-SemiBold.otf", 15.0f},
    {Font::title, "Inter-SemiBold.otf", 20.0f},
    {Font::capitals, "Inter-SemiBold.otf", 11.0f},
    {Font::italic, "Inter-Italic.otf", 13.0f},
    {Font::strong, "Inter-SemiBold.otf", 13.0f},
}};

constexpr std::array<const char*, 3> font_folders = {"/usr/share/fonts/opentype/inter/",
                                                     "/usr/local/share/fonts/inter/", "/usr/share/fonts/inter/"};
constexpr const char* fallback_font = "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf";

// Latin with extensions, Greek, punctuation, arrows and the few signs that anatomy and statistics use.
constexpr ImWchar glyphs[] = {0x20,   0x24F,  0x2B0,  0x2FF,  0x370,  0x3FF,  0x2010, 0x2027, 0x2030,
                              0x205E, 0x2070, 0x209C, 0x2190, 0x2193, 0x2212, 0x2212, 0x2248, 0x2248,
                              0x2264, 0x2265, 0x25CF, 0x25CF, 0x2713, 0x2713, 0};

std::string font_path(const char* file) {
  for (const char* folder : font_folders) {
    std::string path = std::string(folder) + file;
    if (std::filesystem::exists(path)) return path;
  }
  return {};
}

Status load_fonts(float scale) {
  ImGuiIO& io = ImGui::GetIO();
  io.Fonts->Clear();
  io.Fonts->FontBuilderIO = ImGuiFreeType::GetBuilderForFreeType();
  io.Fonts->FontBuilderFlags = ImGuiFreeTypeBuilderFlags_LightHinting;
  bool missing = false;
  for (const FontFile& wanted : font_files) {
    std::string path = font_path(wanted.file);
    if (path.empty()) {
      missing = true;
      path = std::filesystem::exists(fallback_font) ? fallback_font : "";
    }
    ImFont* made = path.empty()
                       ? nullptr
                       : io.Fonts->AddFontFromFileTTF(path.c_str(), wanted.size * scale * 1.22f, nullptr, glyphs);
    if (made == nullptr) {
      ImFontConfig config;
      config.SizePixels = wanted.size * scale;
      made = io.Fonts->AddFontDefault(&config);
    }
    look().fonts[static_cast<std::size_t>(wanted.which)] = made;
  }
  io.FontDefault = look().fonts[static_cast<std::size_t>(Font::text)];
  io.Fonts->Build();
  if (missing)
    return Error{"the typeface Inter is not installed; another one is used", font_folders[0],
                 "Install the package fonts-inter"};
  return {};
}

ImVec4 colour(ImU32 c) {
  return ImGui::ColorConvertU32ToFloat4(c);
}

void set_colours(const Palette& p) {
  ImVec4* c = ImGui::GetStyle().Colors;
  const ImU32 none = IM_COL32(0, 0, 0, 0);
  const struct {
    ImGuiCol which;
    ImU32 value;
  } table[] = {
      {ImGuiCol_Text, p.text},
      {ImGuiCol_TextDisabled, p.quiet},
      {ImGuiCol_WindowBg, p.panel},
      {ImGuiCol_ChildBg, none},
      {ImGuiCol_PopupBg, p.card},
      {ImGuiCol_Border, p.line},
      {ImGuiCol_BorderShadow, none},
      {ImGuiCol_FrameBg, p.field},
      {ImGuiCol_FrameBgHovered, p.line},
      {ImGuiCol_FrameBgActive, p.line},
      {ImGuiCol_Button, none},
      {ImGuiCol_ButtonHovered, p.line},
      {ImGuiCol_ButtonActive, p.accent_soft},
      {ImGuiCol_Header, p.accent_soft},
      {ImGuiCol_HeaderHovered, p.line},
      {ImGuiCol_HeaderActive, p.accent_soft},
      {ImGuiCol_CheckMark, p.accent},
      {ImGuiCol_SliderGrab, p.accent},
      {ImGuiCol_SliderGrabActive, p.accent},
      {ImGuiCol_ScrollbarBg, none},
      {ImGuiCol_ScrollbarGrab, p.line},
      {ImGuiCol_ScrollbarGrabHovered, p.quiet},
      {ImGuiCol_ScrollbarGrabActive, p.quiet},
      {ImGuiCol_Separator, p.line},
      {ImGuiCol_NavHighlight, p.accent},
      {ImGuiCol_TextSelectedBg, p.accent_soft},
      {ImGuiCol_ModalWindowDimBg, IM_COL32(0, 0, 0, 110)},
      {ImGuiCol_TableBorderLight, p.line},
  };
  for (const auto& entry : table) c[entry.which] = colour(entry.value);
}

}  // namespace

const Palette& palette() {
  return look().colours;
}
ImFont* font(Font which) {
  return look().fonts[static_cast<std::size_t>(which)];
}
float px(float at_scale_one) {
  return at_scale_one * look().scale;
}

Style::Style(Font which, ImU32 colour_value) : coloured_(true) {
  ImGui::PushFont(font(which));
  ImGui::PushStyleColor(ImGuiCol_Text, colour_value);
}
Style::Style(Font which) : coloured_(false) {
  ImGui::PushFont(font(which));
}
Style::~Style() {
  if (coloured_) ImGui::PopStyleColor();
  ImGui::PopFont();
}

Status set_up_style(Theme theme, float scale) {
  Appearance& l = look();
  const bool new_fonts = l.fonts[0] == nullptr || scale != l.scale || ImGui::GetIO().Fonts->Fonts.empty();
  l.colours = theme == Theme::light ? light : dark;
  l.scale = scale;
  ImGuiStyle style;
  style.WindowPadding = ImVec2(16, 14);
  style.WindowRounding = 10;
  style.WindowBorderSize = 0;
  style.ChildRounding = 8;
  style.ChildBorderSize = 0;
  style.PopupRounding = 8;
  style.PopupBorderSize = 1;
  style.FramePadding = ImVec2(10, 6);
  style.FrameRounding = 6;
  style.ItemSpacing = ImVec2(8, 6);
  style.ItemInnerSpacing = ImVec2(8, 4);
  style.IndentSpacing = 14;
  style.ScrollbarSize = 10;
  style.ScrollbarRounding = 5;
  style.GrabMinSize = 14;
  style.GrabRounding = 7;
  style.ScaleAllSizes(scale);
  style.WindowBorderSize = 0;
  style.PopupBorderSize = 1;
  ImGui::GetStyle() = style;
  set_colours(l.colours);
  return new_fonts ? load_fonts(scale) : Status();
}

}  // namespace palpate
