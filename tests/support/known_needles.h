// What is known of the described needles on the two bodies that tests lay them on, so that every change of a body or of
// a record shows. docs/validation.md tells what it means.
#pragma once

#include "described_needles.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <map>
#include <string>

namespace palpate::test {

// Which body: Palpate's own, or Z-Anatomy.
enum class Laid : std::uint8_t { on_own_body, on_reference };

// An approach that does not reach its zone: what happens on either body ("" where it is reached), and why it is left
// so.
struct KnownShort {
  std::string own, reference, why;
  [[nodiscard]] const std::string& on(Laid body) const { return body == Laid::on_own_body ? own : reference; }
};

inline const std::map<std::string, KnownShort> known_short = {
    {"brachialis/lower-outer",
     {"passes beside", "passes beside", "described in the middle third of the arm, above this zone"}},
    {"flexor-digitorum-profundus/index-middle-fibres",
     {"passes beside", "passes beside", "described for the fibres above; a line to its middle met a vessel"}},
    {"longissimus-thoracis/low-thoracic",
     {"", "passes beside", "the band lies deeper than the needle described is long"}},
    {"longus-colli/front",
     {"the needle ends before", "the needle ends before",
      "injections of seven people went 22 to 28 mm deep; it lies deeper here"}},
    {"obturator-internus/inner", {"", "stopped by hip-bone.right", "the seat bone of this body stands in the way"}},
    {"quadratus-lumborum/outer-upper",
     {"passes beside", "passes beside", "the attachment at the twelfth rib is not needled"}},
    {"scalene-muscles/posterior", {"passes beside", "passes beside", "level on purpose, above pleura and first rib"}},
    {"subscapularis/lateral-lower",
     {"stopped by scapula.right", "stopped by scapula.right",
      "described with the arm out, which the figure lets hang"}},
    {"subscapularis/lateral-upper",
     {"the needle ends before", "the needle ends before", "described with the arm out, which the figure lets hang"}},
    {"transversus-abdominis/costal", {"passes beside", "passes beside", "never up under the ribs"}},
};

// Why a danger that a record names lies far from its needle. The readout tells how far it is here, and the record when
// it counts.
inline constexpr const char* astray = "for a needle that goes astray, or for another place along the muscle";
inline constexpr const char* branch = "the stretch or branch that is meant is not in this body";
inline constexpr const char* arm_out = "described with the arm out or a fold lifted; the arm of the figure hangs";

// A danger that a record names and that lies farther from every described approach than is stated: mm at most on either
// body, 0 where it is near.
struct KnownFar {
  float own, reference;
  const char* why;
  [[nodiscard]] float on(Laid body) const { return body == Laid::on_own_body ? own : reference; }
};

inline const std::map<std::string, KnownFar> known_far = {
    {"abductor-digiti-minimi-of-hand: ulnar-nerve", {77, 73, astray}},
    {"abductor-pollicis-brevis: lateral-antebrachial-cutaneous-nerve", {95, 95, branch}},
    {"abductor-pollicis-longus: tendon-sheath-of-abductor-pollicis-longus-and-extensor-pollicis-brevis",
     {53, 53, astray}},
    {"adductor-brevis: obturator-artery", {0, 53, branch}},
    {"adductor-longus: obturator-artery", {56, 60, branch}},
    {"adductor-magnus: medial-circumflex-femoral-artery", {63, 0, branch}},
    {"adductor-magnus: posterior-femoral-cutaneous-nerve", {58, 56, branch}},
    {"brachialis: articular-capsule-of-elbow-joint", {58, 54, astray}},
    {"brachialis: lateral-antebrachial-cutaneous-nerve", {97, 95, branch}},
    {"brachialis: superficial-branch-of-radial-nerve", {98, 98, astray}},
    {"coracobrachialis: brachial-plexus", {65, 65, branch}},
    {"deltoid: thoraco-acromial-artery", {74, 71, branch}},
    {"diaphragm: heart", {113, 115, astray}},
    {"diaphragm: lung", {69, 51, astray}},
    {"diaphragm: phrenic-nerve", {220, 0, branch}},
    {"diaphragm: pleura", {67, 52, astray}},
    {"diaphragm: pleura/costodiaphragmatic-recess", {67, 52, astray}},
    {"diaphragm: superior-epigastric-artery", {82, 83, astray}},
    {"extensor-carpi-ulnaris: dorsal-branch-of-ulnar-nerve", {149, 146, astray}},
    {"extensor-hallucis-longus: medial-dorsal-cutaneous-nerve-of-foot", {82, 83, branch}},
    {"external-abdominal-oblique: heart", {101, 100, astray}},
    {"external-abdominal-oblique: superior-epigastric-artery", {72, 70, astray}},
    {"external-abdominal-oblique: ureter", {74, 75, astray}},
    {"external-intercostals: heart", {62, 61, astray}},
    {"external-intercostals: internal-thoracic-artery", {144, 145, astray}},
    {"fibularis-brevis: common-fibular-nerve", {208, 209, astray}},
    {"flexor-carpi-radialis: palmar-branch-of-median-nerve", {91, 91, astray}},
    {"flexor-carpi-ulnaris: dorsal-branch-of-ulnar-nerve", {156, 153, astray}},
    {"flexor-carpi-ulnaris: palmar-branch-of-ulnar-nerve", {89, 84, branch}},
    {"gastrocnemius: medial-sural-cutaneous-nerve", {77, 60, branch}},
    {"gluteus-medius: articular-capsule-of-hip-joint", {106, 60, astray}},
    {"gracilis: medial-circumflex-femoral-artery", {94, 94, branch}},
    {"iliocostalis: descending-colon", {0, 51, astray}},
    {"iliocostalis: heart", {87, 85, astray}},
    {"iliocostalis: spinal-cord", {59, 62, astray}},
    {"iliopsoas: genitofemoral-nerve", {100, 98, branch}},
    {"inferior-gemellus: pudendal-nerve", {54, 54, astray}},
    {"inferior-gemellus: rectum", {55, 55, astray}},
    {"infraspinatus: axillary-nerve", {62, 62, astray}},
    {"internal-abdominal-oblique: caecum", {61, 60, astray}},
    {"internal-abdominal-oblique: pleura/costodiaphragmatic-recess", {130, 114, astray}},
    {"internal-abdominal-oblique: ureter", {66, 65, astray}},
    {"latissimus-dorsi: axillary-artery", {97, 97, arm_out}},
    {"latissimus-dorsi: brachial-plexus", {105, 105, arm_out}},
    {"multifidus-lumborum: kidney", {58, 0, astray}},
    {"multifidus-lumborum: pleura/costodiaphragmatic-recess", {137, 135, astray}},
    {"multifidus-thoracis: kidney", {62, 0, astray}},
    {"obturator-internus: obturator-nerve", {51, 0, branch}},
    {"palmaris-longus: palmar-branch-of-median-nerve", {94, 94, astray}},
    {"pectoralis-minor: brachial-plexus", {0, 51, branch}},
    {"pectoralis-minor: musculocutaneous-nerve", {75, 76, branch}},
    {"platysma: facial-nerve/marginal-mandibular-branch", {51, 0, branch}},
    {"pronator-teres: medial-antebrachial-cutaneous-nerve", {68, 69, branch}},
    {"quadratus-femoris: posterior-femoral-cutaneous-nerve", {59, 59, branch}},
    {"quadratus-lumborum: abdominal-aorta", {54, 52, astray}},
    {"quadratus-lumborum: liver", {64, 65, astray}},
    {"quadratus-lumborum: lung", {113, 113, astray}},
    {"quadratus-lumborum: pleura/costodiaphragmatic-recess", {115, 113, astray}},
    {"quadratus-lumborum: spleen", {82, 82, astray}},
    {"rectus-abdominis: abdominal-aorta", {54, 56, astray}},
    {"rectus-abdominis: heart", {123, 89, astray}},
    {"rectus-abdominis: ilio-inguinal-nerve", {86, 62, branch}},
    {"rectus-abdominis: iliohypogastric-nerve", {99, 86, branch}},
    {"rectus-abdominis: lung", {86, 52, astray}},
    {"rectus-abdominis: pleura", {85, 51, astray}},
    {"rectus-abdominis: transverse-colon", {52, 54, astray}},
    {"rectus-abdominis: urinary-bladder", {144, 65, astray}},
    {"rectus-femoris: femoral-vein", {52, 53, astray}},
    {"rhomboid-minor: transverse-cervical-artery", {98, 99, branch}},
    {"rotatores-lumborum: kidney", {58, 0, astray}},
    {"rotatores-lumborum: pleura/costodiaphragmatic-recess", {147, 140, astray}},
    {"rotatores-thoracis: kidney", {57, 0, astray}},
    {"sartorius: infrapatellar-branch-of-saphenous-nerve", {159, 157, branch}},
    {"semimembranosus: posterior-femoral-cutaneous-nerve", {97, 97, branch}},
    {"semispinalis-capitis: lung", {61, 59, astray}},
    {"semispinalis-capitis: pleura/cervical-pleura", {61, 58, astray}},
    {"semitendinosus: tibial-nerve", {66, 62, astray}},
    {"serratus-anterior: spleen", {86, 85, astray}},
    {"serratus-posterior-inferior: kidney", {54, 0, astray}},
    {"serratus-posterior-inferior: subcostal-artery", {60, 60, branch}},
    {"serratus-posterior-inferior: subcostal-nerve", {67, 0, branch}},
    {"serratus-posterior-superior: transverse-cervical-artery", {83, 83, branch}},
    {"splenius-capitis: lung", {72, 70, astray}},
    {"splenius-cervicis: transverse-cervical-artery", {62, 63, branch}},
    {"subscapularis: axillary-artery", {72, 68, arm_out}},
    {"subscapularis: axillary-vein", {61, 59, arm_out}},
    {"subscapularis: brachial-plexus", {79, 73, arm_out}},
    {"subscapularis: subscapular-artery", {64, 60, branch}},
    {"sternalis: ascending-aorta", {66, 0, astray}},
    {"superior-gemellus: posterior-femoral-cutaneous-nerve", {0, 52, branch}},
    {"superior-gemellus: pudendal-nerve", {56, 66, astray}},
    {"superior-gemellus: rectum", {0, 60, astray}},
    {"supraspinatus: transverse-cervical-artery", {85, 84, branch}},
    {"teres-major: axillary-artery", {91, 89, arm_out}},
    {"teres-major: axillary-nerve", {67, 66, arm_out}},
    {"teres-major: brachial-plexus/posterior-cord", {95, 93, arm_out}},
    {"teres-major: circumflex-scapular-artery", {53, 54, branch}},
    {"teres-major: posterior-circumflex-humeral-artery", {79, 78, arm_out}},
    {"teres-minor: posterior-circumflex-humeral-artery", {54, 52, astray}},
    {"transversus-abdominis: caecum", {55, 51, astray}},
    {"transversus-abdominis: gallbladder", {78, 77, astray}},
    {"transversus-abdominis: lung", {133, 114, astray}},
    {"transversus-abdominis: pleura/costodiaphragmatic-recess", {131, 115, astray}},
    {"transversus-abdominis: spleen", {73, 73, astray}},
    {"transversus-abdominis: stomach", {72, 72, astray}},
    {"trapezius: spinal-cord", {58, 58, astray}},
    {"triceps-brachii: axillary-nerve", {58, 62, astray}},
    {"triceps-brachii: posterior-antebrachial-cutaneous-nerve", {136, 133, branch}},
    {"triceps-brachii: posterior-circumflex-humeral-artery", {68, 71, astray}},
    {"vastus-intermedius: transverse-branch-of-lateral-circumflex-femoral-artery", {120, 0, branch}},
};

// Both lists against what was found: everything found is known, and everything known is found.
inline void expect_known(const DescribedNeedles& found, Laid body) {
  for (const auto& [name, what] : found.short_of_zone) {
    const auto known = known_short.find(name);
    EXPECT_TRUE(known != known_short.end() && known->second.on(body) == what) << name << ": " << what;
  }
  for (const auto& [name, known] : known_short) {
    EXPECT_EQ(found.short_of_zone.count(name) > 0, !known.on(body).empty()) << name << ": " << known.why;
  }
  const auto far = far_hazards(found);
  for (const auto& [name, mm] : far) {
    const auto known = known_far.find(name);
    EXPECT_TRUE(known != known_far.end() && mm <= known->second.on(body)) << "{\"" << name << "\", " << mm << "},";
  }
  for (const auto& [name, known] : known_far)
    EXPECT_EQ(far.count(name) > 0, known.on(body) > 0.0f) << name << ": " << known.why;
}

}  // namespace palpate::test
