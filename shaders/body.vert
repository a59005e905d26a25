// Vertices of the body: positions are canonical millimetres already.
#include "frame.glsl"
#include "body_input.glsl"

out vec3 v_world;
out vec3 v_normal;
out vec3 v_pattern;
out vec3 v_tissue;
flat out uvec4 v_state;
flat out vec4 v_part;  // has a pattern, has uv, closed, unused
invariant gl_Position;

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
