#include "gl_passes.h"

#include <palpate/base/hash.h>
#include <palpate/scene/camera_math.h>

#include <glm/common.hpp>
#include <glm/geometric.hpp>

#include <algorithm>
#include <cmath>

namespace palpate {
namespace {

constexpr int shadow_side = 1536;
constexpr float deep_flag = 2.0f;        // added to a stroke's strength: see shaders/paint.glsl
constexpr float shadow_error_px = 2.0f;  // shadows may be coarser than what casts them

glm::vec4 to_linear(glm::vec4 srgb) {
  const auto channel = [](float c) { return c <= 0.04045f ? c / 12.92f : std::pow((c + 0.055f) / 1.055f, 2.4f); };
  return {channel(srgb.r), channel(srgb.g), channel(srgb.b), srgb.a};
}

// A small volume of random values; smooth when it is read between them.
GlTexture make_noise() {
  constexpr int side = 32;
  std::vector<std::uint8_t> values(std::size_t{side} * side * side);
  for (std::uint32_t i = 0; i < values.size(); ++i) {
    values[i] = static_cast<std::uint8_t>(hash_bytes(std::as_bytes(std::span(&i, 1))) & 255u);
  }
  GlTexture texture = GlTexture::create();
  glActiveTexture(static_cast<GLenum>(GL_TEXTURE0 + static_cast<int>(Unit::noise)));
  glBindTexture(GL_TEXTURE_3D, texture.name());
  glPixelStorei(GL_UNPACK_ALIGNMENT, 1);
  glTexImage3D(GL_TEXTURE_3D, 0, GL_R8, side, side, side, 0, GL_RED, GL_UNSIGNED_BYTE, values.data());
  glPixelStorei(GL_UNPACK_ALIGNMENT, 4);
  glTexParameteri(GL_TEXTURE_3D, GL_TEXTURE_MIN_FILTER, GL_LINEAR);
  glTexParameteri(GL_TEXTURE_3D, GL_TEXTURE_MAG_FILTER, GL_LINEAR);
  for (const GLenum axis : {GL_TEXTURE_WRAP_S, GL_TEXTURE_WRAP_T, GL_TEXTURE_WRAP_R})
    glTexParameteri(GL_TEXTURE_3D, axis, GL_REPEAT);
  return texture;
}

bool is_solid(const DrawState& s) {
  return s.mode == DrawState::Mode::solid;
}
bool is_glass(const DrawState& s) {
  return s.mode == DrawState::Mode::glass;
}
bool is_skin_glass(const DrawState& s) {
  return s.mode == DrawState::Mode::skin_glass;
}
bool is_marked(const DrawState& s) {
  return s.mode != DrawState::Mode::hidden &&
         (s.emphasis & (DrawState::selected | DrawState::hovered | DrawState::hazard)) != 0;
}

}  // namespace

void bind_texture(Unit unit, GLuint texture) {
  glActiveTexture(static_cast<GLenum>(GL_TEXTURE0 + static_cast<int>(unit)));
  glBindTexture(GL_TEXTURE_2D, texture);
}

Result<std::unique_ptr<Programs>> Programs::build(const ShaderLibrary& library) {
  auto made = std::make_unique<Programs>();
  struct Wanted {
    GlProgram* program;
    const char* vertex;
    const char* fragment;
    const char* defines;
  };
  const std::array<Wanted, 17> wanted = {{
      {&made->plain, "plain.vert", "plain.frag", ""},
      {&made->solid, "body.vert", "body.frag", ""},
      {&made->solid_cut, "body.vert", "body.frag", "#define CUT 1"},
      {&made->glass, "body.vert", "body.frag", "#define GLASS 1"},
      {&made->glass_cut, "body.vert", "body.frag", "#define GLASS 1\n#define GLASS_CUT 1"},
      {&made->depth, "body.vert", "depth.frag", ""},
      {&made->depth_cut, "body.vert", "depth.frag", "#define CUT 1"},
      {&made->mask, "body.vert", "mask.frag", ""},
      {&made->mask_cut, "body.vert", "mask.frag", "#define CUT 1"},
      {&made->occlusion, "screen.vert", "occlusion.frag", ""},
      {&made->backdrop, "screen.vert", "backdrop.frag", ""},
      {&made->shade, "screen.vert", "shade.frag", ""},
      {&made->rims, "screen.vert", "rims.frag", ""},
      {&made->glow, "screen.vert", "glow.frag", ""},
      {&made->copy, "screen.vert", "copy.frag", ""},
      {&made->present, "screen.vert", "present.frag", ""},
      {&made->line, "line.vert", "line.frag", ""},
  }};
  for (const Wanted& w : wanted) {
    auto program = GlProgram::build(library, w.vertex, w.fragment, w.defines);
    if (!program) return program.error();
    *w.program = std::move(*program);
  }
  return made;
}

void PassTargets::resize(glm::ivec2 size) {
  for (GlScreenTexture* texture : {&colour, &depth, &occlusion, &mask}) texture->resize(size);
  if (shadow.resize({shadow_side, shadow_side})) {
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_COMPARE_MODE, GL_COMPARE_REF_TO_TEXTURE);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_COMPARE_FUNC, GL_LEQUAL);
  }
  body.attach(colour.name(), depth.name());
  flat_body.attach(colour.name(), 0);
  occlusion_target.attach(occlusion.name(), 0);
  mask_target.attach(mask.name(), 0);
  shadow_target.attach(0, shadow.name());
}

Passes::Passes(std::unique_ptr<Programs> programs)
    : programs_(std::move(programs)),
      frame_buffer_(GlBuffer::create()),
      paint_buffer_(GlBuffer::create()),
      paint_texture_(GlTexture::create()),
      access_texture_(GlTexture::create()),
      noise_(make_noise()),
      empty_(GlVertexArray::create()) {}

PassResult Passes::run(const PassInput& input, GlGeometry& geometry, PassTargets& targets) {
  PassResult result;
  targets.resize(input.size);
  geometry.upload_states(input.list.states);
  upload_paint(input.list);
  upload_access(input.list);
  upload_frame(frame_block(input.list, input.options));
  glActiveTexture(static_cast<GLenum>(GL_TEXTURE0 + static_cast<int>(Unit::noise)));
  glBindTexture(GL_TEXTURE_3D, noise_.name());
  if (input.list.clip) glEnable(GL_CLIP_DISTANCE0);
  if (input.options.shadow) shadow_pass(input, geometry, targets, result);
  solid_pass(input, geometry, targets, result);
  glDisable(GL_CLIP_DISTANCE0);
  if (input.options.occlusion) occlusion_pass(input, targets, result.solid_box);
  line_pass(input, targets);
  if (input.list.clip) glEnable(GL_CLIP_DISTANCE0);
  glass_pass(input, geometry, targets, result);
  outline_pass(input, geometry, targets, result);
  glDisable(GL_CLIP_DISTANCE0);
  glow_pass(input, targets);
  return result;
}

void Passes::upload_frame(const FrameBlock& block) {
  glBindBuffer(GL_UNIFORM_BUFFER, frame_buffer_.name());
  glBufferData(GL_UNIFORM_BUFFER, sizeof block, &block, GL_STREAM_DRAW);
  glBindBufferBase(GL_UNIFORM_BUFFER, 0, frame_buffer_.name());
}

void Passes::upload_paint(const DrawList& list) {
  std::vector<glm::vec4> heads, points;
  const auto head_count = static_cast<float>(list.paint.size() * 2);
  for (const PaintStroke& stroke : list.paint) {
    glm::vec3 centre(0.0f);
    for (const PaintPoint& p : stroke.points) centre += p.position / static_cast<float>(stroke.points.size());
    float reach = 0.0f, length = 0.0f;
    heads.emplace_back(head_count + static_cast<float>(points.size()), static_cast<float>(stroke.points.size()),
                       static_cast<float>(stroke.style), stroke.strength + (stroke.deep ? deep_flag : 0.0f));
    for (std::size_t i = 0; i < stroke.points.size(); ++i) {
      const PaintPoint& p = stroke.points[i];
      if (i > 0) length += glm::distance(p.position, stroke.points[i - 1].position);
      reach = std::max(reach, glm::distance(centre, p.position) + p.radius + 2.0f);
      points.emplace_back(p.position, p.radius);
      points.emplace_back(p.normal, length);
    }
    heads.emplace_back(centre, reach);
  }
  heads.insert(heads.end(), points.begin(), points.end());
  if (heads.empty()) heads.emplace_back(0.0f);
  glBindBuffer(GL_TEXTURE_BUFFER, paint_buffer_.name());
  glBufferData(GL_TEXTURE_BUFFER, static_cast<GLsizeiptr>(heads.size() * sizeof(glm::vec4)), heads.data(),
               GL_STREAM_DRAW);
  glActiveTexture(static_cast<GLenum>(GL_TEXTURE0 + static_cast<int>(Unit::paint)));
  glBindTexture(GL_TEXTURE_BUFFER, paint_texture_.name());
  glTexBuffer(GL_TEXTURE_BUFFER, GL_RGBA32F, paint_buffer_.name());
}

// Millions of bytes: only when the map is another one.
void Passes::upload_access(const DrawList& list) {
  glActiveTexture(static_cast<GLenum>(GL_TEXTURE0 + static_cast<int>(Unit::access)));
  glBindTexture(GL_TEXTURE_3D, access_texture_.name());
  if (list.access == access_ || !list.access || list.access->values.empty()) return;
  access_ = list.access;
  const glm::ivec3 cells = access_->cells;
  glTexImage3D(GL_TEXTURE_3D, 0, GL_RGBA8, cells.x, cells.y, 2 * cells.z, 0, GL_RGBA, GL_UNSIGNED_BYTE,
               access_->values.data());
  glTexParameteri(GL_TEXTURE_3D, GL_TEXTURE_MIN_FILTER, GL_LINEAR);
  glTexParameteri(GL_TEXTURE_3D, GL_TEXTURE_MAG_FILTER, GL_LINEAR);
  for (const GLenum axis : {GL_TEXTURE_WRAP_S, GL_TEXTURE_WRAP_T, GL_TEXTURE_WRAP_R})
    glTexParameteri(GL_TEXTURE_3D, axis, GL_CLAMP_TO_EDGE);
}

void Passes::shadow_pass(const PassInput& input, GlGeometry& geometry, const PassTargets& targets, PassResult& result) {
  // The depth program looks from the light when the frame's camera is the light's.
  FrameBlock block = frame_block(input.list, input.options);
  const glm::mat4 camera = block.view_projection;
  block.view_projection = light_projection(input.list, glm::vec3(block.key));
  upload_frame(block);
  targets.shadow_target.bind({shadow_side, shadow_side});
  glEnable(GL_DEPTH_TEST);
  glDepthMask(GL_TRUE);
  glDepthFunc(GL_LESS);
  glClear(GL_DEPTH_BUFFER_BIT);
  const bool cut = input.list.clip.has_value();
  const GlProgram& program = cut ? programs_->depth_cut : programs_->depth;
  program.use();
  result.draw_calls += geometry.draw(geometry.select(input.list, input.size, shadow_error_px, is_solid), program, cut);
  block.view_projection = camera;
  upload_frame(block);
  bind_texture(Unit::shadow, targets.shadow.name());
}

void Passes::solid_pass(const PassInput& input, GlGeometry& geometry, const PassTargets& targets,
                        PassResult& result) const {
  targets.body.bind(input.size);
  glDisable(GL_BLEND);
  glDepthMask(GL_TRUE);
  glClear(GL_DEPTH_BUFFER_BIT);
  glDisable(GL_DEPTH_TEST);
  programs_->backdrop.use();
  draw_screen();
  glEnable(GL_DEPTH_TEST);
  glDepthFunc(GL_LESS);
  bind_texture(Unit::shadow, targets.shadow.name());
  const bool cut = input.list.clip.has_value();
  const GlProgram& program = cut ? programs_->solid_cut : input.plain ? programs_->plain : programs_->solid;
  program.use();
  const DrawSelection selection = geometry.select(input.list, input.size, input.error_px, is_solid);
  result.draw_calls += geometry.draw(selection, program, cut);
  result.triangles += selection.triangles;
  result.solid_box = geometry.screen_box(selection, input.list, input.size);
}

// Only where something solid may be.
void Passes::occlusion_pass(const PassInput& input, PassTargets& targets, glm::ivec4 box) const {
  glEnable(GL_SCISSOR_TEST);
  glScissor(box.x, box.y, box.z, box.w);
  targets.occlusion_target.bind(input.size);
  glDisable(GL_DEPTH_TEST);
  bind_texture(Unit::depth, targets.depth.name());
  programs_->occlusion.use();
  draw_screen();
  targets.flat_body.bind(input.size);
  glEnable(GL_BLEND);
  glBlendFunc(GL_ZERO, GL_SRC_COLOR);
  bind_texture(Unit::occlusion, targets.occlusion.name());
  programs_->shade.use();
  draw_screen();
  glDisable(GL_BLEND);
  glDisable(GL_SCISSOR_TEST);
}

// Lines before the surfaces, then, fainter, what of them lies behind.
void Passes::line_pass(const PassInput& input, const PassTargets& targets) const {
  if (input.list.lines.empty()) return;
  targets.body.bind(input.size);
  const GlProgram& program = programs_->line;
  program.use();
  glBindVertexArray(empty_.name());
  glEnable(GL_DEPTH_TEST);
  glEnable(GL_BLEND);
  glBlendFunc(GL_ONE, GL_ONE_MINUS_SRC_ALPHA);
  const float scale = std::max(1.0f, static_cast<float>(input.size.y) / 900.0f);
  for (const bool hidden : {true, false}) {
    glDepthFunc(hidden ? GL_GREATER : GL_LEQUAL);
    glDepthMask(hidden ? GL_FALSE : GL_TRUE);
    for (const DrawLine& line : input.list.lines) {
      glm::vec4 colour = to_linear(line.colour);
      if (hidden) colour.a *= line.hidden_share;
      const float width = line.width_px * scale;
      program.set("u_from", glm::vec4(line.from, width));
      program.set("u_to", glm::vec4(line.to, 0.0f));
      program.set("u_colour", colour);
      program.set("u_width", width);
      glDrawArrays(GL_TRIANGLE_STRIP, 0, 4);
    }
  }
  glDepthMask(GL_TRUE);
  glDisable(GL_BLEND);
  glBindVertexArray(0);
}

// Glass shows its nearest surface only: depth first, then colour where the depth is equal. Structures before the skin.
void Passes::glass_pass(const PassInput& input, GlGeometry& geometry, const PassTargets& targets,
                        PassResult& result) const {
  targets.body.bind(input.size);
  const bool cut = input.list.clip.has_value();
  const GlProgram& depth = cut ? programs_->depth_cut : programs_->depth;
  const GlProgram& glass = cut ? programs_->glass_cut : programs_->glass;
  for (const auto wanted : {is_glass, is_skin_glass}) {
    const DrawSelection selection = geometry.select(input.list, input.size, input.error_px, wanted);
    if (selection.triangles == 0) continue;
    glEnable(GL_DEPTH_TEST);
    glDepthFunc(GL_LESS);
    glDepthMask(GL_TRUE);
    glColorMask(GL_FALSE, GL_FALSE, GL_FALSE, GL_FALSE);
    depth.use();
    result.draw_calls += geometry.draw(selection, depth, cut);
    glColorMask(GL_TRUE, GL_TRUE, GL_TRUE, GL_TRUE);
    glDepthFunc(GL_EQUAL);
    glDepthMask(GL_FALSE);
    glEnable(GL_BLEND);
    glBlendFunc(GL_ONE, GL_ONE_MINUS_SRC_ALPHA);
    glass.use();
    result.draw_calls += geometry.draw(selection, glass, cut);
    glDisable(GL_BLEND);
    result.triangles += selection.triangles;
  }
  glDepthFunc(GL_LESS);
  glDepthMask(GL_TRUE);
}

// Marked structures into a mask, then rims round it, both only where the marked structures are on the screen.
void Passes::outline_pass(const PassInput& input, GlGeometry& geometry, PassTargets& targets,
                          PassResult& result) const {
  const DrawSelection marked = geometry.select(input.list, input.size, input.error_px, is_marked);
  if (marked.triangles == 0) return;
  const glm::ivec4 box = geometry.screen_box(marked, input.list, input.size);
  glEnable(GL_SCISSOR_TEST);
  targets.mask_target.bind(input.size);
  glDisable(GL_DEPTH_TEST);
  // Rims look a little beyond the box, where the mask may hold what was marked before.
  const int beyond = 4 + input.size.y / 300;
  glScissor(box.x - beyond, box.y - beyond, box.z + 2 * beyond, box.w + 2 * beyond);
  glClearColor(0, 0, 0, 0);
  glClear(GL_COLOR_BUFFER_BIT);
  glScissor(box.x, box.y, box.z, box.w);
  const GlProgram& program = input.list.clip ? programs_->mask_cut : programs_->mask;
  program.use();
  // Marks add up where they overlap.
  glEnable(GL_BLEND);
  glBlendEquation(GL_MAX);
  result.draw_calls += geometry.draw(marked, program, input.list.clip.has_value());
  glBlendEquation(GL_FUNC_ADD);

  targets.flat_body.bind(input.size);
  glBlendFunc(GL_ONE, GL_ONE_MINUS_SRC_ALPHA);
  bind_texture(Unit::mask, targets.mask.name());
  programs_->rims.use();
  draw_screen();
  glDisable(GL_BLEND);
  glDisable(GL_SCISSOR_TEST);
}

void Passes::glow_pass(const PassInput& input, const PassTargets& targets) const {
  const std::size_t count = std::min(input.list.glows.size(), most_glows);
  if (count == 0) return;
  targets.flat_body.bind(input.size);
  bind_texture(Unit::depth, targets.depth.name());
  glDisable(GL_DEPTH_TEST);
  glEnable(GL_BLEND);
  glBlendFunc(GL_ONE, GL_ONE_MINUS_SRC_ALPHA);
  glEnable(GL_SCISSOR_TEST);
  programs_->glow.use();
  const glm::vec2 size(input.size);
  for (std::size_t i = 0; i < count; ++i) {
    const Glow& glow = input.list.glows[input.list.glows.size() - count + i];
    const auto at = on_screen(input.list.camera, glow.centre, size);
    if (!at) continue;
    const float depth = glm::distance(view_frame(input.list.camera).eye, glow.centre);
    const float reach = std::max(2.6f * glow.radius / pixel_size_mm(depth, size.y), 12.0f);
    glScissor(static_cast<int>(at->x - reach), static_cast<int>(size.y - at->y - reach), static_cast<int>(2.0f * reach),
              static_cast<int>(2.0f * reach));
    programs_->glow.set("u_glow", static_cast<int>(i));
    draw_screen();
  }
  glDisable(GL_SCISSOR_TEST);
  glDisable(GL_BLEND);
}

void Passes::copy(GLuint texture) const {
  bind_texture(Unit::picture, texture);
  glDisable(GL_DEPTH_TEST);
  programs_->copy.use();
  draw_screen();
}

void Passes::present(GLuint texture) const {
  bind_texture(Unit::picture, texture);
  glDisable(GL_DEPTH_TEST);
  glDisable(GL_BLEND);
  programs_->present.use();
  draw_screen();
}

void Passes::draw_screen() const {
  glBindVertexArray(empty_.name());
  glDrawArrays(GL_TRIANGLES, 0, 3);
  glBindVertexArray(0);
}

}  // namespace palpate
