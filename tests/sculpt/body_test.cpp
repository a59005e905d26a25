// The whole body: both sides from one table, an atlas that the importer takes, and the figures that Palpate ships.
#include <palpate/atlas/loader.h>
#include <palpate/base/file.h>
#include <palpate/base/json_schema.h>
#include <palpate/mesh/topology.h>
#include <palpate/sculpt/body.h>
#include <palpate/sculpt/survey.h>

#include "manikin.h"
#include "temp_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

namespace palpate {
namespace {

Morphometry strap(const std::string& concept_key, Side side, float x) {
  Loft loft;
  for (const float at : {0.0f, 0.5f, 1.0f}) {
    loft.sections.push_back({at, {x, 1200.0f - 100.0f * at, 0.0f}, {{12.0f, 0.0f, 0.0f}}, {{0.0f, 0.0f, 6.0f}}});
  }
  return {concept_key, System::muscles, side, {loft}, "a set", {}};
}

std::vector<SculptedStructure> sculpted(const std::vector<Morphometry>& figures, const BonesOfMuscles& bones = {}) {
  JobQueue jobs(1);
  Faults faults;
  std::vector<SculptedStructure> body = sculpt_body(figures, bones, jobs, faults);
  EXPECT_TRUE(faults.empty());
  return body;
}

TEST(SculptedBody, MirrorsTheRightAndLeavesTheMidlineAlone) {
  const auto body =
      sculpted({strap("sartorius", Side::right, -100.0f), strap("transverse-arytenoid", Side::none, 0.0f)});
  ASSERT_EQ(body.size(), 3u);
  EXPECT_EQ(body[0].side, Side::right);
  EXPECT_EQ(body[1].side, Side::left);
  EXPECT_EQ(body[2].side, Side::none);
  for (std::size_t i = 0; i < body[0].mesh.positions.size(); ++i) {
    EXPECT_EQ(body[0].mesh.positions[i].x, -body[1].mesh.positions[i].x);
  }
  EXPECT_GT(signed_volume(body[1].mesh), 0.0) << "the outside stays outside";
}

TEST(SculptedBody, IsAnAtlasThatTheImporterNamesWhole) {
  const test::TempFolder folder;
  ASSERT_TRUE(write_body(sculpted({strap("sartorius", Side::right, -100.0f)}), folder.path()).ok());
  Faults faults;
  const ProgramData& data = test::program_data();
  auto sources = find_sources(folder.path(), data.assets, faults);
  ASSERT_TRUE(sources);
  EXPECT_TRUE(faults.empty()) << faults.front().text();
  const LoadedBody loaded = load_body(data.anatomy, std::move(*sources), {});
  std::set<std::string> keys;
  for (const Structure& structure : loaded.body.structures()) {
    keys.insert(structure.key);
    EXPECT_TRUE(structure.quality.closed()) << structure.key;
  }
  EXPECT_THAT(keys, testing::ElementsAre("sartorius.left", "sartorius.right"));
  EXPECT_THAT(loaded.body.atlases().at(0).attribution, testing::Contains(testing::HasSubstr("Z-Anatomy")));
}

TEST(SculptedBody, ShowsWhereItsMusclesAreAttached) {
  Morphometry bone = strap("femur", Side::right, -100.0f);
  for (LoftSection& section : std::get<Loft>(bone.parts.front()).sections) section.centre.z = -12.0f;
  bone.system = System::skeleton;
  const auto body = sculpted({strap("vastus-intermedius", Side::right, -100.0f), bone},
                             {{"vastus-intermedius", {{"femur"}, {"patella"}}}});
  ASSERT_EQ(body.size(), 6u) << "muscle, bone and origin of both sides";
  EXPECT_EQ(body[4].system, System::attachments);
  EXPECT_EQ(body[4].end, "origin");

  const test::TempFolder folder;
  ASSERT_TRUE(write_body(body, folder.path()).ok());
  Faults faults;
  const ProgramData& data = test::program_data();
  auto sources = find_sources(folder.path(), data.assets, faults);
  ASSERT_TRUE(sources);
  const LoadedBody loaded = load_body(data.anatomy, std::move(*sources), {});
  const StructureId patch = loaded.body.find("vastus-intermedius@origin.left");
  ASSERT_TRUE(patch.valid());
  EXPECT_EQ(loaded.body[patch].kind, Kind::attachment);
  EXPECT_EQ(loaded.body[patch].side, Side::left);
}

TEST(SculptedBody, IsNotWrittenAgainWhenNothingChanged) {
  const test::TempFolder folder;
  const auto body = sculpted({strap("sartorius", Side::right, -100.0f)});
  ASSERT_TRUE(write_body(body, folder.path()).ok());
  const auto before = std::filesystem::last_write_time(folder.path() / "muscles.glb");
  ASSERT_TRUE(write_body(body, folder.path()).ok());
  EXPECT_EQ(std::filesystem::last_write_time(folder.path() / "muscles.glb"), before);
}

TEST(SculptedBody, SaysWhereItCannotBeWritten) {
  const test::TempFolder folder;
  ASSERT_TRUE(write_file(folder.path() / "file", "x").ok());
  const Status written = write_body({}, folder.path() / "file" / "body");
  ASSERT_FALSE(written);
  EXPECT_THAT(written.error().text(), testing::HasSubstr("file"));
}

// The figures in assets/morphometry.
class ShippedFigures : public testing::Test {
 protected:
  static const std::vector<Morphometry>& all() {
    static const std::vector<Morphometry> figures = [] {
      Faults faults;
      std::vector<Morphometry> read = read_morphometry(test::program_data().assets / "morphometry", faults);
      for (const Fault& fault : faults) ADD_FAILURE() << fault.text();
      return read;
    }();
    return figures;
  }
};

TEST_F(ShippedFigures, AreOfKnownConceptsInTheFolderOfTheirSystem) {
  const ConceptCatalog& concepts = test::program_data().anatomy.concepts;
  EXPECT_GT(all().size(), 600u);
  for (const Morphometry& figures : all()) {
    const ConceptId id = concepts.find(figures.concept_key);
    ASSERT_TRUE(id.valid()) << figures.concept_key;
    EXPECT_EQ(concepts[id].sided, figures.side == Side::right) << figures.concept_key;
    EXPECT_FALSE(figures.measured_on.empty()) << figures.concept_key;
  }
}

TEST_F(ShippedFigures, ObeyTheirSchema) {
  const std::filesystem::path assets = test::program_data().assets;
  const Result<JsonNode> schema = read_json_file((assets / "schemas" / "morphometry.schema.json").string());
  const Result<JsonNode> by_hand = read_json_file((assets / "schemas" / "corrections.schema.json").string());
  ASSERT_TRUE(schema);
  ASSERT_TRUE(by_hand);
  Faults faults;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(assets / "morphometry")) {
    if (entry.path().extension() != ".json") continue;
    const Result<JsonNode> figures = read_json_file(entry.path().string());
    ASSERT_TRUE(figures) << entry.path();
    const bool corrections = entry.path().filename() == "corrections.json";
    check_schema(*figures, corrections ? *by_hand : *schema, entry.path().string(), faults);
  }
  EXPECT_TRUE(faults.empty()) << faults.front().text();
}

TEST_F(ShippedFigures, AreFiguresNotMeshes) {
  for (const Morphometry& figures : all()) {
    const bool net = std::holds_alternative<Tubes>(figures.parts.front());
    if (figures.system == System::skin || net) continue;
    EXPECT_LE(count_of_numbers(figures), 450u * figures.parts.size()) << figures.concept_key;
  }
}

// Parts with about as many numbers each as a bone has; only the head, with the face, has more.
TEST_F(ShippedFigures, OfTheSkinAreMeasurementsOfItsParts) {
  for (const Morphometry& figures : all()) {
    if (figures.system != System::skin) continue;
    EXPECT_GE(figures.parts.size(), 18u);
    for (const Form& form : figures.parts) {
      const std::size_t numbers = count_of_numbers({figures.concept_key, figures.system, figures.side, {form}, "", {}});
      EXPECT_LE(numbers, std::holds_alternative<Shell>(form) ? 1800u : 1300u);
    }
  }
}

TEST_F(ShippedFigures, BecomeClosedMeshes) {
  for (const Morphometry& figures : all()) {
    if (figures.system == System::skin) continue;  // parts that are made into one surface
    const MeshData mesh = mesh_of(figures.parts, 8.0f);
    EXPECT_TRUE(examine(mesh).closed()) << figures.concept_key;
    EXPECT_GT(signed_volume(mesh), 0.0) << figures.concept_key;
  }
}

}  // namespace
}  // namespace palpate
