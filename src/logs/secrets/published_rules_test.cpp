// SPDX-License-Identifier: Apache-2.0
// How many of the kinds of secrets that gitleaks knows are found: texts drawn from its expressions, where its
// configuration is at hand.
#include "logs/secrets/secrets.hpp"
#include "logs/secrets/testing_sampler.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <optional>
#include <set>
#include <sstream>

namespace debrief::logs {
namespace {

struct PublishedRule {
  std::string id;
  std::string pattern;
};

std::string read_configuration() {
  const char* shared = std::getenv("DEBRIEF_SHARED");
  const std::filesystem::path folder = shared != nullptr ? shared : DEBRIEF_SOURCE_DIR "/../shared";
  std::ifstream in(folder / "suites/gitleaks/config/gitleaks.toml");
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

std::vector<PublishedRule> rules_of(const std::string& configuration) {
  std::vector<PublishedRule> rules;
  std::istringstream in(configuration);
  std::string id;
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with("id = \"")) id = line.substr(6, line.rfind('"') - 6);
    constexpr std::string_view kRegex = "regex = '''";
    if (!line.starts_with(kRegex) || id.empty()) continue;
    rules.push_back({id, line.substr(kRegex.size(), line.rfind("'''") - kRegex.size())});
    id.clear();
  }
  return rules;
}

// Most expressions are "a name, a sign, a value of some length": only the value says what is looked for, so it is drawn
// alone and put behind the key that such a program would use.
constexpr std::string_view kAfterSign = "[\\x60'\"\\s=]{0,5}";

bool is_named_only(const PublishedRule& rule) {
  return rule.pattern.find(kAfterSign) != std::string::npos;
}

std::string draw(const PublishedRule& rule, unsigned seed) {
  if (!is_named_only(rule)) return "took " + testing::Sampler(rule.pattern, seed).draw() + " from it";
  const std::string value = rule.pattern.substr(rule.pattern.find(kAfterSign) + kAfterSign.size());
  return rule.id.substr(0, rule.id.find('-')) + "_api_key=" + testing::Sampler(value, seed).draw();
}

// Share of drawn texts in which a secret is found; absent where none can be drawn.
std::optional<double> share_found(const PublishedRule& rule) {
  constexpr unsigned kDrawn = 40;
  unsigned found = 0;
  try {
    for (unsigned seed = 1; seed <= kDrawn; ++seed)
      if (!find_secrets(draw(rule, seed)).empty()) ++found;
  } catch (const std::invalid_argument&) {
    return std::nullopt;
  }
  return static_cast<double>(found) / kDrawn;
}

TEST(PublishedRules, AreCoveredByMostOfOurs) {
  const auto rules = rules_of(read_configuration());
  if (rules.empty()) GTEST_SKIP() << "suites/gitleaks is not there: set DEBRIEF_SHARED";
  std::size_t drawn = 0, covered = 0, named = 0, named_covered = 0;
  std::string missing;
  for (const auto& rule : rules) {
    const auto share = share_found(rule);
    if (!share) continue;
    const bool found = *share >= 0.5;
    (is_named_only(rule) ? named : drawn) += 1;
    if (found) (is_named_only(rule) ? named_covered : covered) += 1;
    else missing += rule.id + " ";
  }
  std::printf("found: %zu of %zu kinds with a form of their own, %zu of %zu behind a key; not: %s\n", covered, drawn,
              named_covered, named, missing.c_str());
  EXPECT_GT(drawn + named, 200U);
  EXPECT_GE(covered * 100, drawn * 80);
  EXPECT_GE(named_covered * 100, named * 80);
}

}  // namespace
}  // namespace debrief::logs
