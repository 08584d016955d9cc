// SPDX-License-Identifier: Apache-2.0
#include "cli/send_lines.hpp"

#include "base/hash.hpp"
#include "cli/followed_file.hpp"
#include "cli/terminal.hpp"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <thread>

namespace debrief::cli {
namespace {

namespace fs = std::filesystem;

constexpr auto kFirstPause = std::chrono::milliseconds(500);
constexpr std::chrono::milliseconds kLongestPause = std::chrono::seconds(30);

// How far a file was sent, and where the server's source stood then. `sent` tells after a crash what the server has
// that was not noted here.
struct Sent {
  FollowedFile::Place place;
  std::int64_t offset = -1;  // absent: nothing was sent yet
};

fs::path state_folder() {
  if (const char* given = std::getenv("XDG_STATE_HOME"); given != nullptr && *given != '\0')
    return fs::path(given) / "debrief";
  if (const char* home = std::getenv("HOME"); home != nullptr && *home != '\0')
    return fs::path(home) / ".local" / "state" / "debrief";
  return fs::temp_directory_path() / "debrief";
}

Sent read_sent(const fs::path& file) {
  Sent sent;
  std::ifstream in(file);
  if (!(in >> sent.place.inode >> sent.place.offset >> sent.offset)) return {};
  return sent;
}

void write_sent(const fs::path& file, const Sent& sent) {
  fs::create_directories(file.parent_path());
  fs::path fresh = file;
  fresh += ".new";
  std::ofstream(fresh) << sent.place.inode << ' ' << sent.place.offset << ' ' << sent.offset << '\n';
  fs::rename(fresh, file);
}

std::string name_of(const std::string& file) {
  std::array<char, 256> host{};
  if (gethostname(host.data(), host.size() - 1) != 0) host[0] = '\0';
  const std::string path = fs::absolute(file).lexically_normal().string();
  return host[0] == '\0' ? path.substr(1) : std::string(host.data()) + path;
}

class LineSender {
 public:
  LineSender(ApiClient& api, const LinesToSend& wanted, const std::function<bool()>& go_on)
      : api_(api), wanted_(wanted), go_on_(go_on) {
    if (wanted_.source.empty()) wanted_.source = name_of(wanted_.file);
  }

  Result<> run() {
    const auto incident = TRY(patiently([&] { return api_.get("/api/v1/incidents/" + wanted_.incident); }));
    if (!go_on_()) return {};
    path_ = "/api/v1/incidents/" + std::to_string(incident.at("number").get_int64()) + "/logs/batches";
    kept_ = state_folder() /
            ("sent-" +
             to_hex(sha256(path_ + '\n' + wanted_.source + '\n' + fs::absolute(wanted_.file).string())).substr(0, 16));
    const std::int64_t stands = TRY(patiently([&] { return standing(); }));
    FollowedFile file(wanted_.file, place_for(read_sent(kept_), stands));
    offset_ = stands;
    while (go_on_()) {
      const std::string_view lines = file.lines();
      if (!lines.empty()) {
        TRY(send(lines));
        if (!go_on_() && !stored_) return {};
        file.taken();
        write_sent(kept_, {file.place(), offset_});
      } else if (wanted_.once) {
        return {};
      } else {
        std::this_thread::sleep_for(kFirstPause);
      }
    }
    return {};
  }

 private:
  // What the server got but nobody noted is not sent again; what it lost, since it was restored, is.
  static FollowedFile::Place place_for(const Sent& sent, std::int64_t stands) {
    FollowedFile::Place place = sent.place;
    if (sent.offset < 0) return place;
    const std::int64_t difference = stands - sent.offset;
    const auto offset = static_cast<std::int64_t>(place.offset);
    place.offset = static_cast<std::uint64_t>(std::max<std::int64_t>(0, offset + difference));
    return place;
  }

  Result<std::int64_t> standing() {
    const auto answer = TRY(api_.get(path_, {{"source", wanted_.source}}));
    const auto* offset = answer.if_contains("offset");
    if (offset == nullptr || !offset->is_int64())
      return invalid("the server's answer is not what this version expects");
    return offset->get_int64();
  }

  // Tries again what may pass, until it is told to stop.
  template <class Ask>
  auto patiently(const Ask& ask) -> decltype(ask()) {
    std::chrono::milliseconds pause = kFirstPause;
    for (;;) {
      auto answer = ask();
      if (answer || !may_pass(answer.error()) || !go_on_()) return answer;
      if (pause == kFirstPause) say("The server does not take lines now (" + answer.error().message + "); trying again.");
      wait(pause);
      pause = std::min(2 * pause, kLongestPause);
    }
  }
  void wait(std::chrono::milliseconds pause) const {
    for (auto waited = std::chrono::milliseconds(0); waited < pause && go_on_(); waited += kFirstPause)
      std::this_thread::sleep_for(kFirstPause);
  }

  Result<> send(std::string_view lines) {
    const auto size = static_cast<std::int64_t>(lines.size());
    stored_ = false;
    auto sent = patiently([&]() -> Result<> {
      const auto response = api_.send({"POST",
                                       path_,
                                       {{"source", wanted_.source}, {"offset", std::to_string(offset_)}},
                                       std::string(lines),
                                       {{"content-type", "text/plain"}}});
      if (response) {
        stored_ = true;
        return {};
      }
      if (!may_pass(response.error())) return response.error();
      // The answer may have been lost behind what it answered.
      const std::int64_t stands = TRY(standing());
      stored_ = stands == offset_ + size;
      if (stored_) return {};
      offset_ = stands;
      return response.error();
    });
    if (stored_) offset_ += size;
    return sent || !go_on_() ? Result<>{} : std::move(sent);
  }

  ApiClient& api_;
  LinesToSend wanted_;
  const std::function<bool()>& go_on_;
  std::string path_;
  fs::path kept_;
  std::int64_t offset_ = 0;
  bool stored_ = false;
};

}  // namespace

Result<> send_lines(ApiClient& api, const LinesToSend& wanted, const std::function<bool()>& go_on) {
  return LineSender(api, wanted, go_on).run();
}

}  // namespace debrief::cli
