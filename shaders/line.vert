// A line as a quad of constant width on the screen.
#include "frame.glsl"

uniform vec4 u_from;  // world, width in pixels
uniform vec4 u_to;    // world, unused

out float v_across;

void main() {
  int corner = gl_VertexID;
  vec4 a = u_view_projection * vec4(u_from.xyz, 1.0), b = u_view_projection * vec4(u_to.xyz, 1.0);
  // Ends behind the eye are brought before it.
  float near = u_lens.x;
  if (a.w < near) a = mix(a, b, (near - a.w) / (b.w - a.w));
  if (b.w < near) b = mix(b, a, (near - b.w) / (a.w - b.w));
  vec2 pa = a.xy / a.w, pb = b.xy / b.w;
  vec2 way = (pb - pa) * u_size.xy;
  vec2 side = length(way) > 1e-4 ? normalize(vec2(-way.y, way.x)) : vec2(1.0, 0.0);
  v_across = (corner & 1) == 0 ? -1.0 : 1.0;
  vec4 p = corner < 2 ? a : b;
  p.xy += side * v_across * (u_from.w + 1.0) * u_size.zw * p.w;
  gl_Position = p;
}
