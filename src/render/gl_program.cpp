#include "gl_program.h"

#include <palpate/base/embedded.h>
#include <palpate/base/file.h>
#include <palpate/base/text.h>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

namespace palpate {

std::span<const EmbeddedFile> shader_files();  // generated at build from shaders/

namespace {

constexpr std::array<const char*, static_cast<std::size_t>(Unit::count)> unit_names = {
    "u_states",    "u_parts",  "u_paint", "u_access",  "u_noise",   "u_depth",
    "u_occlusion", "u_shadow", "u_mask",  "u_picture", "u_textures"};

constexpr std::size_t lines_a_file = 10'000;  // more than any shader has

Result<GLuint> compile(GLenum stage, const ShaderLibrary::Source& source, const std::string& defines) {
  const GLuint shader = glCreateShader(stage);
  const std::string whole = fmt::format("#version 330 core\n{}\n{}", defines, source.text);
  const char* text = whole.c_str();
  glShaderSource(shader, 1, &text, nullptr);
  glCompileShader(shader);
  GLint ok = 0;
  glGetShaderiv(shader, GL_COMPILE_STATUS, &ok);
  if (ok != 0) return shader;
  std::array<char, 2048> log{};
  glGetShaderInfoLog(shader, static_cast<GLsizei>(log.size()), nullptr, log.data());
  glDeleteShader(shader);
  return Error{fmt::format("the shader does not compile:\n{}", ShaderLibrary::readable(log.data(), source.files)),
               source.files.front(), "Correct the shader; the one before stays in use"};
}

}  // namespace

Result<std::string> ShaderLibrary::read(const std::string& name) const {
  if (!folder_.empty()) return read_file(folder_ / name, 1'000'000);
  for (const EmbeddedFile& file : shader_files()) {
    if (file.name == name) return std::string(file.text);
  }
  return Error{"there is no such shader", name, ""};
}

Status ShaderLibrary::append(const std::string& name, Source& to) const {
  const auto text = read(name);
  if (!text) return text.error();
  const std::size_t number = to.files.size();
  to.files.push_back(name);
  to.text += fmt::format("#line {}\n", number * lines_a_file + 1);
  std::size_t line_number = 0;
  for (const std::string& line : split(*text, '\n')) {
    ++line_number;
    constexpr std::string_view include = "#include \"";
    if (!starts_with(line, include)) {
      to.text += line + "\n";
      continue;
    }
    const std::string included = line.substr(include.size(), line.find('"', include.size()) - include.size());
    if (std::find(to.files.begin(), to.files.end(), included) == to.files.end()) {
      if (Status appended = append(included, to); !appended) return appended;
    }
    to.text += fmt::format("#line {}\n", number * lines_a_file + line_number + 1);
  }
  return {};
}

Result<ShaderLibrary::Source> ShaderLibrary::source(const std::string& name) const {
  Source made;
  if (Status appended = append(name, made); !appended) return appended.error();
  return made;
}

// Drivers begin a complaint with "0:37(16)", "0(37)" or "ERROR: 0:37": which of the given texts, then the line.
std::string ShaderLibrary::readable(std::string_view log, const std::vector<std::string>& files) {
  std::string out;
  for (std::size_t at = 0; at < log.size();) {
    const bool begins = at == 0 || log[at - 1] == '\n' || log[at - 1] == ' ';
    const bool place = begins && log[at] == '0' && at + 2 < log.size() && (log[at + 1] == ':' || log[at + 1] == '(');
    std::size_t line = 0;
    const char* const end = log.data() + log.size();
    const char* const after = place ? std::from_chars(log.data() + at + 2, end, line).ptr : nullptr;
    if (line == 0 || line / lines_a_file >= files.size()) {
      out += log[at++];
      continue;
    }
    out += fmt::format("{}{}{}", files[line / lines_a_file], log[at + 1], line % lines_a_file);
    at = static_cast<std::size_t>(after - log.data());
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
    const auto shader = compile(stage, *source, defines);
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
