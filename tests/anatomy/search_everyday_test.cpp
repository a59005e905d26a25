// What a physiotherapist types, and what must then stand first. The table is the specification; the names come from
// the shipped catalogue.
#include "manikin.h"

#include <palpate/anatomy/search.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cctype>
#include <ostream>
#include <string>
#include <vector>

namespace palpate::test {
namespace {

const ConceptCatalog& catalogue() {
  return program_data().anatomy.concepts;
}

const SearchIndex& index_of_everything() {
  static const SearchIndex index(search_entries(catalogue()));
  return index;
}

std::vector<std::string> found(const std::string& query, std::size_t most = 20) {
  std::vector<std::string> keys;
  for (const SearchHit& hit : index_of_everything().find(query, most))
    keys.push_back(catalogue()[ConceptId(hit.target)].key);
  return keys;
}

struct Asked {
  std::string query, first;
  friend std::ostream& operator<<(std::ostream& out, const Asked& asked) { return out << asked.query; }
};

class Everyday : public testing::TestWithParam<Asked> {};

TEST_P(Everyday, FindsItFirst) {
  const auto& [query, first] = GetParam();
  const std::vector<std::string> keys = found(query, 5);
  ASSERT_FALSE(keys.empty()) << "\"" << query << "\" finds nothing";
  EXPECT_EQ(keys.front(), first) << "for \"" << query << "\"";
}

std::string number(const testing::TestParamInfo<Asked>& tested) {
  std::string name;
  for (const char c : tested.param.query) {
    if (std::isalnum(static_cast<unsigned char>(c)) != 0) name += c;
  }
  return name + "_" + std::to_string(tested.index);
}

INSTANTIATE_TEST_SUITE_P(Gym, Everyday,
                         testing::Values(Asked{"upper traps", "trapezius/descending-part"},
                                         Asked{"mid traps", "trapezius/transverse-part"},
                                         Asked{"lower traps", "trapezius/ascending-part"}, Asked{"traps", "trapezius"},
                                         Asked{"lats", "latissimus-dorsi"}, Asked{"pecs", "pectoralis-major"},
                                         Asked{"pec minor", "pectoralis-minor"}, Asked{"abs", "rectus-abdominis"},
                                         Asked{"six pack", "rectus-abdominis"}, Asked{"quads", "quadriceps-femoris"},
                                         Asked{"hamstrings", "hamstrings"}, Asked{"hamstring", "hamstrings"},
                                         Asked{"delts", "deltoid"}, Asked{"front delt", "deltoid/clavicular-part"},
                                         Asked{"rear delt", "deltoid/spinal-part"},
                                         Asked{"side delt", "deltoid/acromial-part"},
                                         Asked{"glute max", "gluteus-maximus"}, Asked{"glute med", "gluteus-medius"},
                                         Asked{"glute min", "gluteus-minimus"}, Asked{"glutes", "gluteus-maximus"},
                                         Asked{"calf", "gastrocnemius"}, Asked{"biceps", "biceps-brachii"},
                                         Asked{"triceps", "triceps-brachii"}, Asked{"tib ant", "tibialis-anterior"},
                                         Asked{"tib post", "tibialis-posterior"}, Asked{"gastroc", "gastrocnemius"},
                                         Asked{"levator scap", "levator-scapulae"}, Asked{"subscap", "subscapularis"}),
                         number);

INSTANTIATE_TEST_SUITE_P(
    Everyday, Everyday,
    testing::Values(Asked{"jaw muscle", "masseter"}, Asked{"jaw", "mandible"}, Asked{"collar bone", "clavicle"},
                    Asked{"collarbone", "clavicle"}, Asked{"shoulder blade", "scapula"},
                    Asked{"shoulderblade", "scapula"}, Asked{"kneecap", "patella"}, Asked{"knee cap", "patella"},
                    Asked{"shin bone", "tibia"}, Asked{"thigh bone", "femur"}, Asked{"tailbone", "coccyx"},
                    Asked{"tail bone", "coccyx"}, Asked{"breastbone", "body-of-sternum"},
                    Asked{"buttock", "gluteal-region"}, Asked{"forehead", "frontal-region"},
                    Asked{"armpit", "axillary-fossa"}, Asked{"low back", "lumbar-region"},
                    Asked{"upper back", "interscapular-region"}, Asked{"neck muscle", "sternocleidomastoid"},
                    Asked{"back muscles", "erector-spinae"}, Asked{"boxer's muscle", "serratus-anterior"},
                    Asked{"chewing muscle", "masseter"}, Asked{"tennis elbow", "extensor-carpi-radialis-brevis"},
                    Asked{"shoulder", "deltoid-region"}, Asked{"knee", "anterior-region-of-knee"},
                    Asked{"hip", "hip-region"}, Asked{"thumb muscle", "thenar-muscles"},
                    Asked{"Achilles tendon", "calcaneal-tendon"}, Asked{"plantar fascia", "plantar-aponeurosis"},
                    Asked{"lungs", "lung"}, Asked{"kidney", "kidney"}, Asked{"heart", "heart"}, Asked{"skin", "skin"}),
    number);

INSTANTIATE_TEST_SUITE_P(
    Clinical, Everyday,
    testing::Values(
        Asked{"SCM", "sternocleidomastoid"}, Asked{"scm", "sternocleidomastoid"}, Asked{"QL", "quadratus-lumborum"},
        Asked{"TFL", "tensor-fasciae-latae"}, Asked{"VMO", "vastus-medialis"},
        Asked{"ECRL", "extensor-carpi-radialis-longus"}, Asked{"FHL", "flexor-hallucis-longus"},
        Asked{"ACL", "anterior-cruciate-ligament"}, Asked{"ITB", "iliotibial-tract"},
        Asked{"IT band", "iliotibial-tract"}, Asked{"C7", "vertebra-c7"}, Asked{"L5", "vertebra-l5"},
        Asked{"SI joint", "sacro-iliac-region"}, Asked{"sacroiliac joint", "sacro-iliac-region"},
        Asked{"rotator cuff", "rotator-cuff"}, Asked{"quadriceps", "quadriceps-femoris"},
        Asked{"hip flexors", "iliopsoas"}, Asked{"psoas", "psoas-major"}, Asked{"scalenes", "scalene-muscles"},
        Asked{"anterior scalene", "scalenus-anterior"}, Asked{"suboccipitals", "suboccipital-muscles"},
        Asked{"lumbar multifidus", "multifidus-lumborum"}, Asked{"peroneus longus", "fibularis-longus"},
        Asked{"forearm flexors", "flexor-carpi-radialis"}, Asked{"forearm extensors", "extensor-carpi-radialis-brevis"},
        Asked{"rhomboids", "rhomboid-major"}, Asked{"pelvic floor", "pelvic-diaphragm"},
        Asked{"patellar tendon", "patellar-ligament"}, Asked{"sciatic nerve", "sciatic-nerve"},
        Asked{"ischiadic nerve", "sciatic-nerve"}, Asked{"vagus", "vagus-nerve"}, Asked{"median nerve", "median-nerve"},
        Asked{"vertebral artery", "vertebral-artery"}, Asked{"carotid", "common-carotid-artery"},
        Asked{"long head of biceps", "biceps-brachii/long-head"}, Asked{"biceps long head", "biceps-brachii/long-head"},
        Asked{"medial gastrocnemius", "gastrocnemius/medial-head"}),
    number);

INSTANTIATE_TEST_SUITE_P(
    Latin, Everyday,
    testing::Values(Asked{"m. piriformis", "piriformis"}, Asked{"M. trapezius", "trapezius"},
                    Asked{"musculus deltoideus", "deltoid"}, Asked{"deltoideus", "deltoid"},
                    Asked{"mm. scaleni", "scalene-muscles"}, Asked{"sternocleidomastoideus", "sternocleidomastoid"},
                    Asked{"pars descendens musculi trapezii", "trapezius/descending-part"},
                    Asked{"trapezius pars descendens", "trapezius/descending-part"},
                    Asked{"ligamentum nuchae", "nuchal-ligament"}, Asked{"nervus ischiadicus", "sciatic-nerve"},
                    Asked{"nervus medianus", "median-nerve"}, Asked{"arteria vertebralis", "vertebral-artery"},
                    Asked{"musculus gluteus medius", "gluteus-medius"}, Asked{"pulmo", "lung"},
                    Asked{"patella", "patella"}, Asked{"Musculi multifidi", "multifidus"}),
    number);

INSTANTIATE_TEST_SUITE_P(
    Misspelt, Everyday,
    testing::Values(Asked{"sartorious", "sartorius"}, Asked{"infraspinatis", "infraspinatus"},
                    Asked{"gluteus medus", "gluteus-medius"}, Asked{"trapezuis", "trapezius"},
                    Asked{"latisimus dorsi", "latissimus-dorsi"}, Asked{"pirifromis", "piriformis"},
                    Asked{"massetter", "masseter"}, Asked{"brachioradalis", "brachioradialis"},
                    Asked{"sternoclidomastoid", "sternocleidomastoid"}, Asked{"levater scapulae", "levator-scapulae"},
                    Asked{"solius", "soleus"}, Asked{"tensor fascia lata", "tensor-fasciae-latae"},
                    Asked{"quadratus lumborm", "quadratus-lumborum"}, Asked{"rombhoid major", "rhomboid-major"},
                    Asked{"teres minr", "teres-minor"}, Asked{"gastrocnemeus", "gastrocnemius"},
                    Asked{"sciatc nerve", "sciatic-nerve"}, Asked{"clavical", "clavicle"}),
    number);

INSTANTIATE_TEST_SUITE_P(CutShort, Everyday,
                         testing::Values(Asked{"sternocl", "sternocleidomastoid"},
                                         Asked{"quad lumb", "quadratus-lumborum"}, Asked{"piriform", "piriformis"},
                                         Asked{"ext dig", "extensor-digitorum"}, Asked{"masset", "masseter"},
                                         Asked{"supra", "supraspinatus"}, Asked{"brachiorad", "brachioradialis"},
                                         Asked{"flex carp uln", "flexor-carpi-ulnaris"},
                                         Asked{"glut max", "gluteus-maximus"}),
                         number);

TEST(EverydaySearch, RotatorCuffAlsoFindsItsFourMuscles) {
  EXPECT_THAT(found("rotator cuff"),
              testing::IsSupersetOf({"supraspinatus", "infraspinatus", "teres-minor", "subscapularis"}));
}

TEST(EverydaySearch, QuadsAlsoFindTheFourMuscles) {
  EXPECT_THAT(found("quads"),
              testing::IsSupersetOf({"rectus-femoris", "vastus-lateralis", "vastus-medialis", "vastus-intermedius"}));
}

TEST(EverydaySearch, ForearmFlexorsAreAllThere) {
  EXPECT_THAT(found("forearm flexors"),
              testing::IsSupersetOf({"flexor-carpi-radialis", "flexor-carpi-ulnaris", "palmaris-longus",
                                     "flexor-digitorum-superficialis", "flexor-digitorum-profundus"}));
}

TEST(EverydaySearch, ABicepsMayBeThatOfTheThigh) {
  EXPECT_THAT(found("biceps"), testing::IsSupersetOf({"biceps-brachii", "biceps-femoris"}));
}

TEST(EverydaySearch, NonsenseFindsNothing) {
  for (const char* nonsense : {"xyzzyplugh", "qwertyuiop", "12345678", "blorgnatz muscle"})
    EXPECT_TRUE(found(nonsense).empty()) << nonsense << " found " << found(nonsense).front();
}

// Regions of the skin as a person says where it hurts; they answer to their keys too.
TEST(EverydaySearch, APlaceOnTheSkinIsFoundByItsEverydayName) {
  const ConceptCatalog& concepts = catalogue();
  const SearchIndex regions(skin_region_entries(concepts));
  const auto first = [&](const std::string& query) {
    const auto hits = regions.find(query, 1);
    return hits.empty() ? std::string("nothing") : concepts[ConceptId(hits.front().target)].key;
  };
  EXPECT_EQ(first("temple"), "temporal-region");
  EXPECT_EQ(first("lateral leg"), "lateral-leg");
  EXPECT_EQ(first("outer side of the leg"), "lateral-leg");
  EXPECT_EQ(first("sole"), "sole");
  EXPECT_EQ(first("between the shoulder blades"), "interscapular-region");
  for (const SearchEntry& entry : skin_region_entries(concepts))
    EXPECT_EQ(concepts[ConceptId(entry.target)].system, System::skin_regions) << entry.shown;
}

}  // namespace
}  // namespace palpate::test
