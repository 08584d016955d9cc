// SPDX-License-Identifier: Apache-2.0
#include "base/text.hpp"
#include "domain/redaction.hpp"
#include "features/status/status.hpp"

#include <algorithm>
#include <cctype>

namespace debrief::features::status {
namespace {

bool is_word_part(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '-' || c == '_'; }

// Words that customers use as well ("search") are no secret; names with a hyphen or a dot in them are made for machines.
bool made_for_machines(const std::string& service) { return service.find_first_of("-_./:") != std::string::npos; }

std::string without_word(std::string text, const std::string& word, std::string_view other) {
  for (std::size_t at = text.find(word); at != std::string::npos; at = text.find(word, at)) {
    const std::size_t end = at + word.size();
    const bool whole = (at == 0 || !is_word_part(text[at - 1])) && (end == text.size() || !is_word_part(text[end]));
    if (whole) text.replace(at, word.size(), other);
    at += whole ? other.size() : 1;
  }
  return text;
}

std::string without_keys(const std::string& text) {
  const std::string key = domain::incident_key(0);
  const std::string prefix = key.substr(0, key.size() - 1);
  std::string kept;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at + prefix.size();
    const bool begins = text.compare(at, prefix.size(), prefix) == 0 && (at == 0 || !is_word_part(text[at - 1]));
    while (begins && end < text.size() && std::isdigit(static_cast<unsigned char>(text[end])) != 0) ++end;
    if (begins && end > at + prefix.size()) {
      kept += "the incident";
      at = end;
    } else kept += text[at++];
  }
  return kept;
}

}  // namespace

std::optional<std::vector<std::string>> find_inside_words(db::Database& database, const Ports& ports, const domain::Principal& who,
                                                          std::optional<std::int64_t> incident, const std::vector<std::string>& texts) {
  domain::Incident about;
  if (incident)
    if (const auto found = ports.get_incident(who, *incident)) about = *found;
  std::vector<std::string> names;
  for (const auto& member : ports.list_members()) names.push_back(member.name);
  const auto pseudonyms = domain::pseudonyms_of(about, {}, names);
  std::vector<std::string> services = about.services;
  database.read([&](db::Connection& db) {
    for (const auto& row : db.query("select name from services order by name limit 10000")) services.push_back(row.text(0));
  });
  std::erase_if(services, [](const std::string& service) { return !made_for_machines(service); });
  std::vector<std::string> clean;
  for (const std::string& text : texts) {
    std::string other = without_keys(domain::redact_text(text, pseudonyms));
    for (const std::string& service : services) other = without_word(std::move(other), service, "a service");
    clean.push_back(std::move(other));
  }
  return clean == texts ? std::nullopt : std::optional(std::move(clean));
}

}  // namespace debrief::features::status
