// One sample as it is.
uniform sampler2D u_picture;
in vec2 v_uv;
layout(location = 0) out vec4 o_colour;
void main() { o_colour = vec4(texture(u_picture, v_uv).rgb, 1.0); }
