// Outlines and glows over the composed picture, still in linear colour.
#include "frame.glsl"
#include "view_depth.glsl"

uniform sampler2D u_solid_colour;  // the composed picture
uniform sampler2D u_mask;

in vec2 v_uv;
layout(location = 0) out vec4 o_colour;

const vec3 accent = vec3(0.745, 0.216, 0.102);   // linear of #E0805A
const vec3 accent_dark = vec3(0.52, 0.12, 0.05);
const vec3 hazard_colour = vec3(0.90, 0.46, 0.10);
const vec3 zone_colour = vec3(1.0, 0.32, 0.075);

// How much a pixel lies on the rim of a mask: most of the mask in reach, but not here.
vec3 rims() {
  vec3 here = texture(u_mask, v_uv).rgb, most = vec3(0.0);
  float thick = max(1.0, u_size.y / 900.0);
  for (int i = 0; i < 12; ++i) {
    float angle = float(i) * 0.5235988;
    vec2 way = vec2(cos(angle), sin(angle)) * u_size.zw * thick;
    most.r = max(most.r, texture(u_mask, v_uv + way * 2.0).r);
    most.g = max(most.g, texture(u_mask, v_uv + way * 1.3).g);
    most.b = max(most.b, texture(u_mask, v_uv + way * 1.5).b);
  }
  return max(most - here, 0.0);
}

void main() {
  vec3 colour = texture(u_solid_colour, v_uv).rgb;
  bool light = has(flag_light_theme);
  for (int i = 0; i < u_counts.x; ++i) {
    vec4 clip = u_view_projection * vec4(u_glows[i].xyz, 1.0);
    if (clip.w <= 0.0) continue;
    vec2 centre = clip.xy / clip.w * 0.5 + 0.5;
    vec2 radius = u_glows[i].w / (clip.w * u_lens.zw) * 0.5;
    vec2 d = (v_uv - centre) / max(radius, u_size.zw * 3.0);
    float r2 = dot(d, d);
    // Fainter where something solid lies in front of it.
    float hidden = smoothstep(u_glows[i].w, u_glows[i].w + 60.0, clip.w - distance_at(clamp(centre, 0.0, 1.0)));
    float strength = u_glow_strength[i].x * mix(1.0, 0.55, hidden);
    colour = mix(colour, zone_colour, 0.62 * strength * exp(-r2 * 1.3));
    colour += zone_colour * 0.35 * strength * exp(-r2 * 5.0);
  }
  vec3 rim = rims();
  colour = mix(colour, hazard_colour, rim.b * 0.85);
  colour = mix(colour, light ? vec3(0.05) : vec3(0.92), rim.g * 0.55);
  colour = mix(colour, light ? accent_dark : accent, rim.r * 0.95);
  o_colour = vec4(colour, 1.0);
}
