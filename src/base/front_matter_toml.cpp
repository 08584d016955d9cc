// SPDX-License-Identifier: Apache-2.0
#include "base/front_matter_toml.hpp"

#include "base/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace debrief {
namespace {

using Value = FrontMatterValue;

// One string, number, date or word at the start of `rest`, which moves behind it.
Value take_scalar(std::string_view& rest) {
  Value value;
  for (const std::string_view quote : {"\"\"\"", "'''", "\"", "'"}) {
    if (!rest.starts_with(quote)) continue;
    std::size_t end = rest.find(quote, quote.size());
    while (quote.front() == '"' && end != std::string_view::npos && rest[end - 1] == '\\')
      end = rest.find(quote, end + 1);
    end = std::min(end, rest.size());
    const std::string_view inner = rest.substr(quote.size(), end - quote.size());
    for (std::size_t i = 0; i < inner.size(); ++i) {
      if (quote.front() == '"' && inner[i] == '\\' && i + 1 < inner.size()) ++i;
      value.text += inner[i];
    }
    rest.remove_prefix(std::min(end + quote.size(), rest.size()));
    return value;
  }
  const std::size_t end = std::min(rest.find_first_of(",]#\n"), rest.size());
  value.text = std::string(trim(rest.substr(0, end)));
  rest.remove_prefix(end);
  return value;
}

Value take_value(std::string_view& rest) {
  if (!rest.starts_with('[')) return take_scalar(rest);
  Value list{Value::Kind::list, {}, {}, {}};
  rest.remove_prefix(1);
  while (!rest.empty() && list.items.size() < 10'000) {
    rest.remove_prefix(std::min(rest.find_first_not_of(" \t\r\n,"), rest.size()));
    if (rest.starts_with('#')) {
      rest.remove_prefix(std::min(rest.find('\n'), rest.size()));
      continue;
    }
    if (rest.empty() || rest.front() == ']') break;
    list.items.push_back(take_scalar(rest));
  }
  if (!rest.empty()) rest.remove_prefix(1);
  return list;
}

bool is_name(std::string_view key) {
  return !key.empty() && key.find_first_of(" \t\"'[]{}") == std::string_view::npos;
}

}  // namespace

FrontMatterValue read_toml_fields(std::string_view toml, std::size_t first_line, std::vector<std::string>& remarks) {
  Value root{Value::Kind::map, {}, {}, {}};
  std::size_t table = std::string::npos;  // index of the current table within the root
  const std::string_view whole = toml;
  while (!toml.empty()) {
    const std::size_t number = first_line + static_cast<std::size_t>(std::count(
                                                whole.begin(), whole.begin() + (toml.data() - whole.data()), '\n'));
    const std::size_t length = std::min(toml.find('\n'), toml.size());
    const std::string_view line = trim(toml.substr(0, length));
    const std::size_t equals = toml.substr(0, length).find('=');
    const auto next = [&] { toml.remove_prefix(std::min(length + 1, toml.size())); };
    if (line.empty() || line.front() == '#') {
      next();
    } else if (line.front() == '[') {
      table = root.fields.size();
      const std::string_view name = line.substr(std::min(line.find_first_not_of('['), line.size()));
      root.fields.push_back({std::string(trim(name.substr(0, name.find(']')))), Value{Value::Kind::map, {}, {}, {}}});
      next();
    } else if (equals == std::string_view::npos || !is_name(trim(toml.substr(0, equals)))) {
      if (remarks.size() < 100)
        remarks.push_back(fmt::format("line {}: is not a field of the form 'name = value'", number));
      next();
    } else {
      std::string key(trim(toml.substr(0, equals)));
      toml.remove_prefix(equals + 1);
      toml.remove_prefix(std::min(toml.find_first_not_of(" \t"), toml.size()));
      Value& map = table == std::string::npos ? root : root.fields[table].value;
      Value value = take_value(toml);
      if (map.find(key) == nullptr) map.fields.push_back({std::move(key), std::move(value)});
      toml.remove_prefix(std::min(toml.find('\n'), toml.size()));
    }
  }
  return root;
}

}  // namespace debrief
