// A large soft key light, a weak fill, a thin rim, and the glow of the room.
uniform sampler2DShadow u_shadow;

float shadow_at(vec3 world, vec3 normal) {
  if (!has(flag_shadow)) return 1.0;
  vec4 p = u_light * vec4(world + normal * 1.2, 1.0);
  vec3 c = p.xyz / p.w;
  if (any(lessThan(c, vec3(0.0))) || any(greaterThan(c, vec3(1.0)))) return 1.0;
  vec2 texel = 1.0 / vec2(textureSize(u_shadow, 0));
  float sum = 0.0;
  for (int i = 0; i < 4; ++i) {
    vec2 offset = vec2(float(i & 1) - 0.5, float(i >> 1) - 0.5) * 1.5;
    sum += texture(u_shadow, vec3(c.xy + offset * texel, c.z - 0.0006));
  }
  return 0.25 * sum;
}

float highlight(vec3 n, vec3 l, vec3 v, float roughness) {
  vec3 h = normalize(l + v);
  float a = roughness * roughness, a2 = a * a;
  float nh = max(dot(n, h), 0.0);
  float d = nh * nh * (a2 - 1.0) + 1.0;
  float lh = max(dot(l, h), 0.15);
  return a2 / (d * d * (4.0 * roughness + 2.0) * lh * lh) ;
}

vec3 lit(Tissue t, vec3 n, vec3 v, vec3 world, float open) {
  float shadow = shadow_at(world, n);
  float key = max((dot(n, u_key.xyz) + t.wrap) / (1.0 + t.wrap), 0.0);
  float fill = max((dot(n, u_fill.xyz) + 0.5) / 1.5, 0.0);
  float away = 1.0 - max(dot(n, v), 0.0);
  float rim = away * away * away * max(dot(n, u_rim.xyz) * 0.5 + 0.5, 0.0);
  // The room is lighter above; flesh in shadow keeps some warmth.
  vec3 room = mix(vec3(0.13, 0.12, 0.115), vec3(0.26, 0.265, 0.28), n.y * 0.5 + 0.5) * open;
  vec3 warm_shadow = mix(vec3(0.62, 0.50, 0.47), vec3(1.0), shadow);
  vec3 key_light = vec3(1.05, 1.01, 0.955) * key * mix(warm_shadow * 0.22, vec3(1.0), shadow);
  vec3 light = key_light + vec3(0.16, 0.175, 0.20) * fill * open + room;
  float spec = dot(n, u_key.xyz) > 0.0 ? highlight(n, u_key.xyz, v, t.roughness) * shadow : 0.0;
  return t.colour * light + vec3(1.0, 0.97, 0.94) * (t.gloss * min(spec, 3.0) * 0.55 + rim * 0.16 * open);
}
