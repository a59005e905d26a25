// The skin of the body that is open for the build of a person: made in the background whenever another build is wanted.
#pragma once

#include <palpate/atlas/loader.h>
#include <palpate/query/moved_skin.h>

#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace palpate {

// In place of what the body has; the parts of the chunk are the same.
struct FittedSkin {
  std::optional<Physique> physique;  // none: as modelled
  float scale = 1.0f;                // millimetres of the person that one of the body is
  std::shared_ptr<const MeshChunk> chunk;
  std::shared_ptr<const ChunkScenes> scenes;
  Bounds bounds;
};

class PhysiqueDesk {
 public:
  // `wake` is called from the worker when there is something to take.
  explicit PhysiqueDesk(std::function<void()> wake);
  ~PhysiqueDesk();

  // Another body: everything that was made for the last one is dropped. Waits for the worker.
  void forget();
  [[nodiscard]] bool begun() const { return work_ != nullptr; }

  // Begins with a body that is there whole, as it is modelled. `scenes` are those of its chunks. `loaded` must stay
  // as it is until the first skin was taken; the tables must outlive the desk. Nothing on a body without a skin.
  void begin(const LoadedBody& loaded, std::shared_ptr<const RayScene> rays,
             const std::vector<std::shared_ptr<const ChunkScenes>>& scenes, const ConceptCatalog& concepts,
             const LandmarkTable& landmarks, const LayerTable& table);

  // The last that is wanted is made; what was wanted before and is not begun yet is left out.
  void want(const std::optional<Physique>& physique);
  [[nodiscard]] std::optional<FittedSkin> take();
  [[nodiscard]] bool busy() const;  // something that is wanted was not taken yet

  // The places of the table on the body as modelled; empty until they are known.
  [[nodiscard]] const std::vector<ModelledLayer>& layers() const;
  [[nodiscard]] std::uint32_t chunk_number() const;
  [[nodiscard]] float modelled_stature_mm() const;

 private:
  struct Work;
  std::function<void()> wake_;
  std::unique_ptr<Work> work_;
};

}  // namespace palpate
