// What is known of the described needles on Z-Anatomy, so that every change shows. docs/validation.md tells what it
// means.
#pragma once

#include <map>
#include <string>

namespace palpate::test {

struct KnownShort {
  std::string what, why;
};

// Described approaches that do not reach their zone here: what happens, and why it is left so.
inline const std::map<std::string, KnownShort> known_short = {
    {"brachialis/lower-outer", {"passes beside", "described in the middle third of the arm, above this zone"}},
    {"flexor-digitorum-profundus/index-middle-fibres",
     {"passes beside", "described for the fibres above; a line to its middle met a vessel"}},
    {"longissimus-thoracis/low-thoracic", {"passes beside", "the band lies deeper than the needle described is long"}},
    {"longus-colli/front",
     {"the needle ends before", "injections of seven people went 22 to 28 mm deep; it lies deeper here"}},
    {"obturator-internus/inner", {"stopped by hip-bone.right", "the seat bone of this body stands in the way"}},
    {"quadratus-lumborum/outer-upper", {"passes beside", "the attachment at the twelfth rib is not needled"}},
    {"scalene-muscles/posterior", {"passes beside", "level on purpose, above pleura and first rib"}},
    {"subscapularis/lateral-lower",
     {"stopped by scapula.right", "described with the arm out, which the figure lets hang"}},
    {"subscapularis/lateral-upper",
     {"the needle ends before", "described with the arm out, which the figure lets hang"}},
    {"transversus-abdominis/costal", {"passes beside", "never up under the ribs"}},
};

// Why a danger that a record names lies far from its needle. The readout tells how far it is here, and the record when
// it counts.
inline constexpr const char* astray = "for a needle that goes astray, or for another place along the muscle";
inline constexpr const char* branch = "the stretch or branch that is meant is not in this body";
inline constexpr const char* arm_out = "described with the arm out or a fold lifted; the arm of the figure hangs";

struct KnownFar {
  float mm;  // at most
  const char* why;
};

// Dangers that a record names and that lie farther from every described approach than is stated.
inline const std::map<std::string, KnownFar> known_far = {
    {"abductor-digiti-minimi-of-hand: ulnar-nerve", {73, astray}},
    {"abductor-pollicis-brevis: lateral-antebrachial-cutaneous-nerve", {95, branch}},
    {"abductor-pollicis-longus: tendon-sheath-of-abductor-pollicis-longus-and-extensor-pollicis-brevis", {53, astray}},
    {"adductor-brevis: obturator-artery", {53, branch}},
    {"adductor-longus: obturator-artery", {60, branch}},
    {"adductor-magnus: posterior-femoral-cutaneous-nerve", {56, branch}},
    {"brachialis: articular-capsule-of-elbow-joint", {54, astray}},
    {"brachialis: lateral-antebrachial-cutaneous-nerve", {95, branch}},
    {"brachialis: superficial-branch-of-radial-nerve", {98, astray}},
    {"coracobrachialis: brachial-plexus", {65, branch}},
    {"deltoid: thoraco-acromial-artery", {71, branch}},
    {"diaphragm: heart", {115, astray}},
    {"diaphragm: lung", {51, astray}},
    {"diaphragm: pleura", {52, astray}},
    {"diaphragm: pleura/costodiaphragmatic-recess", {52, astray}},
    {"diaphragm: superior-epigastric-artery", {83, astray}},
    {"extensor-carpi-ulnaris: dorsal-branch-of-ulnar-nerve", {146, astray}},
    {"extensor-hallucis-longus: medial-dorsal-cutaneous-nerve-of-foot", {83, branch}},
    {"external-abdominal-oblique: heart", {100, astray}},
    {"external-abdominal-oblique: superior-epigastric-artery", {70, astray}},
    {"external-abdominal-oblique: ureter", {75, astray}},
    {"external-intercostals: heart", {61, astray}},
    {"external-intercostals: internal-thoracic-artery", {145, astray}},
    {"fibularis-brevis: common-fibular-nerve", {209, astray}},
    {"flexor-carpi-radialis: palmar-branch-of-median-nerve", {91, astray}},
    {"flexor-carpi-ulnaris: dorsal-branch-of-ulnar-nerve", {153, astray}},
    {"flexor-carpi-ulnaris: palmar-branch-of-ulnar-nerve", {84, branch}},
    {"gastrocnemius: medial-sural-cutaneous-nerve", {60, branch}},
    {"gluteus-medius: articular-capsule-of-hip-joint", {60, astray}},
    {"gracilis: medial-circumflex-femoral-artery", {94, branch}},
    {"iliocostalis: descending-colon", {51, astray}},
    {"iliocostalis: heart", {85, astray}},
    {"iliocostalis: spinal-cord", {62, astray}},
    {"iliopsoas: genitofemoral-nerve", {98, branch}},
    {"inferior-gemellus: pudendal-nerve", {54, astray}},
    {"inferior-gemellus: rectum", {55, astray}},
    {"infraspinatus: axillary-nerve", {62, astray}},
    {"internal-abdominal-oblique: caecum", {60, astray}},
    {"internal-abdominal-oblique: pleura/costodiaphragmatic-recess", {114, astray}},
    {"internal-abdominal-oblique: ureter", {65, astray}},
    {"latissimus-dorsi: axillary-artery", {97, arm_out}},
    {"latissimus-dorsi: brachial-plexus", {105, arm_out}},
    {"multifidus-lumborum: pleura/costodiaphragmatic-recess", {135, astray}},
    {"palmaris-longus: palmar-branch-of-median-nerve", {94, astray}},
    {"pectoralis-minor: brachial-plexus", {51, branch}},
    {"pectoralis-minor: musculocutaneous-nerve", {76, branch}},
    {"pronator-teres: medial-antebrachial-cutaneous-nerve", {69, branch}},
    {"quadratus-femoris: posterior-femoral-cutaneous-nerve", {59, branch}},
    {"quadratus-lumborum: abdominal-aorta", {52, astray}},
    {"quadratus-lumborum: liver", {65, astray}},
    {"quadratus-lumborum: lung", {113, astray}},
    {"quadratus-lumborum: pleura/costodiaphragmatic-recess", {113, astray}},
    {"quadratus-lumborum: spleen", {82, astray}},
    {"rectus-abdominis: abdominal-aorta", {56, astray}},
    {"rectus-abdominis: heart", {89, astray}},
    {"rectus-abdominis: ilio-inguinal-nerve", {62, branch}},
    {"rectus-abdominis: iliohypogastric-nerve", {86, branch}},
    {"rectus-abdominis: lung", {52, astray}},
    {"rectus-abdominis: pleura", {51, astray}},
    {"rectus-abdominis: transverse-colon", {54, astray}},
    {"rectus-abdominis: urinary-bladder", {65, astray}},
    {"rectus-femoris: femoral-vein", {53, astray}},
    {"rhomboid-minor: transverse-cervical-artery", {99, branch}},
    {"rotatores-lumborum: pleura/costodiaphragmatic-recess", {140, astray}},
    {"sartorius: infrapatellar-branch-of-saphenous-nerve", {157, branch}},
    {"semimembranosus: posterior-femoral-cutaneous-nerve", {97, branch}},
    {"semispinalis-capitis: lung", {59, astray}},
    {"semispinalis-capitis: pleura/cervical-pleura", {58, astray}},
    {"semitendinosus: tibial-nerve", {62, astray}},
    {"serratus-anterior: spleen", {85, astray}},
    {"serratus-posterior-inferior: subcostal-artery", {60, branch}},
    {"serratus-posterior-superior: transverse-cervical-artery", {83, branch}},
    {"splenius-capitis: lung", {70, astray}},
    {"splenius-cervicis: transverse-cervical-artery", {63, branch}},
    {"subscapularis: axillary-artery", {68, arm_out}},
    {"subscapularis: axillary-vein", {59, arm_out}},
    {"subscapularis: brachial-plexus", {73, arm_out}},
    {"subscapularis: subscapular-artery", {60, branch}},
    {"superior-gemellus: posterior-femoral-cutaneous-nerve", {52, branch}},
    {"superior-gemellus: pudendal-nerve", {66, astray}},
    {"superior-gemellus: rectum", {60, astray}},
    {"supraspinatus: transverse-cervical-artery", {84, branch}},
    {"teres-major: axillary-artery", {89, arm_out}},
    {"teres-major: axillary-nerve", {66, arm_out}},
    {"teres-major: brachial-plexus/posterior-cord", {93, arm_out}},
    {"teres-major: circumflex-scapular-artery", {54, branch}},
    {"teres-major: posterior-circumflex-humeral-artery", {78, arm_out}},
    {"teres-minor: posterior-circumflex-humeral-artery", {52, astray}},
    {"transversus-abdominis: caecum", {51, astray}},
    {"transversus-abdominis: gallbladder", {77, astray}},
    {"transversus-abdominis: lung", {114, astray}},
    {"transversus-abdominis: pleura/costodiaphragmatic-recess", {115, astray}},
    {"transversus-abdominis: spleen", {73, astray}},
    {"transversus-abdominis: stomach", {72, astray}},
    {"trapezius: spinal-cord", {58, astray}},
    {"triceps-brachii: axillary-nerve", {62, astray}},
    {"triceps-brachii: posterior-antebrachial-cutaneous-nerve", {133, branch}},
    {"triceps-brachii: posterior-circumflex-humeral-artery", {71, astray}},
};

}  // namespace palpate::test
