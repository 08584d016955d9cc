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

void read_inner_line(ParsedLine& parsed, std::string_view line, const Format* json) {
  const std::string_view text = first_line(line.substr(parsed.body.begin, parsed.body.length));
  std::optional<ParsedLine> inner;
  if (json != nullptr && text.starts_with('{')) inner = json->parse(text);
  if (!inner) inner = read_header(text);
  if (inner->time.length == 0 && inner->level == Level::unknown) return;
  const auto shifted = [from = parsed.body.begin](Span span) { return Span{span.begin + from, span.length}; };
  if (parsed.time.length == 0 && inner->time.length > 0) parsed.time = shifted(inner->time);
  if (parsed.level == Level::unknown && inner->level != Level::unknown) {
    parsed.level = inner->level;
    parsed.level_text = shifted(inner->level_text);
  }
  if (inner->body.length > 0) parsed.body = shifted(inner->body);
  for (Field& field : inner->fields) parsed.fields.push_back(std::move(field));
}

std::shared_ptr<const Format> make_generic_format() {
  return std::make_shared<GenericFormat>();
}

}  // namespace debrief::logs
