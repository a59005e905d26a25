// `palpate find`: from pain to muscle without a window, for eyes and for scripts.
#include "command_line.h"

#include <palpate/session/pain_file.h>
#include <palpate/session/session_file.h>

#include <algorithm>
#include <map>
#include <stdexcept>
#include <string>
#include <vector>

namespace palpate::test {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

// Regions of the skin that the data have, whatever they are: one on both sides, one in the middle.
const Concept& region(bool sided) {
  const ConceptCatalog& concepts = program_data().anatomy.concepts;
  for (const SkinRegion& r : program_data().areas.regions) {
    const ConceptId id = concepts.find(r.region);
    if (id.valid() && concepts[id].sided == sided) return concepts[id];
  }
  throw std::runtime_error("there is no such region");
}

class Find : public CommandLine {
 protected:
  // A drawing of the place that is said; all that infraspinatus is described to hurt is at the shoulder.
  [[nodiscard]] std::filesystem::path drawing(const std::string& marks) const {
    return home.write("drawing.json", R"({"format": "palpate-pain", "version": 1, "pain": [)" + marks + "]}");
  }
  // Points before the shoulders of the manikin; the brush is pressed onto its skin.
  static constexpr const char* right_shoulder =
      R"({"points": [[-170, 1400, 90], [-180, 1370, 90]], "radius_mm": 40, "intensity": 3})";
};

TEST_F(Find, NamesTheMusclesThatAreDescribedThere) {
  const Finished found = on_manikin({"find", "--drawing", drawing(right_shoulder).string()});
  EXPECT_EQ(found.code, 0) << found.errors;
  EXPECT_EQ(found.errors, "");
  EXPECT_THAT(found.output, AllOf(HasSubstr("Painted: "), HasSubstr(" in 1 area\n"), HasSubstr(" 1. "),
                                  HasSubstr("index "), HasSubstr("evidence for the pattern")));
  EXPECT_THAT(found.output, AllOf(HasSubstr("study"), HasSubstr("no cause"), HasSubstr("no probability")))
      << "and says what it is not";
}

TEST_F(Find, IsJsonForScriptsWithTheBestFirst) {
  const Finished found = on_manikin({"find", "--json", "--drawing", drawing(right_shoulder).string(), "--most", "7"});
  EXPECT_EQ(found.code, 0) << found.errors;
  const JsonNode out = json(found);
  ASSERT_TRUE(out.is(JsonNode::Kind::object));
  EXPECT_GT(out.find("painted_cm2")->number(), 10.0);
  EXPECT_EQ(out.find("painful_areas")->integer(), 1);
  EXPECT_THAT(out.find("about")->text(), HasSubstr("no cause"));
  for (const char* list : {"muscles", "trigger_points"}) {
    const JsonNode& matches = *out.find(list);
    ASSERT_GT(matches.size(), 0u) << list;
    EXPECT_LE(matches.size(), 7u) << list;
    double last = 1.0;
    for (std::size_t i = 0; i < matches.size(); ++i) {
      const JsonNode& m = matches.at(i);
      const MuscleRecord* record = program_data().library.record(m.find("muscle")->text());
      ASSERT_NE(record, nullptr) << m.find("muscle")->text();
      EXPECT_NE(record->find(m.find("trigger_point")->text()), nullptr);
      EXPECT_TRUE(side_from(m.find("side")->text()));
      EXPECT_LE(m.find("index")->number(), last);
      EXPECT_GT(m.find("index")->number(), 0.0);
      last = m.find("index")->number();
      for (const char* share : {"painted_explained", "essential_painted"}) {
        EXPECT_GE(m.find(share)->number(), 0.0);
        EXPECT_LE(m.find(share)->number(), 1.0001);
      }
    }
  }
  for (const char* field : {"together", "together_explained", "others"}) EXPECT_NE(out.find(field), nullptr) << field;
}

TEST_F(Find, PrintsAsManyAsAskedFor) {
  const std::string file = drawing(right_shoulder).string();
  ASSERT_GT(json(on_manikin({"find", "--json", "--drawing", file})).find("trigger_points")->size(), 2u);
  EXPECT_EQ(json(on_manikin({"find", "--json", "--drawing", file, "--most", "2"})).find("trigger_points")->size(), 2u);
}

TEST_F(Find, TakesARegionByItsKeyOrInWords) {
  const Concept& sided = region(true);
  const auto painted = [&](const std::string& text) {
    const Finished found = on_manikin({"find", "--json", "--pain", text});
    EXPECT_THAT(found.code, testing::AnyOf(0, code(ExitCode::not_found))) << found.errors;
    return json(found).find("painted_cm2")->number();
  };
  const double by_key = painted(sided.key + ".left");
  EXPECT_GT(by_key, 0.0);
  EXPECT_EQ(painted("left " + sided.name), by_key);
  EXPECT_EQ(painted(sided.name + " left"), by_key);
}

TEST_F(Find, TakesSeveralRegionsAndADrawingTogether) {
  const Concept& sided = region(true);
  const auto painted = [&](std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), {"find", "--json"});
    return json(on_manikin(std::move(arguments))).find("painted_cm2")->number();
  };
  const double one = painted({"--pain", sided.key + ".left"});
  const double both = painted({"--pain", sided.key + ".left", "--pain", sided.key + ".right"});
  EXPECT_NEAR(both, 2.0 * one, 0.25 * one) << "the two sides of the manikin are alike";
  EXPECT_GT(painted({"--pain", sided.key + ".left", "--drawing", drawing(right_shoulder).string()}), one);
}

TEST_F(Find, TakesTheDrawingOfASession) {
  const std::filesystem::path plain = drawing(right_shoulder);
  Session session;
  session.pain = open_pain(plain)->drawing;
  ASSERT_TRUE(save_session(session, {}, home / "session.json").ok());
  const Finished of_session = on_manikin({"find", "--drawing", (home / "session.json").string()});
  EXPECT_EQ(of_session.code, 0) << of_session.errors;
  EXPECT_EQ(of_session.output, on_manikin({"find", "--drawing", plain.string()}).output);
}

TEST_F(Find, SaysWhatItCouldNotReadOfADrawingAndGoesOn) {
  const std::string file = drawing(std::string(right_shoulder) + R"(, {"points": "arm"})").string();
  const Finished found = on_manikin({"find", "--drawing", file});
  EXPECT_EQ(found.code, 0);
  EXPECT_THAT(found, Complains());
  EXPECT_THAT(found.errors, HasSubstr("drawing.json:1"));
  EXPECT_THAT(found.output, HasSubstr(" 1. "));
}

TEST_F(Find, OfAMovementNamesTheMusclesThatMakeItThenThoseThatItStretches) {
  const Finished found = run({"find", "--movement", "elbow.flexion"});
  EXPECT_EQ(found.code, 0) << found.errors;
  EXPECT_EQ(found.errors, "");
  const std::size_t makes = found.output.find("\nBrachialis makes it: "),
                    stretched = found.output.find("\nTriceps brachii is stretched by it: ");
  ASSERT_NE(makes, std::string::npos) << found.output;
  ASSERT_NE(stretched, std::string::npos) << found.output;
  EXPECT_LT(found.output.rfind(" makes it: "), found.output.find(" is stretched by it: "));
  EXPECT_EQ(found.output.rfind("Bending the elbow (Flexion of the elbow)\n", 0), 0u);
  EXPECT_THAT(found.output, HasSubstr("For study")) << "and says what it is not";
}

TEST_F(Find, TakesAMovementInWords) {
  const std::string by_id = run({"find", "--movement", "elbow.flexion"}).output;
  for (const char* words : {"flexion of the elbow", "bending the elbow", "Elbow Flexion"})
    EXPECT_EQ(run({"find", "--movement", words}).output, by_id) << words;
  EXPECT_NE(run({"find", "--movement", "extension of the elbow"}).output, by_id);
}

TEST_F(Find, OfAMovementIsJsonForScripts) {
  const Finished found = run({"find", "--json", "--movement", "elbow.flexion"});
  EXPECT_EQ(found.code, 0) << found.errors;
  const JsonNode out = json(found);
  ASSERT_TRUE(out.is(JsonNode::Kind::object));
  EXPECT_EQ(out.find("movement")->text(), "elbow.flexion");
  EXPECT_EQ(out.find("name")->text(), "Flexion of the elbow");
  EXPECT_THAT(out.find("about")->text(), HasSubstr("For study"));
  const std::vector<MovingMuscle> expected =
      muscles_of(*program_data().library.movement("elbow.flexion"), program_data().library.records());
  const JsonNode& muscles = *out.find("muscles");
  ASSERT_EQ(muscles.size(), expected.size());
  std::map<std::string, std::string> parts;
  for (std::size_t i = 0; i < expected.size(); ++i) {
    EXPECT_EQ(muscles.at(i).find("muscle")->text(), expected[i].record->muscle);
    EXPECT_EQ(muscles.at(i).find("says")->text(), expected[i].part.action->text);
    EXPECT_EQ(muscles.at(i).find("trigger_points")->integer(),
              static_cast<std::int64_t>(expected[i].record->trigger_points.size()));
    parts[muscles.at(i).find("muscle")->text()] = muscles.at(i).find("part")->text();
  }
  EXPECT_EQ(parts["brachialis"], "makes it");
  EXPECT_EQ(parts["triceps-brachii"], "is stretched by it");
}

TEST_F(Find, OfAMovementOfNoNameSaysSoAndWhatIsOne) {
  for (const bool with_pain : {false, true}) {
    std::vector<std::string> arguments = {"find", "--movement", "xqzzq"};
    if (with_pain) arguments.insert(arguments.end(), {"--drawing", drawing(right_shoulder).string()});
    const Finished found = on_manikin(arguments);
    EXPECT_EQ(found.code, code(ExitCode::usage));
    EXPECT_EQ(found.output, "");
    EXPECT_THAT(found, Complains());
    EXPECT_THAT(found.errors, AllOf(HasSubstr("xqzzq"), HasSubstr("elbow.flexion")));
  }
}

// The movement does not add or take away an answer, nor change its index.
TEST_F(Find, WithAPlaceAndAMovementPutsTheMusclesThatTakePartFirst) {
  const Movement& flexion = *program_data().library.movement("shoulder.flexion");
  const std::string file = drawing(right_shoulder).string();
  const JsonNode plain = json(on_manikin({"find", "--json", "--most", "1000", "--drawing", file}));
  const JsonNode out =
      json(on_manikin({"find", "--json", "--most", "1000", "--drawing", file, "--movement", flexion.id}));
  for (const char* list : {"muscles", "trigger_points"}) {
    const JsonNode& matches = *out.find(list);
    ASSERT_EQ(matches.size(), plain.find(list)->size());
    EXPECT_EQ(plain.find(list)->at(0).find("movement"), nullptr) << "nothing is said of a movement unasked";
    std::size_t taking_part = 0;
    double last = 1.0;
    for (std::size_t i = 0; i < matches.size(); ++i) {
      const JsonNode& m = matches.at(i);
      const MovementPart::Kind kind =
          part_in(*program_data().library.record(m.find("muscle")->text()), m.find("in")->text(), flexion).kind;
      EXPECT_EQ(m.find("movement")->text(), kind == MovementPart::Kind::makes          ? "makes it"
                                            : kind == MovementPart::Kind::is_stretched ? "is stretched by it"
                                                                                       : "");
      if (kind != MovementPart::Kind::none) {
        EXPECT_EQ(taking_part, i) << "after one that does not take part";
        ++taking_part;
      } else if (taking_part == i) {
        last = 1.0;
      }
      EXPECT_LE(m.find("index")->number(), last) << "within each half the best comes first";
      last = m.find("index")->number();
    }
    EXPECT_GT(taking_part, 0u) << list;
    EXPECT_LT(taking_part, matches.size()) << list;
  }
}

TEST_F(Find, WithAPlaceAndAMovementSaysWhatEachMuscleHasToDoWithIt) {
  const std::string file = drawing(right_shoulder).string();
  const Finished found = on_manikin({"find", "--drawing", file, "--movement", "lifting the arm forwards"});
  EXPECT_EQ(found.code, 0) << found.errors;
  const std::string first = found.output.substr(0, found.output.find(" 2. "));
  EXPECT_THAT(first, AllOf(HasSubstr(" 1. "), HasSubstr("    Lifting the arm forwards: ")));
  EXPECT_THAT(on_manikin({"find", "--drawing", file}).output, Not(HasSubstr("Lifting the arm forwards: ")));
}

TEST_F(Find, WhereNothingIsDescribedSaysSoWithACodeOfItsOwn) {
  // All that is drawn is rubbed out again.
  const std::string rubbed = std::string(right_shoulder) +
                             R"(, {"points": [[-170, 1400, 90], [-180, 1370, 90]], "radius_mm": 80, "erases": true})";
  const std::string file = drawing(rubbed).string();
  const Finished found = on_manikin({"find", "--drawing", file});
  EXPECT_EQ(found.code, code(ExitCode::not_found));
  EXPECT_THAT(found.output, AllOf(HasSubstr("No described pain"), Not(HasSubstr(" 1. "))));
  const Finished scripted = on_manikin({"find", "--json", "--drawing", file});
  EXPECT_EQ(scripted.code, code(ExitCode::not_found));
  EXPECT_EQ(json(scripted).find("muscles")->size(), 0u);
}

TEST_F(Find, OfARegionOfNoNameSaysSo) {
  const Finished found = on_manikin({"find", "--pain", "xqzzq.left"});
  EXPECT_EQ(found.code, code(ExitCode::usage));
  EXPECT_EQ(found.output, "");
  EXPECT_THAT(found, Complains());
  EXPECT_THAT(found.errors, HasSubstr("xqzzq"));
}

TEST_F(Find, OfARegionOnBothSidesAsksForTheSide) {
  const Concept& sided = region(true);
  const Finished found = on_manikin({"find", "--pain", sided.key});
  EXPECT_EQ(found.code, code(ExitCode::usage));
  EXPECT_EQ(found.output, "");
  EXPECT_THAT(found, Complains());
  EXPECT_THAT(found.errors, AllOf(HasSubstr(sided.key + ".left"), HasSubstr(sided.key + ".right")));
}

TEST_F(Find, WithoutAPlaceSaysHowToNameOne) {
  const Finished found = on_manikin({"find"});
  EXPECT_EQ(found.code, code(ExitCode::usage));
  EXPECT_THAT(found, Complains());
  EXPECT_THAT(found.errors, AllOf(HasSubstr("--pain"), HasSubstr("--drawing")));
}

TEST_F(Find, OfAFileThatIsNoDrawingOrNotThereSaysSo) {
  for (const std::filesystem::path& file :
       {home.write("other.json", R"({"format": "palpate-atlas"})"), home / "no-such.json"}) {
    const Finished found = on_manikin({"find", "--drawing", file.string()});
    EXPECT_THAT(found.code, testing::AnyOf(code(ExitCode::usage), code(ExitCode::failed)));
    EXPECT_EQ(found.output, "");
    EXPECT_THAT(found, Complains());
    EXPECT_THAT(found.errors, HasSubstr(file.filename().string()));
  }
}

TEST_F(Find, OnABodyWithoutASkinSaysSo) {
  const TempFolder folder;
  for (const char* file : {"muscles.glb", "muscles.json"})
    std::filesystem::copy_file(manikin_folder() / file, folder / file);
  auto manifest = parse_json(contents(manikin_folder() / "atlas.json"), "atlas.json");
  ASSERT_TRUE(manifest);
  JsonNode files = JsonNode::array();
  for (std::size_t i = 0; i < manifest->find("files")->size(); ++i) {
    const JsonNode& line = manifest->find("files")->at(i);
    if (line.find("system")->text() == "muscles") files.push(line);
  }
  manifest->set("files", std::move(files));
  folder.write("atlas.json", write_json(*manifest));
  const Finished found =
      run({"find", "--drawing", drawing(right_shoulder).string(), "--no-cache", "--atlas", folder.path().string()});
  EXPECT_EQ(found.code, code(ExitCode::failed));
  EXPECT_EQ(found.output, "");
  EXPECT_THAT(found, Complains());
  EXPECT_THAT(found.errors, HasSubstr("no skin"));
}

}  // namespace
}  // namespace palpate::test
