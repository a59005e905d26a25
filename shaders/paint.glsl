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
  return paint;
}
