// Sessions with random values in every field, the same on every machine.
#pragma once

#include "measure.h"

#include <palpate/session/session.h>

#include <algorithm>
#include <string>

namespace palpate::test {

inline std::string random_key(Random& random) {
  static const char* const keys[] = {"scapula.right", "biceps-brachii/long-head.left", "sacrum",
                                     "own:my model.glb#node 1", "own:Schädel \"alt\"\\x.obj#κρανίο"};
  return keys[random.below(5)];
}

inline Session random_session(Random& random) {
  const auto flip = [&] { return random.below(2) == 1; };
  Session s;
  s.camera.target = random.in_box(glm::vec3(-2000.0f), glm::vec3(2000.0f));
  s.camera.yaw_deg = random.between(-180.0f, 180.0f);
  s.camera.pitch_deg = random.between(-90.0f, 90.0f);
  s.camera.distance_mm = random.between(40.0f, 12000.0f);
  for (bool& on : s.systems) on = flip();
  s.peel = random.unit();
  for (std::uint32_t i = random.below(4); i > 0; --i)
    s.exceptions[random_key(random)] = flip() ? Show::ghost : Show::hidden;
  for (std::uint32_t i = random.below(4); i > 0; --i) s.only.push_back(random_key(random));
  std::sort(s.only.begin(), s.only.end());
  s.only.erase(std::unique(s.only.begin(), s.only.end()), s.only.end());
  if (flip()) s.selected = random_key(random);
  s.side = flip() ? Side::left : Side::right;
  if (flip())
    s.zone =
        ZoneChoice{"trapezius", "descending-" + std::to_string(random.below(3)), flip() ? Side::left : Side::right};
  s.needle = flip();
  s.hazards = flip();
  s.attachments = flip();
  s.labels = flip();
  if (flip()) {
    s.held = HeldNeedle{random.in_box(glm::vec3(-900.0f), glm::vec3(1900.0f)), random.direction(),
                        random.between(0.0f, 40.0f), random.between(40.0f, 100.0f), random.between(0.1f, 0.4f)};
  }
  if (s.zone && flip()) s.exercise = Exercise{flip() ? Exercise::Look::blind : Exercise::Look::glassy, flip()};
  s.margin_mm = random.between(0.0f, 30.0f);
  s.access = flip();
  if (flip())
    s.physique = Physique{flip() ? Sex::female : Sex::male, random.between(Physique::shortest_mm, Physique::tallest_mm),
                          random.between(Physique::least_bmi, Physique::most_bmi)};
  s.clip = {flip(), static_cast<Axis>(random.below(3)), random.between(-900.0f, 1900.0f), flip()};
  for (std::uint32_t i = random.below(3); i > 0; --i) {
    PainMark mark;
    if (flip()) {
      mark.region = "temporal-region";
      mark.side = flip() ? Side::left : Side::right;
    } else {
      for (std::uint32_t p = 0; p <= random.below(4); ++p)
        mark.points.push_back(random.in_box(glm::vec3(-900.0f), glm::vec3(1900.0f)));
      mark.radius_mm = random.between(3.0f, 40.0f);
    }
    mark.intensity = static_cast<std::uint8_t>(1 + random.below(3));
    mark.deep = flip();
    mark.erases = flip();
    s.pain.push_back(mark);
  }
  if (flip()) s.other = "root-c6.left";
  if (flip()) s.movement = flip() ? "elbow.flexion" : "swallowing";
  if (flip()) s.compared = flip() ? "teres-minor" : "deltoid/spinal-part";
  s.left_tab = static_cast<LeftTab>(random.below(4));
  s.left_panel = flip();
  s.right_panel = flip();
  return s;
}

}  // namespace palpate::test
