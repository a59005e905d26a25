// Ranks what is described by how far it lies over what is painted.
#include <palpate/query/pain_map.h>

#include <algorithm>
#include <bit>
#include <cstdint>
#include <set>
#include <tuple>

namespace palpate {
namespace {

constexpr float spillover_counts = 0.5f;
constexpr std::size_t candidates_together = 24;
constexpr float area_is_explained = 0.6f;   // share of each painful area that muscles together must cover
constexpr float least_of_painted = 0.05f;   // an area that covers less of the drawing is not mentioned
constexpr float least_of_red_flag = 0.02f;  // a red flag is mentioned sooner

// Strength of the painted skin by piece, for quick sums.
class Strengths {
 public:
  Strengths(const PaintedPain& painted, std::size_t pieces) : by_piece_(pieces, 0.0f) {
    for (std::size_t i = 0; i < painted.skin.size(); ++i) {
      by_piece_[painted.skin[i]] = painted.strength[i];
      total_ += painted.strength[i];
    }
  }
  struct Sum {
    float strength = 0.0f;
    std::size_t pieces = 0;
  };
  [[nodiscard]] Sum over(const SkinArea& area) const {
    Sum sum;
    for (const std::uint32_t piece : area) {
      sum.strength += by_piece_[piece];
      sum.pieces += by_piece_[piece] > 0.0f ? 1 : 0;
    }
    return sum;
  }
  [[nodiscard]] float total() const { return total_; }

 private:
  std::vector<float> by_piece_;
  float total_ = 0.0f;
};

PainMatch match(const PainCover& cover, const Strengths& painted) {
  const Strengths::Sum essential = painted.over(cover.essential), spillover = painted.over(cover.spillover);
  PainMatch made{&cover, 0.0f, 0.0f, 0.0f, essential.pieces, spillover.pieces};
  const auto unpainted = static_cast<float>(cover.essential.size() - essential.pieces);
  const float either = painted.total() + unpainted;
  if (either > 0.0f) made.index = (essential.strength + spillover_counts * spillover.strength) / either;
  if (painted.total() > 0.0f) made.painted_explained = (essential.strength + spillover.strength) / painted.total();
  if (!cover.essential.empty())
    made.essential_painted = static_cast<float>(essential.pieces) / static_cast<float>(cover.essential.size());
  return made;
}

// Better first; what is equal keeps the order of the library, so that every run gives the same answer.
void sort_best_first(std::vector<PainMatch>& matches) {
  std::stable_sort(matches.begin(), matches.end(), [](const PainMatch& a, const PainMatch& b) {
    return std::tuple(a.index, a.painted_explained) > std::tuple(b.index, b.painted_explained);
  });
}

std::vector<PainMatch> best_of_each_muscle(const std::vector<PainMatch>& points) {
  std::vector<PainMatch> best;
  std::set<std::pair<const MuscleRecord*, Side>> seen;
  for (const PainMatch& m : points) {
    if (seen.emplace(m.cover->record, m.cover->side).second) best.push_back(m);
  }
  return best;
}

// Tries all sets of one, two and three of the best muscles: the smallest set that covers enough of every painful area,
// and among those the one that covers most of the drawing and least beside it.
class Together {
 public:
  Together(const PaintedPain& painted, const PainMap& map, std::vector<PainMatch> candidates)
      : painted_(painted), candidates_(std::move(candidates)) {
    const std::size_t pieces = map.skin().pieces().size();
    for (const PainMatch& m : candidates_) {
      std::vector<bool> covered(pieces, false);
      for (const std::uint32_t piece : m.cover->essential) covered[piece] = true;
      for (const std::uint32_t piece : m.cover->spillover) covered[piece] = true;
      covers_.push_back(bits_of(covered));
    }
  }

  void solve(PainAnswer& answer) {
    const std::size_t count = candidates_.size();
    for (std::size_t size = 1; size <= 3 && best_.empty(); ++size) {
      for (std::size_t a = 0; a < count; ++a) {
        if (size == 1) {
          consider({a});
          continue;
        }
        for (std::size_t b = a + 1; b < count; ++b) {
          if (size == 2) consider({a, b});
          for (std::size_t c = b + 1; size == 3 && c < count; ++c) consider({a, b, c});
        }
      }
    }
    for (const std::size_t i : best_) answer.together.push_back(candidates_[i]);
    answer.together_explained = best_explained_;
  }

 private:
  using Bits = std::vector<std::uint64_t>;  // a bit for each piece of a painful area

  // What is covered of each painful area: thousands of sets are tried, 64 pieces at a time.
  [[nodiscard]] std::vector<Bits> bits_of(const std::vector<bool>& covered) const {
    std::vector<Bits> areas;
    for (const SkinArea& area : painted_.areas) {
      Bits bits((area.size() + 63) / 64, 0);
      for (std::size_t i = 0; i < area.size(); ++i) {
        if (covered[area[i]]) bits[i / 64] |= std::uint64_t{1} << (i % 64);
      }
      areas.push_back(std::move(bits));
    }
    return areas;
  }

  // How many pieces of a painful area the muscles of a set cover.
  [[nodiscard]] std::size_t covered_by(const std::vector<std::size_t>& set, std::size_t area) const {
    std::size_t count = 0;
    for (std::size_t word = 0; word < covers_[set.front()][area].size(); ++word) {
      std::uint64_t any = 0;
      for (const std::size_t i : set) any |= covers_[i][area][word];
      count += static_cast<std::size_t>(std::popcount(any));
    }
    return count;
  }

  void consider(const std::vector<std::size_t>& set) {
    std::size_t explained = 0, all = 0;
    for (std::size_t a = 0; a < painted_.areas.size(); ++a) {
      const SkinArea& area = painted_.areas[a];
      const std::size_t here = covered_by(set, a);
      if (static_cast<float>(here) < area_is_explained * static_cast<float>(area.size())) return;
      explained += here;
      all += area.size();
    }
    float indices = 0.0f;
    for (const std::size_t i : set) indices += candidates_[i].index;
    const float share = static_cast<float>(explained) / static_cast<float>(std::max<std::size_t>(all, 1));
    // The sum of indices prefers muscles that describe little beside what is painted.
    const float worth = share + indices;
    if (worth <= best_worth_) return;
    best_worth_ = worth;
    best_ = set;
    best_explained_ = share;
  }

  const PaintedPain& painted_;
  std::vector<PainMatch> candidates_;
  std::vector<std::vector<Bits>> covers_;  // by candidate and painful area
  std::vector<std::size_t> best_;
  float best_worth_ = -1.0f, best_explained_ = 0.0f;
};

// The best of the whole drawing, and the best of each painful area for itself.
std::vector<PainMatch> candidates(const PaintedPain& painted, const PainMap& map, const PainAnswer& answer) {
  std::vector<PainMatch> chosen;
  std::set<const PainCover*> seen;
  const auto take = [&](const std::vector<PainMatch>& from, std::size_t most) {
    for (std::size_t i = 0; i < std::min(most, from.size()); ++i) {
      const auto known = std::find_if(answer.muscles.begin(), answer.muscles.end(),
                                      [&](const PainMatch& m) { return m.cover == from[i].cover; });
      if (known != answer.muscles.end() && seen.insert(from[i].cover).second) chosen.push_back(*known);
    }
  };
  const std::size_t each = candidates_together / (std::min<std::size_t>(painted.areas.size(), 3) + 1);
  take(answer.muscles, each);
  for (std::size_t a = 0; a < std::min<std::size_t>(painted.areas.size(), 3); ++a) {
    PaintedPain alone;
    alone.skin = painted.areas[a];
    alone.strength.assign(alone.skin.size(), 1.0f);
    const Strengths strengths(alone, map.skin().pieces().size());
    std::vector<PainMatch> matches;
    for (const PainMatch& m : answer.muscles) matches.push_back(match(*m.cover, strengths));
    sort_best_first(matches);
    take(matches, each);
  }
  return chosen;
}

std::vector<OtherMatch> match_others(const PaintedPain& painted, const PainMap& map, const Strengths& strengths) {
  std::vector<OtherMatch> found;
  for (const OtherCover& cover : map.others()) {
    const Strengths::Sum common = strengths.over(cover.skin);
    if (common.pieces == 0 || strengths.total() <= 0.0f) continue;
    const OtherMatch made{&cover, common.strength / strengths.total(),
                          static_cast<float>(common.pieces) / static_cast<float>(cover.skin.size())};
    const bool red_flag = !cover.area->red_flag.empty();
    if (made.painted_covered >= (red_flag ? least_of_red_flag : least_of_painted)) found.push_back(made);
  }
  // Where much is felt deep, joints and organs come before what hurts in the skin.
  const bool deep = painted.deep * 2 > painted.skin.size();
  const auto rank = [&](const OtherMatch& m) {
    const bool red_flag = !m.cover->area->red_flag.empty();
    const bool deep_kind = m.cover->area->kind == PainArea::Kind::joint ||
                           m.cover->area->kind == PainArea::Kind::visceral ||
                           m.cover->area->kind == PainArea::Kind::vascular;
    return std::tuple(red_flag, deep && deep_kind, m.painted_covered, m.area_painted);
  };
  std::stable_sort(found.begin(), found.end(),
                   [&](const OtherMatch& a, const OtherMatch& b) { return rank(a) > rank(b); });
  return found;
}

}  // namespace

PainAnswer find_muscles(const PaintedPain& painted, const PainMap& map) {
  PainAnswer answer;
  if (painted.empty()) return answer;
  const Strengths strengths(painted, map.skin().pieces().size());
  for (const PainCover& cover : map.muscles()) {
    PainMatch made = match(cover, strengths);
    if (made.index > 0.0f) answer.points.push_back(made);
  }
  sort_best_first(answer.points);
  answer.muscles = best_of_each_muscle(answer.points);
  if (painted.areas.size() >= 2) Together(painted, map, candidates(painted, map, answer)).solve(answer);
  answer.others = match_others(painted, map, strengths);
  return answer;
}

std::vector<PainMatch> movement_first(std::vector<PainMatch> matches, const Movement& movement) {
  std::stable_partition(matches.begin(), matches.end(), [&](const PainMatch& m) {
    return part_in(*m.cover->record, m.cover->point->in, movement).kind != MovementPart::Kind::none;
  });
  return matches;
}

}  // namespace palpate
