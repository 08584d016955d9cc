// SPDX-License-Identifier: Apache-2.0
#include "base/front_matter.hpp"

#include "base/front_matter_toml.hpp"
#include "base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace debrief {
namespace {

using Value = FrontMatterValue;

constexpr int kDeepest = 16;
constexpr std::size_t kMostValues = 10'000;

struct YamlLine {
  std::size_t indent;
  std::string_view text;  // without indentation and trailing white space
  std::string_view raw;
  std::size_t number;
};

bool is_blank(const YamlLine& line) {
  return line.text.empty() || line.text.front() == '#';
}

bool is_item(const YamlLine& line) {
  return line.text == "-" || line.text.starts_with("- ");
}

std::string_view without_comment(std::string_view plain) {
  const std::size_t at = plain.find(" #");
  return trim(plain.substr(0, at));
}

// Where the key of "key: value" ends; npos when the line has none.
std::size_t end_of_key(std::string_view text) {
  if (text.empty()) return std::string_view::npos;
  std::size_t from = 0;
  if (text.front() == '"' || text.front() == '\'') {
    from = text.find(text.front(), 1);
    if (from == std::string_view::npos) return from;
  }
  for (std::size_t at = text.find(':', from); at != std::string_view::npos; at = text.find(':', at + 1))
    if (at + 1 == text.size() || text[at + 1] == ' ' || text[at + 1] == '\t') return at;
  return std::string_view::npos;
}

std::string unescape(std::string_view text) {
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\\' || i + 1 == text.size()) {
      plain += text[i];
      continue;
    }
    switch (text[++i]) {
      case 'n': plain += '\n'; break;
      case 't': plain += '\t'; break;
      case 'r': plain += '\r'; break;
      default: plain += text[i];
    }
  }
  return plain;
}

// A quoted scalar at the start, its closing quote at `end`.
std::string unquote(std::string_view text, std::size_t& end) {
  const char quote = text.front();
  for (end = 1; end < text.size(); ++end) {
    if (quote == '"' && text[end] == '\\') ++end;
    else if (text[end] == quote && quote == '\'' && end + 1 < text.size() && text[end + 1] == quote) ++end;
    else if (text[end] == quote) break;
  }
  end = std::min(end, text.size());
  const std::string_view inner = text.substr(1, end - 1);
  if (quote == '"') return unescape(inner);
  std::string plain;
  for (std::size_t i = 0; i < inner.size(); ++i) {
    plain += inner[i];
    if (inner[i] == '\'') ++i;
  }
  return plain;
}

Value scalar(std::string_view text) {
  Value value;
  if (!text.empty() && (text.front() == '"' || text.front() == '\'')) {
    std::size_t end = 0;
    value.text = unquote(text, end);
  } else {
    value.text = std::string(without_comment(text));
    if (value.text == "~" || value.text == "null") value.text.clear();
  }
  return value;
}

Value flow_list(std::string_view text, std::size_t most) {
  Value list{Value::Kind::list, {}, {}, {}};
  text.remove_prefix(1);
  while (!text.empty() && text.front() != ']' && list.items.size() < most) {
    text = trim(text);
    if (text.empty() || text.front() == ']') break;
    std::size_t end = 0;
    if (text.front() == '"' || text.front() == '\'') {
      list.items.push_back({Value::Kind::text, unquote(text, end), {}, {}});
      end = text.find_first_of(",]", end);
    } else {
      end = text.find_first_of(",]");
      list.items.push_back({Value::Kind::text, std::string(trim(text.substr(0, end))), {}, {}});
    }
    if (end == std::string_view::npos || text[end] == ']') break;
    text.remove_prefix(end + 1);
  }
  return list;
}

class YamlReader {
 public:
  YamlReader(std::string_view yaml, std::size_t first_line) {
    std::size_t number = first_line;
    for (const std::string_view raw : split_lines(yaml)) {
      const std::size_t indent = std::min(raw.find_first_not_of(' '), raw.size());
      lines_.push_back({indent, trim(raw), raw, number++});
    }
  }

  Value read() {
    Value root{Value::Kind::map, {}, {}, {}};
    std::set<std::string> names;
    while (skip_blank()) {
      // Whatever stands where no field can stand is skipped, and the reading goes on behind it.
      Value more = read_map(lines_[at_].indent, 0);
      for (auto& field : more.fields)
        if (names.insert(to_lower(field.name)).second) root.fields.push_back(std::move(field));
    }
    return root;
  }

  std::vector<std::string> take_remarks() { return std::move(remarks_); }

 private:
  bool skip_blank() {
    while (at_ < lines_.size() && is_blank(lines_[at_])) ++at_;
    return at_ < lines_.size();
  }

  void refuse(const YamlLine& line, std::string_view why) {
    if (remarks_.size() < 100) remarks_.push_back(fmt::format("line {}: {}", line.number, why));
  }

  bool takes_value(const YamlLine& line) {
    if (values_ < kMostValues) return ++values_, true;
    refuse(line, "is left out: there are too many values");
    return false;
  }

  Value read_block(int depth) {
    if (!skip_blank()) return {};
    const std::size_t indent = lines_[at_].indent;
    if (is_item(lines_[at_])) return read_list(indent, depth);
    if (end_of_key(lines_[at_].text) != std::string_view::npos) return read_map(indent, depth);
    return read_folded(indent);
  }

  Value read_map(std::size_t indent, int depth) {
    Value map{Value::Kind::map, {}, {}, {}};
    std::set<std::string> names;
    while (skip_blank() && lines_[at_].indent == indent) {
      const YamlLine line = lines_[at_];
      const std::size_t end = end_of_key(line.text);
      ++at_;
      if (end == std::string_view::npos || is_item(line)) {
        refuse(line, "is not a field of the form 'name: value'");
        continue;
      }
      if (!takes_value(line)) continue;
      std::string key = scalar(trim(line.text.substr(0, end))).text;
      Value value = read_value(trim(line.text.substr(end + 1)), indent, depth);
      if (!names.insert(to_lower(key)).second) refuse(line, "repeats a field: the first one counts");
      else map.fields.push_back({std::move(key), std::move(value)});
    }
    return map;
  }

  Value read_list(std::size_t indent, int depth) {
    Value list{Value::Kind::list, {}, {}, {}};
    while (skip_blank() && lines_[at_].indent == indent && is_item(lines_[at_])) {
      YamlLine& line = lines_[at_];
      const std::string_view rest = trim(line.text.substr(1));
      if (!takes_value(line)) {
        ++at_;
        continue;
      }
      const bool quoted = !rest.empty() && (rest.front() == '"' || rest.front() == '\'' || rest.front() == '[');
      if (!quoted && end_of_key(rest) != std::string_view::npos && depth < kDeepest) {
        // "- a: b" begins a mapping that goes on below, indented as deep as its first key.
        line.indent += line.text.size() - rest.size();
        line.text = rest;
        list.items.push_back(read_map(line.indent, depth + 1));
        continue;
      }
      ++at_;
      list.items.push_back(read_value(rest, indent, depth));
    }
    return list;
  }

  Value read_value(std::string_view rest, std::size_t indent, int depth) {
    if (rest.empty() || rest.front() == '#') {
      const bool below =
          skip_blank() && (lines_[at_].indent > indent || (lines_[at_].indent == indent && is_item(lines_[at_])));
      if (!below) return {};
      if (depth < kDeepest) return read_block(depth + 1);
      refuse(lines_[at_], "is nested too deeply");
      return {};
    }
    if (rest.front() == '|' || rest.front() == '>') return read_literal(rest.front() == '>', indent);
    if (rest.front() == '[') {
      Value list = flow_list(join_until(rest, ']', indent), kMostValues - values_);
      values_ += list.items.size();
      return list;
    }
    if (rest.front() == '"' || rest.front() == '\'') return scalar(join_until(rest, rest.front(), indent));
    Value value = scalar(rest);
    while (at_ < lines_.size() && !is_blank(lines_[at_]) && lines_[at_].indent > indent) {
      value.text += ' ';
      value.text += without_comment(lines_[at_++].text);
    }
    return value;
  }

  // Text that goes on over lines until `close` stands at the end of one.
  std::string join_until(std::string_view rest, char close, std::size_t indent) {
    std::string joined(rest);
    // Looked for in what is new only, so that many short lines stay linear.
    std::size_t comment = joined.find(" #");
    const auto closed = [&] {
      return joined.size() > 1 && trim(std::string_view(joined).substr(0, comment)).ends_with(close);
    };
    while (!closed() && at_ < lines_.size() && lines_[at_].indent > indent && joined.size() < 100'000) {
      const std::size_t end = joined.size();
      joined += ' ';
      joined += lines_[at_++].text;
      comment = std::min(comment, joined.find(" #", end));
    }
    return joined;
  }

  Value read_folded(std::size_t indent) {
    Value value;
    while (at_ < lines_.size() && lines_[at_].indent >= indent && !lines_[at_].text.empty()) {
      if (!value.text.empty()) value.text += ' ';
      value.text += lines_[at_++].text;
    }
    return value;
  }

  Value read_literal(bool folded, std::size_t indent) {
    Value value;
    std::size_t margin = 0;
    for (; at_ < lines_.size() && (lines_[at_].text.empty() || lines_[at_].indent > indent); ++at_) {
      if (margin == 0) margin = lines_[at_].indent;
      const std::string_view raw = lines_[at_].raw;
      if (!value.text.empty()) value.text += folded && !lines_[at_].text.empty() ? ' ' : '\n';
      value.text += raw.substr(std::min(margin, raw.size()));
    }
    value.text = std::string(trim(value.text));
    return value;
  }

  std::vector<YamlLine> lines_;
  std::size_t at_ = 0;
  std::size_t values_ = 0;
  std::vector<std::string> remarks_;
};

}  // namespace

const FrontMatterValue* FrontMatterValue::find(std::string_view key) const {
  const std::string wanted = to_lower(key);
  for (const auto& [name, value] : fields)
    if (to_lower(name) == wanted) return &value;
  return nullptr;
}

std::vector<std::string> FrontMatterValue::texts() const {
  std::vector<std::string> found;
  if (kind == Kind::text && !text.empty()) found.push_back(text);
  for (const FrontMatterValue& item : items)
    if (item.kind == Kind::text && !item.text.empty()) found.push_back(item.text);
  return found;
}

FrontMatter read_yaml_fields(std::string_view yaml) {
  YamlReader reader(yaml, 1);
  FrontMatter matter;
  matter.root = reader.read();
  matter.remarks = reader.take_remarks();
  matter.body = yaml.size();
  return matter;
}

std::optional<FrontMatter> read_front_matter(std::string_view text) {
  const std::size_t begin = text.starts_with("\xEF\xBB\xBF") ? 3 : 0;
  const std::string_view mark = text.substr(begin, 3);
  if (mark != "---" && mark != "+++") return std::nullopt;
  std::size_t at = text.find('\n', begin);
  if (at == std::string_view::npos || !trim(text.substr(begin + 3, at - begin - 3)).empty()) return std::nullopt;
  const std::size_t fields = ++at;
  std::size_t line = 2;
  while (at < text.size()) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    const std::string_view current = trim(text.substr(at, end - at));
    const std::size_t next = std::min(end + 1, text.size());
    ++line;
    if (current == mark || (mark == "---" && current == "...")) {
      FrontMatter matter;
      const std::string_view block = text.substr(fields, at - fields);
      if (mark == "---") {
        YamlReader reader(block, 2);
        matter.root = reader.read();
        matter.remarks = reader.take_remarks();
      } else {
        matter.root = read_toml_fields(block, 2, matter.remarks);
      }
      matter.body = next;
      matter.body_line = line;
      return matter;
    }
    at = next;
  }
  return std::nullopt;
}

}  // namespace debrief
