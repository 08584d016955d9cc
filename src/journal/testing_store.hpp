// SPDX-License-Identifier: Apache-2.0
// A GoogleTest fixture for what is kept in tables: a store with the whole schema, a journal and a clock that
// stands still, on both engines.
//
//   class NotesStore : public journal::StoreOnEachEngine {};
//   INSTANTIATE_TEST_SUITE_P(Engines, NotesStore, db::both_engines(), db::engine_name);
#pragma once

#include "db/testing_engines.hpp"
#include "domain/incident.hpp"
#include "journal/journal.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <memory>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

namespace debrief::journal {

class StoreOnEachEngine : public db::OnEachEngine {
 protected:
  void SetUp() override {
    OnEachEngine::SetUp();
    if (!IsSkipped() && !HasFatalFailure()) journal_ = std::make_unique<Journal>(database(), clock_);
  }

  /// Every file of migrations/.
  [[nodiscard]] std::vector<db::Migration> migrations() const override {
    std::vector<db::Migration> steps;
    for (const auto& file : std::filesystem::directory_iterator(DEBRIEF_SOURCE_DIR "/migrations")) {
      std::stringstream text;
      text << std::ifstream(file.path()).rdbuf();
      const std::string name = file.path().filename();
      steps.push_back({std::stoi(name), name, text.str()});
    }
    std::sort(steps.begin(), steps.end(), [](const auto& a, const auto& b) { return a.number < b.number; });
    return steps;
  }

  [[nodiscard]] Journal& journal() { return *journal_; }

  /// A row as the incidents slice makes it, declared by the account `declared_by_id`.
  void insert_incident(std::int64_t number, domain::Visibility visibility, std::string_view declared_by_id,
                       Instant declared_at = {}) {
    database().write([&](db::Connection& db) {
      db.execute(
          "insert into incidents (number, title, summary, impact, kind, state, phase, visibility, declared_at, "
          "declared_by, declared_by_id, version) values ($1, 'Checkout fails', '', '', 'normal', 'investigating', "
          "'active', $2, $3, 'Ana', $4, 1)",
          number, to_text(visibility), declared_at.micros, declared_by_id);
    });
  }

  ManualClock clock_{Instant{1'764'000'000'000'000}};

 private:
  std::unique_ptr<Journal> journal_;
};

}  // namespace debrief::journal
