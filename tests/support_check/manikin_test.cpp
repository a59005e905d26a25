// The manikin that other tests rely on is what it promises to be.
#include "manikin.h"

#include <gtest/gtest.h>

namespace palpate::test {
namespace {

TEST(Manikin, IsNamedThroughoutAndClosed) {
  const LoadedBody& loaded = manikin();
  ASSERT_GT(loaded.body.size(), 80u);
  for (const Structure& structure : loaded.body.structures()) {
    EXPECT_TRUE(structure.concept_id.valid()) << structure.key;
    EXPECT_TRUE(structure.quality.closed()) << structure.key;
    EXPECT_GT(structure.quality.volume_mm3, 0.0f) << structure.key;
  }
}

TEST(Manikin, StandsUprightWithItsRightOnTheRight) {
  const LoadedBody& loaded = manikin();
  EXPECT_NEAR(loaded.body.bounds().low.y, 0.0f, 30.0f);
  EXPECT_NEAR(loaded.body.bounds().high.y, 1712.0f, 30.0f);
  EXPECT_LT(loaded.body[loaded.body.find("humerus.right")].bounds.high.x, 0.0f);
  EXPECT_GT(loaded.body[loaded.body.find("humerus.left")].bounds.low.x, 0.0f);
}

}  // namespace
}  // namespace palpate::test
