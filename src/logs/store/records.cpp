// SPDX-License-Identifier: Apache-2.0
#include "logs/store/records.hpp"

#include "logs/store/bytes.hpp"

#include <algorithm>

namespace debrief::logs {
namespace {

constexpr std::size_t kMany = 1UL << 20;

void put_signed(std::string& out, std::int64_t value) {
  put_number(out, static_cast<std::uint64_t>(value));
}
std::int64_t read_signed(ByteReader& reader) {
  return static_cast<std::int64_t>(reader.number());
}
void put_flag(std::string& out, bool flag) {
  out += static_cast<char>(flag);
}
bool read_flag(ByteReader& reader) {
  return reader.take(1)[0] != 0;
}

template <class Number>
void put_optional(std::string& out, const std::optional<Number>& value) {
  put_flag(out, value.has_value());
  if (value) put_signed(out, *value);
}
template <class Number>
std::optional<Number> read_optional(ByteReader& reader) {
  if (!read_flag(reader)) return std::nullopt;
  return static_cast<Number>(read_signed(reader));
}

void put_rule(std::string& out, const StampRule& rule) {
  put_number(out, rule.choices.size());
  for (const StampChoice& choice : rule.choices) {
    put_number(out, choice.index);
    put_number(out, choice.layout.fields.size());
    for (const StampField& field : choice.layout.fields) {
      put_number(out, static_cast<std::uint64_t>(field.part));
      put_text(out, field.text);
      put_number(out, field.least);
      put_number(out, field.most);
    }
  }
}

StampRule read_rule(ByteReader& reader) {
  StampRule rule;
  rule.choices.resize(reader.count(kMany));
  for (StampChoice& choice : rule.choices) {
    choice.index = reader.count(kMany);
    choice.layout.fields.resize(reader.count(kMany));
    for (StampField& field : choice.layout.fields) {
      field.part = static_cast<StampPart>(reader.count(255));
      field.text = reader.text();
      field.least = static_cast<std::uint8_t>(reader.count(255));
      field.most = static_cast<std::uint8_t>(reader.count(255));
    }
  }
  return rule;
}

}  // namespace

void put_source(std::string& out, const Source& source) {
  put_number(out, source.number);
  put_text(out, source.name);
  put_text(out, source.format);
  put_text(out, source.clock.zone);
  put_flag(out, source.clock.zone_inferred);
  put_optional(out, source.clock.year);
  put_flag(out, source.clock.year_inferred);
  put_optional(out, source.clock.day);
  put_flag(out, source.clock.day_inferred);
  put_signed(out, source.clock.correction_ns);
  put_rule(out, source.stamps);
}

Source read_source(std::string_view bytes) {
  ByteReader reader(bytes);
  Source source;
  source.number = static_cast<std::uint32_t>(reader.count(UINT32_MAX));
  source.name = reader.text();
  source.format = reader.text();
  source.clock.zone = reader.text();
  source.clock.zone_inferred = read_flag(reader);
  source.clock.year = read_optional<int>(reader);
  source.clock.year_inferred = read_flag(reader);
  source.clock.day = read_optional<std::int64_t>(reader);
  source.clock.day_inferred = read_flag(reader);
  source.clock.correction_ns = read_signed(reader);
  source.stamps = read_rule(reader);
  return source;
}

void put_block(std::string& out, const BlockRecord& block) {
  put_number(out, block.source);
  put_number(out, block.first_line);
  put_number(out, block.offset);
  put_number(out, block.size);
  put_text(out, block.hash);
  for (const std::int64_t time : {block.inherited_ns, block.first_ns, block.from_ns, block.until_ns})
    put_signed(out, time);
  put_flag(out, block.sorted);
  const BlockSummary& summary = block.summary;
  put_number(out, summary.lines);
  put_number(out, summary.raw_bytes);
  put_number(out, summary.plain_lines);
  put_number(out, summary.longest_number);
  put_number(out, summary.skeletons.size());
  for (const SkeletonRows& rows : summary.skeletons) {
    put_number(out, rows.skeleton);
    put_number(out, rows.rows);
  }
  put_number(out, summary.shapes.size());
  for (const std::string& shape : summary.shapes) put_text(out, shape);
  put_flag(out, summary.grams != nullptr);
  if (summary.grams) out += summary.grams->bytes();
  put_signed(out, block.times.step_ns);
  put_signed(out, block.times.first);
  put_text(out, block.times.cells);
}

BlockRecord read_block(std::string_view bytes) {
  ByteReader reader(bytes);
  BlockRecord block;
  block.source = static_cast<std::uint32_t>(reader.count(UINT32_MAX));
  block.first_line = reader.number();
  block.offset = reader.number();
  block.size = reader.number();
  block.hash = reader.text();
  for (std::int64_t* time : {&block.inherited_ns, &block.first_ns, &block.from_ns, &block.until_ns})
    *time = read_signed(reader);
  block.sorted = read_flag(reader);
  BlockSummary& summary = block.summary;
  summary.lines = static_cast<std::uint32_t>(reader.count(kLargestBlock));
  summary.raw_bytes = reader.number();
  summary.plain_lines = static_cast<std::uint32_t>(reader.count(kLargestBlock));
  summary.longest_number = static_cast<std::uint8_t>(reader.count(20));
  summary.skeletons.resize(reader.count(kMany));
  for (SkeletonRows& rows : summary.skeletons) {
    rows.skeleton = static_cast<std::uint32_t>(reader.count(UINT32_MAX));
    rows.rows = static_cast<std::uint32_t>(reader.count(kLargestBlock));
  }
  summary.shapes.resize(reader.count(kMany));
  for (std::string& shape : summary.shapes) shape = reader.text();
  if (read_flag(reader)) {
    auto grams = std::make_shared<GramFilter>();
    grams->assign(reader.take(GramFilter::kBytes));
    summary.grams = std::move(grams);
  }
  if (reader.done()) return block;  // of a version that did not count by time
  block.times.step_ns = read_signed(reader);
  block.times.first = read_signed(reader);
  block.times.cells = reader.text();
  return block;
}

void put_skeleton(std::string& out, const Skeleton& skeleton) {
  put_number(out, skeleton.slots);
  put_text(out, skeleton.text);
  put_text(out, skeleton.example);
}

Skeleton read_skeleton(std::string_view bytes) {
  ByteReader reader(bytes);
  Skeleton skeleton;
  skeleton.slots = static_cast<std::uint32_t>(reader.count(Skeletons::kMostSlots));
  skeleton.text = reader.text();
  skeleton.example = reader.text();
  return skeleton;
}

}  // namespace debrief::logs
