// SPDX-License-Identifier: Apache-2.0
#include "base/hash.hpp"
#include "fuzz.hpp"
#include "search/index.hpp"
#include "search/index_file_format.hpp"

#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <fstream>
#include <iterator>
#include <string>

using namespace debrief;

extern "C" std::size_t LLVMFuzzerMutate(std::uint8_t* data, std::size_t size, std::size_t most);

namespace {

// A saved index: what stands before the caller's mark, and what follows it but for the digest.
struct Saved {
  std::string head;
  std::string rest;
};

const Saved& saved() {
  static const Saved halves = [] {
    search::Index index;
    (void)index.put({"7", {{"title", "checkout is slow"}, {"text", "the pool ran out"}}, {"service:checkout"}});
    (void)index.put({"8", {{"text", "certificate expired; checkout failed"}}});
    const std::string file = (std::filesystem::temp_directory_path() / std::to_string(getpid())).string() + ".index";
    index.save(file, "mark");
    std::ifstream in(file, std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(in), {}};
    std::filesystem::remove(file);
    const std::size_t settings = search::kIndexFileName.size() + sizeof(std::uint64_t);
    std::uint64_t length = 0;
    std::memcpy(&length, bytes.data() + settings, sizeof(length));
    const std::size_t head = settings + sizeof(length) + length;
    return Saved{bytes.substr(0, head), bytes.substr(head, bytes.size() - head - sizeof(Digest))};
  }();
  return halves;
}

// A file in memory, by its path.
class MemoryFile {
 public:
  explicit MemoryFile(std::string_view bytes) : descriptor_(memfd_create("index", MFD_CLOEXEC)) {
    fuzz::require(write(descriptor_, bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size()), "memory");
  }
  ~MemoryFile() { close(descriptor_); }
  MemoryFile(const MemoryFile&) = delete;
  MemoryFile& operator=(const MemoryFile&) = delete;
  [[nodiscard]] std::string path() const { return "/proc/self/fd/" + std::to_string(descriptor_); }

 private:
  int descriptor_;
};

}  // namespace

// Begins with the rest of a real file, which no mutation would come upon.
extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size, std::size_t most, unsigned) {
  if (size < 16) size = saved().rest.copy(reinterpret_cast<char*>(data), most);
  return LLVMFuzzerMutate(data, size, most);
}

// The input as a whole file, and behind a valid head and before the digest that fits.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes = fuzz::text(data, size);
  search::Index index;
  (void)index.load(MemoryFile(bytes).path());
  std::string sealed = saved().head + std::string(bytes);
  const Digest digest = sha256(sealed);
  sealed.append(reinterpret_cast<const char*>(digest.data()), digest.size());
  if (!index.load(MemoryFile(sealed).path())) return 0;
  fuzz::require(index.memory_bytes() >= index.size(), "the index tells its size");
  (void)index.contains("7");
  return 0;
}
