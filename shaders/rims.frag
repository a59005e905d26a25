// Outlines round what is chosen, under the pointer, or a hazard. Drawn only where such structures may be.
#include "frame.glsl"

uniform sampler2D u_mask;

in vec2 v_uv;
layout(location = 0) out vec4 o_colour;

const vec3 accent = vec3(0.745, 0.216, 0.102);   // linear of #E0805A
const vec3 accent_dark = vec3(0.52, 0.12, 0.05);
const vec3 hazard_colour = vec3(0.90, 0.46, 0.10);

void main() {
  // A pixel lies on a rim if the mask is near, but not here.
  vec3 here = texture(u_mask, v_uv).rgb, most = vec3(0.0);
  float thick = max(1.0, u_size.y / 900.0);
  for (int i = 0; i < 8; ++i) {
    float angle = float(i) * 0.7853982;
    vec2 way = vec2(cos(angle), sin(angle)) * u_size.zw * thick;
    vec3 there = texture(u_mask, v_uv + way * 1.9).rgb;
    vec3 nearer = texture(u_mask, v_uv + way * 1.0).rgb;
    most = max(most, vec3(max(there.r, nearer.r), nearer.g, max(nearer.b, there.b * 0.6)));
  }
  vec3 rim = max(most - here, 0.0) * vec3(0.95, 0.55, 0.85);
  bool light = has(flag_light_theme);
  vec4 colour = vec4(hazard_colour * rim.b, rim.b);
  colour = mix(colour, vec4(light ? vec3(0.05) : vec3(0.92), 1.0), rim.g);
  colour = mix(colour, vec4(light ? accent_dark : accent, 1.0), rim.r);
  o_colour = colour;  // premultiplied
}
