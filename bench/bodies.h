// The bodies that are measured on: the real sets where they are at hand, else the tests' manikin, which is said.
#pragma once

#include <palpate/app/workbench.h>
#include <palpate/atlas/source.h>

#include <filesystem>
#include <string>
#include <vector>

namespace palpate::bench {

enum class Set { bodyparts3d, zanatomy, hubmap, all };

[[nodiscard]] bool has(Set set);
[[nodiscard]] std::filesystem::path folder_of(Set set);  // the manikin's if the set is not here
[[nodiscard]] std::vector<AtlasSource> sources_of(Set set);

// A workbench with the set loaded and rays ready, made once a process; imports are kept beside the build. Flights are
// cuts, the viewport is 1280 x 800.
[[nodiscard]] Workbench& workbench(Set set);

// "BodyParts3D, 2.55 M triangles"; or that it is the manikin.
[[nodiscard]] std::string described(Set set);

// As on a fresh start, the whole body in the picture.
void start_afresh(Workbench& bench);

}  // namespace palpate::bench
