// The manifest of an atlas: what may stand in it, and that every mistake in it is named by file, line and field while
// the rest is used.
#include "made_atlas.h"
#include "shapes.h"

#include <palpate/atlas/manifest.h>

#include <fmt/format.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <glm/geometric.hpp>

namespace palpate::test {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

const char* const one_file = R"("files": [{"path": "a.glb", "system": "skeleton"}])";

struct Read {
  std::optional<Manifest> manifest;
  std::string error;
  std::vector<std::string> faults;
};

Read read(const std::string& text, const TempFolder& folder) {
  Faults faults;
  auto manifest = read_manifest(folder.write("atlas.json", text), faults);
  Read out;
  if (manifest) out.manifest = std::move(*manifest);
  if (!out.manifest) out.error = manifest.error().text();
  for (const Fault& fault : faults) out.faults.push_back(fault.text());
  return out;
}

Read read(const std::string& text) {
  const TempFolder folder;
  return read(text, folder);
}

TEST(Manifest, TellsNameLicenceFrameAndFiles) {
  const Read made = read(R"({"name": "Made", "version": "7", "licence": "CC0", "about": "A body.",
    "attribution": ["One", "Two"], "rank": 5, "recognise": ["a.glb", "bones/FJ*"],
    "frame": {"units_mm": 10, "axes": "+x +z -y", "node_transforms": "ignore", "scale": 2, "translate_mm": [1, 2, 3]},
    "side_suffixes": {"_L": "left", "_R": "right"},
    "files": [{"path": "a.glb", "system": "skin-regions"}, {"path": "bones/*.glb", "system": "skeleton",
               "fma_pattern": "_FMA([0-9]+)_"}],
    "repairs": [{"match": ["a*", "b"], "scale": 27.6, "translate": [4, 5, 6], "why": "too small"}],
    "landmarks": [{"name": "heel.right", "at": [7, 8, 9]}],
    "missing": [{"concept": "kidney", "why": "no mesh"}]})");
  ASSERT_TRUE(made.manifest) << made.error;
  EXPECT_THAT(made.faults, ElementsAre());
  const Manifest& m = *made.manifest;
  EXPECT_EQ(m.info.name, "Made");
  EXPECT_EQ(m.info.version, "7");
  EXPECT_EQ(m.info.licence, "CC0");
  EXPECT_EQ(m.info.about, "A body.");
  EXPECT_THAT(m.info.attribution, ElementsAre("One", "Two"));
  EXPECT_EQ(m.rank, 5);
  EXPECT_THAT(m.recognise, ElementsAre("a.glb", "bones/FJ*"));
  EXPECT_FALSE(m.frame.apply_node_transforms);
  // (1, 2, 3) of the file: left is x, up is z, front is -y; 10 mm a unit, twice as large, then the shift.
  EXPECT_LT(glm::distance(m.frame.to_canonical({1, 2, 3}), {1 + 20, 2 + 60, 3 - 40}), 1e-4f);
  EXPECT_EQ(m.side_suffixes.at("_L"), Side::left);
  ASSERT_EQ(m.files.size(), 2u);
  EXPECT_EQ(m.files[0].system, System::skin_regions);
  EXPECT_EQ(m.files[1].fma_pattern, "_FMA([0-9]+)_");
  ASSERT_EQ(m.repairs.size(), 1u);
  EXPECT_THAT(m.repairs[0].match, ElementsAre("a*", "b"));
  EXPECT_FLOAT_EQ(m.repairs[0].scale, 27.6f);
  EXPECT_EQ(m.repairs[0].translate, glm::vec3(4, 5, 6));
  EXPECT_EQ(m.landmarks.at(0), std::pair(std::string("heel.right"), glm::vec3(7, 8, 9)));
  EXPECT_EQ(m.missing.at(0), std::pair(std::string("kidney"), std::string("no mesh")));
}

TEST(Manifest, ReadsTheEntriesOfItsMaps) {
  const TempFolder folder;
  folder.write("map.json", R"({"nodes": [
    {"node": "thigh", "concept": "femur"},
    {"node": "odd", "concept": "biceps", "side": "left", "system": "fascia", "split_sides": true,
     "also_mirrored": "there is one side only", "attachment": "origin"},
    {"node": "fat", "drop": "not a structure"},
    {"node": "twin", "concept": "soleus", "mirror_of": "other"},
    {"node": "whole", "concept": "biceps", "parts": [
      {"concept": "biceps/long-head", "planes": [{"point": [1, 2, 3], "normal": [0, 1, 0]}]},
      {"concept": "biceps/short-head", "planes": []}]},
    {"node": "mixed", "components": [
      {"ranks": [0, 2], "concept": "soleus", "side": "none"}, {"ranks": [], "drop": "scraps"}]}]})");
  const Read made =
      read(manifest_text(R"("files": [{"path": "a.glb", "system": "muscles", "map": "map.json"}])"), folder);
  ASSERT_TRUE(made.manifest) << made.error;
  EXPECT_THAT(made.faults, ElementsAre());
  const auto& entries = made.manifest->files.at(0).entries;
  ASSERT_EQ(entries.size(), 6u);
  EXPECT_EQ(entries.at("thigh").concept_key, "femur");
  EXPECT_FALSE(entries.at("thigh").side);
  EXPECT_EQ(entries.at("thigh").line, 2);
  EXPECT_THAT(entries.at("thigh").file, HasSubstr("map.json"));
  const ManifestEntry& odd = entries.at("odd");
  EXPECT_EQ(odd.side, Side::left);
  EXPECT_EQ(odd.system, System::fascia);
  EXPECT_TRUE(odd.split_sides);
  EXPECT_EQ(odd.also_mirrored, "there is one side only");
  EXPECT_EQ(odd.attachment, "origin");
  EXPECT_EQ(entries.at("fat").drop, "not a structure");
  EXPECT_EQ(entries.at("twin").mirror_of, "other");
  ASSERT_EQ(entries.at("whole").parts.size(), 2u);
  EXPECT_EQ(entries.at("whole").parts[0].planes.at(0).point, glm::vec3(1, 2, 3));
  EXPECT_TRUE(entries.at("whole").parts[1].planes.empty());
  ASSERT_EQ(entries.at("mixed").components.size(), 2u);
  EXPECT_THAT(entries.at("mixed").components[0].ranks, ElementsAre(0u, 2u));
  EXPECT_EQ(entries.at("mixed").components[0].side, Side::none);
  EXPECT_EQ(entries.at("mixed").components[1].drop, "scraps");
}

TEST(Manifest, FindsTheEntryOfANodeByItsFullNameOrWithoutItsSide) {
  const TempFolder folder;
  folder.write("map.json", R"({"nodes": [{"node": "a", "concept": "femur"}, {"node": "a.l", "concept": "patella"},
                                         {"node": "b", "concept": "soleus"}]})");
  const Read made = read(manifest_text(R"("files": [{"path": "a.glb", "system": "muscles", "map": "map.json"}],
                                          "overrides": [{"node": "b.r", "concept": "biceps"}])"),
                         folder);
  ASSERT_TRUE(made.manifest) << made.error;
  const Manifest& m = *made.manifest;
  const auto concept_of = [&](const std::string& node) {
    const ManifestEntry* entry = m.entry(m.files[0], node);
    return entry == nullptr ? std::string("none") : entry->concept_key;
  };
  EXPECT_EQ(concept_of("a.r"), "femur");
  EXPECT_EQ(concept_of("a.l"), "patella") << "the full name goes first";
  EXPECT_EQ(concept_of("b.l"), "soleus");
  EXPECT_EQ(concept_of("b.r"), "biceps") << "an override goes before the map";
  EXPECT_EQ(concept_of("c"), "none");
  EXPECT_EQ(m.split_suffix("a.l"), std::pair(std::string("a"), Side::left));
  EXPECT_EQ(m.split_suffix("a.right"), std::pair(std::string("a.right"), Side::none));
  EXPECT_EQ(m.split_suffix(".l"), std::pair(std::string(".l"), Side::none)) << "no name would be left";
}

TEST(Manifest, ChangesItsHashWithEveryChangeOfItselfOrItsMaps) {
  const TempFolder folder;
  const std::string text = manifest_text(R"("files": [{"path": "a.glb", "system": "muscles", "map": "map.json"}])");
  folder.write("map.json", R"({"nodes": [{"node": "a", "concept": "femur"}]})");
  const std::uint64_t before = read(text, folder).manifest->content_hash;
  EXPECT_EQ(read(text, folder).manifest->content_hash, before);
  folder.write("map.json", R"({"nodes": [{"node": "a", "concept": "patella"}]})");
  const std::uint64_t other_map = read(text, folder).manifest->content_hash;
  EXPECT_NE(other_map, before);
  EXPECT_NE(read(manifest_text(one_file), folder).manifest->content_hash, other_map);
}

struct Axes {
  const char* text;
  bool good;
};
void PrintTo(const Axes& made, std::ostream* out) {
  *out << made.text;
}
class ParseAxes : public ::testing::TestWithParam<Axes> {};
TEST_P(ParseAxes, TakesThreeDifferentAxesWithSigns) {
  EXPECT_EQ(parse_axes(GetParam().text).has_value(), GetParam().good) << GetParam().text;
}
INSTANTIATE_TEST_SUITE_P(All, ParseAxes,
                         ::testing::Values(Axes{"+x +y +z", true}, Axes{"+x +z -y", true}, Axes{"-z -x -y", true},
                                           Axes{"", false}, Axes{"+x +y", false}, Axes{"+x +x +z", false},
                                           Axes{"x y z", false}, Axes{"+x +y +w", false}, Axes{"+x  +y +z", false},
                                           Axes{"+x +y +z +x", false}, Axes{"+X +Y +Z", false}));

TEST(ParseAxes, RowsAreLeftUpAndFrontInFileAxes) {
  const glm::mat3 axes = *parse_axes("+x +z -y");
  EXPECT_EQ(axes * glm::vec3(1, 2, 3), glm::vec3(1, 3, -2));
}

struct Wrong {
  const char* title;
  const char* members;  // of the manifest, or of an entry of its map
  const char* field;
  const char* what;
};

void PrintTo(const Wrong& made, std::ostream* out) {
  *out << made.title;
}
class WrongManifest : public ::testing::TestWithParam<Wrong> {};

TEST_P(WrongManifest, NamesFileLineAndFieldAndUsesTheRest) {
  const TempFolder folder;
  folder.write("good.glb", write_glb({node("thigh", box({0, 0, 0}, {10, 20, 30}))}, ""));
  std::string text = manifest_text(GetParam().members);
  if (const std::string usual = R"("side_suffixes": {".l": "left", ".r": "right"},)";
      std::string(GetParam().members).find("side_suffixes") != std::string::npos)
    text.erase(text.find(usual), usual.size());
  const Read made = read(text, folder);
  EXPECT_THAT(made.faults,
              Contains(AllOf(HasSubstr("atlas.json:"), HasSubstr(GetParam().field), HasSubstr(GetParam().what))));
  ASSERT_TRUE(made.manifest) << made.error;
  const Loaded loaded = load(folder.path());
  EXPECT_EQ(loaded.body.body.size(), 1u) << "the good file is shown; " << loaded.problems();
  EXPECT_FALSE(loaded.faults.empty());
  EXPECT_NEAR(loaded.body.body.bounds().size().y, 20.0f, 1e-3f);
}

#define GOOD R"({"path": "good.glb", "system": "skeleton"})"
INSTANTIATE_TEST_SUITE_P(
    All, WrongManifest,
    ::testing::Values(
        Wrong{"PathIsANumber", R"("files": [{"path": 7, "system": "nerves"}, )" GOOD "]", "/files/0/path",
              "a text is expected"},
        Wrong{"NoPath", R"("files": [{"system": "nerves"}, )" GOOD "]", "/files/0/path", "missing"},
        Wrong{"AFileIsAText", R"("files": ["good.glb", )" GOOD "]", "/files/0", "missing"},
        Wrong{"UnknownSystem", R"("files": [{"path": "good.glb", "system": "musles"}])", "/files/0/system",
              "not known"},
        Wrong{"BadPattern", R"("files": [{"path": "good.glb", "system": "nerves", "fma_pattern": "(["}])",
              "/files/0/fma_pattern", "regular expression"},
        Wrong{"SuffixesOfNoSide", R"("side_suffixes": {".u": "upper"}, "files": [)" GOOD "]", "/side_suffixes/.u",
              "left or right"},
        Wrong{"SuffixesAreAList", R"("side_suffixes": [".l"], "files": [)" GOOD "]", "/side_suffixes", "is expected"},
        Wrong{"RepairWithoutAReason", R"("repairs": [{"match": ["x"]}], "files": [)" GOOD "]", "/repairs/0/why",
              "missing"},
        Wrong{"RepairsAreATruth", R"("repairs": true, "files": [)" GOOD "]", "/repairs", "a list is expected"},
        Wrong{"LandmarkOfTwoNumbers", R"("landmarks": [{"name": "heel", "at": [1, 2]}], "files": [)" GOOD "]",
              "/landmarks/0/at", "three numbers"},
        Wrong{"OverrideWithoutANode", R"("overrides": [{"concept": "femur"}], "files": [)" GOOD "]",
              "/overrides/0/node", "missing"},
        Wrong{"OverrideTwice",
              R"("overrides": [{"node": "q", "drop": "a"}, {"node": "q", "drop": "b"}], "files": [)" GOOD "]",
              "/overrides/1/node", "twice"},
        Wrong{"RankIsAText", R"("rank": "first", "files": [)" GOOD "]", "/rank", "a whole number is expected"}),
    [](const auto& made) { return std::string(made.param.title); });

struct WrongFrame {
  const char* title;
  const char* frame;
  const char* field;
  const char* what;
};
void PrintTo(const WrongFrame& made, std::ostream* out) {
  *out << made.title;
}
class WrongFrames : public ::testing::TestWithParam<WrongFrame> {};
TEST_P(WrongFrames, AreNamedAndReplacedByWhatIsUsual) {
  const Read made =
      read(fmt::format(R"({{"name": "M", "version": "1", "licence": "none", "attribution": ["a"], {} {}}})",
                       GetParam().frame, one_file));
  EXPECT_THAT(made.faults,
              Contains(AllOf(HasSubstr("atlas.json:"), HasSubstr(GetParam().field), HasSubstr(GetParam().what))));
  ASSERT_TRUE(made.manifest) << made.error;
  EXPECT_GT(glm::length(made.manifest->frame.to_canonical({1, 1, 1})), 0.0f) << "nothing collapses";
}
INSTANTIATE_TEST_SUITE_P(
    All, WrongFrames,
    ::testing::Values(WrongFrame{"Missing", "", "/frame", "missing"},
                      WrongFrame{"ANumber", R"("frame": 1000,)", "/frame", "missing"},
                      WrongFrame{"UnitsAreAText", R"("frame": {"units_mm": "metres"},)", "/frame/units_mm", "number"},
                      WrongFrame{"UnitsAreZero", R"("frame": {"units_mm": 0},)", "/frame/units_mm", "above zero"},
                      WrongFrame{"UnitsAreNegative", R"("frame": {"units_mm": -1},)", "/frame/units_mm", "above zero"},
                      WrongFrame{"ScaleIsZero", R"("frame": {"units_mm": 1, "scale": 0},)", "/frame/scale", "above"},
                      WrongFrame{"AxesTwice", R"("frame": {"units_mm": 1, "axes": "+x +x +z"},)", "/frame/axes",
                                 "three different axes"},
                      WrongFrame{"ShiftOfTwo", R"("frame": {"units_mm": 1, "translate_mm": [1, 2]},)",
                                 "/frame/translate_mm", "three numbers"}),
    [](const auto& made) { return std::string(made.param.title); });

struct WrongEntry {
  const char* title;
  const char* entry;
  const char* field;
  const char* what;
};
void PrintTo(const WrongEntry& made, std::ostream* out) {
  *out << made.title;
}
class WrongEntries : public ::testing::TestWithParam<WrongEntry> {};
TEST_P(WrongEntries, AreNamedAndLeftOutAndTheOthersAreUsed) {
  const TempFolder folder;
  folder.write("map.json",
               fmt::format("{{\"nodes\": [\n{},\n{{\"node\": \"good\", \"concept\": \"femur\"}}]}}", GetParam().entry));
  const Read made =
      read(manifest_text(R"("files": [{"path": "a.glb", "system": "muscles", "map": "map.json"}])"), folder);
  ASSERT_TRUE(made.manifest) << made.error;
  EXPECT_THAT(made.faults,
              Contains(AllOf(HasSubstr("map.json:2"), HasSubstr(GetParam().field), HasSubstr(GetParam().what))));
  const auto& entries = made.manifest->files.at(0).entries;
  EXPECT_EQ(entries.size(), 1u);
  EXPECT_EQ(entries.count("good"), 1u);
}
INSTANTIATE_TEST_SUITE_P(
    All, WrongEntries,
    ::testing::Values(
        WrongEntry{"NodeIsANumber", R"({"node": 5, "concept": "femur"})", "/nodes/0/node", "a text is expected"},
        WrongEntry{"SaysNothing", R"({"node": "bad"})", "/nodes/0", "a concept"},
        WrongEntry{"ConceptIsAList", R"({"node": "bad", "concept": ["femur"]})", "/nodes/0/concept",
                   "a text is expected"},
        WrongEntry{"UnknownSide", R"({"node": "bad", "concept": "femur", "side": "up"})", "/nodes/0/side", "left"},
        WrongEntry{"UnknownSystem", R"({"node": "bad", "concept": "femur", "system": "x"})", "/nodes/0/system",
                   "not known"},
        WrongEntry{"SplitIsAText", R"({"node": "bad", "concept": "femur", "split_sides": "yes"})",
                   "/nodes/0/split_sides", "true or false"},
        WrongEntry{"PlaneWithoutNormal",
                   R"({"node": "bad", "concept": "a", "parts": [{"concept": "b", "planes": [{"point": [1, 2, 3]}]}]})",
                   "/nodes/0/parts/0/planes/0/normal", "three numbers"},
        WrongEntry{"RankIsAText", R"({"node": "bad", "components": [{"ranks": ["first"], "concept": "a"}]})",
                   "/nodes/0/components/0/ranks/0", "list of numbers"},
        WrongEntry{"RankBelowZero", R"({"node": "bad", "components": [{"ranks": [-1], "concept": "a"}]})",
                   "/nodes/0/components/0/ranks", "from 0"},
        WrongEntry{"ComponentOfNothing", R"({"node": "bad", "components": [{"ranks": [0]}]})", "/nodes/0/components/0",
                   "a concept or a reason"},
        WrongEntry{"IsAText", R"("thigh")", "/nodes/0", "missing"}),
    [](const auto& made) { return std::string(made.param.title); });

TEST(Manifest, ANodeThatStandsTwiceInAMapIsNamed) {
  const TempFolder folder;
  folder.write("map.json",
               "{\"nodes\": [{\"node\": \"a\", \"concept\": \"femur\"},\n"
               "{\"node\": \"a\", \"concept\": \"patella\"}]}");
  const Read made =
      read(manifest_text(R"("files": [{"path": "a.glb", "system": "muscles", "map": "map.json"}])"), folder);
  EXPECT_THAT(made.faults, ElementsAre(AllOf(HasSubstr("map.json:2"), HasSubstr("\"a\""), HasSubstr("twice"))));
  EXPECT_EQ(made.manifest->files.at(0).entries.at("a").concept_key, "femur");
}

TEST(Manifest, AMapThatIsMissingOrBrokenIsNamedAndTheFileIsStillShown) {
  for (const char* map : {"", "{\"nodes\": ["}) {
    const TempFolder folder;
    if (*map != '\0') folder.write("map.json", map);
    folder.write("a.glb", write_glb({node("thigh", box({0, 0, 0}, {10, 20, 30}))}, ""));
    const Read made =
        read(manifest_text(R"("files": [{"path": "a.glb", "system": "muscles", "map": "map.json"}])"), folder);
    EXPECT_THAT(made.faults, ElementsAre(HasSubstr("map.json")));
    const Loaded loaded = load(folder.path());
    EXPECT_THAT(loaded.keys(), ElementsAre("own:a.glb#thigh"));
    EXPECT_FALSE(loaded.faults.empty());
  }
}

TEST(Manifest, ThatNamesNoFilesOrIsNoJsonIsRefused) {
  EXPECT_THAT(read(manifest_text(R"("files": [])")).error, AllOf(HasSubstr("atlas.json"), HasSubstr("no files")));
  EXPECT_THAT(read("{\"name\": ").error, HasSubstr("atlas.json"));
  EXPECT_THAT(read("[1, 2]").error, AllOf(HasSubstr("atlas.json"), HasSubstr("no files")));
  Faults faults;
  const auto gone = read_manifest("/no/such/atlas.json", faults);
  ASSERT_FALSE(gone);
  EXPECT_THAT(gone.error().text(), HasSubstr("/no/such/atlas.json"));
}

}  // namespace
}  // namespace palpate::test
