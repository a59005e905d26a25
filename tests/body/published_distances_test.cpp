// How far the own body agrees with distances that were published of people. Those outside are known by name and
// explained in docs/validation.md: a change of the body or of the data shows here.
#include "published_rows.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <utility>

namespace palpate::test {
namespace {

TEST(OwnBodyDistances, AgreeWithWhatWasPublishedExceptWhereItIsKnown) {
  const std::filesystem::path folder = built_body(program_data().assets);
  if (folder.empty()) GTEST_SKIP() << "this build was told to make no body";
  Faults faults;
  auto sources = find_sources(folder, program_data().assets, faults);
  ASSERT_TRUE(sources.ok());
  const PublishedRows rows = published_rows(load_body(program_data().anatomy, std::move(*sources), {}));
  EXPECT_EQ(rows.within, 27u);
  EXPECT_THAT(rows.below, testing::ElementsAre("gv15-mri", "c2-spine-depth", "sciatic-tuberosity"));
  EXPECT_THAT(rows.above,
              testing::ElementsAre("gb21-pleura-men", "gb21-pleura-women", "gb21-mri", "interscapular-pleura",
                                   "rhomboid-muscle-slim", "rhomboid-muscle-middle", "oci-lamina-needle",
                                   "sciatic-trochanter", "popliteal-vein-epicondyle-women",
                                   "common-fibular-epicondyle-men", "common-fibular-epicondyle-women",
                                   "flexor-pollicis-longus-middle", "pronator-teres-median", "supinator-deep-radial"));
  EXPECT_THAT(
      rows.not_measured,
      testing::ElementsAre("trapezius-apex-medial", "rhomboid-rib-slim", "rhomboid-rib-middle", "rhomboid-rib-heavy",
                           "gv16-dura-men", "gv16-dura-women", "gv16-mri", "gb20-mri", "tibialis-posterior-back-middle",
                           "tibialis-posterior-back-upper", "flexor-pollicis-longus-between",
                           "flexor-pollicis-longus-lower", "anterior-interosseous-depth", "obturator-anterior-branch"));
}

}  // namespace
}  // namespace palpate::test
