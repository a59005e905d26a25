// Ambient occlusion from the depth buffer: how much of the room a point sees, from a few places around it.
#include "frame.glsl"
#include "view_depth.glsl"

in vec2 v_uv;
layout(location = 0) out vec4 o_open;

const int taps = 12;
const float reach_mm = 42.0;

void main() {
  if (texture(u_depth, v_uv).r >= 1.0) {
    o_open = vec4(1.0);
    return;
  }
  vec3 p = view_position(v_uv);
  vec2 texel = u_size.zw;
  // The normal from the nearer neighbours, so that edges do not smear.
  vec3 right = view_position(v_uv + vec2(texel.x, 0.0)) - p, left = p - view_position(v_uv - vec2(texel.x, 0.0));
  vec3 up = view_position(v_uv + vec2(0.0, texel.y)) - p, down = p - view_position(v_uv - vec2(0.0, texel.y));
  vec3 dx = abs(right.z) < abs(left.z) ? right : left, dy = abs(up.z) < abs(down.z) ? up : down;
  vec3 n = normalize(cross(dx, dy));

  float reach = clamp(reach_mm, -p.z * 0.004, -p.z * 0.16);
  vec2 radius = reach / (-p.z * u_lens.zw) * 0.5;
  float turn = dither_noise(gl_FragCoord.xy) * 6.2831853;
  float phase = fract(dither_noise(gl_FragCoord.yx + 17.0) + 0.61803 * float(u_counts.z));
  float shut = 0.0;
  for (int i = 0; i < taps; ++i) {
    float share = (float(i) + phase) / float(taps);
    float angle = turn + float(i) * 2.3999632;
    vec3 q = view_position(v_uv + vec2(cos(angle), sin(angle)) * radius * max(share, 0.03));
    vec3 way = q - p;
    float length2 = dot(way, way);
    float lifted = max(dot(way, n) - 0.0012 * -p.z, 0.0);
    float near = max(1.0 - length2 / (reach * reach), 0.0);
    shut += lifted * inversesqrt(length2 + 0.5) * near;
  }
  float open = clamp(1.0 - 2.1 * shut / float(taps), 0.0, 1.0);
  o_open = vec4(open * open * (3.0 - 2.0 * open) * 0.35 + open * 0.65);
}
