// Loading a body in the background: structures arrive unit by unit, progress can be watched, it can be stopped, and
// several atlases fill each other's gaps.
#include "made_atlas.h"
#include "shapes.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <condition_variable>
#include <future>
#include <mutex>
#include <thread>

namespace palpate::test {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

std::string bone(const std::string& name, glm::vec3 at = {-80, 100, 0}) {
  return write_glb({node(name, box(at, at + glm::vec3(20, 30, 40)))}, "");
}

std::vector<AtlasSource> sources_of(const std::vector<std::filesystem::path>& folders) {
  std::vector<AtlasSource> all;
  Faults faults;
  for (const auto& folder : folders) {
    auto found = find_sources(folder, PALPATE_SOURCE_FOLDER "/assets", faults);
    if (!found) ADD_FAILURE() << found.error().text();
    std::move(found->begin(), found->end(), std::back_inserter(all));
  }
  for (const Fault& fault : faults) ADD_FAILURE() << fault.text();
  return all;
}

// Waits for arrivals without sleeping.
class Bell {
 public:
  std::function<void()> ring() {
    return [this] {
      const std::lock_guard lock(mutex_);
      ++rung_;
      wake_.notify_one();
    };
  }
  void wait() {
    std::unique_lock lock(mutex_);
    wake_.wait(lock, [&] { return rung_ > heard_; });
    heard_ = rung_;
  }
  int rung() {
    const std::lock_guard lock(mutex_);
    return rung_;
  }

 private:
  std::mutex mutex_;
  std::condition_variable wake_;
  int rung_ = 0, heard_ = 0;
};

// All that arrives until the loader comes to its end.
LoadedBody all_of(BodyLoader& loader, Bell& bell) {
  LoadedBody body;
  while (!loader.finished()) {
    bell.wait();
    loader.take(body);
  }
  return body;
}

// A set whose lines stand in an order of their own: nerves, muscles, skeleton, skin.
void write_set(const TempFolder& folder) {
  folder.write("nerves.glb", bone("nerve.r"));
  folder.write("muscles.glb", bone("calf.r"));
  folder.write("bones.glb", bone("thigh.r"));
  folder.write("skin.glb", bone("skin"));
  folder.write("map.json", R"({"nodes": [{"node": "nerve", "concept": "sciatic-nerve"}, {"node": "skin", "concept":
    "skin"}, {"node": "calf", "concept": "soleus"}, {"node": "thigh", "concept": "femur"}]})");
  folder.write("atlas.json", manifest_text(R"("files": [
    {"path": "nerves.glb", "system": "nerves", "map": "map.json"},
    {"path": "muscles.glb", "system": "muscles", "map": "map.json"},
    {"path": "bones.glb", "system": "skeleton", "map": "map.json"},
    {"path": "skin.glb", "system": "skin", "map": "map.json"}])"));
}

TEST(BodyLoader, BringsUnitAfterUnitBonesFirst) {
  const TempFolder folder;
  write_set(folder);
  Bell bell;
  BodyLoader loader(small_anatomy(), sources_of({folder.path()}), {{}, false, bell.ring()});
  LoadedBody body;
  std::size_t before = 0;
  while (!loader.finished()) {
    bell.wait();
    const bool anything = loader.take(body);
    EXPECT_EQ(anything, body.body.size() > before);
    before = body.body.size();
    // Whatever has arrived is whole.
    for (std::uint32_t i = 0; i < body.body.size(); ++i) {
      ASSERT_TRUE(body.geometry.has(i));
      EXPECT_EQ(body.geometry.mesh(i).triangle_count(), 12u);
      EXPECT_TRUE(body.body.structures()[i].concept_id.valid());
    }
  }
  std::vector<std::string> keys;
  for (const Structure& structure : body.body.structures()) keys.push_back(structure.key);
  EXPECT_THAT(keys, ElementsAre("femur.right", "soleus.right", "skin", "sciatic-nerve.right"));
  EXPECT_FALSE(loader.take(body)) << "nothing more";
  EXPECT_EQ(bell.rung(), 5) << "once a unit and once at the end";
  EXPECT_FALSE(loader.from_cache());
}

TEST(BodyLoader, TellsItsProgress) {
  const TempFolder folder;
  write_set(folder);
  std::vector<Progress::State> states;
  std::mutex mutex;
  std::promise<BodyLoader*> made;
  const std::shared_future<BodyLoader*> ready = made.get_future().share();
  Bell bell;
  BodyLoader loader(small_anatomy(), sources_of({folder.path()}), {{}, false, [&, ring = bell.ring()] {
                                                                     {
                                                                       const std::lock_guard lock(mutex);
                                                                       states.push_back(ready.get()->progress());
                                                                     }
                                                                     ring();
                                                                   }});
  made.set_value(&loader);
  const LoadedBody body = all_of(loader, bell);
  ASSERT_EQ(states.size(), 5u);
  for (std::size_t i = 0; i < states.size(); ++i) {
    EXPECT_FALSE(states[i].doing.empty());
    EXPECT_LE(states[i].done, states[i].total);
    EXPECT_GT(states[i].done, i > 0 && i < 4 ? states[i - 1].done : 0u) << "each unit is a step";
  }
  EXPECT_EQ(loader.progress().done, loader.progress().total);
  EXPECT_EQ(loader.progress().doing, "Done");
}

TEST(BodyLoader, WhenStoppedBringsNoHalfUnitAndComesToItsEnd) {
  const TempFolder folder;
  write_set(folder);
  std::promise<BodyLoader*> made;
  const std::shared_future<BodyLoader*> ready = made.get_future().share();
  Bell bell;
  // Stopped from within the first arrival: the others are not begun.
  BodyLoader loader(small_anatomy(), sources_of({folder.path()}), {folder / "cache", false, [&, ring = bell.ring()] {
                                                                     ready.get()->cancel();
                                                                     ring();
                                                                   }});
  made.set_value(&loader);
  const LoadedBody body = all_of(loader, bell);
  ASSERT_EQ(body.body.size(), 1u);
  EXPECT_EQ(body.body.structures()[0].key, "femur.right");
  EXPECT_THAT(body.problems, IsEmpty());
  std::size_t cached = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder / "cache")) cached += entry.is_regular_file();
  EXPECT_EQ(cached, 1u) << "nothing half is kept";
}

// A pipe stands for a file that takes long to read.
TEST(BodyLoader, WhenStoppedAmidAnImportDoesNotBringWhatCameOfIt) {
  const TempFolder folder;
  folder.write("atlas.json", manifest_text(R"("files": [{"path": "slow.glb", "system": "skeleton"}])"));
  ASSERT_EQ(::mkfifo((folder / "slow.glb").c_str(), 0600), 0);
  Bell bell;
  BodyLoader loader(small_anatomy(), sources_of({folder.path()}), {folder / "cache", false, bell.ring()});
  // Said before the file is opened; opening waits for the other end of the pipe.
  while (loader.progress().doing != "Reading slow.glb") std::this_thread::yield();
  EXPECT_FALSE(loader.finished());
  loader.cancel();
  const int pipe = ::open((folder / "slow.glb").c_str(), O_WRONLY);
  ASSERT_GE(pipe, 0);
  ::close(pipe);
  const LoadedBody body = all_of(loader, bell);
  EXPECT_EQ(body.body.size(), 0u);
  EXPECT_THAT(body.problems, IsEmpty()) << "what was stopped is not a fault of the file";
  EXPECT_EQ(bell.rung(), 1) << "only the end";
}

TEST(BodyLoader, MayBeDroppedAtAnyMoment) {
  const TempFolder folder;
  write_set(folder);
  for (int i = 0; i < 20; ++i) {
    LoadedBody body;
    BodyLoader loader(small_anatomy(), sources_of({folder.path()}), {});
    if (i % 2 == 0) loader.take(body);
    if (i % 3 == 0) loader.cancel();
  }
}

TEST(BodyLoader, WithNothingToLoadIsFinished) {
  const LoadedBody body = load_body(small_anatomy(), {}, {});
  EXPECT_EQ(body.body.size(), 0u);
  EXPECT_THAT(body.problems, IsEmpty());
}

TEST(BodyLoader, FindsTheCourseOfFibresFromBonesWhateverTheOrderOfTheFiles) {
  const TempFolder folder;
  folder.write(
      "muscles.glb",
      write_glb({node("calf.r", tube({{{-80, 100, 0}, 20, 20}, {{-80, 300, 0}, 25, 25}, {{-80, 500, 0}, 20, 20}},
                                     {0, 0, 1}, 24))},
                ""));
  folder.write("bones.glb", write_glb({node("thigh.r", box({-120, 500, -40}, {-40, 600, 40})),
                                       node("knee.r", box({-120, 0, -40}, {-40, 100, 40}))},
                                      ""));
  folder.write("map.json", R"({"nodes": [{"node": "calf", "concept": "soleus"}, {"node": "thigh", "concept": "femur"},
                                         {"node": "knee", "concept": "patella"}]})");
  folder.write("atlas.json", manifest_text(R"("files": [{"path": "muscles.glb", "system": "muscles", "map": "map.json"},
                                                  {"path": "bones.glb", "system": "skeleton", "map": "map.json"}])"));
  const Loaded loaded = load(folder.path());
  const auto muscle = loaded.body.body.find("soleus.right").index();
  ASSERT_LT(muscle, loaded.body.body.size()) << loaded.problems();
  const ChunkPart& part = loaded.body.geometry.part(muscle);
  for (const PackedVertex& vertex : loaded.body.geometry.chunk_of(muscle).vertices_of(part)) {
    if (vertex.position.y > 480) {
      EXPECT_LT(vertex.along, 40) << "it begins at the femur";
    }
    if (vertex.position.y < 120) {
      EXPECT_GT(vertex.along, 215) << "it ends at the patella";
    }
  }
}

// Two sets: the first has the right femur and the whole biceps, the second both femora, parts of the biceps, a patella.
class TwoAtlases : public ::testing::Test {
 protected:
  TwoAtlases() {
    folder_.write("one/a.glb", write_glb({node("femur.r", box({-80, 0, 0}, {-60, 10, 10})),
                                          node("biceps.r", box({-80, 50, 0}, {-60, 60, 10}))},
                                         ""));
    folder_.write("one/map.json", R"({"nodes": [{"node": "femur", "concept": "femur"},
                                                {"node": "biceps", "concept": "biceps"}]})");
    folder_.write("one/atlas.json", manifest_text(R"("missing": [{"concept": "patella", "why": "no mesh"}],
                                   "files": [{"path": "a.glb", "system": "skeleton", "map": "map.json"}])",
                                                  "One"));
    folder_.write(
        "two/b.glb",
        write_glb({node("femur.r", box({-90, 0, 0}, {-60, 99, 10})), node("femur.l", box({60, 0, 0}, {90, 99, 10})),
                   node("long.r", box({-90, 50, 0}, {-60, 99, 10})), node("long.l", box({60, 50, 0}, {90, 99, 10})),
                   node("patella.r", box({-90, 200, 0}, {-60, 230, 10})),
                   node("nameless", box({-90, 300, 0}, {-60, 330, 10}))},
                  ""));
    folder_.write("two/map.json", R"({"nodes": [{"node": "femur", "concept": "femur"}, {"node": "patella", "concept":
      "patella"}, {"node": "long", "concept": "biceps/long-head"}]})");
    folder_.write("two/atlas.json",
                  manifest_text(R"("files": [{"path": "b.glb", "system": "skeleton", "map": "map.json"}])", "Two"));
  }
  Loaded load_both(const std::string& a, const std::string& b) {
    Loaded loaded;
    loaded.body = load_body(small_anatomy(), sources_of({folder_ / a, folder_ / b}), {});
    return loaded;
  }
  TempFolder folder_;
};

TEST_F(TwoAtlases, TakeEachStructureFromTheFirstThatHasIt) {
  const Loaded loaded = load_both("one", "two");
  EXPECT_THAT(loaded.body.problems, IsEmpty());
  EXPECT_THAT(loaded.keys(), ElementsAre("biceps.right", "biceps/long-head.left", "femur.left", "femur.right",
                                         "own:b.glb#nameless", "patella.right"))
      << "no part of what is there as a whole";
  EXPECT_FLOAT_EQ(loaded.at("femur.right").bounds.high.y, 10.0f);
  EXPECT_EQ(loaded.at("femur.right").atlas, 0u);
  EXPECT_EQ(loaded.at("femur.left").atlas, 1u);
  ASSERT_EQ(loaded.body.body.atlases().size(), 2u);
  EXPECT_EQ(loaded.body.body.atlases()[0].name, "One");
  EXPECT_EQ(loaded.body.body.atlases()[1].name, "Two");
}

TEST_F(TwoAtlases, TheOtherWayRoundAWholeDoesNotComeOverItsParts) {
  const Loaded loaded = load_both("two", "one");
  EXPECT_THAT(loaded.keys(), ElementsAre("biceps/long-head.left", "biceps/long-head.right", "femur.left", "femur.right",
                                         "own:b.glb#nameless", "patella.right"));
  EXPECT_FLOAT_EQ(loaded.at("femur.right").bounds.high.y, 99.0f);
}

TEST_F(TwoAtlases, HaveAReportEach) {
  Loaded loaded = load_both("one", "two");
  ASSERT_EQ(loaded.body.coverage.size(), 2u);
  EXPECT_EQ(loaded.body.coverage[0].atlas, "One");
  EXPECT_THAT(lines_of(loaded.body.coverage[0].missing), ElementsAre("patella: no mesh"));
  EXPECT_EQ(loaded.body.coverage[1].atlas, "Two");
  EXPECT_EQ(loaded.body.coverage[1].count(System::skeleton).nodes, 6u)
      << "of the set, whether or not the other had them";
}

TEST_F(TwoAtlases, CachesOfACombinationAreNotMixedUpWithThoseOfOneAlone) {
  const LoadOptions options{folder_ / "cache", false, {}};
  const LoadedBody both = load_body(small_anatomy(), sources_of({folder_ / "one", folder_ / "two"}), options);
  const LoadedBody alone = load_body(small_anatomy(), sources_of({folder_ / "two"}), options);
  EXPECT_EQ(both.body.size(), 6u);
  EXPECT_EQ(alone.body.size(), 6u);
  EXPECT_TRUE(alone.body.find("femur.right").valid());
  const LoadedBody again = load_body(small_anatomy(), sources_of({folder_ / "one", folder_ / "two"}), options);
  EXPECT_FLOAT_EQ(again.body[again.body.find("femur.right")].bounds.high.y, 10.0f);
}

TEST(BodyLoader, ShowsBothOfTwoMeshesThatAreSaidToBeTheSame) {
  const TempFolder folder;
  folder.write("a.glb", bone("thigh.r"));
  folder.write("b.glb", bone("thigh.r", {-80, 500, 0}));
  folder.write("map.json", R"({"nodes": [{"node": "thigh", "concept": "femur"}]})");
  folder.write("atlas.json", manifest_text(R"("files": [{"path": "a.glb", "system": "skeleton", "map": "map.json"},
                                                  {"path": "b.glb", "system": "skeleton", "map": "map.json"}])"));
  const Loaded loaded = load(folder.path());
  EXPECT_THAT(loaded.keys(), ElementsAre("femur.right", "femur.right~2"));
}

// A set of another body: half as large, elsewhere, and lying on its back.
class OtherBody : public ::testing::Test {
 protected:
  static glm::vec3 to_set(glm::vec3 p) { return 0.5f * glm::vec3(p.x, -p.z, p.y) + glm::vec3(10, 20, 30); }
  void write(const std::string& landmarks) {
    MeshData mesh = box({-90, 800, -10}, {-60, 950, 20});
    for (glm::vec3& p : mesh.positions) p = to_set(p);
    folder_.write("a.glb", write_glb({node("thigh.r", mesh)}, ""));
    folder_.write("map.json", R"({"nodes": [{"node": "thigh", "concept": "femur"}]})");
    folder_.write("atlas.json",
                  manifest_text("\"landmarks\": [" + landmarks +
                                R"(], "files": [{"path": "a.glb", "system": "skeleton", "map": "map.json"}])"));
  }
  static std::string mark(const std::string& name, glm::vec3 at) {
    const glm::vec3 p = to_set(at);
    return "{\"name\": \"" + name + "\", \"at\": [" + std::to_string(p.x) + ", " + std::to_string(p.y) + ", " +
           std::to_string(p.z) + "]}";
  }
  static std::string marks() {
    return mark("crown", {0, 1700, 0}) + "," + mark("heel.right", {-80, 0, -60}) + "," +
           mark("heel.left", {80, 0, -60}) + "," + mark("navel", {0, 1000, 110});
  }
  TempFolder folder_;
};

TEST_F(OtherBody, IsBroughtIntoTheFrameByItsLandmarks) {
  write(marks());
  const Loaded loaded = load(folder_.path());
  EXPECT_THAT(loaded.body.problems, IsEmpty());
  const Structure* femur = loaded.find("femur.right");
  ASSERT_NE(femur, nullptr);
  EXPECT_LT(glm::distance(femur->bounds.low, {-90, 800, -10}), 0.05f);
  EXPECT_LT(glm::distance(femur->bounds.high, {-60, 950, 20}), 0.05f);
}

TEST_F(OtherBody, WithALandmarkThatIsNotKnownIsRegisteredByTheOthers) {
  write(marks() + ",{\"name\": \"third-elbow\", \"at\": [0, 0, 0]}");
  const Loaded loaded = load(folder_.path());
  EXPECT_THAT(loaded.body.problems,
              ElementsAre(AllOf(HasSubstr("Made"), HasSubstr("third-elbow"), HasSubstr("not used"))));
  EXPECT_LT(glm::distance(loaded.at("femur.right").bounds.low, {-90, 800, -10}), 0.05f);
}

TEST_F(OtherBody, WithTooFewLandmarksIsShownWhereItIsAndSaysSo) {
  write(mark("crown", {0, 1700, 0}));
  const Loaded loaded = load(folder_.path());
  EXPECT_THAT(loaded.body.problems,
              ElementsAre(AllOf(HasSubstr("Made could not be registered"), HasSubstr("too few"), HasSubstr("three"))));
  EXPECT_LT(glm::distance(loaded.at("femur.right").bounds.low, to_set({-90, 800, 20})), 0.05f);
}

}  // namespace
}  // namespace palpate::test
