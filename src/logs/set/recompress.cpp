// SPDX-License-Identifier: Apache-2.0
#include "logs/set/recompress.hpp"

#include "logs/store/block_reader.hpp"

#include <fcntl.h>

#include <cerrno>
#include <cstdio>
#include <system_error>

namespace debrief::logs {
namespace {

namespace fs = std::filesystem;

void exchange(const fs::path& a, const fs::path& b) {
  if (::renameat2(AT_FDCWD, a.c_str(), AT_FDCWD, b.c_str(), RENAME_EXCHANGE) != 0)
    throw std::system_error(errno, std::generic_category(), "putting a recompressed log store in its place");
}

}  // namespace

IntakeOptions thorough_intake() {
  IntakeOptions options;
  options.threads = 1;
  options.level = 9;
  options.block_bytes = 16UL << 20;
  return options;
}

Recompressed recompress(const fs::path& named, const IntakeOptions& options,
                        const std::function<void(std::uint64_t, std::uint64_t)>& progress) {
  const fs::path folder = named.has_filename() ? named : named.parent_path();  // "logs/" is "logs"
  Store from(folder, Store::Access::write);
  const auto catalogue = from.catalogue();
  fs::path beside = folder;
  beside += ".recompressed";
  fs::remove_all(beside);
  Recompressed sizes{catalogue->stored_bytes(), 0};
  {
    Store to(beside, Store::Access::write);
    for (const Source& source : catalogue->sources) to.add_source(source);
    Intake intake(to, options);
    std::uint64_t done = 0;
    for (const Source& source : catalogue->sources) {
      intake.resume(source.number);
      for (const auto& block : catalogue->blocks) {
        if (block->record.source != source.number) continue;
        const std::string payload = Store::payload(*block);
        intake.add(BlockReader(payload, from.skeletons()).text());
        done += block->record.summary.raw_bytes;
        if (progress) progress(done, catalogue->raw_bytes());
      }
    }
    intake.finish();
    sizes.after = to.catalogue()->stored_bytes();
  }
  // What else lies in the folder belongs to its owner, and goes along.
  for (const auto& entry : fs::directory_iterator(folder))
    if (!fs::exists(beside / entry.path().filename()))
      fs::copy(entry.path(), beside / entry.path().filename(), fs::copy_options::recursive);
  File::sync_folder(beside);
  exchange(folder, beside);
  File::sync_folder(fs::absolute(folder).parent_path());
  fs::remove_all(beside);
  return sizes;
}

}  // namespace debrief::logs
