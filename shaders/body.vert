// Vertices of the body: positions are canonical millimetres already.
#include "frame.glsl"

layout(location = 0) in vec3 a_position;
layout(location = 1) in vec2 a_normal;   // octahedral
layout(location = 2) in vec3 a_pattern;  // -1..1 of the part's pattern box
layout(location = 3) in uint a_part;
layout(location = 4) in vec4 a_tissue;   // along, tendon, occlusion, unused

uniform int u_slot_base;
uniform usamplerBuffer u_states;  // colour, mode | surface << 8 | emphasis << 16 | opacity << 24, structure, texture layer
uniform samplerBuffer u_parts;    // pattern centre and has_uv; pattern scale and closed

out vec3 v_world;
out vec3 v_normal;
out vec3 v_pattern;
out vec3 v_tissue;
flat out uvec4 v_state;
flat out vec4 v_part;  // has a pattern, has uv, closed, unused
invariant gl_Position;

vec3 unfold(vec2 e) {
  vec3 n = vec3(e, 1.0 - abs(e.x) - abs(e.y));
  if (n.z < 0.0) n.xy = (1.0 - abs(n.yx)) * vec2(n.x >= 0.0 ? 1.0 : -1.0, n.y >= 0.0 ? 1.0 : -1.0);
  return normalize(n);
}

void main() {
  int slot = u_slot_base + int(a_part);
  v_state = texelFetch(u_states, slot);
  vec4 centre = texelFetch(u_parts, slot * 2), scale = texelFetch(u_parts, slot * 2 + 1);
  v_world = a_position;
  v_normal = unfold(a_normal);
  v_pattern = centre.xyz + scale.xyz * a_pattern;
  v_tissue = a_tissue.xyz;
  v_part = vec4(scale.x > 0.0 ? 1.0 : 0.0, centre.w, scale.w, 0.0);
  gl_Position = u_view_projection * vec4(a_position, 1.0);
#if defined(CUT) || defined(GLASS_CUT)
  gl_ClipDistance[0] = u_clip.w - dot(u_clip.xyz, a_position);
#endif
}
