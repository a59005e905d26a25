#include <palpate/atlas/importer.h>
#include <palpate/atlas/loader.h>
#include <palpate/base/hash.h>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <set>
#include <thread>

namespace palpate {
namespace {

namespace fs = std::filesystem;

// What muscles end in first: the course of their fibres is found from it. Then what a person looks at first.
constexpr std::array import_order = {System::skeleton, System::joints,       System::fascia,   System::muscles,
                                     System::skin,     System::nerves,       System::vessels,  System::attachments,
                                     System::viscera,  System::skin_regions, System::lymphoid, System::other};

std::size_t import_rank(System system) {
  return static_cast<std::size_t>(std::find(import_order.begin(), import_order.end(), system) - import_order.begin());
}

// Changes whenever a file of the unit, the manifest or the rules of importing change.
std::uint64_t cache_key(const Manifest& manifest, const ManifestFile& line, const fs::path& folder,
                        std::uint64_t seed) {
  std::string identity = fmt::format("{}|{}|{}", manifest.content_hash, line.path, seed);
  for (const fs::path& file : files_of(line, folder)) {
    std::error_code failed;
    identity += fmt::format("|{}|{}|{}", file.string(), fs::file_size(file, failed),
                            fs::last_write_time(file, failed).time_since_epoch().count());
  }
  return hash_text(identity);
}

std::uint64_t hash_of(const MuscleEndsTable& table) {
  std::uint64_t sum = 0;  // order must not matter
  for (const auto& [muscle, ends] : table) {
    std::string text =
        fmt::format("{}|{}|{}|{}", muscle, ends.tendon_known, ends.tendon_at_origin, ends.tendon_at_insertion);
    for (const auto* list : {&ends.from, &ends.to}) {
      for (const std::string& name : *list) text += "|" + name;
      text += ";";
    }
    sum += hash_text(text);
  }
  return sum;
}

// What an atlas of lower rank need not bring.
class Owned {
 public:
  explicit Owned(const ConceptCatalog& concepts) : concepts_(concepts) {}

  void add(const std::string& concept_key, Side side) {
    if (!concept_key.empty()) keys_.insert(structure_key(concept_key, side));
  }

  // A part is there if its whole is, a whole if a part of it is.
  [[nodiscard]] bool has(const std::string& concept_key, Side side) const {
    if (keys_.count(structure_key(concept_key, side)) > 0) return true;
    const ConceptId id = concepts_.find(concept_key);
    if (const ConceptId whole = concepts_.whole_of(id);
        whole.valid() && keys_.count(structure_key(concepts_[whole].key, side)) > 0)
      return true;
    const std::vector<ConceptId> parts = concepts_.parts_of(id);
    return std::any_of(parts.begin(), parts.end(),
                       [&](ConceptId part) { return keys_.count(structure_key(concepts_[part].key, side)) > 0; });
  }

  [[nodiscard]] bool empty() const { return keys_.empty(); }
  [[nodiscard]] std::uint64_t hash() const {
    std::uint64_t sum = 0;
    for (const std::string& key : keys_) sum = hash_text(key, sum);
    return sum;
  }

 private:
  const ConceptCatalog& concepts_;
  std::set<std::string> keys_;
};

// The catalogue's words for a structure.
void describe(Structure& structure, const std::string& concept_key, const ConceptCatalog& concepts) {
  structure.concept_id = concepts.find(concept_key);
  if (!structure.concept_id.valid()) return;
  const Concept& entry = concepts[structure.concept_id];
  structure.region = entry.region;
  structure.layer = entry.layer;
  structure.variant = entry.variant;
  structure.name = entry.name;
  if (structure.kind == Kind::attachment) {
    const bool origin = structure.key.find("@origin") != std::string::npos,
               insertion = structure.key.find("@insertion") != std::string::npos;
    structure.name += origin ? ", origin" : insertion ? ", insertion" : ", attachment";
  } else {
    structure.kind = entry.kind;
  }
}

}  // namespace

struct BodyLoader::Impl {
  struct Arrival {
    ImportedUnit unit;
    std::uint32_t source = 0;
  };

  Impl(const AnatomyFiles& files, std::vector<AtlasSource> wanted_sources, LoadOptions load_options)
      : anatomy(files),
        sources(std::move(wanted_sources)),
        options(std::move(load_options)),
        cache(options.cache_folder),
        jobs(std::max<std::size_t>(worker_count(), 2) - 1),
        owned(files.concepts) {
    ends_hash = hash_of(anatomy.muscle_ends);
    coordinator = std::thread([this] { run(); });
  }

  ~Impl() {
    cancel.cancel();
    coordinator.join();
  }

  void run() {
    progress.begin("Looking for what is there", 0);
    for (std::uint32_t s = 0; s < sources.size() && !cancel.cancelled(); ++s) load_source(s);
    progress.say("Done");
    {
      const std::lock_guard lock(mutex);
      done = true;
    }
    if (options.on_arrival) options.on_arrival();
  }

  void load_source(std::uint32_t index) {
    const AtlasSource& source = sources[index];
    ImportContext context{anatomy, source.manifest, source.folder, registration_of(source), jobs, progress, cancel, {}};
    context.options.draft = options.draft;
    const Owned before = owned;
    if (!before.empty()) {
      context.options.wanted = [before](const std::string& concept_key, Side side) {
        return !before.has(concept_key, side);
      };
    }
    std::vector<const ManifestFile*> lines;
    for (const ManifestFile& line : source.manifest.files) lines.push_back(&line);
    std::stable_sort(lines.begin(), lines.end(),
                     [](const auto* a, const auto* b) { return import_rank(a->system) < import_rank(b->system); });
    for (const ManifestFile* line : lines) {
      if (cancel.cancelled()) return;
      load_line(context, *line, index, hash_text(fmt::format("{}", ends_hash), before.hash()));
    }
  }

  void load_line(const ImportContext& context, const ManifestFile& line, std::uint32_t source, std::uint64_t seed) {
    const bool use_cache = !options.cache_folder.empty();
    const std::uint64_t key = use_cache ? cache_key(context.manifest, line, context.folder, seed) : 0;
    if (use_cache) {
      if (Result<ImportedUnit> stored = cache.load(key)) {
        arrive(std::move(*stored), source);
        return;
      }
    }
    imported_any = true;
    if (line.system == System::muscles && !options.draft) collect_surfaces();
    ImportedUnit unit;
    try {
      unit = import_unit(context, line, surfaces);
    } catch (const std::exception& failure) {  // of a library, or no memory: the other units may still come
      problem(fmt::format("{} could not be imported: {}", line.path, failure.what()));
      return;
    }
    if (cancel.cancelled()) return;
    if (use_cache && !options.draft && unit.chunk && unit.read_wholly) {
      if (Status stored = cache.store(key, unit); !stored)
        problem(fmt::format("The import could not be kept for the next start: {}", stored.error().text()));
    }
    arrive(std::move(unit), source);
  }

  Registration registration_of(const AtlasSource& source) {
    if (source.manifest.landmarks.empty()) return {};
    std::vector<glm::vec3> from, to;
    for (const auto& [name, at] : source.manifest.landmarks) {
      const auto [plain, side] = split_structure_key(name);
      const std::optional<glm::vec3> target = anatomy.landmarks.position(plain, side);
      if (!target) {
        problem(fmt::format("{}: there is no landmark \"{}\"; it is not used", source.manifest.info.name, name));
        continue;
      }
      from.push_back(at);
      to.push_back(*target);
    }
    const Result<Registration> fitted = Registration::fit(from, to);
    if (fitted) return *fitted;
    problem(
        fmt::format("{} could not be registered to the body: {}", source.manifest.info.name, fitted.error().text()));
    return {};
  }

  // What muscles can be attached to, from all that has arrived so far.
  void collect_surfaces() {
    for (const auto& [keys, chunk] : holding_units) {
      for (std::size_t i = 0; i < keys.size(); ++i) {
        std::vector<glm::vec3>& points = surfaces[keys[i]];
        if (!points.empty()) continue;
        for (const PackedVertex& vertex : chunk->vertices_of(chunk->parts()[i])) points.push_back(vertex.position);
      }
    }
    holding_units.clear();
  }

  void arrive(ImportedUnit unit, std::uint32_t source) {
    // Fascia too: an aponeurosis ends in the linea alba.
    constexpr std::array holds_muscles = {System::skeleton, System::joints, System::fascia};
    if (!unit.structures.empty() &&
        std::find(holds_muscles.begin(), holds_muscles.end(), unit.structures[0].system) != holds_muscles.end()) {
      std::vector<std::string> keys;
      for (const Structure& structure : unit.structures) keys.push_back(structure.key);
      holding_units.emplace_back(std::move(keys), unit.chunk);
    }
    for (std::size_t i = 0; i < unit.structures.size(); ++i) owned.add(unit.concept_keys[i], unit.structures[i].side);
    {
      const std::lock_guard lock(mutex);
      arrivals.push_back({std::move(unit), source});
    }
    if (options.on_arrival) options.on_arrival();
  }

  void problem(std::string text) {
    const std::lock_guard lock(mutex);
    problems.push_back(std::move(text));
  }

  const AnatomyFiles& anatomy;
  std::vector<AtlasSource> sources;
  LoadOptions options;
  ImportCache cache;
  JobQueue jobs;
  Progress progress;
  CancelToken cancel;
  AttachmentSurfaces surfaces;
  std::vector<std::pair<std::vector<std::string>, std::shared_ptr<const MeshChunk>>>
      holding_units;  // not yet in `surfaces`
  Owned owned;
  std::uint64_t ends_hash = 0;
  std::atomic_bool imported_any = false;

  mutable std::mutex mutex;  // guards what follows
  std::deque<Arrival> arrivals;
  std::vector<std::string> problems;
  bool done = false;

  std::thread coordinator;
};

BodyLoader::BodyLoader(const AnatomyFiles& anatomy, std::vector<AtlasSource> sources, LoadOptions options)
    : impl_(std::make_unique<Impl>(anatomy, std::move(sources), std::move(options))) {}

BodyLoader::~BodyLoader() = default;

bool BodyLoader::finished() const {
  const std::lock_guard lock(impl_->mutex);
  return impl_->done && impl_->arrivals.empty() && impl_->problems.empty();
}

bool BodyLoader::from_cache() const {
  return !impl_->imported_any;
}
Progress::State BodyLoader::progress() const {
  return impl_->progress.state();
}
void BodyLoader::cancel() {
  impl_->cancel.cancel();
}

namespace {

void merge(Coverage& into, Coverage&& from) {
  for (const CoverageCount& c : from.counts) {
    CoverageCount& count = into.count(c.system);
    count.nodes += c.nodes;
    count.named += c.named;
    count.dropped += c.dropped;
    count.unmapped += c.unmapped;
  }
  const auto append = [](auto& list, auto& more) { list.insert(list.end(), more.begin(), more.end()); };
  append(into.dropped, from.dropped);
  append(into.unmapped, from.unmapped);
  append(into.repaired, from.repaired);
  append(into.unused, from.unused);
  append(into.open, from.open);
  append(into.problems, from.problems);
}

}  // namespace

bool BodyLoader::take(LoadedBody& into) {
  std::deque<Impl::Arrival> arrivals;
  {
    const std::lock_guard lock(impl_->mutex);
    arrivals.swap(impl_->arrivals);
    into.problems.insert(into.problems.end(), impl_->problems.begin(), impl_->problems.end());
    impl_->problems.clear();
  }
  while (into.body.atlases().size() < impl_->sources.size()) {
    const Manifest& manifest = impl_->sources[into.body.atlases().size()].manifest;
    into.body.add_atlas(manifest.info);
    into.coverage.emplace_back();
    into.coverage.back().atlas = manifest.info.name;
    for (const auto& [key, why] : manifest.missing) into.coverage.back().missing.push_back({key, why});
  }
  for (Impl::Arrival& arrival : arrivals) {
    std::vector<std::uint32_t> ids;
    ImportedUnit& unit = arrival.unit;
    for (std::size_t i = 0; i < unit.structures.size(); ++i) {
      Structure structure = unit.structures[i];
      structure.atlas = arrival.source;
      describe(structure, unit.concept_keys[i], impl_->anatomy.concepts);
      // Another unit may have a structure of the same key: both are shown, the later under a key of its own.
      for (int n = 2; into.body.find(structure.key).valid(); ++n)
        structure.key = fmt::format("{}~{}", unit.structures[i].key, n);
      ids.push_back(into.body.add(std::move(structure)).index());
    }
    if (unit.chunk && !ids.empty()) into.geometry.add(unit.chunk, ids);
    if (!unit.textures.empty()) {
      into.textures.resize(into.body.size());
      for (std::size_t i = 0; i < ids.size(); ++i) into.textures[ids[i]] = unit.textures[i];
    }
    into.problems.insert(into.problems.end(), unit.coverage.problems.begin(), unit.coverage.problems.end());
    merge(into.coverage[arrival.source], std::move(unit.coverage));
  }
  return !arrivals.empty();
}

LoadedBody load_body(const AnatomyFiles& anatomy, std::vector<AtlasSource> sources, LoadOptions options) {
  LoadedBody loaded;
  std::mutex mutex;
  std::condition_variable arrived;
  bool something = false;
  options.on_arrival = [&] {
    const std::lock_guard lock(mutex);
    something = true;
    arrived.notify_one();
  };
  BodyLoader loader(anatomy, std::move(sources), std::move(options));
  while (!loader.finished()) {
    {
      std::unique_lock lock(mutex);
      arrived.wait(lock, [&] { return something; });
      something = false;
    }
    loader.take(loaded);
  }
  return loaded;
}

}  // namespace palpate
