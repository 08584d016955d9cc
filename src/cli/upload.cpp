// SPDX-License-Identifier: Apache-2.0
#include "cli/upload.hpp"

#include "base/clock.hpp"
#include "base/hash.hpp"
#include "base/ids.hpp"
#include "cli/terminal.hpp"

#include <algorithm>
#include <chrono>
#include <fstream>
#include <thread>

namespace debrief::cli {
namespace {

constexpr std::string_view kPath = "/api/v1/resumable-uploads";
constexpr std::size_t kMostTries = 8;
constexpr std::uintmax_t kMebibyte = 1024UL * 1024;

Error changed(const FoundFile& file) {
  return invalid("{} cannot be read to its end, or was changed while it was sent", file.path.string())
      .with_help("Copy the file, then send the copy.");
}

Result<json::object> object_in(const http::Response& response) {
  auto document = TRY(json::parse(response.body));
  if (!document.is_object()) return invalid("the server's answer is not what this version expects");
  return std::move(document.get_object());
}

Result<std::string> hash_of(const FoundFile& file) {
  std::ifstream in(file.path, std::ios::binary);
  Sha256 hash;
  std::string piece(kMebibyte, '\0');
  for (std::uintmax_t at = 0; at < file.size; at += piece.size()) {
    piece.resize(static_cast<std::size_t>(std::min(kMebibyte, file.size - at)));
    if (!in.read(piece.data(), static_cast<std::streamsize>(piece.size()))) return changed(file);
    hash.update(piece);
  }
  return to_hex(hash.finish());
}

std::uintmax_t received_of(const json::object& upload) {
  const auto* received = upload.if_contains("received");
  return received != nullptr && received->is_int64() ? static_cast<std::uintmax_t>(received->get_int64()) : 0;
}

std::size_t piece_size_of(const json::object& upload) {
  const auto* size = upload.if_contains("piece_bytes");
  constexpr std::int64_t kMost = 64L * 1024 * 1024;
  return size != nullptr && size->is_int64()
             ? static_cast<std::size_t>(std::clamp<std::int64_t>(size->get_int64(), 1, kMost))
             : kMebibyte;
}

// An upload of these very bytes that was broken off, or a new one.
Result<json::object> begin(ApiClient& api, const FoundFile& file) {
  const std::string hash = TRY(hash_of(file));
  const auto unfinished = TRY(api.get(std::string(kPath)));
  if (const auto* items = json::array_at(unfinished, "items"))
    for (const auto& item : *items)
      if (item.is_object() && json::text_at(item.get_object(), "sha256") == hash &&
          json::text_at(item.get_object(), "name") == file.name)
        return item.get_object();
  return api.send_json("POST", std::string(kPath), {{"name", file.name}, {"size", file.size}, {"sha256", hash}});
}

// Where waiting and asking may help. What the server refuses stays refused.
class Sender {
 public:
  Sender(ApiClient& api, const FoundFile& file, json::object upload)
      : api_(api),
        file_(file),
        in_(file.path, std::ios::binary),
        path_(std::string(kPath) + "/" + std::string(json::text_at(upload, "id"))),
        piece_size_(piece_size_of(upload)),
        at_(received_of(upload)) {}

  Result<> send_all() {
    Progress progress("Sending " + harmless(file_.name) + " (MiB)", static_cast<std::size_t>(file_.size / kMebibyte));
    std::size_t tries = 0;
    while (at_ < file_.size) {
      progress.step(static_cast<std::size_t>(at_ / kMebibyte));
      auto sent = send_piece();
      if (sent) {
        tries = 0;
        continue;
      }
      if (!may_pass(sent.error()) || ++tries >= kMostTries) return std::move(sent).error();
      std::this_thread::sleep_for(std::chrono::milliseconds(500) * (1U << (tries - 1)));
      if (const auto upload = api_.get(path_)) at_ = received_of(*upload);
    }
    return {};
  }

  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  Result<> send_piece() {
    std::string piece(static_cast<std::size_t>(std::min<std::uintmax_t>(piece_size_, file_.size - at_)), '\0');
    in_.clear();
    in_.seekg(static_cast<std::streamoff>(at_));
    if (!in_.read(piece.data(), static_cast<std::streamsize>(piece.size()))) return changed(file_);
    const auto response =
        TRY(api_.send({"PATCH",
                       path_,
                       {},
                       std::move(piece),
                       {{"content-type", "application/offset+octet-stream"}, {"upload-offset", std::to_string(at_)}}}));
    at_ = received_of(TRY(object_in(response)));
    return {};
  }

  ApiClient& api_;
  const FoundFile& file_;
  std::ifstream in_;
  std::string path_;
  std::size_t piece_size_;
  std::uintmax_t at_;
};

Result<json::object> upload_in_pieces(ApiClient& api, const FoundFile& file, const UploadGoal& goal) {
  Sender sender(api, file, TRY(begin(api, file)));
  TRY(sender.send_all());
  json::object wanted;
  if (goal.incident) wanted["incident"] = *goal.incident;
  if (!goal.zone.empty()) wanted["zone"] = goal.zone;
  const std::string key = new_id(SystemClock().now());
  for (std::size_t tries = 1;; ++tries) {
    const auto done = api.send({"POST",
                                sender.path() + "/finish",
                                {},
                                json::write(wanted),
                                {{"content-type", "application/json"}, {"idempotency-key", key}}});
    if (done) return object_in(*done);
    if (done.error().code != ErrorCode::unavailable || tries >= kMostTries) return done.error();
    std::this_thread::sleep_for(std::chrono::seconds(1) * tries);
  }
}

Result<json::object> upload_at_once(ApiClient& api, const FoundFile& file, const UploadGoal& goal) {
  std::map<std::string, std::string> query{{"name", file.name}};
  if (goal.incident && !goal.zone.empty()) query["zone"] = goal.zone;
  const std::string path =
      goal.incident ? fmt::format("/api/v1/incidents/{}/evidence", *goal.incident) : "/api/v1/uploads";
  return object_in(TRY(api.send(
      {"POST", path, std::move(query), TRY(read_file(file.path)), {{"content-type", "application/octet-stream"}}})));
}

}  // namespace

Result<json::object> upload_file(ApiClient& api, const FoundFile& file, const UploadGoal& goal) {
  return file.size > kSentAtOnce ? upload_in_pieces(api, file, goal) : upload_at_once(api, file, goal);
}

}  // namespace debrief::cli
