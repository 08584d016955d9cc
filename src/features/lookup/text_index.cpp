// SPDX-License-Identifier: Apache-2.0
#include "features/lookup/text_index.hpp"

#include "base/hash.hpp"
#include "base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace debrief::features::lookup {
namespace {

constexpr std::int64_t kVersion = 2;
// Ranking costs microseconds a document, so that a word of half of them would take too long.
constexpr std::int64_t kMostRanked = 5000;
constexpr std::size_t kMostServices = 12;
constexpr std::int64_t kVocabularyAfter = 2000;  // documents
constexpr char kBegin = '\x02', kEnd = '\x03';

constexpr std::string_view kSchema = R"(
create table about (version integer not null, position integer not null);
create table documents (
  id integer primary key, key text not null unique, hash text not null, part_of text not null, incident integer not null,
  kind integer not null, severity text not null, services text not null, target text not null, at integer not null);
create index documents_part_of on documents (part_of);
create index documents_incident on documents (incident);
create virtual table words using fts5 (title, body, tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3 4');
create virtual table vocabulary using fts5vocab (words, 'row');
)";

// Texts must not hold what marks hits.
std::string unmarked(std::string text) {
  std::replace_if(
      text.begin(), text.end(), [](char c) { return c == kBegin || c == kEnd || c == '\0'; }, ' ');
  return text;
}

std::string hash_of(const Document& document, const Belonging& belonging, std::string_view services) {
  return to_hex(
      sha256(fmt::format("{}\x1f{}\x1f{}\x1f{}\x1f{}\x1f{}", document.title, document.body, document.target,
                         document.at.micros, belonging.severity, services)));
}

std::string joined(const std::vector<std::string>& services) {
  std::string all = "\x1f";
  for (const std::string& service : services) all += service + '\x1f';
  return all;
}

std::vector<Piece> pieces_of(const std::string& marked) {
  std::vector<Piece> pieces;
  std::string text;
  const auto flush = [&](bool hit) {
    if (!text.empty()) pieces.push_back({std::move(text), hit});
    text.clear();
  };
  for (const char c : marked) {
    if (c == kBegin) flush(false);
    else if (c == kEnd) flush(true);
    else text += c;
  }
  flush(false);
  return pieces;
}

std::vector<Count> ranked(const std::map<std::string, std::int64_t>& counts, std::size_t most) {
  std::vector<Count> all;
  for (const auto& [value, documents] : counts) all.push_back({value, documents});
  std::stable_sort(all.begin(), all.end(), [](const Count& a, const Count& b) { return a.documents > b.documents; });
  if (all.size() > most) all.resize(most);
  return all;
}

// The conditions on documents, but for the words. Numbers are written out; texts become parameters.
std::string conditions_of(const Wanted& wanted, const Hidden& hidden, std::vector<db::Value>& args) {
  std::string sql;
  const auto parameter = [&](db::Value value) {
    args.push_back(std::move(value));
    return fmt::format("${}", args.size());
  };
  if (!wanted.kinds.empty()) {
    std::vector<int> kinds;
    for (const Kind kind : wanted.kinds) kinds.push_back(static_cast<int>(kind));
    sql += fmt::format(" and d.kind in ({})", fmt::join(kinds, ","));
  }
  if (!wanted.severity.empty())
    sql += " and d.severity = " + parameter(wanted.severity == "none" ? std::string() : wanted.severity);
  if (!wanted.service.empty()) sql += " and instr(d.services, " + parameter('\x1f' + wanted.service + '\x1f') + ") > 0";
  if (wanted.incident) sql += fmt::format(" and d.incident = {}", *wanted.incident);
  if (wanted.after) sql += fmt::format(" and d.at >= {}", wanted.after->micros);
  if (wanted.before) sql += fmt::format(" and d.at < {}", wanted.before->micros);
  if (!hidden.empty()) sql += fmt::format(" and d.incident not in ({})", fmt::join(hidden, ","));
  return sql;
}

}  // namespace

TextIndex::TextIndex(std::filesystem::path file) : file_(std::move(file)) {
  std::filesystem::create_directories(file_.parent_path());
  try {
    open();
  } catch (const db::DatabaseError&) {
    database_.reset();
    for (const auto* rest : {"", "-wal", "-shm"}) std::filesystem::remove(file_.string() + rest);
    open();
  }
}

void TextIndex::open() {
  database_ = db::Database::open({file_.string(), ""});
  database_->write([](db::Connection& db) {
    if (!db.query_one("select 1 from sqlite_master where name = 'about'")) {
      db.execute_script(kSchema);
      db.execute("insert into about (version, position) values ($1, 0)", kVersion);
    }
    if (db.query_one("select version from about")->integer(0) != kVersion)
      throw db::DatabaseError("the index is of another version");
  });
}

void TextIndex::put(const Belonging& belonging, const std::vector<Document>& documents) {
  const std::string services = joined(belonging.services);
  std::int64_t written = 0;
  database_->write([&](db::Connection& db) {
    struct Known {
      std::int64_t id;
      std::string hash;
    };
    std::map<std::string, Known> known;
    for (const auto& row : db.query("select key, id, hash from documents where part_of = $1", belonging.group))
      known[row.text(0)] = {row.integer(1), row.text(2)};
    const auto drop = [&](std::int64_t id) {
      db.execute("delete from words where rowid = $1", id);
      db.execute("delete from documents where id = $1", id);
      ++written;
    };
    for (const Document& document : documents) {
      const std::string hash = hash_of(document, belonging, services);
      const auto before = known.find(document.key);
      if (before != known.end()) {
        const Known same = before->second;
        known.erase(before);
        if (same.hash == hash) continue;
        drop(same.id);
      }
      db.execute(
          "insert into documents (key, hash, part_of, incident, kind, severity, services, target, at) "
          "values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
          document.key, hash, belonging.group, belonging.incident, static_cast<int>(document.kind), belonging.severity, services, document.target, document.at.micros);
      db.execute("insert into words (rowid, title, body) values (last_insert_rowid(), $1, $2)",
                 unmarked(to_utf8(document.title)), unmarked(to_utf8(document.body)));
      ++written;
    }
    for (const auto& [key, gone] : known) drop(gone.id);
  });
  const std::scoped_lock lock(mutex_);
  changes_ += written;
}

void TextIndex::remove(const std::string& group) {
  put({group, 0, "", {}}, {});
}

void TextIndex::keep_groups(std::string_view begin, const std::function<bool(std::string_view group)>& keep) {
  std::vector<std::string> gone;
  database_->read([&](db::Connection& db) {
    for (const auto& row : db.query("select distinct part_of from documents where part_of >= $1 and part_of < $2",
                                    begin, std::string(begin) + '\x7f'))
      if (!keep(row.text(0))) gone.push_back(row.text(0));
  });
  for (const std::string& group : gone) remove(group);
}

std::int64_t TextIndex::position() {
  return database_->read([](db::Connection& db) { return db.query_one("select position from about")->integer(0); });
}

void TextIndex::set_position(std::int64_t position) {
  database_->write([&](db::Connection& db) { db.execute("update about set position = $1", position); });
}

std::shared_ptr<const Vocabulary> TextIndex::vocabulary() {
  const std::scoped_lock lock(mutex_);
  if (vocabulary_ && changes_ - vocabulary_changes_ < kVocabularyAfter) return vocabulary_;
  vocabulary_changes_ = changes_;
  std::vector<Vocabulary::Word> words;
  database_->read([&](db::Connection& db) {
    db.scan(
        [&](const db::Row& row) {
          words.push_back({row.text(0), row.integer(1)});
        },
        "select term, doc from vocabulary");
  });
  vocabulary_ = std::make_shared<const Vocabulary>(std::move(words));
  return vocabulary_;
}

// Nobody is told of words that stand only where they may not look.
std::optional<std::string> TextIndex::correct(const std::string& word, bool unfinished, const Hidden& hidden) {
  auto nearest = vocabulary()->find_nearest(word, unfinished);
  if (!nearest || hidden.empty()) return nearest;
  std::vector<db::Value> args{to_match({{*nearest, true, false, false, false}})};
  const std::string conditions = conditions_of({}, hidden, args);
  bool seen = false;
  database_->read([&](db::Connection& db) {
    db.run_with("select 1 from words join documents d on d.id = words.rowid where words match $1" + conditions + " limit 1",
                args, [&](const db::Row&) { seen = true; });
  });
  return seen ? nearest : std::nullopt;
}

Answer TextIndex::find(const Wanted& wanted, const Hidden& hidden, std::size_t limit, std::size_t offset) {
  const std::string match = to_match(wanted.parts);
  if (match.empty()) return {};
  Answer answer = look(wanted, match, hidden, limit, offset);
  if (answer.total > 0) return answer;
  Wanted other = wanted;
  std::vector<std::string> words;
  bool corrected = false;
  for (Part& part : other.parts) {
    if (!part.phrase && !part.negated)
      if (auto nearest = correct(part.text, part.unfinished, hidden)) {
        part.text = *std::move(nearest);
        part.unfinished = false;
        corrected = true;
      }
    words.push_back((part.negated ? "-" : "") + (part.phrase ? '"' + part.text + '"' : part.text));
  }
  if (!corrected) return answer;
  Answer second = look(other, to_match(other.parts), hidden, limit, offset);
  if (second.total > 0) second.corrected = fmt::format("{}", fmt::join(words, " "));
  return second;
}

Answer TextIndex::look(const Wanted& wanted, const std::string& match, const Hidden& hidden, std::size_t limit,
                       std::size_t offset) {
  std::vector<db::Value> args{match};
  const std::string conditions = conditions_of(wanted, hidden, args);
  Answer answer;
  database_->read([&](db::Connection& db) {
    struct Hit {
      std::int64_t id;
      double score;
    };
    std::vector<Hit> hits;
    std::map<std::string, std::int64_t> kinds, services, severities;
    std::int64_t least = 0;
    // The newest that match, without ranks: FTS5 gives them one by one.
    db.run_with(
        fmt::format("select d.id, d.kind, d.services, d.severity from words join documents d on d.id = words.rowid "
                    "where words match $1{} order by words.rowid desc limit {}",
                    conditions, kMostRanked + 1),
        args, [&](const db::Row& row) {
          if (++answer.total > kMostRanked) return;
          least = row.integer(0);
          ++kinds[std::string(to_text(static_cast<Kind>(row.integer(1))))];
          for (const std::string_view service : split(row.text(2), '\x1f'))
            if (!service.empty()) ++services[std::string(service)];
          ++severities[row.text(3).empty() ? "none" : row.text(3)];
        });
    answer.capped = answer.total > kMostRanked;
    answer.total = std::min(answer.total, kMostRanked);
    answer.kinds = ranked(kinds, kKinds);
    answer.services = ranked(services, kMostServices);
    answer.severities = ranked(severities, 6);
    if (answer.total == 0) return;
    // What has a page of its own comes before what stands somewhere on one.
    db.run_with(fmt::format("select d.id, bm25(words, 5.0, 1.0) * case d.kind when 0 then 1.5 when 2 then 0.6 when 3 "
                            "then 1.2 when 4 then 1.2 "
                            "when 5 then 1.3 else 1.0 end as score from words join documents d on d.id = words.rowid "
                            "where words match $1 and words.rowid >= {}{} order by score, d.id desc limit {} offset {}",
                            least, conditions, limit, offset),
                args, [&](const db::Row& row) {
                  hits.push_back({row.integer(0), row.real(1)});
                });
    for (const Hit& hit : hits) {
      const auto row = db.query_one(
          "select d.kind, d.incident, d.target, d.severity, d.at, highlight(words, 0, char(2), char(3)), "
          "snippet(words, 1, char(2), char(3), '…', 28) from words join documents d on d.id = words.rowid "
          "where words match $1 and words.rowid = $2",
          match, hit.id);
      if (!row) continue;
      answer.items.push_back({static_cast<Kind>(row->integer(0)), row->integer(1), pieces_of(row->text(5)),
                              pieces_of(row->text(6)), row->text(2), row->text(3), Instant{row->integer(4)}});
    }
  });
  return answer;
}

}  // namespace debrief::features::lookup
