// A small folder of clinical data with one record that fills every field, and the catalogue that it refers to. Tests
// change one piece of its text at a time and see what the loader says.
#pragma once

#include "temp_folder.h"

#include <palpate/clinical/library.h>

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

namespace palpate::test {

inline const std::string& good_sources() {
  static const std::string text = R"({"sources": [
  {"key": "first-2001-book", "authors": "First A, Second B", "year": 2001, "title": "A book", "in": "Publisher",
   "isbn": "978-0", "type": "textbook", "read": "textbook-knowledge", "note": "A note."},
  {"key": "third-2010-trial", "authors": "Third C", "year": 2010, "title": "A trial", "in": "Journal 1:2",
   "doi": "10.1000/182", "pmid": "123", "pmcid": "PMC9", "url": "https://example.org", "type": "randomised-trial",
   "read": "abstract"}
]}
)";
  return text;
}

inline const std::string& good_movements() {
  static const std::string text = R"({"movements": [
  {"id": "shoulder.flexion", "joint": "Shoulder", "name": "Flexion of the shoulder", "plain": "Lifting the arm forwards",
   "opposite": "shoulder.extension"},
  {"id": "shoulder.extension", "joint": "Shoulder", "name": "Extension of the shoulder", "plain": "Bringing the arm back",
   "synonyms": ["reach behind"], "opposite": "shoulder.flexion"},
  {"id": "swallowing", "joint": "Jaw and throat", "name": "Swallowing", "plain": "Swallowing"}
]}
)";
  return text;
}

// In no order, which is no fault.
inline const std::string& good_needles() {
  static const std::string text = R"({"needles": [
  {"length_mm": 40, "diameter_mm": 0.25, "sources": ["first-2001-book"]},
  {"length_mm": 40, "diameter_mm": 0.3, "sources": ["first-2001-book"]},
  {"length_mm": 25, "diameter_mm": 0.25, "handle_mm": 20, "sources": ["first-2001-book"]}
]}
)";
  return text;
}

// One of each method, and every field.
inline const std::string& good_published() {
  static const std::string text = R"({"distances": [
  {"id": "skin-nerve", "what": "From the skin to the nerve.", "method": "depth",
   "from": {"landmarks": {"acromial-angle": 1}, "offset_mm": {"up": -50}},
   "axis": {"lateral": -1, "up": -0.5},
   "to": ["axillary-nerve"],
   "low_mm": 10.5, "high_mm": 30, "mean_mm": 20, "sd_mm": 4,
   "who": "12 women", "how": "ultrasound", "position": "Sitting",
   "muscles": ["deltoid/spinal-part"], "sources": ["first-2001-book"], "note": "Few."},
  {"id": "skin-bone", "what": "From the skin to the bone.", "method": "depth",
   "from": {"landmarks": {"acromial-angle": 1}}, "to": ["humerus", "scapula"], "high_mm": 40,
   "who": "3 men", "how": "CT", "muscles": ["teres-minor"], "sources": ["first-2001-book"]},
  {"id": "acromion-nerve", "what": "From the acromion to the nerve.", "method": "distance",
   "from": {"landmarks": {"other:acromial-angle": 2}}, "to": ["axillary-nerve"], "mean_mm": 56,
   "who": "60 shoulders", "how": "cadaver", "muscles": ["deltoid", "teres-minor"], "sources": ["first-2001-book"]},
  {"id": "acromion-vertex", "what": "From the acromion to the vertex.", "method": "between",
   "from": {"landmarks": {"acromial-angle": 1}}, "until": {"landmarks": {"vertex": 1}}, "low_mm": 200,
   "who": "1 man", "how": "surface", "muscles": ["teres-major"], "sources": ["first-2001-book"]}
]}
)";
  return text;
}

// A place with a line for women, a mean for men and a line for both; and a place that no source speaks of.
inline const std::string& good_layers() {
  static const std::string text = R"({"sites": [
  {"id": "shoulder", "label": "Shoulder", "place": {"landmarks": {"acromial-angle": 1}}, "to": ["deltoid"], "figures": [
   {"sex": "female", "at_bmi_25_mm": 12, "per_bmi_mm": 0.5, "bmi": [20, 35], "how": "ultrasound", "who": "9 women",
    "published": "12 mm.", "derived": "As it stands.", "sources": ["first-2001-book"]},
   {"sex": "male", "at_bmi_25_mm": 6, "how": "CT", "who": "3 men", "published": "6 mm.", "derived": "As it stands.",
    "sources": ["first-2001-book"]},
   {"sex": "any", "at_bmi_25_mm": 8, "per_bmi_mm": 0.5, "bmi": [18, 30], "how": "MRI", "who": "50 people",
    "published": "8 mm.", "derived": "As it stands.", "sources": ["first-2001-book"]}]},
  {"id": "nowhere", "label": "Nowhere", "place": {"landmarks": {"vertex": 1}}}
 ],
 "limits": [{"text": "People differ.", "sources": ["first-2001-book"]}]}
)";
  return text;
}

// Every field of a record, in lines that can be told apart.
inline const std::string& good_record() {
  static const std::string text = R"({
 "muscle": "deltoid",
 "covers": ["deltoid/spinal-part"],
 "attachments": [
  {"part": "deltoid/spinal-part",
   "origin": [{"on": "scapula", "text": "Lower lip of the spine"}],
   "insertion": [{"on": "humerus", "text": "Deltoid tuberosity"}],
   "sources": ["first-2001-book"]}
 ],
 "innervation": [
  {"part": "deltoid/spinal-part", "nerve": "Axillary nerve", "concept": "axillary-nerve",
   "roots": ["C5", "C6"],
   "note": "Round the neck of the humerus.", "sources": ["first-2001-book"]}
 ],
 "actions": [
  {"part": "deltoid/spinal-part", "text": "Extends the arm.", "movements": ["shoulder.extension"],
   "sources": ["third-2010-trial"]}
 ],
 "trigger_points": [
  {"id": "spinal-1",
   "label": "Back part, middle",
   "in": "deltoid/spinal-part",
   "location": {"text": "Half way down the back edge.", "sources": ["first-2001-book"]},
   "anchor": {"place": {"landmarks": {"acromial-angle": 2, "other:acromial-angle": 1},
    "offset_mm": {"lateral": 1, "up": -2.5, "front": 3}}, "depth": 0.4},
   "radius_mm": 12,
   "referral": {"text": "Over the back of the shoulder.",
    "essential": [
     {"regions": ["deltoid-region"],
      "side": "other",
      "strokes": [{"points": [{"place": {"landmarks": {"vertex": 1}}, "radius_mm": 15}]}]}
    ],
    "spillover": [
     {"regions": ["scapular-region"],
      "strokes": [{"points": [{"place": {"landmarks": {"acromial-angle": 1}}, "radius_mm": 20},
                              {"place": {"landmarks": {"vertex": 1}}, "radius_mm": 21}]}]}
    ],
    "sources": ["first-2001-book", "third-2010-trial"]},
   "symptoms": [{"text": "Pain on lifting the arm.", "sources": ["first-2001-book"]}],
   "mistaken_for": [{"what": "A tear of the cuff", "kind": "joint", "sources": ["third-2010-trial"]}],
   "claims": {
    "location": {"grade": "limited", "text": "One study.", "sources": ["third-2010-trial"]},
    "referral": {"grade": "expert-consensus", "text": "Textbooks agree.", "sources": ["first-2001-book"]}}}
 ],
 "needling": [
  {"zones": ["spinal-1"],
   "title": "The whole back",
   "position": {"text": "Lying on the front.", "sources": ["first-2001-book"]},
   "palpation": {"text": "Flat palpation.", "sources": ["first-2001-book"]},
   "technique": {"text": "Slow and perpendicular.", "sources": ["third-2010-trial"]},
   "needle": {"length_mm": [30, 50], "diameter_mm": [0.2, 0.3], "sources": ["third-2010-trial"]},
   "entry": {"text": "Over the taut band.", "place": {"landmarks": {"acromial-angle": 1}}, "radius_mm": 11, "sources": ["first-2001-book"]},
   "direction": {"text": "Towards the bone.", "towards": {"landmarks": {"vertex": 1}}, "spread_deg": 15, "sources": ["first-2001-book"]},
   "depth": {"text": "It depends on the layer of fat.",
    "range_mm": [5, 20],
    "limit_mm": 22, "limit_of": "The capsule in slim adults",
    "depends_on": ["fat", "muscle"], "sources": ["third-2010-trial"]},
   "hazards": [
    {"structure": "axillary-nerve",
     "side": "both",
     "severity": "life-threatening",
     "reason": "It lies close.", "sources": ["first-2001-book"]}
   ],
   "precautions": [{"text": "Keep clear of the nerve.", "sources": ["first-2001-book"]}],
   "disagreements": [{"about": "the length", "views": [
    {"text": "Short.", "sources": ["first-2001-book"]}, {"text": "Long.", "sources": ["third-2010-trial"]}]}]}
 ],
 "patient": {"text": "A sore spot in the shoulder.", "sources": ["first-2001-book"]},
 "evidence": [
  {"question": "effect", "grade": "moderate", "text": "Some trials.", "sources": ["third-2010-trial"]},
  {"question": "mechanism", "grade": "unknown", "text": "Nobody knows.", "sources": ["third-2010-trial"]},
  {"question": "alternatives", "grade": "disputed", "text": "Opinions differ.", "sources": ["third-2010-trial"]}
 ],
 "disagreements": [{"about": "the name", "views": [
  {"text": "One.", "sources": ["first-2001-book"]}, {"text": "Other.", "sources": ["third-2010-trial"]}]}],
 "no_source": ["depth in children"]
}
)";
  return text;
}

// A second, plain record, to see that the others load: of `muscle`, with no trigger points.
inline std::string plain_record(const std::string& muscle) {
  return "{\"muscle\": \"" + muscle +
         R"(", "attachments": [{"origin": [{"on": "scapula", "text": "Its edge"}],
 "insertion": [{"on": "humerus", "text": "Its head"}], "sources": ["first-2001-book"]}],
 "innervation": [{"nerve": "Axillary nerve", "roots": ["C5"], "sources": ["first-2001-book"]}],
 "actions": [{"text": "Moves.", "sources": ["first-2001-book"]}], "trigger_points": [], "needling": [],
 "patient": {"text": "Some words.", "sources": ["first-2001-book"]},
 "evidence": [{"question": "effect", "grade": "unknown", "text": "None.", "sources": ["first-2001-book"]}]}
)";
}

// `text` with its one occurrence of `old` replaced.
inline std::string changed(std::string text, std::string_view old, std::string_view now) {
  const std::size_t at = text.find(old);
  EXPECT_NE(at, std::string::npos) << "not in the record: " << old;
  EXPECT_EQ(text.find(old, at + 1), std::string::npos) << "twice in the record: " << old;
  if (at != std::string::npos) text.replace(at, old.size(), now);
  return text;
}

inline int line_of(std::string_view text, std::string_view piece) {
  const std::size_t at = text.find(piece);
  EXPECT_NE(at, std::string_view::npos) << "not in the record: " << piece;
  return 1 + static_cast<int>(std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(at), '\n'));
}

class SmallClinic {
 public:
  SmallClinic() {
    define("deltoid", System::muscles, Kind::muscle);
    define("deltoid/spinal-part", System::muscles, Kind::muscle);
    define("deltoid/acromial-part", System::muscles, Kind::muscle);
    define("teres-minor", System::muscles, Kind::muscle);
    define("teres-major", System::muscles, Kind::muscle);
    define("scapula", System::skeleton, Kind::bone);
    define("humerus", System::skeleton, Kind::bone);
    define("axillary-nerve", System::nerves, Kind::nerve);
    define("deltoid-region", System::skin_regions, Kind::skin_region);
    define("scapular-region", System::skin_regions, Kind::skin_region);
    for (const char* name : {"acromial-angle", "vertex"}) {
      Landmark landmark;
      landmark.name = name;
      landmark.sided = name != std::string_view("vertex");
      EXPECT_TRUE(landmarks.add(landmark));
    }
    write_sources(good_sources());
    write_movements(good_movements());
    write_needles(good_needles());
    write_published(good_published());
    write_layers(good_layers());
    write("deltoid.json", good_record());
  }

  void write(const std::string& name, const std::string& text) const { folder.write("clinical/muscles/" + name, text); }
  void write_sources(const std::string& text) const { folder.write("clinical/sources.json", text); }

  void write_movements(const std::string& text) const { folder.write("clinical/movements.json", text); }

  void write_published(const std::string& text) const { folder.write("clinical/published-distances.json", text); }
  void write_layers(const std::string& text) const { folder.write("clinical/layers.json", text); }
  void write_needles(const std::string& text) const { folder.write("clinical/needles.json", text); }

  [[nodiscard]] ClinicalLibrary read() {
    faults.clear();
    auto library = read_clinical(folder.path(), concepts, landmarks, faults);
    EXPECT_TRUE(library.ok()) << (library.ok() ? "" : library.error().text());
    return library.ok() ? std::move(*library) : ClinicalLibrary();
  }
  [[nodiscard]] std::string all_faults() const {
    std::string text;
    for (const Fault& fault : faults) text += fault.text() + "\n";
    return text;
  }

  TempFolder folder;
  ConceptCatalog concepts;
  LandmarkTable landmarks;
  Faults faults;

 private:
  void define(const std::string& key, System system, Kind kind) {
    Concept entry;
    entry.key = key;
    entry.name = key;
    entry.system = system;
    entry.kind = kind;
    EXPECT_TRUE(concepts.add(entry));
  }
};

}  // namespace palpate::test
