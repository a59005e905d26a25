// The access map of the chosen zone on the body that is open: made when it is wanted, and anew when the zone, the
// needle or the margin changes.
#pragma once

#include <palpate/atlas/loader.h>
#include <palpate/query/access_map.h>
#include <palpate/scene/access_paint.h>

#include <memory>
#include <optional>

namespace palpate {

class AccessDesk {
 public:
  AccessDesk();
  ~AccessDesk();

  // Another body: everything that was made for the last one is dropped.
  void forget();

  // The map for a request. The pieces of skin and the grid around the target are made on the first call for a body,
  // which takes a moment. `loaded`, `rays` and `probe` must be the same until forget(). None on a body without skin.
  const AccessMap* map(const AccessRequest& request, const LoadedBody& loaded, const RayScene& rays,
                       const NeedleProbe& probe);
  // The last one as paint on the skin.
  [[nodiscard]] std::shared_ptr<const AccessPaint> paint() const;

 private:
  struct Work;
  std::unique_ptr<Work> work_;
};

}  // namespace palpate
