// A soft light within tissue, seen through what covers it. Drawn only round the glow's place.
#include "frame.glsl"
#include "view_depth.glsl"

uniform int u_glow;

in vec2 v_uv;
layout(location = 0) out vec4 o_colour;

const vec3 zone_colour = vec3(1.0, 0.32, 0.075);  // linear of #FF9A4D

void main() {
  vec4 glow = u_glows[u_glow];
  vec4 clip = u_view_projection * vec4(glow.xyz, 1.0);
  vec2 centre = clip.xy / clip.w * 0.5 + 0.5;
  vec2 radius = glow.w / (clip.w * u_lens.zw) * 0.5;
  vec2 d = (v_uv - centre) / max(radius, u_size.zw * 3.0);
  float r2 = dot(d, d);
  // Fainter where something solid lies in front of it.
  float hidden = smoothstep(glow.w, glow.w + 60.0, clip.w - distance_at(clamp(centre, 0.0, 1.0)));
  float strength = u_glow_strength[u_glow].x * mix(1.0, 0.55, hidden);
  float cover = 0.62 * strength * exp(-r2 * 1.3);
  o_colour = vec4(zone_colour * (cover + 0.35 * strength * exp(-r2 * 5.0)), cover);
}
