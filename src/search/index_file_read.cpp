// SPDX-License-Identifier: Apache-2.0
#include "base/hash.hpp"
#include "search/index_file.hpp"
#include "search/index_file_format.hpp"

#include <algorithm>
#include <cstring>
#include <fstream>
#include <system_error>

namespace debrief::search {
namespace {

constexpr std::string_view kRemedy = "put the documents again, or remove the file";
constexpr std::size_t kPartsLimit = 100'000;

// Reads and hashes. After the first failure everything read is empty and ok() is false.
class Reader {
 public:
  Reader(std::ifstream& in, std::uint64_t size) : in_(in), left_(size) {}

  [[nodiscard]] bool ok() const { return ok_; }
  [[nodiscard]] std::uint64_t left() const { return left_; }

  bool raw(char* to, std::uint64_t size) {
    if (!ok_ || size > left_ || !in_.read(to, static_cast<std::streamsize>(size))) return ok_ = false;
    left_ -= size;
    hash_.update({to, size});
    return true;
  }
  std::uint64_t number() {
    std::uint64_t value = 0;
    return raw(reinterpret_cast<char*>(&value), sizeof(value)) ? value : 0;
  }
  std::string text() {
    const std::uint64_t size = number();
    if (size > left_) ok_ = false;
    std::string bytes(ok_ ? size : 0, '\0');
    raw(bytes.data(), bytes.size());
    return bytes;
  }
  template <class T>
  std::vector<T> array() {
    const std::uint64_t size = number();
    if (size > left_ || size % sizeof(T) != 0) ok_ = false;
    std::vector<T> values(ok_ ? size / sizeof(T) : 0);
    raw(reinterpret_cast<char*>(values.data()), values.size() * sizeof(T));
    return values;
  }
  StringArray strings() {
    StringArray values;
    values.bytes = text();
    values.ends = array<std::uint32_t>();
    return values;
  }
  // Whether the digest follows, and nothing else.
  bool ends_well() {
    const Digest expected = hash_.finish();
    Digest stored{};
    return ok_ && left_ == stored.size() && in_.read(reinterpret_cast<char*>(stored.data()), stored.size()) &&
           stored == expected;
  }

 private:
  std::ifstream& in_;
  std::uint64_t left_;
  Sha256 hash_;
  bool ok_ = true;
};

bool fits(const StringArray& strings) {
  return std::is_sorted(strings.ends.begin(), strings.ends.end()) &&
         (strings.ends.empty() ? 0 : strings.ends.back()) == strings.bytes.size();
}

bool fits(const PackedArrays& a) {
  return fits(a.keys) && fits(a.terms) && fits(a.lists) && a.keys.size() == a.lengths.size() &&
         a.by_key.size() == a.lengths.size() && a.terms.size() == a.lists.size() &&
         std::all_of(a.by_key.begin(), a.by_key.end(), [&](DocumentNumber d) { return d < a.lengths.size(); });
}

bool read_part(Reader& in, SavedIndex& index) {
  PackedArrays arrays;
  arrays.keys = in.strings();
  arrays.lengths = in.array<std::uint32_t>();
  arrays.by_key = in.array<DocumentNumber>();
  arrays.terms = in.strings();
  arrays.lists = in.strings();
  const auto words = in.array<std::uint64_t>();
  if (!in.ok() || !fits(arrays)) return false;
  PackedPart part;
  for (DocumentNumber document = 0; document < arrays.lengths.size(); ++document)
    if (document / 64 < words.size() && (words[document / 64] >> (document % 64) & 1U) != 0) part.erased.add(document);
  part.segment = std::make_shared<const PackedSegment>(std::move(arrays));
  index.parts.push_back(std::move(part));
  return true;
}

Error damaged(const std::filesystem::path& file) {
  return invalid("the search index in {} is damaged", file.string()).with_help(std::string(kRemedy));
}

Result<SavedIndex> read_content(Reader& in, const std::filesystem::path& file, std::string_view settings) {
  std::string name(kIndexFileName.size(), '\0');
  if (!in.raw(name.data(), name.size()) || name != kIndexFileName)
    return unsupported("{} is not a search index", file.string()).with_help(std::string(kRemedy));
  if (const std::uint64_t version = in.number(); in.ok() && version != kIndexFileVersion)
    return unsupported("the search index in {} has version {}; this program reads version {}", file.string(), version,
                       kIndexFileVersion)
        .with_help(std::string(kRemedy));
  SavedIndex index;
  index.settings = in.text();
  index.mark = in.text();
  const std::uint64_t parts = in.number();
  if (!in.ok() || parts > kPartsLimit) return damaged(file);
  for (std::uint64_t i = 0; i < parts; ++i)
    if (!read_part(in, index)) return damaged(file);
  if (!in.ends_well()) return damaged(file);
  if (index.settings != settings)
    return unsupported("the search index in {} was laid out for other fields", file.string())
        .with_help(std::string(kRemedy));
  return index;
}

}  // namespace

Result<SavedIndex> read_index_file(const std::filesystem::path& file, std::string_view settings) {
  std::error_code failure;
  const std::uint64_t size = std::filesystem::file_size(file, failure);
  std::ifstream stream(file, std::ios::binary);
  if (failure || !stream) return not_found("there is no search index in {}", file.string());
  Reader in(stream, size);
  return read_content(in, file, settings);
}

}  // namespace debrief::search
