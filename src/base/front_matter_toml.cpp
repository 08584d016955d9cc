// SPDX-License-Identifier: Apache-2.0
#include "base/front_matter_toml.hpp"

#include "base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace debrief {
namespace {

using Value = FrontMatterValue;

constexpr std::size_t kMostTomlValues = 10'000;

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

// Counts itself, or each of its items, in `values`.
Value take_value(std::string_view& rest, std::size_t& values) {
  ++values;
  if (!rest.starts_with('[')) return take_scalar(rest);
  Value list{Value::Kind::list, {}, {}, {}};
  rest.remove_prefix(1);
  while (!rest.empty() && values < kMostTomlValues) {
    rest.remove_prefix(std::min(rest.find_first_not_of(" \t\r\n,"), rest.size()));
    if (rest.starts_with('#')) {
      rest.remove_prefix(std::min(rest.find('\n'), rest.size()));
      continue;
    }
    if (rest.empty() || rest.front() == ']') break;
    list.items.push_back(take_scalar(rest));
    ++values;
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
  std::set<std::string> names;            // of its fields, or of the root's, in lower case
  std::size_t values = 0;
  std::size_t number = first_line;
  const char* counted = toml.data();
  const auto remark = [&](std::string_view why) {
    if (remarks.size() < 100) remarks.push_back(fmt::format("line {}: {}", number, why));
  };
  while (!toml.empty()) {
    number += static_cast<std::size_t>(std::count(counted, toml.data(), '\n'));
    counted = toml.data();
    const std::size_t length = std::min(toml.find('\n'), toml.size());
    const std::string_view line = trim(toml.substr(0, length));
    const std::size_t equals = toml.substr(0, length).find('=');
    const auto next = [&] { toml.remove_prefix(std::min(length + 1, toml.size())); };
    if (line.empty() || line.front() == '#') {
      next();
    } else if (values >= kMostTomlValues) {
      remark("is left out with what follows: there are too many values");
      break;
    } else if (line.front() == '[') {
      table = root.fields.size();
      names.clear();
      ++values;
      const std::string_view name = line.substr(std::min(line.find_first_not_of('['), line.size()));
      root.fields.push_back({std::string(trim(name.substr(0, name.find(']')))), Value{Value::Kind::map, {}, {}, {}}});
      next();
    } else if (equals == std::string_view::npos || !is_name(trim(toml.substr(0, equals)))) {
      remark("is not a field of the form 'name = value'");
      next();
    } else {
      std::string key(trim(toml.substr(0, equals)));
      toml.remove_prefix(equals + 1);
      toml.remove_prefix(std::min(toml.find_first_not_of(" \t"), toml.size()));
      Value& map = table == std::string::npos ? root : root.fields[table].value;
      Value value = take_value(toml, values);
      if (names.insert(to_lower(key)).second) map.fields.push_back({std::move(key), std::move(value)});
      toml.remove_prefix(std::min(toml.find('\n'), toml.size()));
    }
  }
  return root;
}

}  // namespace debrief
