// What a path that a person names holds: a set with its own manifest, known sets, any model, or nothing, in words.
#include "made_atlas.h"
#include "shapes.h"

#include <palpate/atlas/source.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

namespace palpate::test {
namespace {

namespace fs = std::filesystem;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

std::string brick() {
  return write_glb({node("brick", box({0, 0, 0}, {100, 200, 300}))}, "");
}

// An assets folder with two known sets: "Bones" of rank 2 and "Flesh" of rank 1.
class Sources : public ::testing::Test {
 protected:
  Sources() {
    assets_.write("atlases/bones/atlas.json", manifest_text(R"("rank": 2, "recognise": ["bones.glb"],
                                   "files": [{"path": "bones.glb", "system": "skeleton"}])",
                                                            "Bones"));
    assets_.write("atlases/flesh/atlas.json", manifest_text(R"("rank": 1, "recognise": ["flesh/FJ*", "list.txt"],
                                   "files": [{"path": "flesh/*.glb", "system": "muscles"}])",
                                                            "Flesh"));
    assets_.write("atlases/notes/readme.txt", "no atlas");
  }

  std::vector<std::string> names(const fs::path& path) {
    faults_.clear();
    const auto found = find_sources(path, assets_.path(), faults_);
    if (!found) return {"error: " + found.error().text()};
    std::vector<std::string> out;
    for (const AtlasSource& source : *found)
      out.push_back(source.manifest.info.name + " in " + source.folder.filename().string());
    return out;
  }

  TempFolder assets_, folder_;
  Faults faults_;
};

TEST_F(Sources, AFolderWithItsOwnManifestIsThatSet) {
  folder_.write("set/atlas.json", manifest_text(R"("files": [{"path": "a.glb", "system": "skin"}])", "Own"));
  folder_.write("set/bones.glb", brick());
  EXPECT_THAT(names(folder_ / "set"), ElementsAre("Own in set")) << "its own manifest goes first";
}

TEST_F(Sources, AKnownSetIsRecognisedByItsFiles) {
  folder_.write("mine/bones.glb", brick());
  EXPECT_THAT(names(folder_ / "mine"), ElementsAre("Bones in mine"));
  Faults faults;
  EXPECT_THAT((*find_sources(folder_ / "mine", assets_.path(), faults))[0].note, HasSubstr("recognised as Bones"));
}

TEST_F(Sources, AllPathsOfAKnownSetMustBeThere) {
  folder_.write("mine/flesh/FJ1.glb", brick());
  EXPECT_THAT(names(folder_ / "mine"), ElementsAre("mine in mine")) << "list.txt is missing: an unknown model";
  folder_.write("mine/list.txt", "");
  EXPECT_THAT(names(folder_ / "mine"), ElementsAre("Flesh in mine"));
}

TEST_F(Sources, AFolderOfKnownSetsIsAllOfThemByRank) {
  folder_.write("all/a/bones.glb", brick());
  folder_.write("all/b/flesh/FJ1.glb", brick());
  folder_.write("all/b/list.txt", "");
  folder_.write("all/c/other.glb", brick());
  EXPECT_THAT(names(folder_ / "all"), ElementsAre("Flesh in b", "Bones in a"));
}

TEST_F(Sources, AnyFolderOfModelsIsAnUnknownBody) {
  folder_.write("scan/deep/er/arm.glb", brick());
  folder_.write("scan/leg.GLB", brick());
  folder_.write("scan/notes.txt", "");
  folder_.write("scan/data.json", "{}");
  Faults faults;
  const auto found = find_sources(folder_ / "scan", assets_.path(), faults);
  ASSERT_TRUE(found) << found.error().text();
  ASSERT_EQ(found->size(), 1u);
  std::vector<std::string> paths;
  for (const ManifestFile& file : (*found)[0].manifest.files) paths.push_back(file.path);
  EXPECT_THAT(paths, ElementsAre("deep/er/arm.glb", "leg.GLB"));
  EXPECT_EQ((*found)[0].manifest.info.licence, "unknown");
  EXPECT_THAT((*found)[0].note, HasSubstr("1000 mm"));
}

TEST_F(Sources, AFileIsAnUnknownBodyOfItsOwn) {
  const fs::path file = folder_.write("leg.glb", brick());
  EXPECT_THAT(names(file), ElementsAre("leg.glb in " + folder_.path().filename().string()));
}

TEST_F(Sources, ABrokenFileAmongOthersDoesNotHideThem) {
  folder_.write("scan/a-broken.glb", "rubbish");
  folder_.write("scan/leg.glb", brick());
  const Loaded loaded = load(folder_ / "scan");
  EXPECT_THAT(loaded.keys(), ElementsAre("own:leg.glb#brick"));
  EXPECT_THAT(loaded.problems(), HasSubstr("a-broken.glb"));
}

TEST_F(Sources, WhatIsNotThereOrHoldsNothingIsSaidToBeSo) {
  fs::create_directories(folder_ / "empty");
  folder_.write("texts/a.txt", "no model");
  folder_.write("texts/b.json", "{}");
  EXPECT_THAT(names("/no/such/place"),
              ElementsAre(AllOf(HasSubstr("/no/such/place"), HasSubstr("no such file or folder"), HasSubstr("Check"))));
  EXPECT_THAT(names(folder_ / "empty"),
              ElementsAre(AllOf(HasSubstr("empty"), HasSubstr("no model in this folder"), HasSubstr("glTF"))));
  EXPECT_THAT(names(folder_ / "texts"), ElementsAre(AllOf(HasSubstr("texts"), HasSubstr("no model in this folder"))));
  EXPECT_THAT(names(folder_ / "texts/a.txt"),
              ElementsAre(AllOf(HasSubstr("a.txt"), HasSubstr("not a model file"), HasSubstr("glTF"))));
  const fs::path broken = folder_.write("broken.glb", "rubbish");
  EXPECT_THAT(names(broken), ElementsAre(AllOf(HasSubstr("broken.glb"), HasSubstr("not a binary glTF"))));
}

TEST_F(Sources, ANameLongerThanAFileSystemTakesIsNotThereEither) {
  const std::string endless(5000, 'x');
  EXPECT_THAT(names(folder_ / endless), ElementsAre(HasSubstr("no such file or folder")));
  folder_.write("set/good.glb", brick());
  folder_.write("set/atlas.json", manifest_text("\"files\": [{\"path\": \"" + endless +
                                                "\", \"system\": \"skin\"}, {\"path\": \"good.glb\", "
                                                "\"system\": \"skeleton\"}]"));
  const Loaded loaded = load(folder_ / "set");
  EXPECT_EQ(loaded.body.body.size(), 1u);
  EXPECT_THAT(loaded.problems(), HasSubstr("there is no such file"));
}

TEST_F(Sources, ABrokenManifestOfTheProgramIsAFaultAndTheOthersAreUsed) {
  assets_.write("atlases/another/atlas.json", "{\"name\": ");
  folder_.write("mine/bones.glb", brick());
  EXPECT_THAT(names(folder_ / "mine"), ElementsAre("Bones in mine"));
  ASSERT_EQ(faults_.size(), 1u);
  EXPECT_THAT(faults_[0].text(), HasSubstr("another/atlas.json"));
}

TEST_F(Sources, ABrokenOwnManifestIsAnError) {
  folder_.write("set/atlas.json", "{\"name\": ");
  folder_.write("set/bones.glb", brick());
  EXPECT_THAT(names(folder_ / "set"), ElementsAre(AllOf(HasSubstr("error"), HasSubstr("atlas.json"))));
}

TEST_F(Sources, WithoutKnownSetsModelsAreStillFound) {
  folder_.write("scan/leg.glb", brick());
  Faults faults;
  const auto found = find_sources(folder_ / "scan", "/no/such/assets", faults);
  ASSERT_TRUE(found) << found.error().text();
  EXPECT_THAT(faults, IsEmpty());
}

// The sets that the program knows read without a fault.
TEST_F(Sources, TheProgramsOwnManifestsAreWithoutFault) {
  std::size_t manifests = 0;
  for (const auto& entry : fs::directory_iterator(PALPATE_SOURCE_FOLDER "/assets/atlases")) {
    Faults faults;
    const auto manifest = read_manifest(entry.path() / "atlas.json", faults);
    ASSERT_TRUE(manifest) << manifest.error().text();
    for (const Fault& fault : faults) ADD_FAILURE() << fault.text();
    EXPECT_FALSE(manifest->info.attribution.empty());
    EXPECT_FALSE(manifest->recognise.empty());
    ++manifests;
  }
  EXPECT_EQ(manifests, 3u);
}

}  // namespace
}  // namespace palpate::test
