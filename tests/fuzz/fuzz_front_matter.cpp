// SPDX-License-Identifier: Apache-2.0
#include "base/front_matter.hpp"
#include "fuzz.hpp"

#include <algorithm>

using namespace debrief;

namespace {

constexpr std::size_t kDeepest = 18;  // sixteen levels, the root and a scalar

std::size_t depth(const FrontMatterValue& value) {
  std::size_t below = 0;
  for (const FrontMatterValue& item : value.items) below = std::max(below, depth(item));
  for (const FrontMatterField& field : value.fields) below = std::max(below, depth(field.value));
  return below + 1;
}

void check(const FrontMatter& read) {
  fuzz::require(depth(read.root) <= kDeepest, "the nesting is limited");
  (void)read.root.texts();
  if (!read.root.fields.empty())
    fuzz::require(read.root.find(read.root.fields.back().name) != nullptr, "every field can be found");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = fuzz::text(data, size);
  check(read_yaml_fields(text));
  const auto read = read_front_matter(text);
  if (!read) return 0;
  check(*read);
  fuzz::require(read->body <= size, "the body begins within the text");
  const auto line = 1 + std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(read->body), '\n');
  fuzz::require(read->body == size || read->body_line == static_cast<std::size_t>(line), "the body's line is right");
  return 0;
}
