// Landmarks: named points with a mirror image, and points of the midline.
#include <palpate/anatomy/landmark.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace palpate::test {
namespace {

LandmarkTable small_table() {
  LandmarkTable table;
  Landmark acromion;
  acromion.name = "acromial-angle";
  acromion.label = "Acromial angle";
  acromion.sided = true;
  acromion.at = {-170.0f, 1400.0f, -30.0f};
  EXPECT_TRUE(table.add(acromion));
  Landmark vertex;
  vertex.name = "skull-vertex";
  vertex.at = {2.0f, 1705.0f, -12.0f};
  EXPECT_TRUE(table.add(vertex));
  return table;
}

TEST(LandmarkTable, FindsALandmarkByItsName) {
  const LandmarkTable table = small_table();
  ASSERT_NE(table.find("acromial-angle"), nullptr);
  EXPECT_EQ(table.find("acromial-angle")->label, "Acromial angle");
  EXPECT_EQ(table.find("Acromial angle"), nullptr);
  EXPECT_EQ(table.find(""), nullptr);
  EXPECT_EQ(table.all().size(), 2u);
}

TEST(LandmarkTable, RefusesANameThatIsTakenAndKeepsTheFirst) {
  LandmarkTable table = small_table();
  Landmark again;
  again.name = "skull-vertex";
  EXPECT_FALSE(table.add(again));
  EXPECT_EQ(table.all().size(), 2u);
  EXPECT_EQ(table.find("skull-vertex")->at, glm::vec3(2.0f, 1705.0f, -12.0f));
}

TEST(LandmarkTable, ASidedLandmarkIsOfTheRightAndMirroredOnTheLeft) {
  const LandmarkTable table = small_table();
  EXPECT_EQ(table.position("acromial-angle", Side::right), glm::vec3(-170.0f, 1400.0f, -30.0f));
  EXPECT_EQ(table.position("acromial-angle", Side::left), glm::vec3(170.0f, 1400.0f, -30.0f));
}

TEST(LandmarkTable, ASidedLandmarkWithoutASideIsNowhere) {
  EXPECT_FALSE(small_table().position("acromial-angle", Side::none));
}

TEST(LandmarkTable, ALandmarkOfTheMidlineIgnoresTheSide) {
  const LandmarkTable table = small_table();
  for (const Side side : {Side::none, Side::left, Side::right})
    EXPECT_EQ(table.position("skull-vertex", side), glm::vec3(2.0f, 1705.0f, -12.0f));
}

TEST(LandmarkTable, AnUnknownLandmarkIsNowhere) {
  EXPECT_FALSE(small_table().position("no-such", Side::right));
  EXPECT_FALSE(LandmarkTable().position("skull-vertex", Side::none));
}

TEST(LandmarkTable, TheMirrorOfTheMirrorIsThePointItself) {
  const glm::vec3 p(12.5f, -3.0f, 7.0f);
  EXPECT_EQ(mirrored(p), glm::vec3(-12.5f, -3.0f, 7.0f));
  EXPECT_EQ(mirrored(mirrored(p)), p);
}

}  // namespace
}  // namespace palpate::test
