// The body, lit. One program for solid and glassy structures; GLASS and CUT are its variants.
#include "frame.glsl"
#include "noise.glsl"
#include "tissue.glsl"
#include "light.glsl"
#include "paint.glsl"

uniform sampler2DArray u_textures;

in vec3 v_world;
in vec3 v_normal;
in vec3 v_pattern;
in vec3 v_tissue;
flat in uvec4 v_state;
flat in vec4 v_part;

layout(location = 0) out vec4 o_colour;  // linear; premultiplied where glassy

const vec3 zone_colour = vec3(1.0, 0.32, 0.075);  // linear of #FF9A4D
const uint emphasis_target = 8u;

// Bends the normal by a height in mm that is known at each pixel (Mikkelsen 2010).
vec3 bumped(vec3 n, float height) {
  vec3 dx = dFdx(v_world), dy = dFdy(v_world);
  vec3 r1 = cross(dy, n), r2 = cross(n, dx);
  float det = dot(dx, r1);
  vec3 gradient = sign(det) * (dFdx(height) * r1 + dFdy(height) * r2);
  vec3 bent = abs(det) * n - gradient * 0.8;
  float length2 = dot(bent, bent);
  return length2 > 0.0 ? bent * inversesqrt(length2) : n;
}

vec3 zone_glow(vec3 colour, uint emphasis) {
  if ((emphasis & emphasis_target) == 0u) return colour;
  for (int i = 0; i < u_counts.x; ++i) {
    float d = distance(v_world, u_glows[i].xyz) / u_glows[i].w;
    colour = mix(colour, zone_colour, 0.75 * exp(-d * d) * u_glow_strength[i].x);
  }
  return colour;
}

// Where the line of sight meets the plane of the cut.
vec3 on_cut() {
  vec3 way = v_world - u_eye.xyz;
  float t = (u_clip.w - dot(u_clip.xyz, u_eye.xyz)) / dot(u_clip.xyz, way);
  return u_eye.xyz + way * t;
}

void main() {
  uint surface = (v_state.y >> 8) & 255u, emphasis = (v_state.y >> 16) & 255u;
  vec3 colour = to_linear(vec3(v_state.x & 255u, (v_state.x >> 8) & 255u, (v_state.x >> 16) & 255u) / 255.0);
  vec3 world = v_world, n = normalize(v_normal), v = normalize(u_eye.xyz - v_world);
  if (v_state.w > 0u) colour = texture(u_textures, vec3(v_pattern.xy, float(v_state.w - 1u))).rgb;

  // A pixel in mm here: fine patterns fade before they flicker.
  float width = max(length(dFdx(v_world)), length(dFdy(v_world)));
  float fineness = 1.0 - smoothstep(0.45, 1.5, width);

#ifdef CUT
  // Where the nearest face is the inner side of a closed mesh, one looks into it through the cut: what is seen there is
  // the flesh of the cut. It keeps the depth of that inner side, so that what lies in a hollow is still seen.
  if (!gl_FrontFacing && v_part.z > 0.5) {
    world = on_cut();
    n = u_clip.xyz;
    float bundles = surface == surface_muscle ? 0.75 + 0.5 * noise_at(world * 1.4) : surface == surface_bone ? 0.62 + 0.55 * noise_at(world * 2.6) : 0.9;
    Tissue flat_cut = Tissue(colour * bundles * 0.92, 0.7, 0.05, 0.0, 0.3);
    o_colour = vec4(lit(flat_cut, n, v, world, 1.0), 1.0);
    return;
  }
#endif

  if (dot(n, v) < 0.0) n = -n;  // open meshes have no inside
  Tissue tissue = tissue_of(surface, colour, v_pattern, world, v_tissue, v_part.x > 0.5 && v_part.y < 0.5, fineness);
  if (fineness > 0.01) n = bumped(n, tissue.relief);
  tissue.colour = zone_glow(tissue.colour, emphasis);

#ifdef GLASS
  float facing = abs(dot(normalize(v_normal), v));
  float opacity = float(v_state.y >> 24) / 255.0;
  float edge = pow(1.0 - facing, 2.2);
  float alpha = clamp(opacity * (0.55 + 0.45 * edge) + 0.62 * edge * edge, 0.0, 0.96);
  vec3 shade = lit(tissue, n, v, world, 1.0);
  if (surface == surface_skin && (u_counts.y > 0 || has(flag_access))) {
    Paint paint = painted(world, normalize(v_normal), max(width, 0.25));
    Tissue dyed = tissue;
    dyed.colour = paint.colour;
    dyed.gloss = 0.05;
    vec3 dye = lit(dyed, n, v, world, 1.0) * 0.55 + paint.colour * 0.42;
    shade = mix(shade, dye, paint.cover);
    alpha = mix(alpha, 0.94, paint.cover);
  }
  o_colour = vec4(shade * alpha, alpha);
#else
  if (surface == surface_skin && (u_counts.y > 0 || has(flag_access))) {
    Paint paint = painted(world, normalize(v_normal), max(width, 0.25));
    tissue.colour = mix(tissue.colour, paint.colour, paint.cover * 0.92);
  }
  o_colour = vec4(lit(tissue, n, v, world, mix(1.0, v_tissue.z, 0.8)), 1.0);
#endif
}
