#include <palpate/atlas/cache.h>
#include <palpate/base/file.h>
#include <palpate/base/hash.h>

#include "byte_stream.h"

#include <fmt/format.h>

#include <bit>

namespace palpate {
namespace {

static_assert(std::endian::native == std::endian::little, "the cache is written as it lies in memory");

// Raise it whenever what is stored, or how it is made, changes.
constexpr std::uint32_t format_version = 15;
constexpr char magic[8] = {'P', 'A', 'L', 'P', 'M', 'E', 'S', 'H'};
constexpr std::uint64_t alignment = 64;

// A stretch of the file, with its checksum.
struct Section {
  std::uint64_t offset = 0;
  std::uint64_t bytes = 0;
  std::uint64_t checksum = 0;
};

struct Header {
  char magic[8] = {};
  std::uint32_t version = 0;
  std::uint32_t header_bytes = 0;
  std::uint64_t key = 0;
  std::uint64_t file_bytes = 0;
  Section description;  // structures, parts, coverage, textures
  Section vertices;     // PackedVertex, and one spare one
  Section indices;
};

void write_lines(ByteWriter& out, const std::vector<CoverageLine>& lines) {
  out.value(static_cast<std::uint32_t>(lines.size()));
  for (const CoverageLine& line : lines) {
    out.text(line.source);
    out.text(line.reason);
  }
}

std::vector<CoverageLine> read_lines(ByteReader& in) {
  std::vector<CoverageLine> lines;
  const auto count = in.value<std::uint32_t>();
  for (std::uint32_t i = 0; i < count && in.ok; ++i) {
    std::string source = in.text();
    lines.push_back({std::move(source), in.text()});
  }
  return lines;
}

// The lists of a report, in the order they are stored.
template <class C>
auto lists_of(C& coverage) {
  return std::array{&coverage.dropped, &coverage.unmapped, &coverage.repaired,
                    &coverage.unused,  &coverage.missing,  &coverage.open};
}

void write_structure(ByteWriter& out, const Structure& s, const std::string& concept_key) {
  for (const std::string* text : {&s.key, &concept_key, &s.name, &s.source, &s.remark}) out.text(*text);
  out.value(s.side);
  out.value(s.system);
  out.value(s.kind);
  out.value(s.quality);
  out.value(s.bounds);
}

void read_structure(ByteReader& in, ImportedUnit& unit) {
  Structure s;
  std::string concept_key;
  for (std::string* text : {&s.key, &concept_key, &s.name, &s.source, &s.remark}) *text = in.text();
  s.side = in.value<Side>();
  s.system = in.value<System>();
  s.kind = in.value<Kind>();
  s.quality = in.value<MeshQuality>();
  s.bounds = in.value<Bounds>();
  unit.structures.push_back(std::move(s));
  unit.concept_keys.push_back(std::move(concept_key));
}

std::string describe(const ImportedUnit& unit) {
  ByteWriter out;
  out.value(static_cast<std::uint32_t>(unit.structures.size()));
  for (std::size_t i = 0; i < unit.structures.size(); ++i)
    write_structure(out, unit.structures[i], unit.concept_keys[i]);
  out.values(unit.chunk->parts());
  out.value(static_cast<std::uint32_t>(unit.textures.size()));
  for (const auto& texture : unit.textures) {
    out.value(texture ? texture->width : 0);
    out.value(texture ? texture->height : 0);
    out.values(texture ? texture->rgba : std::vector<std::uint8_t>());
  }
  out.text(unit.coverage.atlas);
  out.value(static_cast<std::uint32_t>(unit.coverage.counts.size()));
  for (const CoverageCount& count : unit.coverage.counts) {  // one by one: between them lie bytes that mean nothing
    out.value(count.system);
    for (const std::size_t number : {count.nodes, count.named, count.dropped, count.unmapped}) out.value(number);
  }
  for (const auto* list : lists_of(unit.coverage)) write_lines(out, *list);
  out.value(static_cast<std::uint32_t>(unit.coverage.problems.size()));
  for (const std::string& problem : unit.coverage.problems) out.text(problem);
  return std::move(out.bytes);
}

// Everything but the geometry; false if the bytes do not fit.
bool undescribe(std::string_view bytes, ImportedUnit& unit, std::vector<ChunkPart>& parts) {
  ByteReader in(bytes);
  const auto count = in.value<std::uint32_t>();
  for (std::uint32_t i = 0; i < count && in.ok; ++i) read_structure(in, unit);
  parts = in.values<ChunkPart>();
  const auto textures = in.value<std::uint32_t>();
  for (std::uint32_t i = 0; i < textures && in.ok; ++i) {
    Image image;
    image.width = in.value<int>();
    image.height = in.value<int>();
    image.rgba = in.values<std::uint8_t>();
    unit.textures.push_back(image.width > 0 ? std::make_shared<const Image>(std::move(image)) : nullptr);
  }
  unit.coverage.atlas = in.text();
  const auto counts = in.value<std::uint32_t>();
  for (std::uint32_t i = 0; i < counts && in.ok; ++i) {
    CoverageCount line;
    line.system = in.value<System>();
    for (std::size_t* number : {&line.nodes, &line.named, &line.dropped, &line.unmapped})
      *number = in.value<std::size_t>();
    unit.coverage.counts.push_back(line);
  }
  for (auto* list : lists_of(unit.coverage)) *list = read_lines(in);
  const auto problems = in.value<std::uint32_t>();
  for (std::uint32_t i = 0; i < problems && in.ok; ++i) unit.coverage.problems.push_back(in.text());
  return in.ok && in.at_end() && parts.size() == unit.structures.size();
}

bool parts_fit(const std::vector<ChunkPart>& parts, std::uint64_t vertices, std::uint64_t indices) {
  for (const ChunkPart& part : parts) {
    if (part.level_count == 0 || part.level_count > ChunkPart::most_levels) return false;
    if (std::uint64_t{part.first_vertex} + part.vertex_count > vertices) return false;
    for (std::uint32_t level = 0; level < part.level_count; ++level) {
      const DetailRange& range = part.levels[level];
      if (std::uint64_t{range.first} + range.count > indices || range.vertices > part.vertex_count) return false;
    }
  }
  return true;
}

void append_section(std::string& file, Section& section, std::string_view bytes) {
  file.resize((file.size() + alignment - 1) / alignment * alignment, '\0');
  section = {file.size(), bytes.size(), hash_text(bytes)};
  file.append(bytes);
}

template <class T>
std::string_view bytes_of(std::span<const T> values) {
  return {reinterpret_cast<const char*>(values.data()), values.size_bytes()};
}

}  // namespace

std::filesystem::path ImportCache::path(std::uint64_t key) const {
  return folder_ / fmt::format("{:016x}.palpmesh", key);
}

Status ImportCache::store(std::uint64_t key, const ImportedUnit& unit) const {
  Header header{};
  std::memcpy(header.magic, magic, sizeof magic);
  header.version = format_version;
  header.header_bytes = sizeof(Header);
  header.key = key;
  std::string file(sizeof(Header), '\0');
  append_section(file, header.description, describe(unit));
  const PackedVertex spare{};
  std::string vertices(bytes_of(unit.chunk->vertices()));
  vertices.append(reinterpret_cast<const char*>(&spare), sizeof spare);
  append_section(file, header.vertices, vertices);
  append_section(file, header.indices, bytes_of(unit.chunk->indices()));
  header.file_bytes = file.size();
  std::memcpy(file.data(), &header, sizeof header);
  return write_file(path(key), file);
}

Result<ImportedUnit> ImportCache::load(std::uint64_t key) const {
  const std::filesystem::path file = path(key);
  const auto unusable = [&](std::string why) { return Error{std::move(why), file.string(), "It is made anew"}; };
  std::error_code failed;
  if (!std::filesystem::exists(file, failed)) return unusable("there is no cache yet");
  auto opened = MappedFile::open(file);
  if (!opened) return opened.error();
  const auto mapped = std::make_shared<const MappedFile>(std::move(*opened));
  const std::string_view bytes(reinterpret_cast<const char*>(mapped->bytes().data()), mapped->bytes().size());
  Header header{};
  if (bytes.size() < sizeof header) return unusable("the cache file is cut off");
  std::memcpy(&header, bytes.data(), sizeof header);
  if (std::memcmp(header.magic, magic, sizeof magic) != 0) return unusable("this is not a cache file of Palpate");
  if (header.version != format_version || header.header_bytes != sizeof(Header))
    return unusable("the cache is of another version");
  if (header.key != key || header.file_bytes != bytes.size())
    return unusable("the cache file is cut off or belongs to other files");
  for (const Section& section : {header.description, header.vertices, header.indices}) {
    if (section.offset > bytes.size() || section.bytes > bytes.size() - section.offset)
      return unusable("the cache file is damaged");
    if (hash_text(bytes.substr(section.offset, section.bytes)) != section.checksum)
      return unusable("the cache file is damaged");
  }
  ImportedUnit unit;
  std::vector<ChunkPart> parts;
  if (!undescribe(bytes.substr(header.description.offset, header.description.bytes), unit, parts))
    return unusable("the cache file is damaged");
  const std::uint64_t vertex_count = header.vertices.bytes / sizeof(PackedVertex);
  const std::uint64_t index_count = header.indices.bytes / sizeof(std::uint32_t);
  if (vertex_count == 0 || !parts_fit(parts, vertex_count - 1, index_count))
    return unusable("the cache file is damaged");
  const auto* vertices = reinterpret_cast<const PackedVertex*>(bytes.data() + header.vertices.offset);
  const auto* indices = reinterpret_cast<const std::uint32_t*>(bytes.data() + header.indices.offset);
  unit.chunk = std::make_shared<const MeshChunk>(std::span(vertices, vertex_count - 1), std::span(indices, index_count),
                                                 std::move(parts), mapped);
  return unit;
}

}  // namespace palpate
