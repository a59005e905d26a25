// One sample as it is.
uniform sampler2D u_accumulated;
in vec2 v_uv;
layout(location = 0) out vec4 o_colour;
void main() { o_colour = vec4(texture(u_accumulated, v_uv).rgb, 1.0); }
