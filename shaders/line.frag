uniform vec4 u_colour;  // linear
uniform float u_width;
in float v_across;
layout(location = 0) out vec4 o_colour;

void main() {
  float alpha = u_colour.a * clamp((1.0 - abs(v_across)) * (u_width + 1.0) * 0.5, 0.0, 1.0);
  o_colour = vec4(u_colour.rgb * alpha, alpha);
}
