// sculpt FIGURES FOLDER: makes Palpate's own body from the files of figures and writes it into the folder, as an atlas.
#include <palpate/sculpt/body.h>

#include <fmt/format.h>

#include <cstdio>

int main(int argc, char** argv) {
  using namespace palpate;
  if (argc != 3) {
    fmt::print(stderr, "sculpt: two folders are needed: the figures, and where the body is written to\n");
    return 2;
  }
  Faults faults;
  const std::vector<Morphometry> figures = read_morphometry(argv[1], faults);
  JobQueue jobs(worker_count());
  const std::vector<SculptedStructure> structures = sculpt_body(figures, jobs, faults);
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
