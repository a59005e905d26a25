// The calm ground behind the body.
#include "frame.glsl"

in vec2 v_uv;
layout(location = 0) out vec4 o_colour;

void main() {
  vec2 c = (v_uv - vec2(0.5, 0.52)) * vec2(u_size.x / u_size.y, 1.0);
  vec3 backdrop = mix(u_backdrop_centre.rgb, u_backdrop_edge.rgb, smoothstep(0.05, 0.85, length(c)));
  o_colour = vec4(to_linear(backdrop), 1.0);
}
