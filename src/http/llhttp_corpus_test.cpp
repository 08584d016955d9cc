// SPDX-License-Identifier: Apache-2.0
// The request cases of llhttp's tests (MIT licence, read from ../shared, never copied) against the running
// server: what strict llhttp refuses must be refused, what it accepts must be answered, but for the
// deliberate differences listed here.
#include "base/text.hpp"
#include "http/raw_client.hpp"
#include "http/server.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <sstream>

namespace debrief::http {
namespace {

using testing::RawClient;
using testing::RunningServer;

struct Case {
  std::string name;
  std::string type;
  std::string input;
  std::vector<std::size_t> begins;  // offsets of the messages
  std::size_t complete = 0;         // messages that llhttp has read to their end
  int error = 0;                    // llhttp's code, 0 for none
};

// llhttp_errno: 5 data after a close, 21 a pause, 22 and 23 upgrades. None says that the request is wrong.
bool is_refusal(int error) {
  return error != 0 && error != 5 && (error < 21 || error > 24);
}

using Differences = std::map<std::string, std::string>;  // "file: title" -> the reason

const Differences kAcceptedByLlhttpOnly = {
    {"sample: ## No HTTP version", "HTTP/0.9 has neither headers nor a Host"},
    {"method: ### CONNECT request", "the server is no proxy"},
    {"method: ### CONNECT request with CAPS", "the server is no proxy"},
    {"method: ### CONNECT with body", "the server is no proxy"},
    {"uri: ## Underscore in hostname", "the server is no proxy: this is a CONNECT"},
    {"method: ### M-SEARCH request", "the target \"*\" names nothing that could be answered"},
    {"method: ### SOURCE request with ICE", "the protocol is not HTTP"},
    {"method: ### OPTIONS request with RTSP", "the protocol is not HTTP"},
    {"method: ### ANNOUNCE request with RTSP", "the protocol is not HTTP"},
    {"transfer-encoding: ## POST with `chunked` as last transfer-encoding", "chunked is the only coding understood"},
    {"transfer-encoding: ## POST with `chunked` as last transfer-encoding (multiple headers)",
     "a second Transfer-Encoding header is read differently by different programs"},
    {"uri: ## Fragment in URI", "clients do not send fragments (RFC 9112, 3.2); what was meant is a guess"},
    {"uri: ## `host:port` and basic auth", "user information in a target disguises its host (RFC 9110, 4.2.4)"},
};

const Differences kAcceptedByUsOnly = {
    {"invalid: ### HTTP protocol and ANNOUNCE method", "the router answers methods that it does not know with 405"},
    {"invalid: ### Invalid method", "the router answers methods that it does not know with 405"},
};

std::filesystem::path corpus() {
  const char* shared = std::getenv("DEBRIEF_SHARED");
  const std::filesystem::path root =
      shared != nullptr ? std::filesystem::path(shared) : std::filesystem::path(DEBRIEF_SOURCE_DIR) / ".." / "shared";
  return root / "suites" / "llhttp" / "test" / "request";
}

std::string read_file(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

// Line ends become CRLF; "\r", "\n", "\t", "\f", "\x1F", "\037" stand for bytes, "\" at a line's end joins.
std::string unescape(const std::string& block) {
  std::string bytes;
  for (std::size_t i = 0; i < block.size(); ++i) {
    const char next = i + 1 < block.size() ? block[i + 1] : '\0';
    if (block[i] == '\n') {
      bytes += "\r\n";
    } else if (block[i] != '\\') {
      bytes += block[i];
    } else if (next == '\n') {
      ++i;
    } else if (const std::size_t known = std::string("rntf").find(next); next != '\0' && known != std::string::npos) {
      bytes += "\r\n\t\f"[known];
      ++i;
    } else {
      const bool hex = next == 'x';
      const std::string digits = block.substr(i + (hex ? 2 : 1), hex ? 2 : 3);
      std::size_t used = 0;
      const auto is_digit = [&](char c) { return hex ? std::isxdigit(c) != 0 : c >= '0' && c <= '7'; };
      while (used < digits.size() && is_digit(digits[used])) ++used;
      if (used == 0) {
        bytes += '\\';
        continue;
      }
      bytes += static_cast<char>(std::stoi(digits.substr(0, used), nullptr, hex ? 16 : 8));
      i += used + (hex ? 1 : 0);
    }
  }
  return bytes;
}

void read_log(const std::string& log, Case& made) {
  static const std::regex begin("off=(\\d+) message begin");
  static const std::regex error("error code=(\\d+)");
  for (const std::string_view view : split(log, '\n')) {
    const std::string line(view);
    std::smatch match;
    if (std::regex_search(line, match, begin)) made.begins.push_back(std::stoul(match[1]));
    if (line.ends_with("message complete")) ++made.complete;
    if (std::regex_search(line, match, error)) made.error = std::stoi(match[1]);
  }
}

std::vector<Case> read_cases() {
  static const std::regex pattern(
      "\\n(#+ [^\\n]+)\\n|<!-- meta=[^\\n]*\"type\": "
      "?\"([^\"]+)\"[^\\n]*-->|```http\\n([^]*?)\\n?```[^`]*```log\\n([^]*?)```");
  std::vector<Case> cases;
  for (const auto& entry : std::filesystem::directory_iterator(corpus())) {
    const std::string text = read_file(entry.path());
    Case next;
    for (auto at = std::sregex_iterator(text.begin(), text.end(), pattern); at != std::sregex_iterator(); ++at) {
      if ((*at)[1].matched) next.name = entry.path().stem().string() + ": " + at->str(1);
      // A setting of llhttp itself, without a counterpart in a server.
      const bool skips_bodies = at->str(0).find("skipBody") != std::string::npos;
      if ((*at)[2].matched) next.type = skips_bodies ? "skipped" : at->str(2);
      if (!(*at)[4].matched) continue;
      next.input = unescape(at->str(3));
      read_log(at->str(4), next);
      cases.push_back(std::exchange(next, {}));
    }
  }
  return cases;
}

// The Host that goes with a request line: the authority of an absolute target, else any.
std::string host_for(const std::string& line) {
  static const std::regex absolute("https?://([^/? ]+)");
  std::smatch match;
  return std::regex_search(line, match, absolute) ? match.str(1) : "a";
}

// llhttp does not ask for Host. It is added where it lacks, so that its absence is not what is refused.
std::string with_hosts(const Case& given) {
  std::string bytes = given.input;
  std::size_t added = 0;
  for (const std::size_t begin : given.begins) {
    std::size_t from = begin + added;
    while (bytes.compare(from, 2, "\r\n") == 0) from += 2;
    const std::size_t line_end = bytes.find("\r\n", from);
    if (line_end == std::string::npos) continue;
    const std::string head = to_lower(bytes.substr(from, bytes.find("\r\n\r\n", from) - from));
    if (head.find("\nhost:") != std::string::npos) continue;
    const std::string field = "\r\nHost: " + host_for(bytes.substr(from, line_end - from));
    bytes.insert(line_end, field);
    added += field.size();
  }
  return bytes;
}

std::vector<int> statuses_for(std::uint16_t port, const std::string& bytes) {
  RawClient client(port);
  client.send(bytes);
  client.finish_sending();
  std::vector<int> statuses;
  std::istringstream lines(client.receive_all());
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("HTTP/1.1 ")) statuses.push_back(std::stoi(line.substr(9, 3)));
  }
  return statuses;
}

std::string text_of(const std::vector<int>& statuses) {
  std::string text = "[";
  for (const int status : statuses) text += " " + std::to_string(status);
  return text + " ]";
}

class LlhttpCorpus : public ::testing::Test {
 protected:
  LlhttpCorpus() : server_(callbacks()) {}

  static ServerCallbacks callbacks() {
    ServerCallbacks callbacks;
    callbacks.answer = [](Request&) { return Response{}; };
    return callbacks;
  }

  // The messages before the wrong one may be answered, that one must not.
  void expect_refusal(const Case& given) {
    std::vector<int> statuses = statuses_for(server_.port(), with_hosts(given));
    // Some inputs end within the head, where a server still waits.
    if (statuses.empty()) statuses = statuses_for(server_.port(), with_hosts(given) + "\r\n\r\n");
    const auto good = static_cast<std::size_t>(std::count(statuses.begin(), statuses.end(), 200));
    const bool refused = !statuses.empty() && statuses.back() >= 400 && good <= given.complete;
    EXPECT_NE(refused, kAcceptedByUsOnly.contains(given.name)) << given.name << text_of(statuses) << given.input;
  }

  void expect_answers(const Case& given) {
    const std::vector<int> statuses = statuses_for(server_.port(), with_hosts(given));
    const auto good = static_cast<std::size_t>(std::count(statuses.begin(), statuses.end(), 200));
    EXPECT_NE(good >= given.complete, kAcceptedByLlhttpOnly.contains(given.name))
        << given.name << text_of(statuses) << given.input;
  }

  RunningServer server_;
};

TEST_F(LlhttpCorpus, IsReadAsStrictlyAsByLlhttp) {
  if (!std::filesystem::exists(corpus())) GTEST_SKIP() << "no llhttp corpus at " << corpus();
  std::size_t refused = 0;
  std::size_t answered = 0;
  for (const Case& given : read_cases()) {
    const bool strict = given.type == "request" || given.type == "request-finish";
    // What even a lenient llhttp refuses is refused by every strict one; what it lets pass is not our matter.
    if (is_refusal(given.error)) {
      expect_refusal(given);
      ++refused;
    } else if (strict) {
      expect_answers(given);
      ++answered;
    }
  }
  EXPECT_GT(refused, 50U) << "the corpus is not read as it should be";
  EXPECT_GT(answered, 70U) << "the corpus is not read as it should be";
  RecordProperty("refused", static_cast<int>(refused));
  RecordProperty("answered", static_cast<int>(answered));
}

}  // namespace
}  // namespace debrief::http
