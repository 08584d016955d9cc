// SPDX-License-Identifier: Apache-2.0
#include "app/assets.hpp"

#include "base/embedded.hpp"
#include "base/hash.hpp"
#include "http/content_coding.hpp"

#include <array>
#include <span>

namespace debrief::embedded {
std::span<const EmbeddedFile> web();
}

namespace debrief::app {
namespace {

std::string type_of(std::string_view path) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 9> types{{
      {".html", "text/html; charset=utf-8"}, {".js", "text/javascript; charset=utf-8"}, {".css", "text/css; charset=utf-8"},
      {".svg", "image/svg+xml"}, {".png", "image/png"}, {".ico", "image/x-icon"}, {".woff2", "font/woff2"},
      {".json", "application/json"}, {".webmanifest", "application/manifest+json"},
  }};
  for (const auto& [ending, type] : types)
    if (path.ends_with(ending)) return std::string(type);
  return "application/octet-stream";
}

http::Response not_built() {
  http::Response response;
  response.status = 404;
  response.body =
      "This Debrief was built without its web pages.\n"
      "Run `npm ci && npm run build` in web/ and build again; the API under /api/v1 works all the same.\n";
  return response.set("Content-Type", "text/plain; charset=utf-8");
}

}  // namespace

void set_security_headers(http::Response& response) {
  response.set("Content-Security-Policy",
               "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
               "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; require-trusted-types-for 'script'");
  response.set("X-Content-Type-Options", "nosniff");
  response.set("Referrer-Policy", "no-referrer");
  response.set("Cross-Origin-Opener-Policy", "same-origin");
}

Assets::Assets() {
  for (const EmbeddedFile& file : embedded::web())
    files_["/" + std::string(file.path)] = {file.bytes, type_of(file.path), {}, nullptr, nullptr};
}

std::optional<http::Response> Assets::answer(const http::Request& request) {
  if (request.method != "GET" && request.method != "HEAD") return std::nullopt;
  if (request.path.starts_with("/api/") || request.path.starts_with("/hooks/")) return std::nullopt;
  const std::scoped_lock lock(mutex_);
  auto found = files_.find(request.path);
  if (found == files_.end() && request.path.starts_with("/assets/")) return std::nullopt;
  if (found == files_.end()) found = files_.find("/index.html");
  if (found == files_.end()) return not_built();

  File& file = found->second;
  if (!file.plain) {
    file.plain = std::make_shared<const std::string>(file.bytes);
    file.gzipped = std::make_shared<const std::string>(http::gzip(file.bytes));
    file.etag = "\"" + to_hex(sha256(file.bytes)).substr(0, 16) + "\"";
  }
  http::Response response;
  // Names under /assets/ carry a hash of their content, so they never change.
  response.set("Cache-Control", found->first.starts_with("/assets/") ? "public, max-age=31536000, immutable" : "no-cache");
  response.set("ETag", file.etag);
  set_security_headers(response);
  if (request.header("if-none-match") == file.etag) {
    response.status = 304;
    return response;
  }
  response.set("Content-Type", file.type);
  response.set("Vary", "Accept-Encoding");
  const bool gzipped = http::accepts_gzip(request.header("accept-encoding"));
  if (gzipped) response.set("Content-Encoding", "gzip");
  response.shared_body = gzipped ? file.gzipped : file.plain;
  return response;
}

}  // namespace debrief::app
