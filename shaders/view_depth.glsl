// From the depth buffer to distances in mm.
uniform sampler2D u_depth;

float distance_at(vec2 uv) {
  float z = texture(u_depth, uv).r * 2.0 - 1.0;
  return 2.0 * u_lens.x * u_lens.y / (u_lens.y + u_lens.x - z * (u_lens.y - u_lens.x));
}
vec3 view_position(vec2 uv) {
  float d = distance_at(uv);
  return vec3((uv * 2.0 - 1.0) * u_lens.zw * d, -d);
}
