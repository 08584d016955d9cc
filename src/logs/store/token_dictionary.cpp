// SPDX-License-Identifier: Apache-2.0
#include "logs/store/token_dictionary.hpp"

#include "logs/scan/static_hash.hpp"
#include "logs/store/digits.hpp"
#include "logs/store/number_column.hpp"

#include <algorithm>

namespace debrief::logs {
namespace {

constexpr std::size_t kLeastOfForm = 8;  // tokens that make a form worth a class
constexpr std::uint32_t kMostForms = 4096;
constexpr std::size_t kFirstTable = 1UL << 14;

std::uint64_t token_hash(std::string_view token) {
  StaticHash hash;
  // The hash reads 15 bytes behind its text; short tokens are copied so that no caller has to provide them.
  char copy[32] = {};
  if (token.size() <= 16) {
    std::memcpy(copy, token.data(), token.size());
    hash.add(copy, token.size());
    return hash.value();
  }
  const std::size_t whole = token.size() - 16;
  hash.add(token.data(), whole);
  std::memcpy(copy, token.data() + whole, 16);
  hash.add(copy, 16);
  return hash.value();
}

// How the digits of a run are written in all tokens of a form.
enum class Written : std::uint8_t { plain, fixed, varied };

struct RunForm {
  Written written = Written::plain;
  std::uint8_t size = 0;  // when fixed
};

std::uint8_t plain_size(std::uint64_t value) {
  std::uint8_t size = 1;
  while (value >= 10) {
    value /= 10;
    ++size;
  }
  return size;
}

RunForm form_of(const std::vector<std::uint64_t>& values, const std::vector<std::uint8_t>& sizes) {
  bool plain = true, fixed = true;
  for (std::size_t i = 0; i < values.size() && (plain || fixed); ++i) {
    fixed = fixed && sizes[i] == sizes[0];
    plain = plain && sizes[i] == plain_size(values[i]);
  }
  if (plain) return {Written::plain, 0};
  return fixed ? RunForm{Written::fixed, sizes[0]} : RunForm{Written::varied, 0};
}

}  // namespace

TokenDictionary::TokenDictionary() : table_(kFirstTable) {
  start_class({}, 0);
}

void TokenDictionary::clear() {
  if (!tokens_.empty()) std::fill(table_.begin(), table_.end(), Entry{});
  tokens_.clear();
  class_of_.clear();
  grams_.clear();
  class_count_ = 0;
  recent_.fill(0);
  start_class({}, 0);
}

void TokenDictionary::start_class(std::string_view form, std::size_t runs) {
  if (classes_.size() == class_count_) classes_.emplace_back();
  Class& one = classes_[class_count_++];
  one.form = form;
  one.runs = runs;
  for (std::size_t run = 0; run < runs; ++run) {
    one.values[run].clear();
    one.sizes[run].clear();
  }
  one.tokens.clear();
  one.moved = {};
  one.dissolved = false;
}

void TokenDictionary::add(std::span<const std::string_view> tokens, std::span<TokenRef> refs) {
  hashes_.resize(tokens.size());
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    hashes_[i] = token_hash(tokens[i]);
    __builtin_prefetch(&table_[hashes_[i] & (table_.size() - 1)]);
  }
  for (std::size_t i = 0; i < tokens.size(); ++i)
    if (const Entry& entry = table_[hashes_[i] & (table_.size() - 1)]; entry.token != 0)
      __builtin_prefetch(&tokens_[entry.token - 1]);
  for (std::size_t i = 0; i < tokens.size(); ++i) refs[i] = find_or_insert(tokens[i], hashes_[i]);
}

TokenRef TokenDictionary::find_or_insert(std::string_view token, std::uint64_t hash) {
  const std::size_t mask = table_.size() - 1;
  const auto upper = static_cast<std::uint32_t>(hash >> 32);
  std::size_t at = hash & mask;
  for (; table_[at].token != 0; at = (at + 1) & mask) {
    if (table_[at].hash != upper) continue;
    const Token& known = tokens_[table_[at].token - 1];
    if (known.size == token.size() && equal_bytes(known.text, token.data(), token.size()))
      return {known.form, known.index};
  }
  const TokenRef ref = insert(token);
  tokens_.push_back(
      {token.data(), static_cast<std::uint32_t>(token.size()), ref.form, ref.index, static_cast<std::uint32_t>(hash)});
  table_[at] = {upper, static_cast<std::uint32_t>(tokens_.size())};
  if (tokens_.size() * 2 > table_.size()) grow();
  return ref;
}

void TokenDictionary::grow() {
  std::vector<Entry> larger(table_.size() * 2);
  for (const Entry& entry : table_) {
    if (entry.token == 0) continue;
    std::size_t at = tokens_[entry.token - 1].hash & (larger.size() - 1);
    while (larger[at].token != 0) at = (at + 1) & (larger.size() - 1);
    larger[at] = entry;
  }
  table_ = std::move(larger);
}

TokenRef TokenDictionary::insert(std::string_view token) {
  grams_.add(token);
  std::uint32_t& recent = recent_[static_cast<unsigned char>(token.front())];
  std::uint32_t number = recent;
  if (number != 0 && match_form(classes_[number].form, token, form_)) {
    // The form of the last token that began so.
  } else if (number = 0; read_form(token, form_)) {
    const auto found = class_of_.find(form_.text());
    if (found != class_of_.end()) {
      number = found->second;
    } else if (class_count_ < kMostForms) {
      number = class_count_;
      start_class(form_.text(), form_.runs);
      class_of_.emplace(classes_[number].form, number);
    }
  }
  recent = number;
  Class& one = classes_[number];
  for (std::size_t run = 0; run < one.runs; ++run) {
    one.values[run].push_back(form_.numbers[run].value);
    one.sizes[run].push_back(form_.numbers[run].size);
  }
  one.tokens.push_back(token);
  return {number, static_cast<std::uint32_t>(one.tokens.size() - 1)};
}

void TokenDictionary::settle() {
  std::uint32_t next = 1;
  for (std::uint32_t number = 1; number < class_count_; ++number) {
    Class& one = classes_[number];
    one.dissolved = one.tokens.size() < kLeastOfForm;
    if (one.dissolved) {
      one.moved = {0, static_cast<std::uint32_t>(classes_[0].tokens.size())};
      classes_[0].tokens.insert(classes_[0].tokens.end(), one.tokens.begin(), one.tokens.end());
    } else {
      one.moved = {next++, 0};
    }
  }
}

TokenRef TokenDictionary::moved(TokenRef ref) const {
  const Class& one = classes_[ref.form];
  return {one.moved.form, one.moved.index + ref.index};
}

void TokenDictionary::write(std::string& meta, FrameWriter& data, std::size_t& written) {
  planes_.clear();
  for (const std::string_view token : classes_[0].tokens) {
    planes_ += token;
    planes_ += '\n';
  }
  const auto kept = std::count_if(classes_.begin() + 1, classes_.begin() + class_count_,
                                  [](const Class& one) { return !one.dissolved; });
  put_number(meta, static_cast<std::uint64_t>(kept));
  put_number(meta, classes_[0].tokens.size());
  put_number(meta, planes_.size());
  data.add(planes_);
  written += planes_.size();
  for (std::uint32_t number = 1; number < class_count_; ++number)
    if (!classes_[number].dissolved) write_class(classes_[number], meta, data, written);
}

void TokenDictionary::write_class(const Class& one, std::string& meta, FrameWriter& data, std::size_t& written) {
  planes_.clear();
  columns_.clear();
  for (std::size_t run = 0; run < one.runs; ++run) {
    const RunForm form = form_of(one.values[run], one.sizes[run]);
    columns_ += static_cast<char>(form.written);
    columns_ += static_cast<char>(form.size);
    put_column(columns_, encode_numbers(one.values[run], planes_));
    if (form.written == Written::varied)
      planes_.append(reinterpret_cast<const char*>(one.sizes[run].data()), one.sizes[run].size());
  }
  put_text(meta, one.form);
  put_number(meta, one.tokens.size());
  put_text(meta, columns_);
  put_number(meta, planes_.size());
  data.add(planes_);
  written += planes_.size();
}

StoredTokens::StoredTokens(ByteReader& meta, std::size_t& offset) {
  classes_.resize(meta.count(kMostForms) + 1);
  for (std::size_t number = 0; number < classes_.size(); ++number) {
    Class& one = classes_[number];
    if (number != 0) one.form = meta.text();
    one.count = meta.count(UINT32_MAX);
    if (number != 0) one.columns = meta.text();
    const std::size_t size = meta.count(UINT32_MAX);
    one.offset = offset;
    if (number == 0) put_number(one.columns, size);
    offset += size;
  }
}

namespace {

void render_run(std::string& out, char kind, std::uint64_t value, std::size_t size) {
  const std::size_t begin = out.size();
  out.resize(begin + size);
  if (kind == TokenForm::kDecimal) return write_digits(out.data() + begin, size, value);
  const std::string_view digits = kind == TokenForm::kHexLower ? "0123456789abcdef" : "0123456789ABCDEF";
  for (std::size_t i = size; i-- > 0; value >>= 4) out[begin + i] = digits[value & 15];
}

}  // namespace

void StoredTokens::unpack(Class& one, FrameReader& data) {
  ByteReader columns(one.columns);
  std::vector<std::size_t> ends;
  ends.reserve(one.count);
  if (one.form.empty()) {
    one.text = data.piece(one.offset, columns.count(UINT32_MAX));
    for (std::size_t i = 0; i < one.text.size(); ++i)
      if (one.text[i] == '\n') ends.push_back(i + 1);
    if (ends.size() != one.count) throw Damaged("a list of tokens has another length than it should");
  } else {
    struct Run {
      RunForm form;
      std::vector<std::uint64_t> values;
      std::string_view sizes;
    };
    std::vector<Run> runs;
    for (std::size_t offset = one.offset; !columns.done();) {
      const std::string_view form = columns.take(2);
      Run run{{static_cast<Written>(form[0]), static_cast<std::uint8_t>(form[1])}, {}, {}};
      const NumberColumn column = read_column(columns);
      run.values = decode_numbers(column, data.piece(offset, column.bytes(one.count)), one.count);
      offset += column.bytes(one.count);
      if (run.form.written == Written::varied) {
        run.sizes = data.piece(offset, one.count);
        offset += one.count;
      }
      runs.push_back(std::move(run));
    }
    for (std::size_t row = 0; row < one.count; ++row) {
      std::size_t number = 0;
      for (std::size_t i = 0; i < one.form.size(); ++i) {
        const char c = one.form[i];
        if (c > TokenForm::kHexUpper || c < TokenForm::kDecimal) {
          one.text += c;
          continue;
        }
        if (number == runs.size()) throw Damaged("a form has more numbers than columns");
        const Run& run = runs[number++];
        const std::uint64_t value = run.values[row];
        if (c != TokenForm::kDecimal) render_run(one.text, c, value, static_cast<std::size_t>(one.form.at(++i)) & 0x1f);
        else if (run.form.written == Written::plain) render_run(one.text, c, value, plain_size(value));
        else
          render_run(one.text, c, value,
                     run.form.written == Written::fixed ? run.form.size : static_cast<unsigned char>(run.sizes[row]));
      }
      one.text += '\n';
      ends.push_back(one.text.size());
    }
  }
  std::size_t begin = 0;
  for (const std::size_t end : ends) {
    one.tokens.push_back(std::string_view(one.text).substr(begin, end - 1 - begin));
    begin = end;
  }
  one.unpacked = true;
}

const std::vector<std::string_view>& StoredTokens::tokens(std::size_t form, FrameReader& data) {
  if (form >= classes_.size()) throw Damaged("there is no such form");
  Class& one = classes_[form];
  if (!one.unpacked) unpack(one, data);
  return one.tokens;
}

}  // namespace debrief::logs
