// What was lit at the vertices.
in vec3 v_colour;
layout(location = 0) out vec4 o_colour;  // linear

void main() { o_colour = vec4(v_colour, 1.0); }
