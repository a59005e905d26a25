// The field of `Lobes`: negative inside, positive outside, about millimetres near the surface.
//
// One lobe. A place x is seen from the lobe: p = turn^-1 (x - centre). The lobe may be bowed: its ends along its own x
// and y lie `bow` mm towards its own z, so z is put straight first,
//   z' = z - bow.x b(x / a) - bow.y b(y / b),  b(t) = t^2 for |t| < 1.5, a straight line that goes on from there.
// For a distance t the lobe with semi-axes a + t, b + t, c + t is about the surface t mm away from it. With
// u = (x / (a + t), y / (b + t), z' / (c + t)) and s for `square`, a place is on that surface if
//   q = ((1 - s) (sum u_i^2)^2 + s sum u_i^4)^(1/4) = 1:
// an ellipsoid for s = 0, something between it and a box for s = 1. The distance d is the t for which q is 1, found by
// three steps of Newton's method and never less than -0.95 of the smallest semi-axis. It is exact on the lobe's axes
// and far away, its slope is 1 there and less than 2 elsewhere for semi-axes up to 1 : 12, and it has no creases
// outside.
//
// All lobes, k being `blend`: lumps l flow into each other by a smooth minimum, hollows h are taken away by a smooth
// maximum,
//   A = -k log sum_l exp(-d_l / k),   D = k log (exp(A / k) + sum_h exp(-d_h / k)).
// Where two surfaces cross, the seam is filled by k log 2 mm; 3 k away from a lobe nothing is left of it.
//
// Mirrored lobes are there twice, as they are and as their mirror images on x = 0, all in the same sums: so the field
// is smooth across the midline, and a lobe may reach over it.
#pragma once

#include <palpate/mesh/level_surface.h>
#include <palpate/sculpt/morphometry.h>

#include <Eigen/Core>
#include <glm/mat3x3.hpp>
#include <glm/vec2.hpp>
#include <glm/vec3.hpp>

#include <span>
#include <vector>

namespace palpate {

// A lobe ready to be computed with.
struct LobeShape {
  glm::vec3 centre{0.0f};
  glm::mat3 axes{1.0f};  // columns: the lobe's own axes
  glm::vec3 semi_axes{1.0f};
  glm::vec2 bow{0.0f};
  float square = 0.0f;
  bool hollow = false;
};

[[nodiscard]] LobeShape shape_of(const Lobe& lobe);
[[nodiscard]] Lobe lobe_of(const LobeShape& shape);

[[nodiscard]] glm::mat3 matrix_of_turn(glm::vec3 degrees);
[[nodiscard]] glm::vec3 turn_of_matrix(const glm::mat3& matrix);  // degrees

// Many places at once: the compiler of Eigen's expressions makes vector instructions of them.
constexpr int block_size = 64;
using Block = Eigen::Array<float, block_size, 1>;
struct Places {
  Block x, y, z;
};

// The distances of the places to one lobe.
void distance_to(const LobeShape& lobe, const Places& at, Block& distance);

class LobesField {
 public:
  LobesField(std::vector<LobeShape> shapes, float blend, bool mirrored);
  explicit LobesField(const Lobes& lobes);

  // Any number of places; the value of a place does not depend on the others.
  void operator()(std::span<const glm::vec3> at, std::span<float> values) const;

  // Around all lumps, with what blending adds.
  [[nodiscard]] glm::vec3 low() const { return low_; }
  [[nodiscard]] glm::vec3 high() const { return high_; }
  [[nodiscard]] bool empty() const { return lumps_.empty(); }

 private:
  void values_of(const Places& at, Block& value) const;

  std::vector<LobeShape> lumps_, hollows_;  // with mirror images
  float blend_ = 1.0f;
  glm::vec3 low_{0.0f}, high_{0.0f};
};

// The mirror image on x = 0: a left-handed frame, which only this field may see.
[[nodiscard]] LobeShape mirror_image(LobeShape shape);

}  // namespace palpate
