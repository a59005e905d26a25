// sculpt ASSETS FOLDER: makes Palpate's own body from the figures and the anatomy among the assets and writes it into
// the folder, as an atlas.
#include <palpate/atlas/catalog_files.h>
#include <palpate/sculpt/body.h>

#include <fmt/format.h>

#include <cstdio>
#include <filesystem>

namespace palpate {
namespace {

// The table says which way a muscle runs; teeth stand there for the jaw beside them and are no attachment.
bool is_bone(const std::string& key, const ConceptCatalog& concepts) {
  const ConceptId id = concepts.find(key);
  return id.valid() && concepts[id].kind == Kind::bone;
}

BonesOfMuscles bones_of(const AnatomyFiles& anatomy) {
  BonesOfMuscles bones;
  for (const auto& [muscle, ends] : anatomy.muscle_ends) {
    BonesOfMuscle& own = bones[muscle];
    for (const std::string& key : ends.from)
      if (is_bone(key, anatomy.concepts)) own.origin.push_back(key);
    for (const std::string& key : ends.to)
      if (is_bone(key, anatomy.concepts)) own.insertion.push_back(key);
  }
  return bones;
}

}  // namespace
}  // namespace palpate

int main(int argc, char** argv) {
  using namespace palpate;
  if (argc != 3) {
    fmt::print(stderr, "sculpt: two folders are needed: the assets, and where the body is written to\n");
    return 2;
  }
  const std::filesystem::path assets = argv[1];
  Faults faults;
  const Result<AnatomyFiles> anatomy = read_anatomy(assets, faults);
  if (!anatomy) {
    fmt::print(stderr, "sculpt: {}\n", anatomy.error().text());
    return 1;
  }
  const std::vector<Morphometry> figures = read_morphometry(assets / "morphometry", faults);
  JobQueue jobs(worker_count());
  const std::vector<SculptedStructure> structures = sculpt_body(figures, bones_of(*anatomy), jobs, faults);
  for (const Fault& fault : faults) fmt::print(stderr, "sculpt: {}\n", fault.text());
  if (has_errors(faults)) return 1;
  const Status written = write_body(structures, argv[2]);
  if (!written) {
    fmt::print(stderr, "sculpt: {}\n", written.error().text());
    return 1;
  }
  std::size_t triangles = 0;
  for (const SculptedStructure& structure : structures) triangles += structure.mesh.triangle_count();
  fmt::print("{} structures, {} triangles\n", structures.size(), triangles);
  return 0;
}
