#include "symmetry.h"

#include <palpate/anatomy/landmark.h>

#include <cmath>
#include <cstddef>

namespace palpate {
namespace {

glm::vec3 in_tenths(glm::vec3 v) {
  for (glm::length_t axis = 0; axis < 3; ++axis) v[axis] = std::round(10.0f * v[axis]) / 10.0f;
  return v;
}

}  // namespace

Loft symmetric(Loft loft) {
  float sideways = 0.0f, forwards = 0.0f;
  for (const LoftSection& section : loft.sections) {
    sideways += std::abs(section.across[0].x);
    forwards += std::abs(section.across[0].z);
  }
  for (LoftSection& section : loft.sections) {
    section.centre.x = 0.0f;
    for (std::size_t h = 0; h < section.across.size(); ++h) {
      const float even = h % 2 == 1 ? 1.0f : -1.0f;  // cos((h + 1)(pi - u)) = even * cos((h + 1) u)
      const float across = sideways > forwards ? even : 1.0f, through = sideways > forwards ? -even : -1.0f;
      section.across[h] = in_tenths(0.5f * (section.across[h] + across * mirrored(section.across[h])));
      section.through[h] = in_tenths(0.5f * (section.through[h] + through * mirrored(section.through[h])));
    }
  }
  return loft;
}

}  // namespace palpate
