// The skin of a body as many small pieces of one size, so that areas on it can be compared: an area is a set of pieces.
#pragma once

#include <palpate/mesh/mesh_data.h>
#include <palpate/query/anchors.h>

#include <glm/vec3.hpp>

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace palpate {

struct SkinPiece {
  glm::vec3 position{0.0f};  // canonical mm
  glm::vec3 normal{0.0f};    // outwards
};

// Indices of pieces, in their order and each once.
using SkinArea = std::vector<std::uint32_t>;

class SkinMap {
 public:
  static constexpr float usual_piece_mm2 = 16.0f;

  SkinMap() = default;
  explicit SkinMap(const MeshData& skin, float piece_mm2 = usual_piece_mm2);

  [[nodiscard]] const std::vector<SkinPiece>& pieces() const { return pieces_; }
  [[nodiscard]] bool empty() const { return pieces_.empty(); }
  [[nodiscard]] float piece_mm2() const { return piece_mm2_; }
  [[nodiscard]] float area_cm2(std::size_t pieces) const;

  // What lies under strokes, by the rule that the painted skin is drawn with: within the radius of the line, and on the
  // side of the body that the line was pressed onto.
  [[nodiscard]] SkinArea under(std::span<const ResolvedStroke> strokes) const;
  [[nodiscard]] SkinArea under(const ResolvedStroke& stroke) const { return under({&stroke, 1}); }

  // The piece at a place of the skin; none if there is none within some millimetres.
  [[nodiscard]] std::optional<std::uint32_t> nearest(glm::vec3 p) const;

  // The pieces in a ball.
  [[nodiscard]] SkinArea within(glm::vec3 centre, float radius_mm) const;

  // An area in patches that are farther apart than `gap_mm`; the largest first.
  [[nodiscard]] std::vector<SkinArea> patches(const SkinArea& area, float gap_mm) const;

 private:
  struct Cell {
    int x, y, z;
  };
  [[nodiscard]] Cell cell_of(glm::vec3 p) const;
  [[nodiscard]] std::size_t index_of(Cell cell) const;
  template <class Use>
  void each_near(glm::vec3 low, glm::vec3 high, const Use& use) const;

  std::vector<SkinPiece> pieces_;
  float piece_mm2_ = usual_piece_mm2;
  glm::vec3 low_{0.0f};
  Cell size_{0, 0, 0};
  std::vector<std::uint32_t> first_in_cell_;  // into in_cells_; one more than there are cells
  std::vector<std::uint32_t> in_cells_;
};

// Sets of pieces.
[[nodiscard]] SkinArea without(const SkinArea& area, const SkinArea& taken);
[[nodiscard]] std::size_t count_common(const SkinArea& a, const SkinArea& b);

}  // namespace palpate
