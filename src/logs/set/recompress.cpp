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

// The blocks of one store, source by source, into another.
class Rewriter {
 public:
  Rewriter(Store& from, const Catalogue& catalogue, Store& to, const Rewriting& wanted)
      : from_(from), catalogue_(catalogue), to_(to), wanted_(wanted), intake_(to, wanted.intake) {}

  // False when it was told not to go on.
  bool write_all() {
    for (const Source& source : catalogue_.sources) {
      intake_.resume(source.number);
      for (const auto& block : catalogue_.blocks) {
        if (block->record.source != source.number) continue;
        if (wanted_.go_on && !wanted_.go_on()) return false;
        write(*block);
      }
    }
    intake_.finish();
    to_.sync();
    return true;
  }

 private:
  void write(const StoredBlock& block) {
    const std::string payload = Store::payload(block);
    if (block.record.summary.raw_bytes >= wanted_.kept_bytes) {
      // What was taken apart before it stands before it.
      if (encoding_) intake_.finish();
      encoding_ = false;
      to_.append_copy(block.record, payload);
    } else {
      intake_.add(BlockReader(payload, from_.skeletons()).text());
      encoding_ = true;
    }
    done_ += block.record.summary.raw_bytes;
    if (wanted_.progress) wanted_.progress(done_, catalogue_.raw_bytes());
  }

  Store& from_;
  const Catalogue& catalogue_;
  Store& to_;
  const Rewriting& wanted_;
  Intake intake_;
  bool encoding_ = false;
  std::uint64_t done_ = 0;
};

}  // namespace

IntakeOptions thorough_intake() {
  IntakeOptions options;
  options.threads = 1;
  options.level = 9;
  options.block_bytes = 16UL << 20;
  return options;
}

std::optional<Recompressed> rewrite(Store& from, const Catalogue& catalogue, const fs::path& beside,
                                    const Rewriting& wanted) {
  fs::remove_all(beside);
  Recompressed sizes{catalogue.stored_bytes(), 0};
  bool whole = false;
  {
    Store to(beside, Store::Access::write);
    for (const Source& source : catalogue.sources) to.add_source(source);
    // Blocks that are copied name static texts by number.
    if (wanted.kept_bytes != UINT64_MAX)
      for (std::uint32_t number = 0; number < from.skeletons().size(); ++number)
        to.skeletons().add(from.skeletons()[number]);
    whole = Rewriter(from, catalogue, to, wanted).write_all();
    sizes.after = to.catalogue()->stored_bytes();
  }
  if (whole) return sizes;
  fs::remove_all(beside);
  return std::nullopt;
}

void put_in_place(const fs::path& folder, const fs::path& beside) {
  // What else lies in the folder belongs to its owner, and goes along.
  for (const auto& entry : fs::directory_iterator(folder))
    if (!fs::exists(beside / entry.path().filename()))
      fs::copy(entry.path(), beside / entry.path().filename(), fs::copy_options::recursive);
  File::sync_folder(beside);
  exchange(folder, beside);
  File::sync_folder(fs::absolute(folder).parent_path());
  fs::remove_all(beside);
}

Recompressed recompress(const fs::path& named, const Rewriting& wanted) {
  const fs::path folder = named.has_filename() ? named : named.parent_path();  // "logs/" is "logs"
  fs::path beside = folder;
  beside += ".recompressed";
  Store from(folder, Store::Access::write);
  const auto sizes = rewrite(from, *from.catalogue(), beside, wanted);
  if (!sizes) return {};
  put_in_place(folder, beside);
  return *sizes;
}

}  // namespace debrief::logs
