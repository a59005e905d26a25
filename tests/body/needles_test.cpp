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

TEST_F(OwnBody, DescribedNeedlesReachTheirZoneNearTheDangersThatTheirRecordsName) {
  EXPECT_GT(needles().approaches, 200u);
  EXPECT_GT(needles().hazards, 500u);
  test::expect_known(needles(), test::Laid::on_own_body);
}

TEST_F(OwnBody, NoDescribedNeedleStrikesALungTheCordOrTheHeart) {
  EXPECT_THAT(needles().struck, testing::IsEmpty());
}

TEST_F(OwnBody, NoDescribedNeedleGoesTowardsALungInSilence) {
  EXPECT_THAT(needles().silent, testing::IsEmpty());
}

}  // namespace
}  // namespace palpate
