// SPDX-License-Identifier: Apache-2.0
#include "cli/upload.hpp"

#include "base/hash.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

namespace debrief::cli {
namespace {

namespace fs = std::filesystem;

// A server in memory that takes pieces of 5 MiB, with trouble at chosen ones.
class FakeServer final : public ApiClient {
 public:
  std::string stored, announced, goal;
  std::vector<std::string> asked;
  int refuse = 0;  // the number of the piece that is stored, but whose answer is lost
  int begun = 0;

 protected:
  Result<http::Response> exchange(const ApiRequest& request) override {
    asked.push_back(request.method + " " + request.path);
    if (request.path.ends_with("/finish")) {
      goal = request.body;
      return http::json_response(R"({"id": "e"})", 201);
    }
    if (request.path.ends_with("/evidence")) return http::json_response(R"({"items": []})", 201);
    if (request.method == "PATCH") return take(request);
    if (request.method == "POST") {
      ++begun;
      announced = request.body;
      return http::json_response(upload(), 201);
    }
    if (request.path.ends_with("/u")) return http::json_response(upload());
    const bool unfinished = !announced.empty();
    return http::json_response(unfinished ? R"({"items": [)" + upload() + "]}" : R"({"items": []})");
  }

 private:
  [[nodiscard]] std::string upload() const {
    auto document = json::parse(announced)->as_object();
    document["id"] = "u";
    document["received"] = stored.size();
    document["piece_bytes"] = 5 * 1024 * 1024;
    return json::write(document);
  }
  Result<http::Response> take(const ApiRequest& request) {
    if (std::stoull(request.headers.at("upload-offset")) != stored.size())
      return http::problem(conflict("the upload stands at {}", stored.size()));
    stored += request.body;
    if (--refuse == 0) return make_error(ErrorCode::unavailable, "the connection broke");
    return http::json_response(upload());
  }
};

class UploadFile : public ::testing::Test {
 protected:
  void SetUp() override {
    file_.path = fs::temp_directory_path() / ("debrief-upload-" + std::to_string(::getpid()));
    file_.name = "logs/app.log";
    for (std::size_t i = 0; bytes_.size() <= kSentAtOnce; ++i) bytes_ += "line " + std::to_string(i) + "\n";
    std::ofstream(file_.path, std::ios::binary) << bytes_;
    file_.size = bytes_.size();
  }
  void TearDown() override { fs::remove(file_.path); }

  FoundFile file_;
  std::string bytes_;
  FakeServer server_;
};

TEST_F(UploadFile, SendsALargeFileInPieces) {
  ASSERT_TRUE(upload_file(server_, file_, {7, "Europe/Berlin"}));
  EXPECT_EQ(server_.stored, bytes_);
  EXPECT_NE(server_.announced.find(to_hex(sha256(bytes_))), std::string::npos);
  EXPECT_EQ(server_.goal, R"({"incident":7,"zone":"Europe/Berlin"})");
}

TEST_F(UploadFile, AsksHowFarItHasGotWhenTheConnectionBreaks) {
  server_.refuse = 2;
  ASSERT_TRUE(upload_file(server_, file_, {}));
  EXPECT_EQ(server_.stored, bytes_);
  EXPECT_EQ(server_.goal, "{}");
}

TEST_F(UploadFile, GoesOnWhereAnEarlierCommandStood) {
  server_.announced = R"({"name":"logs/app.log","size":1,"sha256":")" + to_hex(sha256(bytes_)) + "\"}";
  server_.stored = bytes_.substr(0, 10'000'000);
  ASSERT_TRUE(upload_file(server_, file_, {}));
  EXPECT_EQ(server_.begun, 0);
  EXPECT_EQ(server_.stored, bytes_);
}

TEST_F(UploadFile, BeginsAnewForOtherBytes) {
  server_.announced = R"({"name":"logs/app.log","size":1,"sha256":")" + to_hex(sha256("other")) + "\"}";
  ASSERT_TRUE(upload_file(server_, file_, {}));
  EXPECT_EQ(server_.begun, 1);
}

TEST_F(UploadFile, TellsWhenTheFileBecameShorter) {
  fs::resize_file(file_.path, bytes_.size() - 1);
  const auto sent = upload_file(server_, file_, {});
  ASSERT_FALSE(sent);
  EXPECT_EQ(sent.error().code, ErrorCode::invalid);
}

TEST_F(UploadFile, SendsASmallFileAtOnce) {
  file_.size = 10;
  ASSERT_TRUE(upload_file(server_, file_, {7, ""}));
  EXPECT_EQ(server_.asked, std::vector<std::string>{"POST /api/v1/incidents/7/evidence"});
}

}  // namespace
}  // namespace debrief::cli
