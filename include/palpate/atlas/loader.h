// Loads a body in the background: structures appear as they arrive, progress can be watched, and it can be stopped.
#pragma once

#include <palpate/anatomy/body.h>
#include <palpate/atlas/catalog_files.h>
#include <palpate/atlas/coverage.h>
#include <palpate/atlas/source.h>
#include <palpate/base/image.h>
#include <palpate/base/jobs.h>
#include <palpate/mesh/body_geometry.h>

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace palpate {

struct LoadOptions {
  std::filesystem::path cache_folder;  // empty: no cache is read or written
  bool draft = false;                  // plain geometry for one picture; reads a cache, writes none
  std::function<void()> on_arrival;    // called from a worker whenever there is something to take: to wake the window
};

// A body that grows while it is loaded. Structures and geometry have the same indices.
struct LoadedBody {
  Body body;
  BodyGeometry geometry;
  std::vector<Coverage> coverage;                      // one an atlas
  std::vector<std::shared_ptr<const Image>> textures;  // by structure; may be shorter
  std::vector<std::string> problems;                   // to be shown: files that could not be read, caches not written
};

class BodyLoader {
 public:
  // `anatomy` must outlive the loader. Earlier sources go before later ones: a structure is taken from the first
  // that has it.
  BodyLoader(const AnatomyFiles& anatomy, std::vector<AtlasSource> sources, LoadOptions options);
  ~BodyLoader();  // cancels and waits
  BodyLoader(const BodyLoader&) = delete;
  BodyLoader& operator=(const BodyLoader&) = delete;

  // Moves what has arrived into `into`; true if anything did. Call it from one thread only.
  bool take(LoadedBody& into);

  [[nodiscard]] bool finished() const;    // everything has arrived and was taken
  [[nodiscard]] bool from_cache() const;  // so far, nothing had to be imported
  [[nodiscard]] Progress::State progress() const;
  void cancel();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// Waits until all is loaded.
[[nodiscard]] LoadedBody load_body(const AnatomyFiles& anatomy, std::vector<AtlasSource> sources, LoadOptions options);

}  // namespace palpate
