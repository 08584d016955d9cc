// SPDX-License-Identifier: Apache-2.0
#include "logs/format/header.hpp"
#include "logs/format/kinds.hpp"

namespace debrief::logs {
namespace {

class GenericFormat final : public Format {
 public:
  [[nodiscard]] const std::string& name() const override { return name_; }

  [[nodiscard]] bool continues(std::string_view line) const override { return looks_continued(line); }

  [[nodiscard]] std::optional<ParsedLine> parse(std::string_view line) const override {
    const std::string_view text = first_line(line);
    ParsedLine parsed = read_header(text);
    if (parsed.body.length == 0 && text.size() == line.size()) {
      parsed.body = {0, static_cast<std::uint32_t>(line.size())};  // nothing but a header
    } else if (parsed.body.begin + parsed.body.length == text.size()) {
      parsed.body.length = static_cast<std::uint32_t>(line.size() - parsed.body.begin);
    }
    return parsed;
  }

 private:
  std::string name_ = "generic";
};

}  // namespace

void read_inner_header(ParsedLine& parsed, std::string_view line) {
  ParsedLine inner = read_header(first_line(line.substr(parsed.body.begin, parsed.body.length)));
  if (inner.time.length == 0 && inner.level == Level::unknown) return;
  const std::uint32_t shift = parsed.body.begin;
  if (inner.body.length > 0) {
    parsed.body.begin += inner.body.begin;
    parsed.body.length -= inner.body.begin;
  }
  if (parsed.level == Level::unknown) {
    parsed.level = inner.level;
    parsed.level_text = {inner.level_text.begin + shift, inner.level_text.length};
  }
  for (Field& field : inner.fields) parsed.fields.push_back(std::move(field));
}

std::shared_ptr<const Format> make_generic_format() {
  return std::make_shared<GenericFormat>();
}

}  // namespace debrief::logs
