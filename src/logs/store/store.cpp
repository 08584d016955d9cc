// SPDX-License-Identifier: Apache-2.0
#include "logs/store/store.hpp"

#include "base/hash.hpp"

#include <algorithm>
#include <stdexcept>

namespace debrief::logs {
namespace {

constexpr char kSource = 'S', kSkeleton = 'T', kBlock = 'B';

std::string hash_of(std::string_view bytes) {
  const Digest digest = sha256(bytes);
  return {reinterpret_cast<const char*>(digest.data()), digest.size()};
}

}  // namespace

std::uint64_t Catalogue::lines() const {
  std::uint64_t sum = 0;
  for (const auto& block : blocks) sum += block->record.summary.lines;
  return sum;
}

std::uint64_t Catalogue::raw_bytes() const {
  std::uint64_t sum = 0;
  for (const auto& block : blocks) sum += block->record.summary.raw_bytes;
  return sum;
}

std::uint64_t Catalogue::stored_bytes() const {
  std::uint64_t sum = 0;
  for (const auto& block : blocks) sum += block->record.size;
  return sum;
}

Store::Store(std::filesystem::path folder, Access access) : folder_(std::move(folder)) {
  const auto mode = access == Access::write ? File::Mode::append : File::Mode::read;
  if (access == Access::write) {
    std::filesystem::create_directories(folder_);
    lock_ = std::make_unique<File>(folder_ / "lock", File::Mode::append);
    lock_->lock();
  }
  blocks_ = std::make_shared<File>(folder_ / "blocks-1", mode);
  index_ = std::make_unique<IndexFile>(folder_ / "index", mode,
                                       [this](char kind, std::string_view record) { take(kind, record); });
  skeletons_kept_ = skeletons_.size();
  if (access == Access::write) {
    if (blocks_->size() < end_) throw Damaged("the file of the blocks is shorter than its index says");
    // What lies behind the last block of the index was written just before a crash.
    blocks_->truncate(end_);
  }
  published_ = std::make_shared<const Catalogue>(known_);
}

void Store::take(char kind, std::string_view record) {
  if (kind == kSkeleton) return skeletons_.add(read_skeleton(record));
  if (kind == kSource) {
    Source source = read_source(record);
    if (source.number > known_.sources.size()) throw Damaged("the index of a log store lacks a source");
    if (source.number == known_.sources.size()) known_.sources.emplace_back();
    known_.sources[source.number] = std::move(source);
    return;
  }
  if (kind != kBlock) throw Damaged("the index of a log store was written by a later version");
  auto block = std::make_shared<StoredBlock>();
  block->record = read_block(record);
  block->file = blocks_;
  if (replace_block(block)) return;
  if (block->record.source >= known_.sources.size()) throw Damaged("a block is of no source");
  end_ = std::max(end_, block->record.offset + block->record.size);
  known_.blocks.push_back(std::move(block));
}

// A later record of the same payload counts.
bool Store::replace_block(const std::shared_ptr<const StoredBlock>& block) {
  if (block->record.offset >= end_) return false;
  for (auto& known : known_.blocks) {
    if (known->record.offset != block->record.offset) continue;
    known = block;
    return true;
  }
  return false;
}

std::shared_ptr<const Catalogue> Store::catalogue() const {
  const std::scoped_lock lock(mutex_);
  return published_;
}

std::string Store::payload(const StoredBlock& block) {
  std::string bytes = block.file->read(block.record.offset, block.record.size);
  if (bytes.size() != block.record.size || hash_of(bytes) != block.record.hash)
    throw Damaged("a block of logs is not as it was written: the file was altered, or the disk lost it");
  return bytes;
}

std::uint32_t Store::add_source(Source source) {
  const std::scoped_lock lock(mutex_);
  source.number = static_cast<std::uint32_t>(known_.sources.size());
  std::string record;
  put_source(record, source);
  index_->append(kSource, record);
  known_.sources.push_back(std::move(source));
  return known_.sources.back().number;
}

void Store::change_source(Source source, std::vector<BlockRecord> blocks) {
  const std::scoped_lock lock(mutex_);
  if (broken_) throw std::runtime_error("the log store is closed since it could not be written; open it again");
  std::string record;
  put_source(record, source);
  index_->append(kSource, record);
  for (const BlockRecord& block : blocks) {
    record.clear();
    put_block(record, block);
    index_->append(kBlock, record);
  }
  try {
    index_->sync();
  } catch (...) {
    broken_ = true;
    throw;
  }
  writing_.erase(source.number);
  for (BlockRecord& block : blocks)
    replace_block(std::make_shared<const StoredBlock>(StoredBlock{std::move(block), blocks_}));
  known_.sources.at(source.number) = std::move(source);
  published_ = std::make_shared<const Catalogue>(known_);
}

Source Store::source(std::uint32_t number) const {
  const std::scoped_lock lock(mutex_);
  return known_.sources.at(number);
}

Store::Writing& Store::writing(std::uint32_t source) {
  const auto found = writing_.find(source);
  if (found != writing_.end()) return found->second;
  Writing state{SourceClock(known_.sources.at(source).clock), 0, kNoTime};
  for (const auto& block : known_.blocks) {
    if (block->record.source != source) continue;
    state.lines = std::max(state.lines, block->record.first_line + block->record.summary.lines);
    state.last_ns = block->record.until_ns;
  }
  if (state.last_ns != kNoTime) state.clock.go_on_from(state.last_ns);
  return writing_.emplace(source, std::move(state)).first->second;
}

// Static texts go into the index before the first block that has them.
void Store::keep_skeletons() {
  for (const std::uint32_t size = skeletons_.size(); skeletons_kept_ < size; ++skeletons_kept_) {
    std::string record;
    put_skeleton(record, skeletons_[skeletons_kept_]);
    index_->append(kSkeleton, record);
  }
}

void Store::append(std::uint32_t source, EncodedBlock block) {
  const std::scoped_lock lock(mutex_);
  if (broken_) throw std::runtime_error("the log store is closed since it could not be written; open it again");
  Writing& state = writing(source);
  BlockRecord record;
  record.source = source;
  record.first_line = state.lines;
  record.offset = end_;
  record.size = block.payload.size();
  record.hash = hash_of(block.payload);
  record.inherited_ns = state.last_ns;
  if (block.stamped_lines.empty() || block.stamped_lines.front() != 0) record.from_ns = record.until_ns = state.last_ns;
  TimeCounter counter;
  counter.begin(0, state.last_ns);
  for (std::size_t i = 0; i < block.stamps.size(); ++i) {
    const std::int64_t at = state.clock.at(block.stamps[i]);
    counter.begin(block.stamped_lines[i], at);
    if (record.first_ns == kNoTime) record.first_ns = at;
    else if (at < state.last_ns) record.sorted = false;
    record.from_ns = record.from_ns == kNoTime ? at : std::min(record.from_ns, at);
    record.until_ns = std::max(record.until_ns, at);
    state.last_ns = at;
  }
  record.times = counter.finish(block.kinds, block.summary.skeletons.size() + 1);
  record.summary = std::move(block.summary);
  state.lines += record.summary.lines;
  write(std::move(record), block.payload);
}

void Store::append_copy(BlockRecord record, const std::string& payload) {
  const std::scoped_lock lock(mutex_);
  if (broken_) throw std::runtime_error("the log store is closed since it could not be written; open it again");
  Writing& state = writing(record.source);
  record.first_line = state.lines;
  record.offset = end_;
  state.lines += record.summary.lines;
  if (record.until_ns != kNoTime) {
    state.last_ns = record.until_ns;
    state.clock.go_on_from(record.until_ns);
  }
  write(std::move(record), payload);
}

// Needs mutex_.
void Store::write(BlockRecord record, const std::string& payload) {
  try {
    blocks_->append(payload);
  } catch (...) {
    broken_ = true;
    throw;
  }
  end_ += payload.size();
  keep_skeletons();
  std::string bytes;
  put_block(bytes, record);
  index_->append(kBlock, bytes);
  unsynced_.push_back(std::make_shared<const StoredBlock>(StoredBlock{std::move(record), blocks_}));
}

void Store::sync() {
  const std::scoped_lock lock(mutex_);
  if (broken_) throw std::runtime_error("the log store is closed since it could not be written; open it again");
  try {
    blocks_->sync();
    index_->sync();
    if (!folder_synced_) File::sync_folder(folder_);
    folder_synced_ = true;
  } catch (...) {
    broken_ = true;
    throw;
  }
  known_.blocks.insert(known_.blocks.end(), unsynced_.begin(), unsynced_.end());
  unsynced_.clear();
  published_ = std::make_shared<const Catalogue>(known_);
}

}  // namespace debrief::logs
