// The source tree as text: what these tests read.
#pragma once

#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace palpate::test {

[[nodiscard]] std::filesystem::path source_folder();

struct SourceFile {
  std::string path;  // from the source folder
  std::vector<std::string> lines;

  [[nodiscard]] bool ends_with(const std::string& ending) const;
  [[nodiscard]] std::string text() const;
};

// The files below these folders whose names end so, sorted by path.
[[nodiscard]] std::vector<SourceFile> files_below(const std::vector<std::string>& folders,
                                                  const std::vector<std::string>& endings);
[[nodiscard]] SourceFile source_file(const std::string& path);

struct Room {
  std::set<std::string> uses;       // as the table says
  std::set<std::string> libraries;  // third-party
};
using Rooms = std::map<std::string, Room>;

[[nodiscard]] Rooms rooms_of_the_build();          // src/CMakeLists.txt, in its words
[[nodiscard]] Rooms rooms_of_the_documentation();  // docs/architecture.md

// The room itself and all that it sees through those it uses.
[[nodiscard]] std::set<std::string> seen_by(const Rooms& rooms, const std::string& room);

// src/app/shell.cpp and include/palpate/app/x.h lie in "app".
[[nodiscard]] std::string room_of(const std::string& path);

}  // namespace palpate::test
