// Where lobes begin: in clusters of the inside, and later where the model is most wrong.
#pragma once

#include "lobes_fit.h"

#include <glm/vec3.hpp>

#include <cstddef>
#include <span>
#include <vector>

namespace palpate {

// At most `count` lumps that share the places `inside` among them (k-means), each as its places lie.
[[nodiscard]] std::vector<LobeShape> seed_lumps(const std::vector<glm::vec3>& inside, std::size_t count,
                                                float thickness);

// Adds at most `count` lobes to the fit where most is missing (lumps) or too much (hollows); returns how many.
std::size_t seed_worst(std::span<const LobeSample> samples, LobesFit& fit, float reach, float thickness,
                       std::size_t count);

}  // namespace palpate
