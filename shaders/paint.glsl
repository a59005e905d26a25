// Zones pressed onto the skin: round brush strokes, measured in millimetres on the surface.
uniform samplerBuffer u_paint;  // by stroke: (first point, points, style, strength + 2 if deep), (bounding sphere); then by point: (position, radius), (normal, length so far)

const float style_essential = 0.0, style_spillover = 1.0, style_entry = 2.0, style_drawn = 3.0, style_erased = 4.0,
            style_other = 5.0, style_second = 6.0, style_second_spillover = 7.0;
const vec3 pain_colour = vec3(1.0, 0.048, 0.112);   // linear of #FF3D5E
const vec3 entry_colour = vec3(0.86, 0.89, 0.94);
const vec3 drawn_colour = vec3(0.030, 0.165, 0.830);  // linear of #3071EA
const vec3 second_colour = vec3(0.008, 0.376, 0.871);  // linear of #17A5F0
const vec3 other_colour = vec3(0.016, 0.520, 0.430);  // linear of #22BFAF

struct Paint {
  vec3 colour;
  float cover;  // 0..1
};

// Distance from the stroke's rim in mm (negative inside), and place along and across it.
vec3 stroke_distance(int first, int count, vec3 p, vec3 n) {
  vec3 best = vec3(1e6, 0.0, 0.0);
  for (int i = 0; i < max(count - 1, 1); ++i) {
    vec4 a = texelFetch(u_paint, first + 2 * i), an = texelFetch(u_paint, first + 2 * i + 1);
    int j = min(i + 1, count - 1);
    vec4 b = texelFetch(u_paint, first + 2 * j), bn = texelFetch(u_paint, first + 2 * j + 1);
    vec3 ab = b.xyz - a.xyz;
    float length2 = dot(ab, ab);
    float t = length2 > 0.0 ? clamp(dot(p - a.xyz, ab) / length2, 0.0, 1.0) : 0.0;
    vec3 normal = normalize(mix(an.xyz, bn.xyz, t));
    if (dot(normal, n) < 0.05) continue;  // the other side of the body
    vec3 centre = a.xyz + t * ab;
    float radius = mix(a.w, b.w, t);
    float d = distance(p, centre) - radius;
    if (d >= best.x) continue;
    vec3 along = length2 > 1e-4 ? normalize(ab) : normalize(cross(normal, abs(normal.y) < 0.9 ? vec3(0, 1, 0) : vec3(1, 0, 0)));
    vec3 across = cross(normal, along);
    best = vec3(d, an.w + dot(p - a.xyz, along), dot(p - centre, across));
  }
  return best;
}

// Round dots in a hexagonal grid along the stroke; `width` is a pixel in mm.
float dots(vec2 place, float width) {
  const float spacing = 5.2, radius = 1.45;
  vec2 grid = vec2(spacing, spacing * 0.8660254);
  float row = floor(place.y / grid.y + 0.5);
  float shift = mod(row, 2.0) * 0.5;
  float column = floor(place.x / grid.x - shift + 0.5) + shift;
  vec2 centre = vec2(column * grid.x, row * grid.y);
  float d = length(place - centre) - radius;
  return 1.0 - smoothstep(-width, width, d);
}

Paint over(Paint below, vec3 colour, float cover) {
  float both = cover + below.cover * (1.0 - cover);
  return Paint(mix(below.colour * below.cover, colour, cover) / max(both, 1e-3), both);
}

// What a person has drawn: flat, so that what lies beneath shows; crossed by lines where it is felt deep.
vec2 drawn_layer(vec2 drawn, float strength_and_deep, float inside) {
  float deep = step(1.5, strength_and_deep);
  float strength = strength_and_deep - 2.0 * deep;
  drawn.x = max(drawn.x, inside * strength);
  drawn.y = max(drawn.y, deep * inside);
  return drawn;
}

// The pain of a second muscle over the first one's: where both are, stripes of the two colours.
Paint with_second(Paint first, float second, vec3 p) {
  if (second <= 0.0) return first;
  float stripe = smoothstep(0.40, 0.50, abs(fract(dot(p, vec3(0.577, 0.577, -0.577)) / 6.0) - 0.5) * 2.0);
  return over(first, second_colour, second * mix(1.0, stripe, step(0.05, first.cover)));
}

// The access map: a colour and a pattern for each kind of path, so that it can be read without telling colours apart.
uniform sampler3D u_access;  // first half along z: shares of clear, close, danger, bone; second: of too deep, clearance
const vec3 access_clear = vec3(0.005, 0.450, 0.160), access_scarcely_clear = vec3(0.180, 0.620, 0.300),
           access_close = vec3(0.860, 0.500, 0.020), access_danger = vec3(0.740, 0.030, 0.030),
           access_bone = vec3(0.780, 0.700, 0.520), access_deep = vec3(0.130, 0.150, 0.180);

// Lines across `slope`, `apart` mm from one another: 1 on them, 0 between.
float lines(vec3 p, vec3 slope, float apart, float half_width, float width) {
  float off = abs(fract(dot(p, slope) / apart) - 0.5) * apart;
  return 1.0 - smoothstep(half_width, half_width + width, off);
}

Paint access_painted(vec3 p, float width) {
  if (!has(flag_access)) return Paint(vec3(0.0), 0.0);
  vec3 at = (p - u_access_low.xyz) / u_access_span.xyz;
  if (any(lessThan(at, vec3(0.0))) || any(greaterThan(at, vec3(1.0)))) return Paint(vec3(0.0), 0.0);
  float rim = 0.5 / u_access_span.w;  // the halves must not run into one another
  float z = 0.5 * clamp(at.z, rim, 1.0 - rim);
  vec4 near = texture(u_access, vec3(at.xy, z));
  vec2 far = texture(u_access, vec3(at.xy, z + 0.5)).xy;
  float looked_at = smoothstep(0.25, 0.6, dot(near, vec4(1.0)) + far.x);
  if (looked_at <= 0.0) return Paint(vec3(0.0), 0.0);
  // The largest share wins, with a narrow blend at the border.
  vec4 sharp = near * near * near * near * near * near;
  float deep = pow(far.x, 6.0), sum = max(dot(sharp, vec4(1.0)) + deep, 1e-9);
  sharp /= sum;
  deep /= sum;
  vec3 one = vec3(0.577, 0.577, -0.577), other = vec3(-0.577, 0.577, 0.577), third = vec3(0.577, -0.577, 0.577);
  float stripes = lines(p, one, 4.0, 0.7, width), crossed = max(stripes, lines(p, other, 4.0, 0.7, width));
  float spots = lines(p, one, 3.6, 0.9, width) * lines(p, other, 3.6, 0.9, width) * lines(p, third, 3.6, 0.9, width);
  float thin = lines(p, other, 5.0, 0.25, width);
  vec3 clear = mix(access_scarcely_clear, access_clear, far.y);
  vec4 cover = vec4(0.80, mix(0.55, 0.92, stripes), mix(0.60, 0.94, crossed), mix(0.40, 0.92, spots)) * sharp;
  float deep_cover = mix(0.22, 0.62, thin) * deep;
  float total = dot(cover, vec4(1.0)) + deep_cover;
  vec3 colour = (clear * cover.x + access_close * cover.y + access_danger * cover.z + access_bone * cover.w +
                 access_deep * deep_cover) / max(total, 1e-4);
  return Paint(colour, total * looked_at);
}

Paint painted(vec3 p, vec3 n, float width) {
  Paint paint = Paint(vec3(0.0), 0.0);
  float solid = 0.0, dotted = 0.0, ring = 0.0, other = 0.0, second = 0.0;
  vec2 drawn = vec2(0.0);  // how strong, and whether deep
  for (int s = 0; s < u_counts.y; ++s) {
    vec4 head = texelFetch(u_paint, 2 * s), sphere = texelFetch(u_paint, 2 * s + 1);
    if (distance(p, sphere.xyz) > sphere.w) continue;
    vec3 d = stroke_distance(int(head.x), int(head.y), p, n);
    float inside = 1.0 - smoothstep(-width, width, d.x);
    if (head.z == style_essential) {
      solid = max(solid, inside * (0.80 + 0.20 * smoothstep(-2.2, -0.8, d.x)));
    } else if (head.z == style_spillover) {
      dotted = max(dotted, inside * dots(d.yz, width));
    } else if (head.z == style_drawn) {
      drawn = drawn_layer(drawn, head.w, inside);
    } else if (head.z == style_erased) {
      drawn *= 1.0 - inside;
    } else if (head.z == style_other) {
      other = max(other, inside);
    } else if (head.z == style_second) {
      second = max(second, inside * 0.95);
    } else if (head.z == style_second_spillover) {
      second = max(second, inside * dots(d.yz, width) * 0.92);
    } else {
      float band = 1.0 - smoothstep(0.55, 0.55 + 2.0 * width, abs(d.x + 0.6));
      float hatch = 1.0 - smoothstep(0.28, 0.28 + 2.0 * width, abs(fract((d.y + d.z) / 4.0) - 0.5) * 4.0);
      ring = max(ring, max(band, hatch * inside * 0.55));
    }
  }
  float pain = max(solid, dotted * 0.92);
  paint.colour = pain_colour;
  paint.cover = pain;
  if (ring > 0.0) {
    paint.colour = mix(paint.colour * pain, entry_colour, ring) / max(max(pain, ring), 1e-3);
    paint.colour = mix(paint.colour, entry_colour, ring);
    paint.cover = max(pain, ring * 0.9);
  }
  paint = with_second(paint, second, p);
  if (other > 0.0) paint = over(paint, other_colour, 0.42 * other);
  if (drawn.x > 0.0) {
    vec3 slope = vec3(0.577, 0.577, -0.577);
    float line = 1.0 - smoothstep(0.22, 0.22 + width, abs(fract(dot(p, slope) / 6.0) - 0.5) * 6.0 - 0.4);
    paint = over(paint, drawn_colour, drawn.x * 0.80);
    paint = over(paint, drawn_colour * 0.25, drawn.y * drawn.x * 0.75 * line);
  }
  return over(access_painted(p, width), paint.colour, paint.cover);
}
