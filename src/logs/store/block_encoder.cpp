// SPDX-License-Identifier: Apache-2.0
#include "logs/store/block_encoder.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <utility>

namespace debrief::logs {
namespace {

constexpr std::size_t kFirstKnown = 1UL << 12;
constexpr std::size_t kBatch = 256;
constexpr std::size_t kLeastFiltered = 64UL * 1024;  // bytes of text
constexpr std::size_t kFullBlockKinds = 65'000;
constexpr std::size_t kMostNewSkeletons = 2048;  // in one block: text that never repeats itself is kept as it is

std::uint8_t digits_of(std::uint64_t number) {
  std::uint8_t digits = 1;
  for (; number >= 10; number /= 10) ++digits;
  return digits;
}

void add_once(std::vector<std::string>& texts, const std::string& text) {
  if (std::find(texts.begin(), texts.end(), text) == texts.end()) texts.push_back(text);
}

}  // namespace

BlockEncoder::BlockEncoder(Skeletons& skeletons, int level)
    : skeletons_(skeletons), compressor_(level), known_(kFirstKnown), kinds_(1), data_(compressor_) {}

// The place of the line's static text among those known, or null for a line that is kept as it is.
BlockEncoder::Known* BlockEncoder::find_known(const ScannedLine& line) {
  const std::size_t mask = known_.size() - 1;
  std::size_t at = line.static_hash & mask;
  for (; known_[at].skeleton != nullptr; at = (at + 1) & mask)
    if (known_[at].hash == line.static_hash) return has_skeleton(line, *known_[at].skeleton) ? &known_[at] : nullptr;
  const auto found = skeletons_.find_or_add(line, new_skeletons_ < kMostNewSkeletons);
  if (!found) return nullptr;
  if (found->added) ++new_skeletons_;
  if (++known_count_ * 2 > known_.size()) {
    std::vector<Known> larger(known_.size() * 2);
    for (const Known& one : known_) {
      if (one.skeleton == nullptr) continue;
      std::size_t to = one.hash & (larger.size() - 1);
      while (larger[to].skeleton != nullptr) to = (to + 1) & (larger.size() - 1);
      larger[to] = one;
    }
    known_ = std::move(larger);
    at = line.static_hash & (known_.size() - 1);
    while (known_[at].skeleton != nullptr) at = (at + 1) & (known_.size() - 1);
  }
  known_[at] = {line.static_hash, &skeletons_[found->number], found->number, 0, 0};
  return &known_[at];
}

void BlockEncoder::add_plain(std::string_view line) {
  plain_ += line;
  plain_ += '\n';
  ++summary_.plain_lines;
  kind_of_line_.push_back(0);
}

void BlockEncoder::add_stamp(const ScannedLine& line, const Known* known) {
  const auto reading = known == nullptr ? stamps_->read_plain(line.text)
                                        : stamps_->read_line(known->number, *known->skeleton, line.text, line.slots);
  if (!reading) return;
  stamped_lines_.push_back(static_cast<std::uint32_t>(kind_of_line_.size()));
  readings_.push_back(*reading);
}

void BlockEncoder::add_line(const ScannedLine& line) {
  Known* known = find_known(line);
  if (known != nullptr && known->block != block_) {
    if (kind_count_ == kFullBlockKinds) {
      known = nullptr;
    } else {
      known->block = block_;
      known->kind = static_cast<std::uint32_t>(kind_count_++);
      if (kinds_.size() < kind_count_) kinds_.emplace_back();
      Kind& kind = kinds_[known->kind];
      kind.skeleton = known->number;
      kind.slots = static_cast<std::uint32_t>(line.slots.size());
      kind.rows = 0;
      kind.tokens.clear();
      kind.dictionary_slots.clear();
      kind.description.clear();
    }
  }
  if (stamps_ != nullptr) add_stamp(line, known);
  if (known == nullptr) return add_plain(line.text);
  Kind& kind = kinds_[known->kind];
  ++kind.rows;
  const auto begin = static_cast<std::uint32_t>(line.text.data() - text_);
  for (const Slot& slot : line.slots) kind.tokens.push_back({begin + slot.begin, slot.end - slot.begin});
  kind_of_line_.push_back(static_cast<std::uint16_t>(known->kind));
}

// What stands in one slot; tokens are only marked, since they are numbered in the order of the lines.
void BlockEncoder::describe_slot(Kind& kind, std::size_t slot, std::string& column) {
  const SlotTokens tokens = tokens_of(kind, slot);
  const auto begin = [&](ColumnKind what) { kind.description += static_cast<char>(what); };
  if (one_token(tokens)) {
    begin(ColumnKind::constant);
    put_text(kind.description, tokens[0]);
    grams_.add(tokens[0]);
    return;
  }
  for (std::size_t before = 0; before < slot; ++before) {
    const SlotTokens other = tokens_of(kind, before);
    if (tokens[0] != other[0] || !same_tokens(tokens, other)) continue;
    begin(ColumnKind::copy);
    return put_number(kind.description, before);
  }
  if (read_numbers(tokens, numbers_)) {
    begin(ColumnKind::numbers);
    const NumberColumn numbers = encode_numbers(numbers_, column);
    summary_.longest_number = std::max(summary_.longest_number, digits_of(numbers.largest));
    return put_column(kind.description, numbers);
  }
  if (const auto shape = DigitShape::of(tokens[0]); shape && read_shaped(tokens, *shape, high_, numbers_)) {
    begin(ColumnKind::shaped);
    put_text(kind.description, tokens[0]);
    if (shape->has_high()) put_column(kind.description, encode_numbers(high_, column));
    add_once(summary_.shapes, shape->text());
    return put_column(kind.description, encode_numbers(numbers_, column));
  }
  begin(ColumnKind::tokens);
  kind.dictionary_slots.push_back(slot);
}

// Numbers the tokens line by line, so that those which occur together are near one another.
void BlockEncoder::refer_tokens() {
  struct Place {
    std::size_t kind = 0, slot = 0;
  };
  std::array<std::string_view, kBatch> tokens;
  std::array<Place, kBatch> places;
  std::array<TokenRef, kBatch> refs;
  std::size_t count = 0;
  const auto flush = [&] {
    dictionary_.add({tokens.data(), count}, {refs.data(), count});
    for (std::size_t i = 0; i < count; ++i) kinds_[places[i].kind].refs[places[i].slot].push_back(refs[i]);
    count = 0;
  };
  std::vector<const TokenPlace*> next(kind_count_);
  for (std::size_t number = 1; number < kind_count_; ++number) {
    Kind& kind = kinds_[number];
    next[number] = kind.tokens.data();
    kind.refs.resize(std::max(kind.refs.size(), kind.dictionary_slots.size()));
    for (auto& slot_refs : kind.refs) slot_refs.clear();
  }
  for (const std::uint16_t number : kind_of_line_) {
    const Kind& kind = kinds_[number];
    if (number == 0 || kind.dictionary_slots.empty()) continue;
    for (std::size_t i = 0; i < kind.dictionary_slots.size(); ++i) {
      if (count == kBatch) flush();
      const TokenPlace place = next[number][kind.dictionary_slots[i]];
      tokens[count] = {text_ + place.begin, place.size};
      places[count++] = {number, i};
    }
    next[number] += kind.slots;
  }
  flush();
  dictionary_.settle();
}

void BlockEncoder::write_refs(const std::vector<TokenRef>& refs, std::string& description, std::string& planes) {
  numbers_.clear();
  high_.clear();
  for (const TokenRef& ref : refs) {
    const TokenRef moved = dictionary_.moved(ref);
    high_.push_back(moved.form);
    numbers_.push_back(moved.index);
  }
  put_column(description, encode_numbers(high_, planes));
  put_column(description, encode_numbers(numbers_, planes));
}

EncodedBlock BlockEncoder::encode(std::string_view text, LineStamps* stamps) {
  summary_ = {};
  kind_of_line_.clear();
  kind_count_ = 1;
  plain_.clear();
  dictionary_.clear();
  grams_.clear();
  new_skeletons_ = 0;
  ++block_;
  text_ = text.data();
  stamps_ = stamps;
  scanner_.scan(text, [this](const ScannedLine& line) { add_line(line); });

  std::size_t column = 0;
  for (std::size_t number = 1; number < kind_count_; ++number) {
    for (std::size_t slot = 0; slot < kinds_[number].slots; ++slot) {
      if (columns_.size() == column) columns_.emplace_back();
      columns_[column].clear();
      describe_slot(kinds_[number], slot, columns_[column++]);
    }
  }
  refer_tokens();
  std::string description;
  put_number(description, kind_of_line_.size());
  description += static_cast<char>(!text.empty() && text.back() != '\n');
  put_number(description, kind_count_);
  std::string kinds(kind_of_line_.size() * (kind_count_ > 256 ? 2 : 1), '\0');
  for (std::size_t line = 0; line < kind_of_line_.size(); ++line) kinds[line] = static_cast<char>(kind_of_line_[line]);
  for (std::size_t line = kind_of_line_.size(); line < kinds.size(); ++line)
    kinds[line] = static_cast<char>(kind_of_line_[line - kind_of_line_.size()] >> 8);
  data_.add(kinds);
  put_number(description, summary_.plain_lines);
  put_number(description, plain_.size());
  data_.add(plain_);
  std::size_t written = 0;
  dictionary_.write(description, data_, written);
  column = 0;
  for (std::size_t number = 1; number < kind_count_; ++number) {
    Kind& kind = kinds_[number];
    put_number(description, kind.skeleton);
    put_number(description, kind.rows);
    put_number(description, kind.slots);
    summary_.skeletons.push_back({kind.skeleton, kind.rows});
    // Descriptions of token columns stand behind the others, in the order of the slots.
    for (std::size_t i = 0; i < kind.dictionary_slots.size(); ++i)
      write_refs(kind.refs[i], kind.description, columns_[column + kind.dictionary_slots[i]]);
    description += kind.description;
    for (std::size_t slot = 0; slot < kind.slots; ++slot) data_.add(columns_[column++]);
  }
  summary_.lines = static_cast<std::uint32_t>(kind_of_line_.size());
  summary_.raw_bytes = text.size();
  EncodedBlock block;
  put_number(block.payload, description.size());
  std::string packed;
  compressor_.compress(description, packed);
  put_text(block.payload, packed);
  data_.finish(block.payload);
  if (text.size() >= kLeastFiltered) {
    grams_.merge(dictionary_.grams());
    grams_.add(plain_);
    summary_.grams = std::make_shared<const GramFilter>(grams_);
  }
  block.summary = std::move(summary_);
  block.stamps = std::exchange(readings_, {});
  block.stamped_lines = std::exchange(stamped_lines_, {});
  block.kinds = kind_of_line_;
  return block;
}

}  // namespace debrief::logs
