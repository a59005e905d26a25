// What is asked of described pain on the body that is open: the look-up from pain to muscle, and two muscles compared.
// What the library describes is laid onto the skin in the background, when it is first wanted; then every change of the
// drawing or of the muscles is answered at once.
#pragma once

#include <palpate/app/program_data.h>
#include <palpate/atlas/loader.h>
#include <palpate/query/pain_map.h>
#include <palpate/scene/comparison_view.h>
#include <palpate/scene/pain_view.h>
#include <palpate/session/session.h>

#include <functional>
#include <memory>
#include <string>

namespace palpate {

class PainDesk {
 public:
  // `data` must outlive the desk. `wake` is called from a worker when the map is ready.
  PainDesk(const ProgramData& data, std::function<void()> wake);
  ~PainDesk();

  // Another body: everything that was made for the last one is dropped. Waits for the worker.
  void forget();

  // Begins with a body that is there whole; both are kept until the desk is done with them. Does nothing if it has
  // begun already.
  void prepare(const LoadedBody& loaded, std::shared_ptr<const RayScene> rays);

  // Takes what the worker has made and brings the answers up to date; true if a view changed. `selected` is the record
  // about what is selected, if there is one.
  bool update(const Session& session, const MuscleRecord* selected);

  [[nodiscard]] const PainView& view() const { return view_; }
  // None while nothing is compared.
  [[nodiscard]] const ComparisonView* comparison() const {
    return comparison_.second != nullptr ? &comparison_ : nullptr;
  }

 private:
  struct Work;

  void refresh_marks(const PainDrawing& drawing, const AnchorResolver& anchors);
  bool name_comparison(const Session& session, const MuscleRecord* selected);
  void refresh_comparison(const AnchorResolver& anchors);
  void refresh_other(const std::string& key, const AnchorResolver& anchors);

  const ProgramData& data_;
  std::function<void()> wake_;
  std::unique_ptr<Work> work_;
  PainView view_;
  ComparisonView comparison_;
  PainDrawing drawing_;  // that view_ answers
  std::string other_;    // that view_ shows
};

}  // namespace palpate
