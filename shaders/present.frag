// The mean of all samples, as the screen wants it.
#include "frame.glsl"

uniform sampler2D u_picture;
in vec2 v_uv;
layout(location = 0) out vec4 o_colour;

// A gentle shoulder: highlights keep their colour, the middle stays as it is.
vec3 toned(vec3 c) {
  vec3 x = max(c, 0.0);
  vec3 shoulder = 0.72 + (1.0 - 0.72) * (1.0 - exp(-(x - 0.72) / (1.0 - 0.72)));
  return mix(x, shoulder, step(0.72, x));
}

void main() {
  vec3 c = to_srgb(toned(texture(u_picture, v_uv).rgb));
  c += (dither_noise(gl_FragCoord.xy) - 0.5) / 255.0;
  o_colour = vec4(c, 1.0);
}
