// The body for plain pictures and for quick ones from afar, where no pattern could be seen: lit at its vertices, so that
// a pixel costs next to nothing. Without paint, glows, shadow and cut.
#include "frame.glsl"
#include "noise.glsl"
#include "tissue.glsl"
#include "light.glsl"
#include "body_input.glsl"

out vec3 v_colour;  // linear

void main() {
  uvec4 state = texelFetch(u_states, u_slot_base + int(a_part));
  vec3 colour = vec3(state.x & 255u, (state.x >> 8) & 255u, (state.x >> 16) & 255u) / 255.0;
  colour *= colour * (colour * 0.305306 + 0.682171) + 0.0125229;  // to linear, near enough
  if (((state.y >> 8) & 255u) == surface_muscle) colour = mix(colour, tendon_colour, smoothstep(0.18, 0.85, a_tissue.y));
  vec3 n = unfold(a_normal), v = normalize(u_eye.xyz - a_position);
  if (dot(n, v) < 0.0) n = -n;  // open meshes have no inside
  v_colour = lit(Tissue(colour, 0.5, 0.2, 0.0, 0.2), n, v, a_position, mix(1.0, a_tissue.z, 0.8));
  gl_Position = u_view_projection * vec4(a_position, 1.0);
}
