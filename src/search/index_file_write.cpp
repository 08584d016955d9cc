// SPDX-License-Identifier: Apache-2.0
#include "search/checked_file.hpp"
#include "search/index_file.hpp"
#include "search/index_file_format.hpp"

namespace debrief::search {
namespace {

void write_part(CheckedWriter& out, const PackedPart& part) {
  const PackedArrays& arrays = part.segment->arrays();
  out.strings(arrays.keys);
  out.array(arrays.lengths);
  out.array(arrays.by_key);
  out.strings(arrays.terms);
  out.strings(arrays.lists);
  out.array(part.erased.words());
}

}  // namespace

void write_index_file(const std::filesystem::path& file, const SavedIndex& index) {
  write_checked_file(file, [&](CheckedWriter& out) {
    out.raw(kIndexFileName);
    out.number(kIndexFileVersion);
    out.text(index.settings);
    out.text(index.mark);
    out.number(index.parts.size());
    for (const PackedPart& part : index.parts) write_part(out, part);
  });
}

}  // namespace debrief::search
