// What tissue looks like before light falls on it. The numbers of the surfaces are those of scene/look.h.
const uint surface_plain = 0u, surface_muscle = 1u, surface_tendon = 2u, surface_bone = 3u, surface_cartilage = 4u, surface_nerve = 5u,
           surface_vessel = 6u, surface_organ = 7u, surface_skin = 8u, surface_fascia = 9u;

struct Tissue {
  vec3 colour;      // linear
  float roughness;  // 0 mirror .. 1 matt
  float gloss;      // strength of the highlight
  float relief;     // height in mm, for the bump
  float wrap;       // how far light creeps round the edge: flesh scatters it
};

const vec3 tendon_colour = vec3(0.66, 0.58, 0.47);  // linear

// `pattern` is constant along a fibre, so that noise over it draws fibres. From afar only the broad tint is seen, and
// only that is computed.
Tissue muscle(vec3 colour, vec3 pattern, vec3 world, float along, float tendon, bool has_pattern, float fineness) {
  vec3 across = has_pattern ? pattern : world * vec3(1.0, 0.12, 1.0);
  float broad = noise_at(across * 0.22 + 11.0);
  float coarse = 0.5, fine = 0.5;
  vec3 belly = colour * (1.0 + 0.20 * (broad - 0.5));
  if (fineness > 0.0) {
    coarse = noise_at(across * 0.85 + vec3(0.0, 0.0, along * 1.5));
    fine = noise_at(across * 2.9 + vec3(7.0, 3.0, along * 4.0));
    float fibres = mix(coarse, fine, 0.42);
    belly *= 1.0 + 0.55 * fineness * (fibres - 0.5);
    belly = mix(belly, belly * vec3(0.86, 0.62, 0.60), smoothstep(0.46, 0.22, fibres) * 0.55 * fineness);
    // Thin white septa run between the bundles.
    belly = mix(belly, tendon_colour * 0.8, smoothstep(0.66, 0.86, coarse) * 0.16 * fineness);
  }
  float share = smoothstep(0.18, 0.85, tendon + 0.35 * (coarse - 0.5) * step(0.02, tendon));
  vec3 cord = tendon_colour * (0.86 + 0.30 * fine);
  Tissue t;
  t.colour = mix(belly, cord, share);
  t.roughness = mix(0.50, 0.34, share);
  t.gloss = mix(0.26, 0.42, share);
  t.relief = (0.40 * coarse + 0.18 * fine) * mix(1.0, 0.45, share) * fineness;
  t.wrap = mix(0.22, 0.16, share);
  return t;
}

Tissue bone(vec3 colour, vec3 world, float fineness) {
  float tint = noise_at(world * 0.16 + 5.0);
  Tissue t;
  t.colour = colour * (0.94 + 0.14 * tint);
  t.relief = 0.0;
  if (fineness > 0.0) {
    float pores = noise_at(world * 2.3), grain = noise_at(world * 0.6 + 17.0);
    t.colour *= mix(vec3(1.0), vec3(1.02, 0.98, 0.91), grain * fineness);
    t.colour *= 1.0 - 0.13 * fineness * smoothstep(0.42, 0.20, pores);
    t.relief = 0.10 * pores * fineness;
  }
  t.roughness = 0.72;
  t.gloss = 0.14;
  t.wrap = 0.14;
  return t;
}

Tissue simple(vec3 colour, vec3 world, float roughness, float gloss, float mottle, float wrap) {
  Tissue t;
  t.colour = mottle > 0.0 ? colour * (1.0 + mottle * (noise_at(world * 0.35) - 0.5)) : colour;
  t.roughness = roughness;
  t.gloss = gloss;
  t.relief = 0.0;
  t.wrap = wrap;
  return t;
}

Tissue tissue_of(uint surface, vec3 colour, vec3 pattern, vec3 world, vec3 inner, bool has_pattern, float fineness) {
  if (surface == surface_muscle) return muscle(colour, pattern, world, inner.x, inner.y, has_pattern, fineness);
  if (surface == surface_bone) return bone(colour, world, fineness);
  if (surface == surface_tendon) return simple(colour, world, 0.40, 0.34, 0.20, 0.16);
  if (surface == surface_cartilage) return simple(colour, world, 0.34, 0.40, 0.06, 0.20);
  if (surface == surface_nerve) return simple(colour, world, 0.46, 0.24, 0.10, 0.15);
  if (surface == surface_vessel) return simple(colour, world, 0.36, 0.34, 0.06, 0.15);
  if (surface == surface_organ) return simple(colour, world, 0.44, 0.28, 0.22, 0.22);
  if (surface == surface_skin) return simple(colour, world, 0.62, 0.16, 0.05, 0.28);
  if (surface == surface_fascia) return simple(colour, world, 0.42, 0.30, 0.16, 0.2);
  return simple(colour, world, 0.60, 0.16, 0.0, 0.12);
}
