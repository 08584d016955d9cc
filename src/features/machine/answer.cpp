// SPDX-License-Identifier: Apache-2.0
#include "features/machine/answer.hpp"

#include "base/json.hpp"
#include "base/text.hpp"
#include "domain/redaction.hpp"

#include <re2/re2.h>

#include <vector>

namespace debrief::features::machine {
namespace {

// One or more labels in brackets: "[T3]", "[T3, T7]".
const RE2& citation_pattern() {
  static const RE2 kPattern(R"(\[(T\d{1,6}(?:\s*[,;]\s*T\d{1,6})*)\])");
  return kPattern;
}

Error refused(std::string why) {
  return make_error(ErrorCode::unavailable, "the machine's text was rejected: {}", why)
      .with_help("Ask again; or write it yourself, as nothing depends on it.");
}

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (std::string_view("\\`*_[]<>|~#&!").find(c) != std::string_view::npos) out += '\\';
    out += c;
    // No address is made a link by its form alone.
    if (c == '.' && out.ends_with("www.")) out.insert(out.size() - 1, "\\");
  }
  return out;
}

std::string without_control_characters(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '\t') out += ' ';
    else if ((byte >= 0x20 && byte != 0x7f) || c == '\n') out += c;
  }
  return out;
}

std::string without(std::string text, std::string_view mark) {
  for (std::size_t at = text.find(mark); at != std::string::npos; at = text.find(mark, at)) text.erase(at, mark.size());
  return text;
}

// Ends of sentences: a full stop, the citations behind it, white space, and a capital letter or a digit after that.
std::vector<std::string_view> sentences_of(std::string_view text) {
  static const RE2 kEnd(R"([.!?]["')]*((?:\s*\[T[^\]]*\])*)\s+(?:["'(]*[A-Z0-9]|["'(]*[^\x00-\x7F]))");
  std::vector<std::string_view> sentences;
  std::size_t begin = 0;
  std::size_t from = 0;
  while (from < text.size()) {
    const std::string_view rest = text.substr(from);
    re2::StringPiece citations;
    if (!RE2::PartialMatch({rest.data(), rest.size()}, kEnd, &citations)) break;
    const std::size_t end = static_cast<std::size_t>(citations.data() - text.data()) + citations.size();
    const std::string_view sentence = trim(text.substr(begin, end - begin));
    from = end;
    // A short piece is an abbreviation or a number, not a sentence.
    if (sentence.find(' ') == std::string_view::npos) continue;
    sentences.push_back(sentence);
    begin = end;
  }
  if (const std::string_view last = trim(text.substr(begin)); !last.empty()) sentences.push_back(last);
  return sentences;
}

Result<> check_sentences(std::string_view block) {
  for (const std::string_view sentence : sentences_of(block))
    if (!RE2::PartialMatch({sentence.data(), sentence.size()}, citation_pattern()))
      return refused(fmt::format("it cites nothing for \"{}\"", shorten(sentence, 120)));
  return {};
}

Result<std::string> linked(std::string_view block, const Labels& labels) {
  std::string out;
  re2::StringPiece cited;
  while (RE2::PartialMatch({block.data(), block.size()}, citation_pattern(), &cited)) {
    const std::size_t bracket = static_cast<std::size_t>(cited.data() - block.data()) - 1;
    out += escaped(block.substr(0, bracket));
    std::string links;
    static const RE2 kLabel(R"((T\d+))");
    re2::StringPiece left = cited;
    std::string label;
    while (RE2::FindAndConsume(&left, kLabel, &label)) {
      const auto found = labels.find(label);
      if (found == labels.end()) return refused(fmt::format("it cites {}, which it was not sent", label));
      if (!links.empty()) links += ' ';
      links += fmt::format("[{}](#entry-{})", label, found->second);
    }
    out += links;
    block.remove_prefix(bracket + cited.size() + 2);
  }
  return out + escaped(block);
}

struct Block {
  bool item = false;  // of a list
  std::string text;
};

std::vector<Block> blocks_of(std::string_view text) {
  static const RE2 kItem(R"(^\s*(?:[-*+•]|\d{1,3}[.)])\s+(.*))");
  std::vector<Block> blocks;
  bool open = false;
  for (const std::string_view line : split_lines(text)) {
    if (trim(line).empty()) {
      open = false;
      continue;
    }
    std::string item;
    if (RE2::FullMatch({line.data(), line.size()}, kItem, &item)) blocks.push_back({true, item});
    else if (open) blocks.back().text.append(" ").append(trim(line));
    else blocks.push_back({false, std::string(trim(line))});
    open = true;
  }
  return blocks;
}

}  // namespace

Result<std::string> text_of_reply(std::string_view body) {
  const auto document = json::parse(body);
  if (!document || !document->is_object()) return refused("the answer is no JSON object");
  const auto* choices = json::array_at(document->get_object(), "choices");
  if (choices == nullptr || choices->empty() || !choices->front().is_object())
    return refused("the answer holds no choice");
  const auto& choice = choices->front().get_object();
  const auto* message = json::object_at(choice, "message");
  const std::string_view text = message != nullptr ? json::text_at(*message, "content") : std::string_view{};
  if (trim(text).empty()) return refused("it is empty");
  if (json::text_at(choice, "finish_reason") == "length") return refused("it was cut off");
  return std::string(text);
}

Result<std::string> cited_markdown(std::string_view text, const Labels& labels) {
  if (text.size() > kLongestAnswer) return refused(fmt::format("it is longer than {} bytes", kLongestAnswer));
  if (trim(text) == kNotTold) return refused("the timeline does not tell it");
  // Nothing that was sent holds an address: one in the answer is invented.
  const std::string plain = domain::redact_text(without(without_control_characters(text), "**"), {});
  std::string markdown;
  bool item_before = false;
  for (const Block& block : blocks_of(plain)) {
    TRY(check_sentences(block.text));
    const std::string line = TRY(linked(block.text, labels));
    if (!markdown.empty()) markdown += block.item && item_before ? "\n" : "\n\n";
    // Text that begins like a list or a rule must not become one.
    const bool marked = !block.item && (line.starts_with('-') || line.starts_with('+') || line.starts_with('='));
    markdown += (block.item ? "- " : marked ? "\\" : "") + line;
    item_before = block.item;
  }
  if (markdown.empty()) return refused("it is empty");
  return markdown + "\n";
}

}  // namespace debrief::features::machine
