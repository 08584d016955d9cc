// SPDX-License-Identifier: Apache-2.0
#include "lint/language.hpp"

#include "base/text.hpp"
#include "lint/read_data.hpp"

#include <algorithm>
#include <array>

namespace debrief::lint {
namespace {

constexpr std::string_view kLanguageFile = "language.toml";
constexpr std::size_t kMostSections = 32;  // bits of a mark

struct KindForm {
  std::string_view name;
  Kind kind;
  std::vector<std::string_view> expressions;
  std::vector<std::string_view> texts;
};

const std::array<KindForm, 4>& kinds() {
  static const std::array<KindForm, 4> all{{
      {"patterns", Kind::patterns, {}, {}},
      {"abbreviations", Kind::abbreviations, {"candidate", "explained", "pass"}, {}},
      {"times", Kind::times, {"time", "zone", "stated"}, {}},
      {"commitments",
       Kind::commitments,
       {"what_column", "owner_column", "end_column", "owner", "end", "tracked", "done", "empty", "verb", "pass"},
       {"message_owner", "question_owner", "message_verb", "question_verb", "message_end", "question_end"}},
  }};
  return all;
}

/// Reads one file after the other; what they share is here.
struct Reader {
  Vocabulary vocabulary;
  Language language;

  Result<unsigned> marks(const std::vector<std::string>& names) const {
    unsigned marks = 0;
    for (const std::string& name : names) {
      const auto found = std::find_if(language.sections.begin(), language.sections.end(),
                                      [&](const auto& section) { return section.first == name; });
      if (found == language.sections.end()) return invalid("there is no kind of section '{}'", name);
      marks |= 1U << static_cast<unsigned>(found - language.sections.begin());
    }
    return marks;
  }

  Result<> read_language(const FrontMatterValue& table) {
    language.id = text_at(table, "id");
    language.name = text_at(table, "name");
    for (const std::string& word : texts_at(table, "abbreviations")) language.abbreviations.insert(word);
    for (const std::string& word : texts_at(table, "names")) language.names.insert(word);
    if (const FrontMatterValue* words = table.find("words")) TRY(add_words(vocabulary, *words));
    language.citation = TRY(compile(text_at(table, "citation"), vocabulary));
    language.reference = TRY(compile(text_at(table, "reference"), vocabulary));
    language.quotation = TRY(compile(text_at(table, "quotation"), vocabulary));
    const FrontMatterValue* sections = table.find("sections");
    if (language.id.empty() || sections == nullptr) return invalid("it has no id or no sections");
    for (const FrontMatterField& field : sections->fields)
      language.sections.emplace_back(field.name, TRY(compile_any(field.value.texts(), vocabulary)));
    if (language.sections.size() > kMostSections) return invalid("it has more than {} sections", kMostSections);
    return {};
  }

  Result<Pattern> read_pattern(const FrontMatterValue& table) const {
    Pattern pattern;
    pattern.find = TRY(compile(text_at(table, "find"), vocabulary));
    if (pattern.find->pattern().empty()) return invalid("a pattern has no 'find'");
    pattern.unless = TRY(compile_any(texts_at(table, "unless"), vocabulary));
    pattern.unless_sentence = TRY(compile_any(texts_at(table, "unless_sentence"), vocabulary));
    pattern.message = text_at(table, "message");
    pattern.question = text_at(table, "question");
    return pattern;
  }

  Result<> read_patterns(const FrontMatterValue& table, Rule& rule) const {
    const auto unless = texts_at(table, "unless");
    const auto unless_sentence = texts_at(table, "unless_sentence");
    std::vector<std::string> sources;
    for (const FrontMatterField& field : table.fields) {
      if (field.name != "pattern") continue;
      FrontMatterValue own = field.value;
      const auto inherit = [&own](const char* key, const std::vector<std::string>& texts) {
        FrontMatterValue list{FrontMatterValue::Kind::list, {}, {}, {}};
        for (const std::string& text : texts_at(own, key)) list.items.push_back({{}, text, {}, {}});
        for (const std::string& text : texts) list.items.push_back({{}, text, {}, {}});
        std::erase_if(own.fields, [key](const FrontMatterField& one) { return one.name == key; });
        own.fields.push_back({key, std::move(list)});
      };
      inherit("unless", unless);
      inherit("unless_sentence", unless_sentence);
      rule.patterns.push_back(TRY(read_pattern(own)));
      sources.push_back("(?:" + text_at(own, "find") + ")");
    }
    rule.any = TRY(compile_any(sources, vocabulary));
    return {};
  }

  Result<> read_kind(const FrontMatterValue& table, Rule& rule) const {
    const std::string name = text_at(table, "kind");
    const auto* form =
        std::find_if(kinds().begin(), kinds().end(), [&](const KindForm& one) { return one.name == name; });
    if (form == kinds().end()) return invalid("there is no kind of rule '{}'", name);
    rule.kind = form->kind;
    for (const std::string_view part : form->expressions) {
      if (table.find(part) == nullptr) return invalid("a rule of kind {} needs '{}'", name, part);
      rule.expressions.emplace(part, TRY(compile_any(texts_at(table, part), vocabulary)));
    }
    for (const std::string_view part : form->texts) {
      if (table.find(part) == nullptr) return invalid("a rule of kind {} needs '{}'", name, part);
      rule.texts.emplace(part, text_at(table, part));
    }
    return {};
  }

  Result<> read_rule(const FrontMatterValue& table) {
    Rule rule;
    rule.id = text_at(table, "id");
    rule.name = text_at(table, "name");
    rule.group = text_at(table, "group");
    rule.message = text_at(table, "message");
    rule.question = text_at(table, "question");
    if (rule.id.empty() || rule.message.empty() || rule.question.empty())
      return invalid("a rule needs an id, a message and a question");
    const std::string once = text_at(table, "once");
    rule.once = once == "sentence" ? Once::sentence : once == "document" ? Once::document : Once::never;
    rule.on = text_at(table, "on") != "false";
    rule.entries = text_at(table, "entries") != "false";
    rule.quoted = text_at(table, "quoted") == "true";
    rule.linked = text_at(table, "linked") != "false";
    rule.uncited = text_at(table, "uncited") == "true";
    rule.within = TRY(marks(texts_at(table, "within")));
    rule.outside = TRY(marks(texts_at(table, "outside")));
    for (const std::string& word : texts_at(table, "words")) rule.words.insert(word);
    if (const FrontMatterValue* lists = table.find("lists")) TRY(add_words(vocabulary, *lists));
    TRY(read_kind(table, rule));
    TRY(read_patterns(table, rule));
    language.rules.push_back(std::move(rule));
    return {};
  }
};

}  // namespace

const Rule* Language::find_rule(std::string_view rule) const {
  const auto found = std::find_if(rules.begin(), rules.end(), [&](const Rule& one) { return one.id == rule; });
  return found == rules.end() ? nullptr : &*found;
}

Result<Language> parse_language(std::span<const EmbeddedFile> files) {
  Reader reader;
  const auto read = [&](const EmbeddedFile& file, bool rule) -> Result<> {
    const FrontMatterValue table = TRY(read_table(file.bytes));
    return rule ? reader.read_rule(table) : reader.read_language(table);
  };
  for (const bool rules : {false, true})
    for (const EmbeddedFile& file : files) {
      if ((file.path == kLanguageFile) == rules) continue;
      if (const auto outcome = read(file, rules); !outcome)
        return Error(outcome.error()).with_help("See lint/README.md.").at(std::string(file.path));
    }
  if (reader.language.id.empty()) return invalid("there is no {}", kLanguageFile);
  return std::move(reader.language);
}

}  // namespace debrief::lint
