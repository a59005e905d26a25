// What is the same for every pixel of a picture. The layout is that of FrameBlock in src/render/frame_block.h.
const int most_glows = 8;

layout(std140) uniform Frame {
  mat4 u_view;
  mat4 u_projection;
  mat4 u_view_projection;
  mat4 u_light;         // world to shadow map, 0..1
  vec4 u_eye;           // world
  vec4 u_key;           // towards the light, world
  vec4 u_fill;
  vec4 u_rim;
  vec4 u_clip;          // dot(xyz, p) > w is taken away
  vec4 u_size;          // width, height, 1/width, 1/height of what is drawn
  vec4 u_lens;          // near, far, tan of half the angle of view across, and up
  vec4 u_backdrop_centre;
  vec4 u_backdrop_edge;
  vec4 u_access_low;    // of the grid of the access map, mm
  vec4 u_access_span;   // mm; w: its cells along z
  ivec4 u_counts;       // glows, paint strokes, sample number, flags (1 cut, 2 shadow, 4 light theme, 8 occlusion, 16 access map)
  vec4 u_glows[most_glows];         // centre, radius
  vec4 u_glow_strength[most_glows]; // x
};

const int flag_cut = 1, flag_shadow = 2, flag_light_theme = 4, flag_occlusion = 8, flag_access = 16;
bool has(int flag) { return (u_counts.w & flag) != 0; }

vec3 to_linear(vec3 srgb) { return mix(srgb / 12.92, pow((srgb + 0.055) / 1.055, vec3(2.4)), step(0.04045, srgb)); }
vec3 to_srgb(vec3 linear) {
  vec3 c = clamp(linear, 0.0, 1.0);
  return mix(c * 12.92, 1.055 * pow(c, vec3(1.0 / 2.4)) - 0.055, step(0.0031308, c));
}

// Interleaved gradient noise (Jimenez 2014), shifted by the sample so that samples average out.
float dither_noise(vec2 pixel) {
  vec2 p = pixel + 5.588238 * float(u_counts.z);
  return fract(52.9829189 * fract(dot(p, vec2(0.06711056, 0.00583715))));
}
