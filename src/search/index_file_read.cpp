// SPDX-License-Identifier: Apache-2.0
#include "search/checked_file.hpp"
#include "search/index_file.hpp"
#include "search/index_file_format.hpp"

#include <algorithm>
#include <memory>

namespace debrief::search {
namespace {

constexpr std::string_view kRemedy = "put the documents again, or remove the file";
constexpr std::size_t kPartsLimit = 100'000;

bool fits(const PackedArrays& a) {
  return fits(a.keys) && fits(a.terms) && fits(a.lists) && a.keys.size() == a.lengths.size() &&
         a.by_key.size() == a.lengths.size() && a.terms.size() == a.lists.size() &&
         std::all_of(a.by_key.begin(), a.by_key.end(), [&](DocumentNumber d) { return d < a.lengths.size(); });
}

bool read_part(CheckedReader& in, SavedIndex& index) {
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

Result<SavedIndex> read_content(CheckedReader& in, const std::filesystem::path& file, std::string_view settings) {
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
  CheckedReader in(file);
  if (!in.ok()) return not_found("there is no search index in {}", file.string());
  return read_content(in, file, settings);
}

}  // namespace debrief::search
