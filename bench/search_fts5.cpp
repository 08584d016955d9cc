// SPDX-License-Identifier: Apache-2.0
#include "search_fts5.hpp"

#include <sqlite3.h>

#include <stdexcept>

namespace debrief::bench {

void Fts5::Close::operator()(sqlite3* database) const {
  sqlite3_close(database);
}
void Fts5::Close::operator()(sqlite3_stmt* statement) const {
  sqlite3_finalize(statement);
}

Fts5::Fts5() {
  sqlite3* opened = nullptr;
  const int outcome = sqlite3_open(":memory:", &opened);
  database_.reset(opened);
  if (outcome != SQLITE_OK) throw std::runtime_error("SQLite cannot open a database in memory");
  run("create virtual table d using fts5(title, text, tokenize = 'porter unicode61')");
  insert_.reset(prepare("insert into d values ($1, $2)"));
  search_.reset(prepare("select rowid from d where d match $1 order by bm25(d, 2.0, 1.0) limit 10"));
}

Fts5::~Fts5() = default;

void Fts5::run(const char* sql) {
  if (sqlite3_exec(database_.get(), sql, nullptr, nullptr, nullptr) != SQLITE_OK)
    throw std::runtime_error(sqlite3_errmsg(database_.get()));
}

sqlite3_stmt* Fts5::prepare(const char* sql) {
  sqlite3_stmt* statement = nullptr;
  if (sqlite3_prepare_v2(database_.get(), sql, -1, &statement, nullptr) != SQLITE_OK)
    throw std::runtime_error(sqlite3_errmsg(database_.get()));
  return statement;
}

void Fts5::put(const std::vector<ZipfDocument>& documents) {
  run("begin");
  for (const ZipfDocument& document : documents) {
    sqlite3_bind_text(insert_.get(), 1, document.title.c_str(), -1, SQLITE_STATIC);
    sqlite3_bind_text(insert_.get(), 2, document.text.c_str(), -1, SQLITE_STATIC);
    sqlite3_step(insert_.get());
    if (sqlite3_reset(insert_.get()) != SQLITE_OK) throw std::runtime_error(sqlite3_errmsg(database_.get()));
  }
  run("commit");
}

std::vector<std::size_t> Fts5::search(const std::vector<std::string>& words) {
  std::string match;
  for (const std::string& word : words) match += (match.empty() ? "\"" : " OR \"") + word + "\"";
  sqlite3_bind_text(search_.get(), 1, match.c_str(), -1, SQLITE_STATIC);
  std::vector<std::size_t> rows;
  while (sqlite3_step(search_.get()) == SQLITE_ROW)
    rows.push_back(static_cast<std::size_t>(sqlite3_column_int64(search_.get(), 0)));
  if (sqlite3_reset(search_.get()) != SQLITE_OK) throw std::runtime_error(sqlite3_errmsg(database_.get()));
  return rows;
}

std::size_t Fts5::bytes() const {
  const std::unique_ptr<sqlite3_stmt, Close> size(const_cast<Fts5*>(this)->prepare(
      "select (select page_count from pragma_page_count) * (select page_size from pragma_page_size)"));
  return sqlite3_step(size.get()) == SQLITE_ROW ? static_cast<std::size_t>(sqlite3_column_int64(size.get(), 0)) : 0;
}

}  // namespace debrief::bench
