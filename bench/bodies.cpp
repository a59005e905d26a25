#include "bodies.h"

#include "manikin.h"

#include <palpate/scene/camera_math.h>

#include <fmt/format.h>

#include <chrono>
#include <memory>
#include <stdexcept>
#include <thread>
#include <unordered_map>

namespace palpate::bench {
namespace {

namespace fs = std::filesystem;

const char* folder_name(Set set) {
  switch (set) {
    case Set::bodyparts3d:
      return "bodyparts3d";
    case Set::zanatomy:
      return "zanatomy";
    case Set::hubmap:
      return "hubmap";
    case Set::all:
      break;
  }
  return "";
}

const char* shown_name(Set set) {
  switch (set) {
    case Set::bodyparts3d:
      return "BodyParts3D";
    case Set::zanatomy:
      return "Z-Anatomy";
    case Set::hubmap:
      return "HuBMAP";
    case Set::all:
      break;
  }
  return "all sets";
}

std::unique_ptr<Workbench> make_workbench(Set set) {
  Settings settings;
  settings.reduced_motion = true;
  auto made = std::make_unique<Workbench>(test::program_data(), settings, nullptr);
  made->set_viewport({1280.0f, 800.0f});
  LoadOptions options;
  options.cache_folder = PALPATE_BENCH_CACHE;
  made->open_body(sources_of(set), options);
  while (made->loading() || !made->rays_ready()) {
    if (!made->update()) std::this_thread::sleep_for(std::chrono::milliseconds(2));
  }
  for (const std::string& problem : made->loaded().problems) fmt::print(stderr, "{}\n", problem);
  return made;
}

}  // namespace

bool has(Set set) {
  const fs::path reference = test::reference_folder();
  return !reference.empty() && fs::is_directory(reference / folder_name(set));
}

fs::path folder_of(Set set) {
  return has(set) ? test::reference_folder() / folder_name(set) : test::manikin_folder();
}

std::vector<AtlasSource> sources_of(Set set) {
  Faults faults;
  auto found = find_sources(folder_of(set), test::program_data().assets, faults);
  if (!found) throw std::runtime_error(found.error().text());
  return std::move(*found);
}

Workbench& workbench(Set set) {
  static std::unordered_map<Set, std::unique_ptr<Workbench>> made;
  std::unique_ptr<Workbench>& mine = made[set];
  if (!mine) mine = make_workbench(set);
  return *mine;
}

std::string described(Set set) {
  std::size_t triangles = 0;
  for (const Structure& structure : workbench(set).loaded().body.structures()) triangles += structure.quality.triangles;
  return fmt::format("{}, {:.2f} M triangles", has(set) ? shown_name(set) : "the manikin (the real sets are not here)",
                     static_cast<double>(triangles) / 1e6);
}

void start_afresh(Workbench& bench) {
  const float aspect = bench.viewport().x / bench.viewport().y;
  Session session;
  session.camera = framed(session.camera, bench.loaded().body.bounds(), aspect);
  bench.perform(ReplaceSession{session, "Start"});
}

}  // namespace palpate::bench
