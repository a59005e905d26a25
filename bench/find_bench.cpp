// From pain to muscle, over the whole library: one drawing, and laying everything that is described onto a skin.
#include "bodies.h"
#include "figures.h"

#include "manikin.h"
#include "skin_words.h"

#include <palpate/query/pain_map.h>

#include <fmt/format.h>

namespace palpate::bench {
namespace {

const LoadedBody& body() {
  return workbench(Set::zanatomy).loaded();
}

const test::DescribedSkin& skin() {
  static const test::DescribedSkin made(body());
  return made;
}

std::string library() {
  return fmt::format("{}; {} trigger points of both sides, {} pieces of skin", described(Set::zanatomy),
                     skin().map().muscles().size(), skin().map().skin().pieces().size());
}

// The drawing of a region by name, a large one and two at once.
PaintedPain drawn_regions(const std::vector<PainMark>& marks) {
  std::vector<DrawnMark> drawing;
  for (const PainMark& mark : marks) drawing.push_back(drawn(mark, test::program_data().areas, skin().anchors()));
  return paint(drawing, skin().map().skin());
}

PainMark region(const char* key, Side side) {
  PainMark mark;
  mark.region = key;
  mark.side = side;
  return mark;
}

void one_area(benchmark::State& state) {
  const PaintedPain painted = drawn_regions({region("temporal-region", Side::left)});
  for (auto _ : state) benchmark::DoNotOptimize(find_muscles(painted, skin().map()));
  aim_at_most(state, 5.0);
  on(state, library());
}

void three_areas(benchmark::State& state) {
  const PaintedPain painted =
      drawn_regions({region("temporal-region", Side::left), region("posterior-region-of-neck", Side::left),
                     region("gluteal-region", Side::right)});
  for (auto _ : state) benchmark::DoNotOptimize(find_muscles(painted, skin().map()));
  aim_at_most(state, 5.0);
  on(state, library());
}

// A drawing that is changed: pressed onto the skin, painted and answered.
void drawing(benchmark::State& state) {
  const std::vector<PainMark> marks = {region("temporal-region", Side::left)};
  (void)skin();  // loading a body is not what is measured
  for (auto _ : state) benchmark::DoNotOptimize(find_muscles(drawn_regions(marks), skin().map()));
  on(state, library());
}

void lay_everything_onto_the_skin(benchmark::State& state) {
  const MeshData mesh = body().geometry.mesh(body().body.find("skin").index());
  for (auto _ : state) {
    const PainMap map(SkinMap(mesh), skin().anchors(), test::program_data().library, test::program_data().areas,
                      test::program_data().anatomy.concepts);
    benchmark::DoNotOptimize(map.muscles().size());
  }
  on(state, library());
}

BENCHMARK(one_area)->Name("find/one_area")->UseRealTime();
BENCHMARK(three_areas)->Name("find/three_areas")->UseRealTime();
BENCHMARK(drawing)->Name("find/drawing")->UseRealTime();
BENCHMARK(lay_everything_onto_the_skin)->Name("find/prepare")->Unit(benchmark::kMillisecond)->UseRealTime();

}  // namespace
}  // namespace palpate::bench
