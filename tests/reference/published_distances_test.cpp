// How far Z-Anatomy agrees with distances that were published of people. Those outside are known by name and explained
// in docs/validation.md.
#include "published_rows.h"
#include "sets.h"

#include <gmock/gmock.h>

namespace palpate::test {
namespace {

TEST_F(Reference, ZAnatomyAgreesWithPublishedDistancesExceptWhereItIsKnown) {
  const PublishedRows rows = published_rows(zanatomy());
  EXPECT_EQ(rows.within, 26u);
  EXPECT_THAT(rows.below, testing::ElementsAre("gv15-mri", "c2-spine-depth", "sciatic-tuberosity"));
  EXPECT_THAT(rows.above,
              testing::ElementsAre("gb21-pleura-men", "gb21-pleura-women", "gb21-mri", "interscapular-pleura",
                                   "rhomboid-muscle-slim", "rhomboid-muscle-middle", "oci-lamina-needle",
                                   "parotid-fascia", "sciatic-trochanter", "popliteal-vein-epicondyle-women",
                                   "common-fibular-epicondyle-men", "common-fibular-epicondyle-women",
                                   "flexor-pollicis-longus-middle", "pronator-teres-median", "supinator-deep-radial"));
  EXPECT_THAT(
      rows.not_measured,
      testing::ElementsAre("trapezius-apex-medial", "rhomboid-rib-slim", "rhomboid-rib-middle", "rhomboid-rib-heavy",
                           "gv16-dura-men", "gv16-dura-women", "gv16-mri", "gb20-mri", "tibialis-posterior-back-middle",
                           "tibialis-posterior-back-upper", "flexor-pollicis-longus-between",
                           "flexor-pollicis-longus-lower", "anterior-interosseous-depth", "obturator-anterior-branch"));
}

TEST_F(Reference, WithoutASkinOnlyDistancesFromPlaceToPlaceAreMeasured) {
  const PublishedRows rows = published_rows(bodyparts());
  EXPECT_EQ(rows.within, 7u);
  EXPECT_THAT(rows.below, testing::IsEmpty());
  EXPECT_THAT(rows.above, testing::IsEmpty());
}

}  // namespace
}  // namespace palpate::test
