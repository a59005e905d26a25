// The published distances measured on a body, by how they agree.
#pragma once

#include "manikin.h"

#include <palpate/atlas/loader.h>
#include <palpate/query/published_measure.h>

#include <string>
#include <vector>

namespace palpate::test {

struct PublishedRows {
  std::size_t within = 0;
  std::vector<std::string> below, above, not_measured;  // ids, in the order of the file
};

inline PublishedRows published_rows(const LoadedBody& loaded) {
  const RayScene rays(chunk_scenes(loaded.geometry));
  const AnatomyFiles& anatomy = program_data().anatomy;
  const AnchorResolver anchors(loaded.body, anatomy.concepts, anatomy.landmarks, rays);
  const PublishedMeasure measure(loaded.body, anatomy.concepts, anatomy.landmarks, rays, anchors);
  PublishedRows rows;
  for (const PublishedDistance& distance : program_data().library.published()) {
    switch (measure.measure(distance, Side::right).agreement) {
      case MeasuredDistance::Agreement::within:
        ++rows.within;
        break;
      case MeasuredDistance::Agreement::below:
        rows.below.push_back(distance.id);
        break;
      case MeasuredDistance::Agreement::above:
        rows.above.push_back(distance.id);
        break;
      case MeasuredDistance::Agreement::not_measured:
        rows.not_measured.push_back(distance.id);
        break;
    }
  }
  return rows;
}

}  // namespace palpate::test
