// The described needles on Palpate's own body: each reaches its zone, or is known not to; the dangers that its record
// names lie near it; and none goes towards a lung in silence.
#include "described_needles.h"
#include "known_needles.h"
#include "own_body.h"

#include <gmock/gmock.h>

namespace palpate {
namespace {

using test::DescribedNeedles;

const DescribedNeedles& needles() {
  static const DescribedNeedles made = test::lay_described_needles(*OwnBody::loaded());
  return made;
}

TEST_F(OwnBody, DescribedNeedlesReachTheirZone) {
  EXPECT_GT(needles().approaches, 200u);
  for (const auto& [name, what] : needles().short_of_zone) {
    const auto known = known_short.find(name);
    EXPECT_TRUE(known != known_short.end() && known->second.what == what) << name << ": " << what;
  }
  for (const auto& [name, known] : known_short)
    EXPECT_GT(needles().short_of_zone.count(name), 0u) << name << " is reached now, though: " << known.why;
}

TEST_F(OwnBody, DangersThatARecordNamesLieNearADescribedApproach) {
  EXPECT_GT(needles().hazards, 500u);
  const auto far = test::far_hazards(needles());
  for (const auto& [name, mm] : far) {
    const auto known = known_far.find(name);
    EXPECT_TRUE(known != known_far.end() && mm <= known->second.mm) << "{\"" << name << "\", " << mm << "},";
  }
  for (const auto& [name, known] : known_far)
    EXPECT_GT(far.count(name), 0u) << name << " is near now, though: " << known.why;
}

TEST_F(OwnBody, NoDescribedNeedleStrikesALungTheCordOrTheHeart) {
  EXPECT_THAT(needles().struck, testing::IsEmpty());
}

TEST_F(OwnBody, NoDescribedNeedleGoesTowardsALungInSilence) {
  EXPECT_THAT(needles().silent, testing::IsEmpty());
}

}  // namespace
}  // namespace palpate
