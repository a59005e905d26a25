#include "source_tree.h"

#include <palpate/base/text.h>

#include <algorithm>
#include <fstream>
#include <regex>
#include <sstream>
#include <stdexcept>

namespace palpate::test {

namespace fs = std::filesystem;

fs::path source_folder() {
  return PALPATE_SOURCE_FOLDER;
}

bool SourceFile::ends_with(const std::string& ending) const {
  return path.size() >= ending.size() && path.compare(path.size() - ending.size(), ending.size(), ending) == 0;
}

std::string SourceFile::text() const {
  return join(lines, "\n");
}

SourceFile source_file(const std::string& path) {
  std::ifstream in(source_folder() / path);
  if (!in) throw std::runtime_error(path + " cannot be read");
  SourceFile file{path, {}};
  for (std::string line; std::getline(in, line);) file.lines.push_back(line);
  return file;
}

std::vector<SourceFile> files_below(const std::vector<std::string>& folders, const std::vector<std::string>& endings) {
  std::vector<SourceFile> files;
  for (const std::string& folder : folders) {
    if (!fs::exists(source_folder() / folder)) continue;
    for (const auto& entry : fs::recursive_directory_iterator(source_folder() / folder)) {
      const std::string ending = entry.path().extension().string();
      if (std::find(endings.begin(), endings.end(), ending) == endings.end()) continue;
      files.push_back(source_file(fs::relative(entry.path(), source_folder()).string()));
    }
  }
  std::sort(files.begin(), files.end(), [](const SourceFile& a, const SourceFile& b) { return a.path < b.path; });
  return files;
}

Rooms rooms_of_the_build() {
  Rooms rooms;
  const std::string text = join(source_file("src/CMakeLists.txt").lines, " ");
  const std::regex entry(R"(palpate_room\(NAME (\w+)([^)]*)\))");
  for (std::sregex_iterator it(text.begin(), text.end(), entry), end; it != end; ++it) {
    Room room;
    std::string part;
    for (const std::string& word : words((*it)[2].str())) {
      if (word == "USES" || word == "LIBRARIES" || word == "PUBLIC_LIBRARIES") {
        part = word;
      } else {
        (part == "USES" ? room.uses : room.libraries).insert(word);
      }
    }
    rooms.emplace((*it)[1].str(), std::move(room));
  }
  return rooms;
}

Rooms rooms_of_the_documentation() {
  Rooms rooms;
  for (const std::string& line : source_file("docs/architecture.md").lines) {
    const std::vector<std::string> cells = split(line, '|');
    if (cells.size() < 5 || line.rfind("| ", 0) != 0) continue;
    const auto list = [](const std::string& cell) {
      std::set<std::string> names;
      for (std::string name : words(cell)) {
        if (!name.empty() && name.back() == ',') name.pop_back();
        names.insert(name);
      }
      return names;
    };
    const std::set<std::string> name = list(cells[1]);
    if (name.size() == 1 && *name.begin() != "room") rooms[*name.begin()] = {list(cells[2]), list(cells[3])};
  }
  return rooms;
}

std::set<std::string> seen_by(const Rooms& rooms, const std::string& room) {
  std::set<std::string> seen = {room};
  for (const std::string& used : rooms.at(room).uses) seen.merge(seen_by(rooms, used));
  return seen;
}

std::string room_of(const std::string& path) {
  const std::vector<std::string> parts = split(path, '/');
  return parts[0] == "src" ? parts[1] : parts.size() > 2 ? parts[2] : "";
}

}  // namespace palpate::test
