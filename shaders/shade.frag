// Darkens the picture where the body is shut in. Drawn so that it multiplies what is there.
#include "frame.glsl"

uniform sampler2D u_occlusion;

in vec2 v_uv;
layout(location = 0) out vec4 o_colour;

void main() {
  // Folds are warm, not grey.
  o_colour = vec4(mix(vec3(0.20, 0.13, 0.12), vec3(1.0), texture(u_occlusion, v_uv).r), 1.0);
}
