// What is known of the described needles on Palpate's own body, so that every change shows. docs/validation.md tells
// what it means.
#pragma once

#include <map>
#include <string>

namespace palpate {

struct KnownShort {
  std::string what, why;
};

// Described approaches that do not reach their zone here: what happens, and why it is left so.
inline const std::map<std::string, KnownShort> known_short = {
    {"brachialis/lower-outer", {"passes beside", "described in the middle third of the arm, above this zone"}},
    {"flexor-digitorum-profundus/index-middle-fibres",
     {"passes beside", "described for the fibres above; a line to its middle met a vessel"}},
    {"longus-colli/front",
     {"the needle ends before", "injections of seven people went 22 to 28 mm deep; it lies deeper here"}},
    {"quadratus-lumborum/outer-upper", {"passes beside", "the attachment at the twelfth rib is not needled"}},
    {"scalene-muscles/posterior", {"passes beside", "level on purpose, above pleura and first rib"}},
    {"subscapularis/lateral-lower",
     {"the needle ends before", "described with the arm out, which the figure lets hang"}},
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
    {"abductor-digiti-minimi-of-hand: ulnar-nerve", {77, astray}},
    {"abductor-pollicis-brevis: lateral-antebrachial-cutaneous-nerve", {95, branch}},
    {"abductor-pollicis-longus: tendon-sheath-of-abductor-pollicis-longus-and-extensor-pollicis-brevis", {53, astray}},
    {"adductor-longus: obturator-artery", {56, branch}},
    {"adductor-magnus: medial-circumflex-femoral-artery", {63, branch}},
    {"adductor-magnus: posterior-femoral-cutaneous-nerve", {58, branch}},
    {"brachialis: articular-capsule-of-elbow-joint", {57, astray}},
    {"brachialis: lateral-antebrachial-cutaneous-nerve", {97, branch}},
    {"brachialis: superficial-branch-of-radial-nerve", {98, astray}},
    {"coracobrachialis: brachial-plexus", {65, branch}},
    {"deltoid: thoraco-acromial-artery", {74, branch}},
    {"diaphragm: heart", {113, astray}},
    {"diaphragm: lung", {69, astray}},
    {"diaphragm: phrenic-nerve", {220, branch}},
    {"diaphragm: pleura", {67, astray}},
    {"diaphragm: pleura/costodiaphragmatic-recess", {67, astray}},
    {"diaphragm: superior-epigastric-artery", {82, astray}},
    {"extensor-carpi-ulnaris: dorsal-branch-of-ulnar-nerve", {149, astray}},
    {"extensor-hallucis-longus: medial-dorsal-cutaneous-nerve-of-foot", {82, branch}},
    {"external-abdominal-oblique: heart", {101, astray}},
    {"external-abdominal-oblique: superior-epigastric-artery", {72, astray}},
    {"external-abdominal-oblique: ureter", {74, astray}},
    {"external-intercostals: heart", {62, astray}},
    {"external-intercostals: internal-thoracic-artery", {144, astray}},
    {"fibularis-brevis: common-fibular-nerve", {208, astray}},
    {"flexor-carpi-radialis: palmar-branch-of-median-nerve", {91, astray}},
    {"flexor-carpi-ulnaris: dorsal-branch-of-ulnar-nerve", {156, astray}},
    {"flexor-carpi-ulnaris: palmar-branch-of-ulnar-nerve", {89, branch}},
    {"gastrocnemius: medial-sural-cutaneous-nerve", {76, branch}},
    {"gluteus-medius: articular-capsule-of-hip-joint", {72, astray}},
    {"gracilis: medial-circumflex-femoral-artery", {94, branch}},
    {"iliocostalis: heart", {87, astray}},
    {"iliocostalis: spinal-cord", {59, astray}},
    {"iliopsoas: genitofemoral-nerve", {100, branch}},
    {"inferior-gemellus: pudendal-nerve", {54, astray}},
    {"inferior-gemellus: rectum", {55, astray}},
    {"infraspinatus: axillary-nerve", {62, astray}},
    {"internal-abdominal-oblique: caecum", {61, astray}},
    {"internal-abdominal-oblique: pleura/costodiaphragmatic-recess", {130, astray}},
    {"internal-abdominal-oblique: ureter", {66, astray}},
    {"latissimus-dorsi: axillary-artery", {97, arm_out}},
    {"latissimus-dorsi: brachial-plexus", {105, arm_out}},
    {"multifidus-lumborum: kidney", {57, astray}},
    {"multifidus-lumborum: pleura/costodiaphragmatic-recess", {137, astray}},
    {"multifidus-thoracis: kidney", {61, astray}},
    {"obturator-internus: obturator-nerve", {51, branch}},
    {"palmaris-longus: palmar-branch-of-median-nerve", {94, astray}},
    {"pectoralis-minor: musculocutaneous-nerve", {75, branch}},
    {"platysma: facial-nerve/marginal-mandibular-branch", {51, branch}},
    {"pronator-teres: medial-antebrachial-cutaneous-nerve", {68, branch}},
    {"quadratus-femoris: posterior-femoral-cutaneous-nerve", {59, branch}},
    {"quadratus-lumborum: abdominal-aorta", {54, astray}},
    {"quadratus-lumborum: liver", {64, astray}},
    {"quadratus-lumborum: lung", {113, astray}},
    {"quadratus-lumborum: pleura/costodiaphragmatic-recess", {115, astray}},
    {"quadratus-lumborum: spleen", {82, astray}},
    {"rectus-abdominis: abdominal-aorta", {54, astray}},
    {"rectus-abdominis: heart", {123, astray}},
    {"rectus-abdominis: ilio-inguinal-nerve", {86, branch}},
    {"rectus-abdominis: iliohypogastric-nerve", {99, branch}},
    {"rectus-abdominis: lung", {86, astray}},
    {"rectus-abdominis: pleura", {85, astray}},
    {"rectus-abdominis: urinary-bladder", {144, astray}},
    {"rectus-femoris: femoral-vein", {52, astray}},
    {"rhomboid-minor: transverse-cervical-artery", {98, branch}},
    {"rotatores-lumborum: kidney", {58, astray}},
    {"rotatores-lumborum: pleura/costodiaphragmatic-recess", {147, astray}},
    {"rotatores-thoracis: kidney", {57, astray}},
    {"sartorius: infrapatellar-branch-of-saphenous-nerve", {159, branch}},
    {"semimembranosus: posterior-femoral-cutaneous-nerve", {97, branch}},
    {"semispinalis-capitis: lung", {61, astray}},
    {"semispinalis-capitis: pleura/cervical-pleura", {61, astray}},
    {"semitendinosus: tibial-nerve", {66, astray}},
    {"serratus-anterior: spleen", {86, astray}},
    {"serratus-posterior-inferior: kidney", {54, astray}},
    {"serratus-posterior-inferior: subcostal-artery", {60, branch}},
    {"serratus-posterior-inferior: subcostal-nerve", {67, branch}},
    {"serratus-posterior-superior: transverse-cervical-artery", {83, branch}},
    {"splenius-capitis: lung", {72, astray}},
    {"splenius-cervicis: transverse-cervical-artery", {62, branch}},
    {"subscapularis: axillary-artery", {72, arm_out}},
    {"subscapularis: axillary-vein", {61, arm_out}},
    {"subscapularis: brachial-plexus", {79, arm_out}},
    {"subscapularis: subscapular-artery", {64, branch}},
    {"superior-gemellus: pudendal-nerve", {56, astray}},
    {"superior-gemellus: rectum", {53, astray}},
    {"supraspinatus: transverse-cervical-artery", {85, branch}},
    {"teres-major: axillary-artery", {91, arm_out}},
    {"teres-major: axillary-nerve", {67, arm_out}},
    {"teres-major: brachial-plexus/posterior-cord", {95, arm_out}},
    {"teres-major: circumflex-scapular-artery", {53, branch}},
    {"teres-major: posterior-circumflex-humeral-artery", {79, arm_out}},
    {"teres-minor: posterior-circumflex-humeral-artery", {54, astray}},
    {"transversus-abdominis: caecum", {55, astray}},
    {"transversus-abdominis: gallbladder", {78, astray}},
    {"transversus-abdominis: lung", {133, astray}},
    {"transversus-abdominis: pleura/costodiaphragmatic-recess", {131, astray}},
    {"transversus-abdominis: spleen", {73, astray}},
    {"transversus-abdominis: stomach", {72, astray}},
    {"trapezius: spinal-cord", {58, astray}},
    {"triceps-brachii: axillary-nerve", {58, astray}},
    {"triceps-brachii: posterior-antebrachial-cutaneous-nerve", {136, branch}},
    {"triceps-brachii: posterior-circumflex-humeral-artery", {68, astray}},
    {"vastus-intermedius: transverse-branch-of-lateral-circumflex-femoral-artery", {120, branch}},
};

}  // namespace palpate
