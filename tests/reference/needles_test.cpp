// The described needles on the real body: each reaches its zone, or is known not to; the dangers that its record
// names lie near it; and none goes towards a lung in silence.
#include "described_needles.h"
#include "known_needles.h"
#include "sets.h"

#include <gmock/gmock.h>

namespace palpate::test {
namespace {

const DescribedNeedles& needles() {
  static const DescribedNeedles made = lay_described_needles(zanatomy());
  return made;
}

TEST_F(Reference, DescribedNeedlesReachTheirZoneNearTheDangersThatTheirRecordsName) {
  EXPECT_GT(needles().approaches, 200u);
  EXPECT_GT(needles().hazards, 500u);
  expect_known(needles(), Laid::on_reference);
}

TEST_F(Reference, NoDescribedNeedleStrikesALungTheCordOrTheHeart) {
  EXPECT_THAT(needles().struck, testing::IsEmpty());
}

TEST_F(Reference, NoDescribedNeedleGoesTowardsALungInSilence) {
  EXPECT_THAT(needles().silent, testing::IsEmpty());
}

}  // namespace
}  // namespace palpate::test
