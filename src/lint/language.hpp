// SPDX-License-Identifier: Apache-2.0
// The rules of one language, read from its data files (lint/README.md describes their form).
#pragma once

#include "base/embedded.hpp"
#include "base/result.hpp"

#include <re2/re2.h>

#include <functional>
#include <map>
#include <memory>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace debrief::lint {

using Expression = std::unique_ptr<const re2::RE2>;
using Words = std::set<std::string, std::less<>>;

/// Something to find within a sentence. The remark is about the first group, or about all of it without groups.
struct Pattern {
  Expression find;
  Expression unless;           ///< no remark where this overlaps it; may be null
  Expression unless_sentence;  ///< no remark in a sentence where this occurs; may be null
  std::string message;
  std::string question;
};

/// What a rule looks for besides its patterns.
enum class Kind { patterns, abbreviations, times, commitments };

/// After the first remark in a place the rule is silent there.
/// `document` counts each wording by itself.
enum class Once { never, sentence, document };

struct Rule {
  std::string id;
  std::string name;
  std::string group;  ///< of questions: cues, knowledge, goals, assessment, action, help or process
  std::string message;
  std::string question;
  Kind kind = Kind::patterns;
  Once once = Once::never;
  bool on = true;        ///< looked at unless rules are chosen by name
  bool entries = true;   ///< also in lines that begin with a time
  bool quoted = false;   ///< also within quotation marks
  bool linked = true;    ///< also within the texts of links
  bool uncited = false;  ///< only in sentences without a citation
  unsigned within = 0;   ///< marks of sections, see Language::sections; 0 for everywhere
  unsigned outside = 0;  ///< marks of sections to pass over
  Expression any;        ///< whether one of the patterns occurs at all; null without patterns
  std::vector<Pattern> patterns;
  std::map<std::string, Expression, std::less<>> expressions;  ///< of its kind, by name
  std::map<std::string, std::string, std::less<>> texts;
  Words words;

  [[nodiscard]] const re2::RE2& expression(std::string_view part) const { return *expressions.find(part)->second; }
  [[nodiscard]] const std::string& text(std::string_view part) const { return texts.find(part)->second; }
};

struct Language {
  std::string id;
  std::string name;
  Words abbreviations;  ///< their dot ends no sentence
  Words names;          ///< of people
  std::vector<std::pair<std::string, Expression>>
      sections;          ///< kinds of sections by title; the index is the mark's bit
  Expression citation;   ///< an address that counts as a citation
  Expression reference;  ///< a text that counts as one, such as "[^1]"
  Expression quotation;  ///< how a line begins that quotes
  std::vector<Rule> rules;

  [[nodiscard]] const Rule* find_rule(std::string_view rule) const;
};

/// Reads the files of one language. Errors: invalid, with the file as field.
[[nodiscard]] Result<Language> parse_language(std::span<const EmbeddedFile> files);

/// A language that is part of the program, or null. Made on first use; lives as long as the program.
[[nodiscard]] const Language* find_language(std::string_view id);

/// The ids of the languages that are part of the program, sorted.
[[nodiscard]] const std::vector<std::string>& language_ids();

}  // namespace debrief::lint
