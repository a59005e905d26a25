// The slow steps of an import, each alone, on the muscles of BodyParts3D: for each million triangles.
#include "bodies.h"
#include "figures.h"

#include "manikin.h"

#include <palpate/atlas/model_reader.h>
#include <palpate/mesh/fibre_field.h>
#include <palpate/mesh/normals.h>
#include <palpate/mesh/simplify.h>
#include <palpate/mesh/topology.h>
#include <palpate/mesh/weld.h>

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace palpate::bench {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t enough_triangles = 300'000;

std::vector<fs::path> muscle_files() {
  fs::path folder = folder_of(Set::bodyparts3d);
  if (fs::is_directory(folder / "muscles")) folder /= "muscles";
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(folder)) {
    if (is_model_file(entry.path())) files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

struct Meshes {
  std::vector<MeshData> raw, welded;  // as in the files; ready for what follows welding
  double millions = 0.0;              // of triangles

  std::string text() const {
    return fmt::format("{}, {} meshes, {:.2f} M triangles; for each million",
                       has(Set::bodyparts3d) ? "BodyParts3D" : "the manikin (the real sets are not here)", raw.size(),
                       millions);
  }
};

// The ends of a muscle, for this purpose: the tenth of its vertices that lie highest, and lowest.
std::vector<FibreEnd> ends_of(const MeshData& mesh) {
  float low = 1e30f, high = -1e30f;
  for (const glm::vec3& p : mesh.positions) {
    low = std::min(low, p.y);
    high = std::max(high, p.y);
  }
  std::vector<FibreEnd> ends(mesh.positions.size(), FibreEnd::none);
  for (std::size_t i = 0; i < ends.size(); ++i) {
    const float share = (mesh.positions[i].y - low) / std::max(high - low, 1e-6f);
    ends[i] = share > 0.9f ? FibreEnd::origin : share < 0.1f ? FibreEnd::insertion : FibreEnd::none;
  }
  return ends;
}

const Meshes& meshes() {
  static const Meshes made = [] {
    Meshes out;
    std::size_t triangles = 0;
    for (const fs::path& file : muscle_files()) {
      if (triangles >= enough_triangles) break;
      auto model = read_model(file, {.apply_node_transforms = false, .with_textures = false});
      if (!model) continue;
      for (ModelMesh& m : model->meshes) {
        triangles += m.mesh.triangle_count();
        MeshData welded = weld(m.mesh);
        orient(welded);
        compute_normals(welded);
        out.raw.push_back(std::move(m.mesh));
        out.welded.push_back(std::move(welded));
      }
    }
    out.millions = static_cast<double>(triangles) / 1e6;
    return out;
  }();
  return made;
}

template <class Work>
void each(benchmark::State& state, const std::vector<MeshData>& list, const Work& work) {
  for (auto _ : state) {
    for (const MeshData& mesh : list) work(mesh);
  }
  one_of(state, meshes().millions);
  on(state, meshes().text());
}

void read_files(benchmark::State& state) {
  const std::size_t count = meshes().raw.size();
  std::vector<fs::path> files = muscle_files();
  files.resize(std::min(files.size(), count));
  for (auto _ : state) {
    for (const fs::path& file : files) benchmark::DoNotOptimize(read_model(file).ok());
  }
  one_of(state, meshes().millions);
  on(state, meshes().text());
}

void weld_meshes(benchmark::State& state) {
  each(state, meshes().raw, [](const MeshData& mesh) { benchmark::DoNotOptimize(weld(mesh).indices.data()); });
}
void examine_meshes(benchmark::State& state) {
  each(state, meshes().welded, [](const MeshData& mesh) { benchmark::DoNotOptimize(examine(mesh).components); });
}
void make_normals(benchmark::State& state) {
  each(state, meshes().welded, [](MeshData mesh) {
    compute_normals(mesh);
    benchmark::DoNotOptimize(mesh.normals.data());
  });
}
void make_fibres(benchmark::State& state) {
  each(state, meshes().welded,
       [](const MeshData& mesh) { benchmark::DoNotOptimize(fibre_field(mesh, ends_of(mesh)).along.data()); });
}
void simplify(benchmark::State& state) {
  each(state, meshes().welded, [](const MeshData& mesh) { benchmark::DoNotOptimize(detail_levels(mesh).size()); });
}

void add(const char* name, void (*body)(benchmark::State&)) {
  benchmark::RegisterBenchmark(name, body)->Iterations(1)->Repetitions(5)->MeasureProcessCPUTime()->UseRealTime();
}

const bool registered = [] {
  add("mesh/read_files", read_files);
  add("mesh/weld", weld_meshes);
  add("mesh/examine", examine_meshes);
  add("mesh/normals", make_normals);
  add("mesh/fibre_field", make_fibres);
  add("mesh/detail_levels", simplify);
  return true;
}();

}  // namespace
}  // namespace palpate::bench
