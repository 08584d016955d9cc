// SPDX-License-Identifier: Apache-2.0
#include "journal/vocabulary.hpp"

#include "base/json.hpp"
#include "domain/vocabulary_json.hpp"

namespace debrief::journal {
namespace {

constexpr std::string_view kSettingName = "vocabulary";

template <class T>
void add_missing(std::vector<T>& words, const std::vector<T>& usual) {
  for (const T& one : usual) {
    bool known = false;
    for (const T& word : words) known = known || word.id == one.id;
    if (!known) words.push_back(one);
  }
}

}  // namespace

std::shared_ptr<const domain::Vocabulary> read_vocabulary(db::Connection& db) {
  const auto& usual = domain::usual_vocabulary();
  const auto row = db.query_one("select data from settings where name = $1", kSettingName);
  if (!row) return usual;
  const auto document = json::parse(row->text(0));
  if (!document) throw db::DatabaseError("the vocabulary in the settings is no JSON");
  auto words = domain::vocabulary_from(*document, *usual);
  if (!words) throw db::DatabaseError("the vocabulary in the settings cannot be read: " + words.error().message);
  add_missing(words->severities, usual->severities);
  add_missing(words->states, usual->states);
  add_missing(words->roles, usual->roles);
  return std::make_shared<const domain::Vocabulary>(*std::move(words));
}

void keep_vocabulary(db::Connection& db, const domain::Vocabulary& words) {
  db.execute("insert into settings (name, data) values ($1, $2) on conflict (name) do update set data = excluded.data",
             kSettingName, json::write(domain::to_json(words)));
}

}  // namespace debrief::journal
