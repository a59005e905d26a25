// The program as a script meets it: started with arguments, away from the person's home, without a display.
#pragma once

#include <child.h>
#include <manikin.h>
#include <temp_folder.h>

#include <palpate/app/command_line.h>
#include <palpate/base/json.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <vector>

namespace palpate::test {

class CommandLine : public testing::Test {
 protected:
  // Runs `palpate ARGUMENTS` and checks what holds for every run: it ends by itself, with one of its own codes.
  Finished run(std::vector<std::string> arguments, std::map<std::string, std::string> environment = {}) {
    arguments.insert(arguments.begin(), PALPATE_PROGRAM);
    Finished finished =
        run_child({std::move(arguments), std::move(environment), {"DISPLAY", "WAYLAND_DISPLAY"}, {}, {}}, home.path());
    EXPECT_GE(finished.code, 0);
    EXPECT_LE(finished.code, static_cast<int>(ExitCode::no_display)) << finished.errors;
    return finished;
  }
  // The same on the manikin.
  Finished on_manikin(std::vector<std::string> arguments) {
    for (const std::string& more : {std::string("--no-cache"), std::string("--atlas"), manikin_folder().string()})
      arguments.push_back(more);
    return run(std::move(arguments));
  }
  // What was printed, as JSON; a failed test if it is none.
  static JsonNode json(const Finished& finished) {
    auto parsed = parse_json(finished.output, "output");
    EXPECT_TRUE(parsed) << (parsed ? "" : parsed.error().text()) << "\n" << finished.output.substr(0, 400);
    return parsed ? *parsed : JsonNode();
  }
  // The program's data in the test's own folder, where single files can be replaced.
  std::filesystem::path own_assets() const {
    std::filesystem::copy(program_data().assets, home / "assets", std::filesystem::copy_options::recursive);
    return home / "assets";
  }

  TempFolder home;
};

[[nodiscard]] inline int code(ExitCode code) {
  return static_cast<int>(code);
}

// A complaint: nothing but words on the error stream, beginning with the program's name.
MATCHER(Complains, "is a complaint in words") {
  return arg.errors.rfind("palpate: ", 0) == 0 && arg.errors.size() > 25 && arg.errors.back() == '\n';
}

}  // namespace palpate::test
