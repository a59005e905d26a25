// A workbench on the manikin, driven as the window drives it: it sleeps until a worker wakes it.
#pragma once

#include <manikin_rays.h>
#include <temp_folder.h>

#include <palpate/app/workbench.h>
#include <palpate/base/json.h>

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <stdexcept>
#include <string>
#include <vector>

namespace palpate::test {

class Bench {
 public:
  explicit Bench(Settings settings = {}) : workbench(program_data(), std::move(settings), [this] { wake(); }) {}

  // Opens the manikin and waits until it has arrived and can be picked.
  void open(const std::filesystem::path& folder = manikin_folder(), LoadOptions options = {}) {
    start(folder, std::move(options));
    wait();
  }
  void start(const std::filesystem::path& folder = manikin_folder(), LoadOptions options = {}) {
    Faults faults;
    auto sources = find_sources(folder, program_data().assets, faults);
    if (!sources) throw std::runtime_error(sources.error().text());
    workbench.open_body(std::move(*sources), std::move(options));
  }
  void wait() {
    while (true) {
      workbench.update();
      if (!workbench.loading() && workbench.rays_ready()) return;
      sleep_until_woken();
    }
  }
  // One wake of a worker. Never comes back empty-handed: a wake that does not come is a fault of the program.
  void sleep_until_woken() {
    std::unique_lock lock(mutex_);
    if (!woken_.wait_for(lock, std::chrono::seconds(120), [this] { return wakes_ > 0; }))
      throw std::runtime_error("no worker woke the window");
    wakes_ = 0;
  }
  // Lets a flight arrive.
  void land() {
    while (workbench.advance(0.05)) {
    }
  }

  void choose(const std::string& key, Side side = Side::right) {
    workbench.choose(program_data().anatomy.concepts.find(key), side);
  }
  [[nodiscard]] const Structure& structure(const std::string& key) const {
    return workbench.loaded().body[workbench.loaded().body.find(key)];
  }
  [[nodiscard]] const DrawState& state(const std::string& key) {
    return workbench.draw_list().states.at(workbench.loaded().body.find(key).index());
  }
  [[nodiscard]] bool shown(const std::string& key) { return state(key).mode != DrawState::Mode::hidden; }

 private:
  void wake() {
    const std::lock_guard lock(mutex_);
    ++wakes_;
    woken_.notify_all();
  }

  std::mutex mutex_;
  std::condition_variable woken_;
  int wakes_ = 0;

 public:
  Workbench workbench;  // last: its workers end before what they wake
};

// The manikin with these files alone ("viscera"), in `folder`.
inline void write_share_of_manikin(const TempFolder& folder, const std::vector<std::string>& systems) {
  namespace fs = std::filesystem;
  auto manifest = parse_json(contents(manikin_folder() / "atlas.json"), "atlas.json");
  if (!manifest) throw std::runtime_error(manifest.error().text());
  JsonNode files = JsonNode::array();
  for (std::size_t i = 0; i < manifest->find("files")->size(); ++i) {
    const JsonNode& line = manifest->find("files")->at(i);
    const std::string system = line.find("system")->text();
    if (std::find(systems.begin(), systems.end(), system) == systems.end()) continue;
    for (const std::string& file : {system + ".glb", system + ".json"})
      fs::copy_file(manikin_folder() / file, folder / file);
    files.push(line);
  }
  manifest->set("files", std::move(files));
  folder.write("atlas.json", write_json(*manifest));
}

[[nodiscard]] inline Settings without_motion() {
  Settings settings;
  settings.reduced_motion = true;
  return settings;
}

}  // namespace palpate::test
