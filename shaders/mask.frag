// Which pixels belong to what is emphasised: chosen, under the pointer, a hazard.
flat in uvec4 v_state;
layout(location = 0) out vec4 o_mask;

void main() {
  uint emphasis = (v_state.y >> 16) & 255u;
  o_mask = vec4((emphasis & 9u) != 0u ? 1.0 : 0.0, (emphasis & 2u) != 0u ? 1.0 : 0.0, (emphasis & 4u) != 0u ? 1.0 : 0.0, 1.0);
}
