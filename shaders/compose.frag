// The solid body before the backdrop, darkened where it is shut in.
#include "frame.glsl"

uniform sampler2D u_solid_colour;
uniform sampler2D u_depth;
uniform sampler2D u_occlusion;

in vec2 v_uv;
layout(location = 0) out vec4 o_colour;

void main() {
  float d = texture(u_depth, v_uv).r;
  if (d >= 1.0) {
    vec2 c = (v_uv - vec2(0.5, 0.52)) * vec2(u_size.x / u_size.y, 1.0);
    vec3 backdrop = mix(u_backdrop_centre.rgb, u_backdrop_edge.rgb, smoothstep(0.05, 0.85, length(c)));
    o_colour = vec4(to_linear(backdrop), 1.0);
    return;
  }
  vec3 colour = texture(u_solid_colour, v_uv).rgb;
  if (has(flag_occlusion)) {
    float open = texture(u_occlusion, v_uv).r;
    // Folds are warm, not grey.
    colour *= mix(vec3(0.20, 0.13, 0.12), vec3(1.0), open);
  }
  o_colour = vec4(colour, 1.0);
}
