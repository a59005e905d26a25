// What holds of the words and drawings of all records on any body's skin: asked of Palpate's own body and of the real
// atlases.
#pragma once

#include <palpate/atlas/loader.h>
#include <palpate/query/anchors.h>
#include <palpate/query/pain_map.h>
#include <palpate/query/ray_scene.h>

#include <memory>
#include <string>
#include <vector>

namespace palpate::test {

// A body's skin with all that is described on it. `loaded` must outlive it and have a skin.
class DescribedSkin {
 public:
  explicit DescribedSkin(const LoadedBody& loaded);

  [[nodiscard]] const PainMap& map() const { return *map_; }
  [[nodiscard]] const AnchorResolver& anchors() const { return anchors_; }

  // Share of the skin that some named region covers.
  [[nodiscard]] float named_share() const;

  // Referral zones whose words and drawing do not agree, in sentences: a region that is named and not
  // come within 6 mm of; less
  // than 80 % of what is drawn within 10 mm of the named regions; less than 90 % of it on its side of the body.
  [[nodiscard]] std::vector<std::string> disagreements() const;

  // Trigger points whose own muscle is not among the first `most` when `share` of their essential zone is painted,
  // piece by piece at random (the same on every run).
  [[nodiscard]] std::vector<std::string> not_found(float share, std::size_t most) const;
  [[nodiscard]] std::size_t points() const { return map_->muscles().size(); }

 private:
  const LoadedBody& loaded_;
  RayScene rays_;
  AnchorResolver anchors_;
  std::unique_ptr<PainMap> map_;
};

}  // namespace palpate::test
