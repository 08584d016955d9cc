// SPDX-License-Identifier: Apache-2.0
#include "features/status/routes_cache.hpp"

#include "features/status/public_page.hpp"
#include "http/content_coding.hpp"

#include <mutex>

namespace debrief::features::status {
namespace {

constexpr Micros kKept = std::chrono::minutes(1);
constexpr std::size_t kMostFiles = 2000;

std::optional<std::int64_t> changes_of(db::Database& database, const std::string& slug) {
  return database.read([&](db::Connection& db) -> std::optional<std::int64_t> {
    const auto row = db.query_one("select changes from status_pages where slug = $1 and removed_at is null", slug);
    return row ? std::optional(row->integer(0)) : std::nullopt;
  });
}

}  // namespace

RenderedPages::RenderedPages(journal::Journal& journal)
    : journal_(journal), generation_(std::make_shared<std::atomic<std::uint64_t>>(0)), news_(journal.on_news([generation = generation_] { ++*generation; })) {}

std::shared_ptr<const RenderedFile> RenderedPages::find(const std::string& slug, const std::string& name, const Render& render) {
  const std::string key = slug + "/" + name;
  const Instant now = journal_.clock().now();
  const std::uint64_t generation = generation_->load();
  std::shared_ptr<const RenderedFile> kept;
  {
    const std::shared_lock lock(mutex_);
    const auto found = files_.find(key);
    if (found != files_.end() && now - found->second.file->made_at < kKept) {
      if (found->second.generation == generation) return found->second.file;
      kept = found->second.file;
    }
  }
  if (kept && changes_of(journal_.database(), slug) != kept->changes) kept = nullptr;
  if (!kept) {
    auto rendered = render();
    if (!rendered) return nullptr;
    rendered->made_at = now;
    kept = std::make_shared<const RenderedFile>(*std::move(rendered));
  }
  const std::unique_lock lock(mutex_);
  if (files_.size() >= kMostFiles) files_.clear();
  files_[key] = {kept, generation};
  return kept;
}

void set_public_headers(http::Response& response) {
  response.set("Content-Security-Policy", "default-src 'none'; style-src " + style_source() + "; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'");
  response.set("X-Content-Type-Options", "nosniff");
  response.set("Referrer-Policy", "no-referrer");
}

http::Response response_of(const RenderedFile& file, const http::Request& request) {
  http::Response response;
  set_public_headers(response);
  response.set("ETag", file.etag);
  response.set("Cache-Control", file.is_private ? "private, no-cache" : "public, max-age=0, s-maxage=15");
  response.set("Vary", file.is_private ? "Accept-Encoding, Cookie" : "Accept-Encoding");
  if (!file.is_private && !file.type.starts_with("text/html")) response.set("Access-Control-Allow-Origin", "*");
  if (request.header("if-none-match").find(file.etag) != std::string_view::npos) {
    response.status = 304;
    return response;
  }
  response.set("Content-Type", file.type);
  const bool gzipped = http::accepts_gzip(request.header("accept-encoding"));
  if (gzipped) response.set("Content-Encoding", "gzip");
  response.shared_body = gzipped ? file.gzipped : file.plain;
  return response;
}

}  // namespace debrief::features::status
