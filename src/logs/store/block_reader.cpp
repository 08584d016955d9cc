// SPDX-License-Identifier: Apache-2.0
#include "logs/store/block_reader.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace debrief::logs {
namespace {

constexpr std::size_t kMostKinds = 65'536;

// The packed description at the beginning of a payload, unpacked; what follows it stays in `payload`.
std::string take_description(std::string_view& payload) {
  ByteReader reader(payload);
  const std::size_t size = reader.count(kLargestBlock);
  const std::string_view packed = reader.text();
  std::string description = decompress(packed, size);
  payload.remove_prefix(static_cast<std::size_t>(packed.data() + packed.size() - payload.data()));
  return description;
}

void append_number(std::uint64_t number, std::string& out) {
  std::array<char, 20> digits;
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
  out.append(digits.data(), end);
}

std::string padded(std::uint64_t number, std::size_t size) {
  std::string digits;
  append_number(number, digits);
  return digits.size() < size ? std::string(size - digits.size(), '0') + digits : digits;
}

// The digits that all numbers of the column begin with, the others as kAnyDigit; empty when their count differs.
std::string pattern_of(const NumberColumn& column, std::size_t size) {
  if (!column.has_least || column.least > column.largest) return std::string(size, BlockReader::kAnyDigit);
  const std::string least = padded(column.least, size), largest = padded(column.largest, size);
  if (least.size() != largest.size() || (size != 0 && largest.size() != size)) return {};
  const auto same = std::mismatch(least.begin(), least.end(), largest.begin()).first - least.begin();
  return least.substr(0, static_cast<std::size_t>(same)) +
         std::string(least.size() - static_cast<std::size_t>(same), BlockReader::kAnyDigit);
}

std::string pattern_of(const DigitShape& shape, const NumberColumn& high, const NumberColumn& low) {
  const std::size_t low_digits = shape.has_high() ? DigitShape::kLowDigits : shape.digits();
  std::string digits = pattern_of(low, low_digits);
  if (shape.has_high()) {
    const std::string front = pattern_of(high, shape.digits() - low_digits);
    // What comes behind a digit that varies varies too.
    if (front.empty() || front.back() == BlockReader::kAnyDigit) digits.assign(low_digits, BlockReader::kAnyDigit);
    digits = front + digits;
  }
  std::string pattern = shape.text();
  if (digits.size() != shape.digits()) return {};
  std::size_t at = 0;
  for (char& c : pattern)
    if (c == '0') c = digits[at++];
  return pattern;
}

}  // namespace

void SlotColumn::render(std::size_t row, std::string& out) const {
  switch (kind_) {
    case ColumnKind::numbers: return append_number(numbers_[row], out);
    case ColumnKind::shaped: return shape_->render({high_.empty() ? 0 : high_[row], numbers_[row]}, out);
    default: out += *view(row);
  }
}

std::optional<std::string_view> SlotColumn::view(std::size_t row) const {
  if (kind_ == ColumnKind::constant) return text_;
  if (kind_ == ColumnKind::tokens) {
    const auto& tokens = tokens_->tokens(high_[row], *frames_);
    if (numbers_[row] >= tokens.size()) throw Damaged("a column has a token that does not exist");
    return tokens[numbers_[row]];
  }
  return std::nullopt;
}

BlockReader::BlockReader(std::string_view payload, const Skeletons& skeletons)
    : all_skeletons_(skeletons), description_(take_description(payload)), frames_(payload) {
  ByteReader reader(description_);
  lines_ = static_cast<std::uint32_t>(reader.count(kLargestBlock));
  open_end_ = reader.take(1)[0] != 0;
  const std::size_t kinds = reader.count(kMostKinds);
  if (kinds == 0) throw Damaged("a block has no kinds of lines");
  std::size_t offset = lines_ * (kinds > 256 ? 2UL : 1UL);
  kinds_.push_back({0, static_cast<std::uint32_t>(reader.count(lines_)), 0});
  skeletons_of_.push_back(nullptr);
  columns_.emplace_back();
  plain_bytes_ = reader.count(kLargestBlock);
  offset += plain_bytes_;
  tokens_ = std::make_unique<StoredTokens>(reader, offset);
  std::uint64_t rows = kinds_[0].rows;
  while (kinds_.size() < kinds) {
    read_kind(reader);
    rows += kinds_.back().rows;
  }
  if (rows != lines_) throw Damaged("the kinds of a block have not as many lines as the block");
  slot_places_.resize(kinds_.size());
  place_columns(offset);
}

void BlockReader::read_kind(ByteReader& reader) {
  BlockKind kind;
  kind.skeleton = static_cast<std::uint32_t>(reader.count(all_skeletons_.size()));
  kind.rows = static_cast<std::uint32_t>(reader.count(lines_));
  kind.slots = static_cast<std::uint32_t>(reader.count(Skeletons::kMostSlots));
  if (kind.skeleton >= all_skeletons_.size() || all_skeletons_[kind.skeleton].slots != kind.slots)
    throw Damaged("a block has lines of a static text that is not known");
  std::vector<Column> columns(kind.slots);
  for (std::size_t slot = 0; slot < columns.size(); ++slot) {
    Column& column = columns[slot];
    column.kind = static_cast<ColumnKind>(reader.take(1)[0]);
    switch (column.kind) {
      case ColumnKind::constant: column.text = reader.text(); break;
      case ColumnKind::copy:
        column.copied = reader.number();
        if (column.copied >= slot) throw Damaged("a column is the copy of one behind it");
        break;
      case ColumnKind::numbers: column.numbers = read_column(reader); break;
      case ColumnKind::shaped: {
        column.text = reader.text();
        column.shape = DigitShape::of(column.text);
        if (!column.shape) throw Damaged("a column has a shape that cannot be");
        if (column.shape->has_high()) column.high = read_column(reader);
        column.numbers = read_column(reader);
        break;
      }
      case ColumnKind::tokens: break;
      default: throw Damaged("a column is of a kind that does not exist");
    }
  }
  for (Column& column : columns) {
    if (column.kind != ColumnKind::tokens) continue;
    column.high = read_column(reader);
    column.numbers = read_column(reader);
  }
  kinds_.push_back(kind);
  skeletons_of_.push_back(&all_skeletons_[kind.skeleton]);
  columns_.push_back(std::move(columns));
}

std::size_t BlockReader::bytes_of(const Column& column, std::size_t rows) const {
  if (column.kind == ColumnKind::constant || column.kind == ColumnKind::copy) return 0;
  return column.high.bytes(rows) + column.numbers.bytes(rows);
}

void BlockReader::place_columns(std::size_t offset) {
  for (std::size_t kind = 1; kind < kinds_.size(); ++kind) {
    for (Column& column : columns_[kind]) {
      column.offset = offset;
      offset += bytes_of(column, kinds_[kind].rows);
    }
  }
}

const std::vector<LinePlace>& BlockReader::places() {
  if (!places_.empty() || lines_ == 0) return places_;
  const bool wide = kinds_.size() > 256;
  const std::string_view bytes = frames_.piece(0, lines_ * (wide ? 2UL : 1UL));
  std::vector<std::uint32_t> rows(kinds_.size());
  places_.resize(lines_);
  for (std::size_t line = 0; line < lines_; ++line) {
    std::uint32_t kind = static_cast<unsigned char>(bytes[line]);
    if (wide) kind |= static_cast<std::uint32_t>(static_cast<unsigned char>(bytes[lines_ + line])) << 8;
    if (kind >= kinds_.size() || rows[kind] == kinds_[kind].rows)
      throw Damaged("a line is of a kind that does not exist");
    places_[line] = {kind, rows[kind]++};
  }
  return places_;
}

std::vector<std::uint32_t> BlockReader::lines_of(std::uint32_t kind) {
  std::vector<std::uint32_t> lines;
  lines.reserve(kinds_[kind].rows);
  const auto& all = places();
  for (std::uint32_t line = 0; line < lines_; ++line)
    if (all[line].kind == kind) lines.push_back(line);
  return lines;
}

void BlockReader::unpack(Column& column, std::size_t rows) {
  auto out = std::make_unique<SlotColumn>();
  out->kind_ = column.kind;
  out->text_ = column.text;
  out->shape_ = column.shape;
  const std::string_view bytes = frames_.piece(column.offset, bytes_of(column, rows));
  const std::size_t high = column.high.bytes(rows);
  const bool has_high = column.kind == ColumnKind::tokens || (out->shape_ && out->shape_->has_high());
  if (has_high) out->high_ = decode_numbers(column.high, bytes.substr(0, high), rows);
  if (column.kind != ColumnKind::constant) out->numbers_ = decode_numbers(column.numbers, bytes.substr(high), rows);
  if (column.kind == ColumnKind::tokens) {
    out->tokens_ = tokens_.get();
    out->frames_ = &frames_;
    out->has_form_.resize(tokens_->classes());
    for (const std::uint64_t form : out->high_) {
      if (form >= out->has_form_.size()) throw Damaged("a column has a token of a form that does not exist");
      out->has_form_[form] = true;
    }
  }
  column.unpacked = std::move(out);
}

const std::string& BlockReader::pattern(std::uint32_t kind, std::uint32_t slot) {
  Column* column = &columns_[kind][slot];
  while (column->kind == ColumnKind::copy) column = &columns_[kind][column->copied];
  if (!column->pattern) {
    column->pattern.emplace();
    if (column->kind == ColumnKind::numbers) column->pattern = pattern_of(column->numbers, 0);
    if (column->kind == ColumnKind::shaped) column->pattern = pattern_of(*column->shape, column->high, column->numbers);
  }
  return *column->pattern;
}

const SlotColumn& BlockReader::column(std::uint32_t kind, std::uint32_t slot) {
  Column* column = &columns_[kind][slot];
  while (column->kind == ColumnKind::copy) column = &columns_[kind][column->copied];
  if (!column->unpacked) unpack(*column, kinds_[kind].rows);
  return *column->unpacked;
}

std::string_view BlockReader::plain_line(std::uint32_t row) {
  if (plain_.empty()) {
    const std::size_t begin = lines_ * (kinds_.size() > 256 ? 2UL : 1UL);
    std::string_view rest = frames_.piece(begin, plain_bytes_);
    for (std::size_t end = rest.find('\n'); end != std::string_view::npos; end = rest.find('\n')) {
      plain_.push_back(rest.substr(0, end));
      rest.remove_prefix(end + 1);
    }
    if (plain_.size() != kinds_[0].rows) throw Damaged("a block has not as many plain lines as it should");
  }
  return plain_.at(row);
}

void BlockReader::render(LinePlace place, std::string& out) {
  if (place.kind == 0) out += plain_line(place.row);
  else render_from(place, 0, SIZE_MAX, out);
}

void BlockReader::render_from(LinePlace place, std::uint32_t slots, std::size_t size, std::string& out) {
  const std::string& text = skeletons_of_[place.kind]->text;
  const std::vector<std::uint32_t>& ends = slot_places(place.kind);
  const std::size_t begin = out.size();
  std::size_t at = slots == 0 ? 0 : ends[slots - 1] + 1;
  for (std::uint32_t slot = slots; slot < kinds_[place.kind].slots && out.size() - begin < size; ++slot) {
    out.append(text, at, ends[slot] - at);
    column(place.kind, slot).render(place.row, out);
    at = ends[slot] + 1;
  }
  if (out.size() - begin < size) out.append(text, at);
}

// Where the slots stand in the static text.
const std::vector<std::uint32_t>& BlockReader::slot_places(std::uint32_t kind) {
  std::vector<std::uint32_t>& places = slot_places_[kind];
  const std::string& text = skeletons_of_[kind]->text;
  if (places.empty())
    for (std::size_t at = text.find(Skeleton::kSlot); at != std::string::npos; at = text.find(Skeleton::kSlot, at + 1))
      places.push_back(static_cast<std::uint32_t>(at));
  return places;
}

std::string BlockReader::text() {
  std::string out;
  for (const LinePlace& place : places()) {
    render(place, out);
    out += '\n';
  }
  if (open_end_ && !out.empty()) out.pop_back();
  return out;
}

}  // namespace debrief::logs
