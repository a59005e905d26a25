// Shader programs: read (from the program itself or a folder), put together, compiled, and their uniforms by name.
#pragma once

#include "gl_object.h"

#include <palpate/base/result.h>

#include <glm/mat4x4.hpp>
#include <glm/vec2.hpp>
#include <glm/vec3.hpp>
#include <glm/vec4.hpp>

#include <filesystem>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace palpate {

// Texture units, the same in every program. The names are those in the shaders.
enum class Unit : int { states, parts, paint, access, noise, depth, occlusion, shadow, mask, picture, textures, count };

class ShaderLibrary {
 public:
  explicit ShaderLibrary(std::filesystem::path folder) : folder_(std::move(folder)) {}

  // The text of a shader file with its #include "..." lines filled in, each file once. Lines are numbered across all
  // files (not every driver repeats the number of a file in its complaints); `readable` puts files and lines back.
  struct Source {
    std::string text;
    std::vector<std::string> files;
  };
  [[nodiscard]] Result<Source> source(const std::string& name) const;
  [[nodiscard]] static std::string readable(std::string_view log, const std::vector<std::string>& files);

  // Newest change in the folder; 0 without one.
  [[nodiscard]] long long newest_change() const;

 private:
  [[nodiscard]] Result<std::string> read(const std::string& name) const;
  [[nodiscard]] Status append(const std::string& name, Source& to) const;
  std::filesystem::path folder_;
};

class GlProgram {
 public:
  // `defines` are put before the source: "#define CLIPPED 1".
  [[nodiscard]] static Result<GlProgram> build(const ShaderLibrary& library, const std::string& vertex,
                                               const std::string& fragment, const std::string& defines = {});

  void use() const { glUseProgram(name_.name()); }
  void set(const char* uniform, int value) const { glUniform1i(location(uniform), value); }
  void set(const char* uniform, float value) const { glUniform1f(location(uniform), value); }
  void set(const char* uniform, glm::vec2 v) const { glUniform2f(location(uniform), v.x, v.y); }
  void set(const char* uniform, glm::vec3 v) const { glUniform3f(location(uniform), v.x, v.y, v.z); }
  void set(const char* uniform, glm::vec4 v) const { glUniform4f(location(uniform), v.x, v.y, v.z, v.w); }
  void set(const char* uniform, const glm::mat4& m) const {
    glUniformMatrix4fv(location(uniform), 1, GL_FALSE, &m[0][0]);
  }
  void set(const char* uniform, const std::vector<glm::vec4>& values) const;

 private:
  [[nodiscard]] GLint location(const char* uniform) const;

  GlProgramName name_;
  mutable std::unordered_map<std::string, GLint> locations_;
};

}  // namespace palpate
