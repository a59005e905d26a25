#include <palpate/base/file.h>

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fmt/format.h>

#include <atomic>
#include <cerrno>
#include <cstring>
#include <utility>

namespace palpate {
namespace {

Error file_error(const std::filesystem::path& path, std::string_view doing, std::string hint) {
  return {fmt::format("{} failed: {}", doing, std::strerror(errno)), path.string(), std::move(hint)};
}

// Closes on every way out.
struct Descriptor {
  int fd = -1;
  explicit Descriptor(int value) : fd(value) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (fd >= 0) ::close(fd);
  }
};

Status write_all(int fd, std::string_view bytes, const std::filesystem::path& path) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(fd, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return file_error(path, "Writing", "Check that the disk has room");
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return {};
}

}  // namespace

Result<std::string> read_file(const std::filesystem::path& path, std::uint64_t max_bytes) {
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (file.fd < 0) return file_error(path, "Opening", "Check the path and that the file may be read");
  struct stat status = {};
  if (::fstat(file.fd, &status) != 0) return file_error(path, "Reading", "Check that the file may be read");
  if (S_ISDIR(status.st_mode)) return Error{"this is a folder, a file is expected", path.string(), "Name a file in it"};
  if (static_cast<std::uint64_t>(status.st_size) > max_bytes) {
    return Error{fmt::format("the file has {} bytes, more than the {} that are read", status.st_size, max_bytes),
                 path.string(), ""};
  }
  std::string bytes(static_cast<std::size_t>(status.st_size), '\0');
  std::size_t got = 0;
  while (got < bytes.size()) {
    const ssize_t count = ::read(file.fd, bytes.data() + got, bytes.size() - got);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return file_error(path, "Reading", "Check the disk");
    if (count == 0) break;
    got += static_cast<std::size_t>(count);
  }
  bytes.resize(got);
  return bytes;
}

Status write_file(const std::filesystem::path& path, std::string_view bytes) {
  std::error_code ignored;
  if (path.has_parent_path()) std::filesystem::create_directories(path.parent_path(), ignored);
  // A name of its own for every writing, so that two threads that write the same file do not mix.
  static std::atomic<unsigned> writings{0};
  std::filesystem::path neighbour = path;
  neighbour += fmt::format(".{}-{}.part", ::getpid(), writings++);
  {
    const Descriptor file(::open(neighbour.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644));
    if (file.fd < 0) return file_error(path, "Writing", "Choose a folder that may be written");
    Status written = write_all(file.fd, bytes, path);
    if (!written) {
      ::unlink(neighbour.c_str());
      return written;
    }
  }
  if (::rename(neighbour.c_str(), path.c_str()) != 0) {
    Status failed = file_error(path, "Writing", "Choose a folder that may be written");
    ::unlink(neighbour.c_str());
    return failed;
  }
  return {};
}

Result<MappedFile> MappedFile::open(const std::filesystem::path& path) {
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (file.fd < 0) return file_error(path, "Opening", "Check the path and that the file may be read");
  struct stat status = {};
  if (::fstat(file.fd, &status) != 0 || !S_ISREG(status.st_mode)) {
    return Error{"this is not a file that can be read", path.string(), ""};
  }
  MappedFile mapped;
  mapped.size_ = static_cast<std::size_t>(status.st_size);
  if (mapped.size_ == 0) return mapped;
  void* memory = ::mmap(nullptr, mapped.size_, PROT_READ, MAP_PRIVATE, file.fd, 0);
  if (memory == MAP_FAILED) return file_error(path, "Mapping", "");
  mapped.data_ = static_cast<const std::byte*>(memory);
  return mapped;
}

MappedFile::MappedFile(MappedFile&& other) noexcept
    : data_(std::exchange(other.data_, nullptr)), size_(std::exchange(other.size_, 0)) {}

MappedFile& MappedFile::operator=(MappedFile&& other) noexcept {
  std::swap(data_, other.data_);
  std::swap(size_, other.size_);
  return *this;
}

MappedFile::~MappedFile() {
  if (data_ != nullptr) ::munmap(const_cast<std::byte*>(data_), size_);
}

}  // namespace palpate
