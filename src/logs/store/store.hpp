// SPDX-License-Identifier: Apache-2.0
// A log store: a folder with the lines of any number of sources, compressed, indexed and never altered.
//
//   index      sources, static texts, and of each block what BlockRecord says (index_file.hpp)
//   blocks-1   the payloads (block.hpp), one after another
//   lock       held by the process that writes
//
// A block counts from the moment its record is in the index, which is written behind its payload: a crash loses at most
// what was not synced, and nothing else.
#pragma once

#include "base/result.hpp"
#include "logs/store/index_file.hpp"
#include "logs/store/records.hpp"

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace debrief::logs {

struct StoredBlock {
  BlockRecord record;
  std::shared_ptr<const File> file;
};

/// What a store held at one moment. Blocks of one source stand in the order of their lines.
struct Catalogue {
  std::vector<Source> sources;  ///< by number
  std::vector<std::shared_ptr<const StoredBlock>> blocks;

  [[nodiscard]] std::uint64_t lines() const;
  [[nodiscard]] std::uint64_t raw_bytes() const;
  [[nodiscard]] std::uint64_t stored_bytes() const;
};

/// One process may write at a time; any number may read. Methods are safe from any thread.
class Store {
 public:
  enum class Access { read, write };
  /// Makes the folder when it may write. Throws Damaged, or std::system_error where the disk fails or another process
  /// writes.
  Store(std::filesystem::path folder, Access access);

  [[nodiscard]] std::shared_ptr<const Catalogue> catalogue() const;
  [[nodiscard]] Skeletons& skeletons() { return skeletons_; }
  /// Throws Damaged when the bytes are not those that were written.
  [[nodiscard]] static std::string payload(const StoredBlock& block);

  /// Adds a source; its number is given. Seen in the catalogue after sync().
  std::uint32_t add_source(Source source);
  /// As it was added or changed last. Throws std::out_of_range.
  [[nodiscard]] Source source(std::uint32_t number) const;
  /// Puts new records in the place of a source and of all its blocks, whose payloads stay as they are: when a clock is
  /// corrected. Durable when it returns.
  void change_source(Source source, std::vector<BlockRecord> blocks);
  /// Appends lines of a source; blocks of one source in the order of their lines. Durable after sync().
  void append(std::uint32_t source, EncodedBlock block);
  /// Appends a block of another store that has the same sources and static texts, as it is. Durable after sync().
  void append_copy(BlockRecord record, const std::string& payload);
  void sync();

 private:
  struct Writing {
    SourceClock clock;
    std::uint64_t lines = 0;
    std::int64_t last_ns = kNoTime;
  };
  void take(char kind, std::string_view record);
  void keep_skeletons();
  bool replace_block(const std::shared_ptr<const StoredBlock>& block);
  void write(BlockRecord record, const std::string& payload);
  Writing& writing(std::uint32_t source);

  std::filesystem::path folder_;
  Skeletons skeletons_;
  mutable std::mutex mutex_;
  Catalogue known_;                             // as far as the index goes
  std::shared_ptr<const Catalogue> published_;  // known_, as readers see it
  std::shared_ptr<File> blocks_;
  std::uint64_t end_ = 0;  // of blocks_
  std::unique_ptr<IndexFile> index_;
  std::unique_ptr<File> lock_;
  std::map<std::uint32_t, Writing> writing_;
  std::uint32_t skeletons_kept_ = 0;
  std::vector<std::shared_ptr<const StoredBlock>> unsynced_;
  bool folder_synced_ = false;
  bool broken_ = false;
};

}  // namespace debrief::logs
