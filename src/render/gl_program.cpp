#include "gl_program.h"

#include <palpate/base/embedded.h>
#include <palpate/base/file.h>
#include <palpate/base/text.h>

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace palpate {

std::span<const EmbeddedFile> shader_files();  // generated at build from shaders/

namespace {

constexpr std::array<const char*, static_cast<std::size_t>(Unit::count)> unit_names = {
    "u_states",    "u_parts",  "u_paint", "u_noise",   "u_depth",
    "u_occlusion", "u_shadow", "u_mask",  "u_picture", "u_textures"};

Result<GLuint> compile(GLenum stage, const std::string& name, const std::string& source) {
  const GLuint shader = glCreateShader(stage);
  const char* text = source.c_str();
  glShaderSource(shader, 1, &text, nullptr);
  glCompileShader(shader);
  GLint ok = 0;
  glGetShaderiv(shader, GL_COMPILE_STATUS, &ok);
  if (ok != 0) return shader;
  std::array<char, 2048> log{};
  glGetShaderInfoLog(shader, static_cast<GLsizei>(log.size()), nullptr, log.data());
  glDeleteShader(shader);
  return Error{fmt::format("the shader does not compile:\n{}", log.data()), name,
               "Correct the shader; the one before stays in use"};
}

}  // namespace

Result<std::string> ShaderLibrary::read(const std::string& name) const {
  if (!folder_.empty()) return read_file(folder_ / name, 1'000'000);
  for (const EmbeddedFile& file : shader_files()) {
    if (file.name == name) return std::string(file.text);
  }
  return Error{"there is no such shader", name, ""};
}

Result<std::string> ShaderLibrary::source(const std::string& name) const {
  auto text = read(name);
  if (!text) return text;
  std::string out;
  int line_number = 0;
  for (const std::string& line : split(*text, '\n')) {
    ++line_number;
    constexpr std::string_view include = "#include \"";
    if (!starts_with(line, include)) {
      out += line + "\n";
      continue;
    }
    const std::string included = line.substr(include.size(), line.find('"', include.size()) - include.size());
    auto part = source(included);
    if (!part) return part;
    out += fmt::format("#line 1\n{}#line {}\n", *part, line_number + 1);
  }
  return out;
}

long long ShaderLibrary::newest_change() const {
  long long newest = 0;
  if (folder_.empty()) return newest;
  std::error_code failed;
  for (const auto& entry : std::filesystem::directory_iterator(folder_, failed)) {
    newest = std::max<long long>(newest, entry.last_write_time(failed).time_since_epoch().count());
  }
  return newest;
}

Result<GlProgram> GlProgram::build(const ShaderLibrary& library, const std::string& vertex, const std::string& fragment,
                                   const std::string& defines) {
  GlProgram made;
  made.name_ = GlProgramName::create();
  const GLuint program = made.name_.name();
  for (const auto& [stage, name] : {std::pair(static_cast<GLenum>(GL_VERTEX_SHADER), vertex),
                                    std::pair(static_cast<GLenum>(GL_FRAGMENT_SHADER), fragment)}) {
    const auto source = library.source(name);
    if (!source) return source.error();
    const auto shader = compile(stage, name, fmt::format("#version 330 core\n{}\n#line 1\n{}", defines, *source));
    if (!shader) return shader.error();
    glAttachShader(program, *shader);
    glDeleteShader(*shader);
  }
  glLinkProgram(program);
  GLint ok = 0;
  glGetProgramiv(program, GL_LINK_STATUS, &ok);
  if (ok == 0) {
    std::array<char, 2048> log{};
    glGetProgramInfoLog(program, static_cast<GLsizei>(log.size()), nullptr, log.data());
    return Error{fmt::format("the shaders do not fit together:\n{}", log.data()), vertex + " + " + fragment, ""};
  }
  made.use();
  for (std::size_t unit = 0; unit < unit_names.size(); ++unit) made.set(unit_names[unit], static_cast<int>(unit));
  const GLuint block = glGetUniformBlockIndex(program, "Frame");
  if (block != GL_INVALID_INDEX) glUniformBlockBinding(program, block, 0);
  return made;
}

void GlProgram::set(const char* uniform, const std::vector<glm::vec4>& values) const {
  if (!values.empty()) glUniform4fv(location(uniform), static_cast<GLsizei>(values.size()), &values[0].x);
}

GLint GlProgram::location(const char* uniform) const {
  const auto found = locations_.find(uniform);
  if (found != locations_.end()) return found->second;
  return locations_.emplace(uniform, glGetUniformLocation(name_.name(), uniform)).first->second;
}

}  // namespace palpate
