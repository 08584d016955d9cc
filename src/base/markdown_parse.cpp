// SPDX-License-Identifier: Apache-2.0
#include "base/markdown_parse.hpp"

#include "base/html_entities.hpp"
#include "base/text.hpp"

#include <algorithm>

namespace debrief {
namespace {

struct Session {
  MarkdownVisitor& visitor;
  std::size_t events_left;
  bool in_cell = false;
  std::exception_ptr thrown = nullptr;
};

// md4c goes on in the middle of a table unless it is told to stop with a negative number.
constexpr int kStop = -1;

// md4c is C: exceptions wait here until it has returned.
template <class Call>
int guarded(void* userdata, Call call) {
  auto& session = *static_cast<Session*>(userdata);
  if (session.events_left == 0) return kStop;
  --session.events_left;
  try {
    return call(session.visitor) ? 0 : kStop;
  } catch (...) {
    session.thrown = std::current_exception();
    return kStop;
  }
}

bool is_cell(MD_BLOCKTYPE type) {
  return type == MD_BLOCK_TH || type == MD_BLOCK_TD;
}

// GitHub takes the backslash off "\\|" before it looks for code; md4c leaves it there.
bool pass_code_of_cell(MarkdownVisitor& to, std::string_view code) {
  for (std::size_t at = code.find("\\|"); at != std::string_view::npos; at = code.find("\\|", 1)) {
    if (at > 0 && !to.text(MD_TEXT_CODE, code.substr(0, at))) return false;
    code.remove_prefix(at + 1);
  }
  return to.text(MD_TEXT_CODE, code);
}

// md4c reads the rest of a run without white space again at each bare address in it: a hostile run of some hundred
// kilobytes takes seconds. Such runs are no prose, and lose nothing but their links.
bool may_hold_bare_addresses(std::string_view text) {
  constexpr std::size_t kMostSteps = 100'000'000;
  std::size_t steps = 0, length = 0, marks = 0;
  for (const char c : text) {
    if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
      steps += length * marks;
      length = marks = 0;
      continue;
    }
    ++length;
    if (c == ':' || c == '.' || c == '@') ++marks;
  }
  return steps + length * marks <= kMostSteps;
}

}  // namespace

bool parse_markdown(std::string_view markdown, MarkdownVisitor& visitor) {
  MD_PARSER parser{};
  parser.flags = MD_DIALECT_GITHUB | MD_FLAG_NOHTML;
  if (!may_hold_bare_addresses(markdown)) parser.flags &= ~static_cast<unsigned>(MD_FLAG_PERMISSIVEAUTOLINKS);
  parser.enter_block = [](MD_BLOCKTYPE type, void* detail, void* userdata) {
    static_cast<Session*>(userdata)->in_cell = is_cell(type);
    return guarded(userdata, [&](MarkdownVisitor& to) { return to.enter_block(type, detail); });
  };
  parser.leave_block = [](MD_BLOCKTYPE type, void* detail, void* userdata) {
    static_cast<Session*>(userdata)->in_cell = false;
    return guarded(userdata, [&](MarkdownVisitor& to) { return to.leave_block(type, detail); });
  };
  parser.enter_span = [](MD_SPANTYPE type, void* detail, void* userdata) {
    return guarded(userdata, [&](MarkdownVisitor& to) { return to.enter_span(type, detail); });
  };
  parser.leave_span = [](MD_SPANTYPE type, void* detail, void* userdata) {
    return guarded(userdata, [&](MarkdownVisitor& to) { return to.leave_span(type, detail); });
  };
  parser.text = [](MD_TEXTTYPE type, const MD_CHAR* text, MD_SIZE size, void* userdata) {
    const std::string_view view(text, size);
    const bool code_of_cell = type == MD_TEXT_CODE && static_cast<Session*>(userdata)->in_cell;
    return guarded(userdata, [&](MarkdownVisitor& to) {
      return code_of_cell ? pass_code_of_cell(to, view) : to.text(type, view);
    });
  };
  // Prose gives less than one event for a byte; a table without cells, columns times rows.
  Session session{visitor, 8 * markdown.size() + 1000};
  const int outcome = md_parse(markdown.data(), static_cast<MD_SIZE>(markdown.size()), &parser, &session);
  if (session.thrown) std::rethrow_exception(session.thrown);
  return outcome == 0;
}

std::string attribute_text(const MD_ATTRIBUTE& attribute) {
  std::string text;
  if (attribute.text == nullptr) return text;
  for (std::size_t i = 0; attribute.substr_offsets[i] < attribute.size; ++i) {
    const std::size_t begin = attribute.substr_offsets[i];
    const std::string_view part(attribute.text + begin, attribute.substr_offsets[i + 1] - begin);
    switch (attribute.substr_types[i]) {
      case MD_TEXT_NULLCHAR: text += "\uFFFD"; break;
      case MD_TEXT_ENTITY: text += find_entity(part).value_or(std::string(part)); break;
      default: text += part;
    }
  }
  return text;
}

}  // namespace debrief
