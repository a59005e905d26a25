// The cache of imported geometry: what comes out is what went in, and a cache that is old, cut off, damaged or cannot
// be written never keeps a body from loading.
#include "made_atlas.h"
#include "measure.h"
#include "shapes.h"

#include <palpate/atlas/cache.h>
#include <palpate/mesh/normals.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <condition_variable>
#include <cstring>
#include <filesystem>
#include <limits>
#include <mutex>

namespace palpate::test {
namespace {

namespace fs = std::filesystem;
using ::testing::AllOf;
using ::testing::AnyOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

ImportedUnit small_unit() {
  ImportedUnit unit;
  ChunkBuilder builder;
  for (int i = 0; i < 3; ++i) {
    MeshData mesh = sphere({20.0f * static_cast<float>(i), 5, 7}, 8.0f, 5 + i);
    compute_normals(mesh);
    builder.add(prepare(std::move(mesh), {}, true));
    Structure structure;
    structure.key = "femur-" + std::to_string(i) + ".left";
    structure.side = Side::left;
    structure.name = "Thigh";
    structure.system = System::skeleton;
    structure.kind = Kind::bone;
    structure.source = "a.glb#n";
    structure.remark = i == 1 ? "mirror image" : "";
    structure.quality = {12, 3, 2, 1, 4, 5.5f};
    structure.bounds.include(glm::vec3(1, 2, 3));
    structure.bounds.include(glm::vec3(4, 5, 6));
    unit.structures.push_back(structure);
    unit.concept_keys.push_back(i == 2 ? "" : "femur");
  }
  unit.chunk = builder.finish();
  unit.textures = {nullptr, std::make_shared<const Image>(four_colours()), nullptr};
  unit.coverage.atlas = "Made";
  unit.coverage.counts = {{System::skeleton, 4, 3, 1, 0}};
  unit.coverage.dropped = {{"a", "b"}};
  unit.coverage.unmapped = {{"c", "d"}};
  unit.coverage.repaired = {{"e", "f"}, {"g", ""}};
  unit.coverage.unused = {{"h", "i"}};
  unit.coverage.missing = {{"j", "k"}};
  unit.coverage.open = {{"l", "m"}};
  unit.coverage.problems = {"one", "two"};
  return unit;
}

void expect_same(const Coverage& a, const Coverage& b) {
  EXPECT_EQ(write_json(coverage_json(a)), write_json(coverage_json(b)));
}

void expect_same(const MeshChunk& a, const MeshChunk& b) {
  const auto bytes = [](const auto& values) {
    return std::string(reinterpret_cast<const char*>(values.data()), values.size() * sizeof values[0]);
  };
  EXPECT_TRUE(bytes(a.vertices()) == bytes(b.vertices()));
  EXPECT_TRUE(bytes(a.indices()) == bytes(b.indices()));
  EXPECT_TRUE(bytes(a.parts()) == bytes(b.parts()));
}

void expect_same(const Structure& a, const Structure& b) {
  EXPECT_EQ(a.key, b.key);
  EXPECT_EQ(a.side, b.side) << a.key;
  EXPECT_EQ(a.name, b.name) << a.key;
  EXPECT_EQ(a.system, b.system) << a.key;
  EXPECT_EQ(a.kind, b.kind) << a.key;
  EXPECT_EQ(a.source, b.source) << a.key;
  EXPECT_EQ(a.remark, b.remark) << a.key;
  EXPECT_EQ(std::memcmp(&a.quality, &b.quality, sizeof a.quality), 0) << a.key;
  EXPECT_EQ(a.bounds.low, b.bounds.low) << a.key;
  EXPECT_EQ(a.bounds.high, b.bounds.high) << a.key;
}

void expect_same(const ImportedUnit& a, const ImportedUnit& b) {
  ASSERT_EQ(a.structures.size(), b.structures.size());
  for (std::size_t i = 0; i < a.structures.size(); ++i) expect_same(a.structures[i], b.structures[i]);
  EXPECT_EQ(a.concept_keys, b.concept_keys);
  expect_same(*a.chunk, *b.chunk);
  ASSERT_EQ(a.textures.size(), b.textures.size());
  for (std::size_t i = 0; i < a.textures.size(); ++i) {
    ASSERT_EQ(a.textures[i] == nullptr, b.textures[i] == nullptr);
    if (!a.textures[i]) continue;
    EXPECT_EQ(a.textures[i]->width, b.textures[i]->width);
    EXPECT_EQ(a.textures[i]->rgba, b.textures[i]->rgba);
  }
  expect_same(a.coverage, b.coverage);
}

TEST(ImportCache, GivesBackWhatWasStored) {
  const TempFolder folder;
  const ImportCache cache(folder / "not/there/yet");
  const ImportedUnit unit = small_unit();
  const Status stored = cache.store(77, unit);
  ASSERT_TRUE(stored) << stored.error().text();
  const auto loaded = cache.load(77);
  ASSERT_TRUE(loaded) << loaded.error().text();
  expect_same(*loaded, unit);
}

TEST(ImportCache, GivesBackAUnitOfNothing) {
  const TempFolder folder;
  const ImportCache cache(folder.path());
  ImportedUnit unit;
  unit.chunk = ChunkBuilder().finish();
  ASSERT_TRUE(cache.store(1, unit));
  const auto loaded = cache.load(1);
  ASSERT_TRUE(loaded) << loaded.error().text();
  EXPECT_TRUE(loaded->structures.empty());
}

TEST(ImportCache, OutlivesItsFile) {
  const TempFolder folder;
  const ImportCache cache(folder.path());
  ASSERT_TRUE(cache.store(77, small_unit()));
  const auto loaded = cache.load(77);
  fs::remove(cache.path(77));
  expect_same(*loaded, small_unit());
}

TEST(ImportCache, KeepsUnitsApart) {
  const TempFolder folder;
  const ImportCache cache(folder.path());
  ASSERT_TRUE(cache.store(1, small_unit()));
  EXPECT_NE(cache.path(1), cache.path(2));
  const auto gone = cache.load(2);
  ASSERT_FALSE(gone);
  EXPECT_THAT(gone.error().text(), HasSubstr("no cache yet"));
  fs::copy_file(cache.path(1), cache.path(2));
  const auto foreign = cache.load(2);
  ASSERT_FALSE(foreign);
  EXPECT_THAT(foreign.error().text(), HasSubstr("belongs to other files"));
}

class DamagedCache : public ::testing::Test {
 protected:
  DamagedCache() : cache_(folder_.path()) {
    EXPECT_TRUE(cache_.store(9, small_unit()));
    good_ = contents(cache_.path(9));
  }
  Result<ImportedUnit> load(const std::string& bytes) {
    folder_.write(cache_.path(9).filename().string(), bytes);
    return cache_.load(9);
  }
  TempFolder folder_;
  ImportCache cache_;
  std::string good_;
};

TEST_F(DamagedCache, OfAnotherVersionIsNotUsed) {
  std::string old = good_;
  old[8] = static_cast<char>(old[8] - 1);
  const auto loaded = load(old);
  ASSERT_FALSE(loaded);
  EXPECT_THAT(loaded.error().text(),
              AllOf(HasSubstr("another version"), HasSubstr(cache_.path(9).string()), HasSubstr("made anew")));
}

TEST_F(DamagedCache, CutOffAnywhereIsNotUsed) {
  for (std::size_t length = 0; length < good_.size(); length += length < 200 ? 1 : 97) {
    const auto loaded = load(good_.substr(0, length));
    ASSERT_FALSE(loaded) << length;
    EXPECT_THAT(loaded.error().text(), AllOf(HasSubstr("cut off"), HasSubstr("made anew"))) << length;
  }
  EXPECT_FALSE(load(good_ + "more"));
}

TEST_F(DamagedCache, WithAWrongByteIsNotUsedOrIsStillRight) {
  Random random(3);
  const ImportedUnit unit = small_unit();
  std::size_t refused = 0, tried = 0;
  for (std::size_t at = 0; at < good_.size(); at += at < 1000 ? 1 : 13, ++tried) {
    std::string bad = good_;
    bad[at] = static_cast<char>(bad[at] ^ (1u << random.below(8)));
    const auto loaded = load(bad);
    if (!loaded) {
      ++refused;
      EXPECT_THAT(loaded.error().text(), AnyOf(HasSubstr("damaged"), HasSubstr("not a cache file"),
                                               HasSubstr("version"), HasSubstr("cut off")));
      continue;
    }
    expect_same(*loaded, unit);  // between two sections lies nothing
    ASSERT_FALSE(HasFailure()) << "byte " << at;
  }
  EXPECT_GT(refused * 100, tried * 90);
}

TEST_F(DamagedCache, OfRubbishIsNotUsed) {
  EXPECT_THAT(load(std::string(5000, 'x')).error().text(), HasSubstr("not a cache file"));
  EXPECT_THAT(load("").error().text(), HasSubstr("cut off"));
}

TEST(ImportCache, ThatCannotBeWrittenSaysWhy) {
  const TempFolder folder;
  const fs::path file = folder.write("a file", "");
  const Status stored = ImportCache(file / "cache").store(1, small_unit());
  ASSERT_FALSE(stored);
  EXPECT_THAT(stored.error().text(), AllOf(HasSubstr("a file"), HasSubstr("Writing failed")));
  EXPECT_FALSE(stored.error().hint.empty());
}

// From here on: the cache as the loading of a body uses it.
class CachedLoading : public ::testing::Test {
 protected:
  CachedLoading() {
    write_bones(box({-90, 0, 0}, {-60, 400, 30}));
    folder_.write("set/muscles.glb", write_glb({node("calf.r", with_hole(sphere({-70, 300, 60}, 40)))}, ""));
    folder_.write("set/map.json", R"({"nodes": [{"node": "thigh", "concept": "femur"},
                                                {"node": "calf", "concept": "soleus"}]})");
    write_manifest("");
  }
  void write_bones(const MeshData& mesh) { folder_.write("set/bones.glb", write_glb({node("thigh.r", mesh)}, "")); }
  void write_manifest(const std::string& more) {
    folder_.write("set/atlas.json",
                  manifest_text(more + R"("files": [{"path": "bones.glb", "system": "skeleton", "map": "map.json"},
                                            {"path": "muscles.glb", "system": "muscles", "map": "map.json"}])"));
  }

  // Loads, and says how many of the units came from the cache: those whose files are not written again.
  Loaded load_cached(bool draft = false) { return load(folder_ / "set", {cache(), draft, {}}); }
  [[nodiscard]] fs::path cache() const { return folder_ / "cache"; }
  [[nodiscard]] std::vector<fs::path> cache_files() const {
    std::vector<fs::path> files;
    std::error_code none;
    for (const auto& entry : fs::directory_iterator(cache(), none)) files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    return files;
  }
  bool comes_from_cache() {
    Faults faults;
    auto sources = find_sources(folder_ / "set", PALPATE_SOURCE_FOLDER "/assets", faults);
    bool arrived = false;
    std::mutex mutex;
    std::condition_variable wake;
    BodyLoader loader(small_anatomy(), std::move(*sources), {cache(), false, [&] {
                                                               const std::lock_guard lock(mutex);
                                                               arrived = true;
                                                               wake.notify_one();
                                                             }});
    LoadedBody body;
    while (!loader.finished()) {
      std::unique_lock lock(mutex);
      wake.wait(lock, [&] { return arrived; });
      arrived = false;
      lock.unlock();
      loader.take(body);
    }
    return loader.from_cache();
  }

  TempFolder folder_;
};

void expect_same(const Loaded& a, const Loaded& b) {
  ASSERT_EQ(a.body.body.size(), b.body.body.size());
  for (std::uint32_t i = 0; i < a.body.body.size(); ++i) {
    const Structure &x = a.body.body.structures()[i], &y = b.body.body.structures()[i];
    expect_same(x, y);
    EXPECT_EQ(x.concept_id.index(), y.concept_id.index());
    EXPECT_EQ(x.region, y.region);
    EXPECT_EQ(x.layer, y.layer);
    expect_same(a.body.geometry.chunk_of(i), b.body.geometry.chunk_of(i));
  }
  ASSERT_EQ(a.body.coverage.size(), b.body.coverage.size());
  for (std::size_t i = 0; i < a.body.coverage.size(); ++i) expect_same(a.body.coverage[i], b.body.coverage[i]);
}

TEST_F(CachedLoading, GivesTheSameBodyTheSecondTime) {
  const Loaded first = load_cached();
  EXPECT_THAT(first.body.problems, IsEmpty());
  EXPECT_EQ(cache_files().size(), 2u) << "one a unit";
  EXPECT_TRUE(comes_from_cache());
  expect_same(load_cached(), first);
  EXPECT_EQ(first.body.coverage.at(0).open.size(), 1u) << "the report is kept too";
}

TEST_F(CachedLoading, WithoutAFolderKeepsNothing) {
  const Loaded loaded = load(folder_ / "set", {{}, false, {}});
  EXPECT_EQ(loaded.body.body.size(), 2u);
  EXPECT_THAT(cache_files(), IsEmpty());
}

TEST_F(CachedLoading, OfADraftKeepsNothingButUsesWhatIsThere) {
  EXPECT_EQ(load_cached(true).body.body.size(), 2u);
  EXPECT_THAT(cache_files(), IsEmpty());
  const Loaded whole = load_cached();
  expect_same(load_cached(true), whole);
}

TEST_F(CachedLoading, SeesThatAFileHasChanged) {
  (void)load_cached();
  write_bones(box({-90, 0, 0}, {-60, 500, 30}));
  EXPECT_FALSE(comes_from_cache());
  EXPECT_FLOAT_EQ(load_cached().at("femur.right").bounds.high.y, 500.0f);
  EXPECT_TRUE(comes_from_cache());
}

TEST_F(CachedLoading, SeesThatTheManifestOrItsMapHasChanged) {
  (void)load_cached();
  write_manifest(R"("repairs": [{"match": ["thigh*"], "scale": 2, "why": "too small"}], )");
  EXPECT_FLOAT_EQ(load_cached().at("femur.right").bounds.high.y, 800.0f);
  write_manifest("");
  EXPECT_TRUE(comes_from_cache()) << "the old ones are still good";
  folder_.write("set/map.json", R"({"nodes": [{"node": "thigh", "concept": "patella"}]})");
  EXPECT_NE(load_cached().find("patella.right"), nullptr);
}

TEST_F(CachedLoading, MakesADamagedCacheAnewWithoutAWord) {
  const Loaded first = load_cached();
  for (const auto& damage :
       {+[](std::string& bytes) { bytes[8] = static_cast<char>(bytes[8] + 1); },
        +[](std::string& bytes) { bytes.resize(bytes.size() / 2); },
        +[](std::string& bytes) { bytes[bytes.size() - 3] ^= 4; }, +[](std::string& bytes) { bytes.clear(); }}) {
    const fs::path file = cache_files().at(0);
    const std::string good = contents(file);
    std::string bad = good;
    damage(bad);
    folder_.write("cache/" + file.filename().string(), bad);
    const Loaded again = load_cached();
    EXPECT_THAT(again.body.problems, IsEmpty());
    expect_same(again, first);
    EXPECT_TRUE(contents(file) == good) << "and it is whole again, byte for byte";
  }
}

TEST_F(CachedLoading, GoesOnWhereTheCacheCannotBeWrittenAndSaysSo) {
  folder_.write("cache", "a file where the folder should be");
  const Loaded loaded = load_cached();
  EXPECT_EQ(loaded.body.body.size(), 2u);
  ASSERT_EQ(loaded.body.problems.size(), 2u) << "one a unit";
  EXPECT_THAT(loaded.body.problems[0],
              AllOf(HasSubstr("could not be kept"), HasSubstr((folder_ / "cache").string()), HasSubstr("folder")));
}

TEST_F(CachedLoading, DoesNotKeepAnImportOfAFileThatCannotBeRead) {
  folder_.write("set/muscles.glb", "rubbish");
  EXPECT_EQ(load_cached().body.problems.size(), 1u);
  EXPECT_EQ(cache_files().size(), 1u);
  EXPECT_EQ(load_cached().body.problems.size(), 1u) << "it is said again";
}

TEST_F(CachedLoading, DoesNotKeepAnImportOfAFileThatIsReadInPart) {
  std::string half = contents(folder_ / "set/bones.glb");
  const float nan = std::numeric_limits<float>::quiet_NaN();
  std::memcpy(half.data() + half.size() - 36 * sizeof(std::uint32_t) - sizeof(glm::vec3), &nan, sizeof nan);
  folder_.write("set/bones.glb", half);
  const Loaded first = load_cached();
  EXPECT_THAT(first.body.problems, ElementsAre(HasSubstr("not numbers")));
  EXPECT_NE(first.find("femur.right"), nullptr) << "though it is shown";
  EXPECT_EQ(cache_files().size(), 1u);
  EXPECT_EQ(load_cached().body.problems, first.body.problems);
}

// Whatever else is noted comes back as it was: importing again would only find it again.
TEST_F(CachedLoading, KeepsAnImportWithProblemsAndSaysThemAgain) {
  folder_.write("set/map.json", R"({"nodes": [{"node": "thigh", "concept": "third-leg"},
                                              {"node": "calf", "concept": "soleus"}]})");
  const Loaded first = load_cached();
  EXPECT_THAT(first.body.problems, ElementsAre(HasSubstr("third-leg")));
  EXPECT_EQ(cache_files().size(), 2u);
  EXPECT_TRUE(comes_from_cache());
  const Loaded again = load_cached();
  EXPECT_EQ(again.body.problems, first.body.problems);
  expect_same(again, first);
}

}  // namespace
}  // namespace palpate::test
