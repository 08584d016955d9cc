// SPDX-License-Identifier: Apache-2.0
#include "features/evidence/resumable.hpp"

#include "features/evidence/partial_file.hpp"
#include "journal/testing_store.hpp"

#include <gtest/gtest.h>
#include <stdlib.h>

#include <algorithm>
#include <fstream>

namespace debrief::features::evidence {
namespace {

namespace fs = std::filesystem;
using domain::AccessRole;

class ResumableStore : public journal::StoreOnEachEngine {
 protected:
  void SetUp() override {
    StoreOnEachEngine::SetUp();
    if (IsSkipped() || HasFatalFailure()) return;
    std::string name = fs::temp_directory_path() / "debrief-XXXXXX";
    folder_ = mkdtemp(name.data());
    blobs_ = std::make_unique<db::BlobStore>(folder_ / "originals");
    uploads_ = std::make_unique<ResumableUploads>(journal(), *blobs_);
    insert_incident(1, domain::Visibility::everyone, "u-ana");
  }
  void TearDown() override {
    if (!folder_.empty()) fs::remove_all(folder_);
  }
  std::string begin(std::int64_t size, std::optional<Digest> sha256 = {}) {
    const auto upload = uploads_->begin(ana_, {"logs/app.log", size, sha256});
    EXPECT_TRUE(upload);
    return upload ? upload->id : "";
  }
  std::size_t partial_files() const {
    return static_cast<std::size_t>(
        std::distance(fs::directory_iterator(folder_ / "originals" / "partial"), fs::directory_iterator()));
  }
  Result<http::Response> send(const std::string& method, const std::string& pattern, const std::string& id,
                              std::string body, const std::string& offset = "") {
    http::Request request;
    request.method = method;
    request.body = std::move(body);
    request.parameters = {{"id", id}};
    if (!offset.empty()) request.headers["upload-offset"] = offset;
    Ports ports;
    ports.read_files = [](const std::vector<domain::OriginalFile>& files, const auto&) {
      std::vector<domain::ReadFile> read;
      for (const auto& file : files) {
        domain::ReadFile one;
        one.name = file.name;
        domain::ReadEntry entry;
        entry.kind = "note";
        entry.text = file.bytes;
        one.reading.entries.push_back(entry);
        one.reading.format = "notes";
        read.push_back(one);
      }
      return read;
    };
    const auto table = resumable_routes(journal(), *blobs_, ports);
    const auto route = std::find_if(table.begin(), table.end(), [&](const Route& r) {
      return r.method == method && r.pattern == "/api/v1/resumable-uploads" + pattern;
    });
    EXPECT_NE(route, table.end());
    Call call{request, ana_, {ana_.name, ana_.id, "web", {}}};
    return route->handler(call);
  }

  fs::path folder_;
  std::unique_ptr<db::BlobStore> blobs_;
  std::unique_ptr<ResumableUploads> uploads_;
  domain::Principal ana_{"u-ana", "Ana", AccessRole::responder, "web"};
  domain::Principal bo_{"u-bo", "Bo", AccessRole::administrator, "web"};
};

INSTANTIATE_TEST_SUITE_P(Engines, ResumableStore, db::both_engines(), db::engine_name);

TEST_P(ResumableStore, TakesPiecesInOrderAndMakesAnOriginal) {
  const std::string id = begin(10, sha256("0123456789"));
  EXPECT_EQ(uploads_->append(ana_, id, 0, "01234")->received, 5);
  EXPECT_EQ(uploads_->get(ana_, id)->received, 5);
  EXPECT_EQ(uploads_->complete(ana_, id).error().code, ErrorCode::conflict) << "bytes are missing";
  EXPECT_EQ(uploads_->append(ana_, id, 5, "56789")->received, 10);
  const auto stored = uploads_->complete(ana_, id);
  ASSERT_TRUE(stored);
  EXPECT_EQ(stored->size, 10);
  EXPECT_EQ(*blobs_->get(stored->sha256), "0123456789");
  EXPECT_EQ(partial_files(), 0U);
  // A crash before the evidence was recorded: completing it again is the same.
  EXPECT_EQ(uploads_->complete(ana_, id)->sha256, stored->sha256);
  EXPECT_EQ(partial_files(), 0U);
}

TEST_P(ResumableStore, RefusesPiecesThatDoNotFit) {
  const std::string id = begin(10);
  ASSERT_TRUE(uploads_->append(ana_, id, 0, "0123"));
  EXPECT_EQ(uploads_->append(ana_, id, 0, "0123").error().code, ErrorCode::conflict) << "sent twice";
  EXPECT_EQ(uploads_->append(ana_, id, 6, "67").error().code, ErrorCode::conflict) << "a gap";
  EXPECT_EQ(uploads_->append(ana_, id, 4, "4567890").error().code, ErrorCode::too_large);
  EXPECT_EQ(uploads_->get(ana_, id)->received, 4) << "nothing of these counts";
  EXPECT_EQ(uploads_->append(ana_, "../../etc/passwd", 0, "x").error().code, ErrorCode::not_found);
}

TEST_P(ResumableStore, CutsOffWhatWasNeverAcknowledged) {
  const std::string id = begin(6);
  ASSERT_TRUE(uploads_->append(ana_, id, 0, "012"));
  std::ofstream(blobs_->partial_path(id), std::ios::app) << "garbage of a piece that was interrupted";
  ASSERT_TRUE(uploads_->append(ana_, id, 3, "345"));
  EXPECT_EQ(uploads_->complete(ana_, id)->sha256, sha256("012345"));
}

TEST_P(ResumableStore, BeginsAnewWhenTheHashIsAnother) {
  const std::string id = begin(3, sha256("abc"));
  ASSERT_TRUE(uploads_->append(ana_, id, 0, "abd"));
  EXPECT_EQ(uploads_->complete(ana_, id).error().code, ErrorCode::invalid);
  EXPECT_EQ(uploads_->get(ana_, id)->received, 0);
  ASSERT_TRUE(uploads_->append(ana_, id, 0, "abc"));
  EXPECT_TRUE(uploads_->complete(ana_, id));
}

TEST_P(ResumableStore, AllowsOneWriterAtATime) {
  const std::string id = begin(3);
  const auto held = PartialFile::lock(blobs_->partial_path(id));
  ASSERT_TRUE(held);
  EXPECT_EQ(uploads_->append(ana_, id, 0, "abc").error().code, ErrorCode::conflict);
  EXPECT_EQ(uploads_->cancel(ana_, id).error().code, ErrorCode::conflict);
}

TEST_P(ResumableStore, ShowsUploadsToTheirOwnerAlone) {
  const std::string id = begin(3);
  EXPECT_EQ(uploads_->get(bo_, id).error().code, ErrorCode::not_found);
  EXPECT_EQ(uploads_->append(bo_, id, 0, "abc").error().code, ErrorCode::not_found);
  EXPECT_TRUE(uploads_->list(bo_).empty());
  EXPECT_EQ(uploads_->list(ana_).size(), 1U);
}

TEST_P(ResumableStore, RemovesWhatIsCancelledOrLeftAlone) {
  const std::string cancelled = begin(3), left = begin(3);
  ASSERT_TRUE(uploads_->append(ana_, cancelled, 0, "a"));
  ASSERT_TRUE(uploads_->append(ana_, left, 0, "a"));
  ASSERT_TRUE(uploads_->cancel(ana_, cancelled));
  EXPECT_FALSE(uploads_->get(ana_, cancelled));
  EXPECT_EQ(partial_files(), 1U);
  clock_.advance(kUploadKept - std::chrono::hours(1));
  uploads_->remove_abandoned();
  EXPECT_TRUE(uploads_->get(ana_, left)) << "a week is not over";
  clock_.advance(std::chrono::hours(2));
  uploads_->remove_abandoned();
  EXPECT_FALSE(uploads_->get(ana_, left));
  EXPECT_EQ(partial_files(), 0U);
}

TEST_P(ResumableStore, LimitsSizeAndNumber) {
  EXPECT_EQ(uploads_->begin(ana_, {"a", kMostResumable + 1}).error().code, ErrorCode::too_large);
  for (std::size_t i = 0; i < kMostUploads; ++i) ASSERT_TRUE(uploads_->begin(ana_, {"a", 1}));
  EXPECT_EQ(uploads_->begin(ana_, {"a", 1}).error().code, ErrorCode::too_large);
  EXPECT_TRUE(uploads_->begin(bo_, {"a", 1})) << "each account has its own";
}

TEST_P(ResumableStore, ServesTheWholeWayOverItsRoutes) {
  const auto begun = send("POST", "", "", R"({"name": "notes.txt", "size": 5})");
  ASSERT_TRUE(begun);
  EXPECT_EQ(begun->status, 201);
  const std::string id(json::text_at(json::parse(begun->body)->as_object(), "id"));
  EXPECT_EQ(send("PATCH", "/{id}", id, "hello").error().code, ErrorCode::invalid) << "no offset";
  const auto sent = send("PATCH", "/{id}", id, "hello", "0");
  ASSERT_TRUE(sent);
  EXPECT_NE(
      std::find(sent->headers.begin(), sent->headers.end(), std::pair<std::string, std::string>("Upload-Offset", "5")),
      sent->headers.end());
  const auto finished = send("POST", "/{id}/finish", id, R"({"incident": 1})");
  ASSERT_TRUE(finished) << finished.error().message;
  const auto listed = json::parse(finished->body)->as_object();
  EXPECT_EQ(json::text_at(listed.at("items").as_array().at(0).as_object(), "name"), "notes.txt");
  EXPECT_EQ(listed.at("items").as_array().at(0).at("entries").to_number<int>(), 1) << "it was read into the timeline";
  EXPECT_EQ(send("POST", "/{id}/finish", id, R"({"incident": 1})").error().code, ErrorCode::not_found);
  EXPECT_EQ(journal().list_after(0, 10).size(), 2U) << "the evidence and its entry";
}

TEST_P(ResumableStore, KeepsAnUploadForAReconstruction) {
  const std::string id = begin(0);
  const auto finished = send("POST", "/{id}/finish", id, "{}");
  ASSERT_TRUE(finished);
  EXPECT_EQ(json::text_at(json::parse(finished->body)->as_object(), "sha256"), to_hex(sha256("")));
  EXPECT_EQ(journal().list_after(0, 10).at(0).kind, "evidence.uploaded");
}

TEST_P(ResumableStore, ListsWhatIsTooLargeToReadAsUnread) {
  const auto digest = blobs_->put("as if it were large");
  Ports ports;
  ports.read_files = [](const auto&, const auto&) { return std::vector<domain::ReadFile>{}; };
  http::Request request;
  const Call call{request, ana_, {"Ana", "u-ana", "web", {}}};
  const auto added = add_stored(journal(), *blobs_, ports, call, 1,
                                {"app.log", digest, static_cast<std::int64_t>(kUploadLimit) + 1}, {}, {});
  ASSERT_TRUE(added);
  ASSERT_EQ(added->items.size(), 1U);
  EXPECT_FALSE(added->items[0].format);
  ASSERT_EQ(added->unread.size(), 1U);
  EXPECT_EQ(added->unread[0].name, "app.log");
}

}  // namespace
}  // namespace debrief::features::evidence
