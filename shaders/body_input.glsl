// A vertex of the body as it comes from memory, and the tables about what it belongs to.
layout(location = 0) in vec3 a_position;
layout(location = 1) in vec2 a_normal;   // octahedral
layout(location = 2) in vec3 a_pattern;  // -1..1 of the part's pattern box
layout(location = 3) in uint a_part;
layout(location = 4) in vec4 a_tissue;   // along, tendon, occlusion, unused

uniform int u_slot_base;
uniform usamplerBuffer u_states;  // colour, mode | surface << 8 | emphasis << 16 | opacity << 24, structure, texture layer
uniform samplerBuffer u_parts;    // pattern centre and has_uv; pattern scale and closed

vec3 unfold(vec2 e) {
  vec3 n = vec3(e, 1.0 - abs(e.x) - abs(e.y));
  if (n.z < 0.0) n.xy = (1.0 - abs(n.yx)) * vec2(n.x >= 0.0 ? 1.0 : -1.0, n.y >= 0.0 ? 1.0 : -1.0);
  return normalize(n);
}
