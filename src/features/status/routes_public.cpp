// SPDX-License-Identifier: Apache-2.0
// What readers outside and subscribers reach. Nothing here needs an account, a private page apart.
#include "base/hash.hpp"
#include "base/text.hpp"
#include "features/status/routes_desk.hpp"
#include "features/status/store.hpp"
#include "http/content_coding.hpp"
#include "http/target.hpp"

#include <map>

namespace debrief::features::status {
namespace {

using http::Response;

constexpr std::size_t kLargestForm = 32UL * 1024UL;
constexpr int kMostFromOnePeer = 60;
constexpr int kMostForOnePage = 600;

Response html_answer(int status, std::string_view title, std::string_view body) {
  Response response;
  response.status = status;
  set_public_headers(response);
  response.set("Content-Type", "text/html; charset=utf-8");
  response.set("Cache-Control", "no-store");
  response.body = plain_page(title, body);
  return response;
}

// An unknown page and one that is not for everybody look alike.
Response no_page() {
  return html_answer(404, "There is no such page here",
                     "<p>Or it is only for people who are signed in: <a href=\"/\">sign in</a>, then open this address again.</p>");
}

Response ended() {
  return html_answer(404, "There is no such subscription", "<p>It has ended, or was never confirmed. Nothing more is sent.</p>");
}

std::optional<RenderedFile> rendered(const Desk& desk, const std::string& slug, const std::string& name) {
  auto view = desk.journal.database().read([&](db::Connection& db) -> std::optional<PublicView> {
    auto page = store::find_page_by_slug(db, slug);
    if (!page) return std::nullopt;
    return view_of(db, std::move(*page), desk.journal.clock().now());
  });
  if (!view) return std::nullopt;
  auto file = find_public_file(*view, links_of(desk.ports), name);
  if (!file) return std::nullopt;
  RenderedFile out;
  out.slug = slug;
  out.changes = view->page.changes;
  out.is_private = view->page.is_private;
  out.type = file->type;
  out.etag = "\"" + to_hex(sha256(file->text)).substr(0, 20) + "\"";
  out.gzipped = std::make_shared<const std::string>(http::gzip(file->text));
  out.plain = std::make_shared<const std::string>(std::move(file->text));
  return out;
}

Result<Response> get_file(const Desk& desk, const Call& call, const std::string& name) {
  const std::string& slug = call.request.parameter("slug");
  const auto file = desk.cache.find(slug, name, [&] { return rendered(desk, slug, name); });
  if (!file || (file->is_private && !desk.ports.authenticate(call.request))) return no_page();
  return response_of(*file, call.request);
}

std::multimap<std::string, std::string> form_in(const std::string& body) {
  std::multimap<std::string, std::string> fields;
  for (const std::string_view part : split(body, '&')) {
    const std::size_t equals = part.find('=');
    const auto name = http::percent_decode(part.substr(0, equals), true);
    const auto value = http::percent_decode(equals == std::string_view::npos ? std::string_view{} : part.substr(equals + 1), true);
    if (name && value && !name->empty()) fields.emplace(*name, *value);
  }
  return fields;
}

std::string field_of(const std::multimap<std::string, std::string>& form, const std::string& name) {
  const auto found = form.find(name);
  return found == form.end() ? std::string() : found->second;
}

Result<Response> post_subscribe(const Desk& desk, const Call& call) {
  const std::string& slug = call.request.parameter("slug");
  const auto page = desk.journal.database().read([&](db::Connection& db) { return store::find_page_by_slug(db, slug); });
  if (!page || (page->is_private && !desk.ports.authenticate(call.request))) return no_page();
  const std::string back = fmt::format("<p><a href=\"/status/{}\">Back to {}</a></p>", escape_html(page->slug), escape_html(page->name));
  const Instant now = desk.journal.clock().now();
  auto allowed = take_allowance(desk.journal.database(), "peer " + call.request.peer, kMostFromOnePeer, now);
  if (allowed) allowed = take_allowance(desk.journal.database(), "page " + page->id, kMostForOnePage, now);
  if (!allowed) return html_answer(429, "Not now", "<p>Too many asked to subscribe just now. Try again in ten minutes.</p>" + back);
  const auto form = form_in(call.request.body);
  Wanted wanted{field_of(form, "kind"), field_of(form, "address"), {}};
  const auto [begin, end] = form.equal_range("component");
  for (auto one = begin; one != end; ++one) wanted.components.push_back(one->second);
  if (desk.ports.address.empty() || (wanted.kind == "mail" && !desk.ports.mails))
    return html_answer(503, "Not here", "<p>This server cannot send that. Use the Atom feed.</p>" + back);
  const auto asked = desk.journal.write(journal::Origin{"", "", "status", std::nullopt},
                                        [&](journal::Transaction& tx) { return ask(tx, desk.ports, *page, wanted); });
  if (!asked) return html_answer(422, "That address does not fit", fmt::format("<p>{}. {}</p>{}", escape_html(asked.error().message), escape_html(asked.error().help), back));
  if (wanted.kind == "mail")
    return html_answer(200, "Look into your mailbox", "<p>If mail can reach that address, a link is on its way to it. Nothing is sent before it was opened and confirmed.</p>" + back);
  return html_answer(200, "The challenge is on its way",
                     "<p>If that address can be reached, a message of the type <code>status.confirm</code> is on its way to it. A POST to the address in "
                     "<code>data.confirm</code> confirms it; <code>data.secret</code> is the key that later messages are signed with.</p>" + back);
}

std::string button(const std::string& token, std::string_view verb, std::string_view words, bool quiet) {
  return fmt::format("<form method=\"post\" action=\"/subscriptions/{}/{}\"><button type=\"submit\"{}>{}</button></form>\n", escape_html(token), verb, quiet ? " class=\"quiet\"" : "", words);
}

Result<Response> get_subscription(const Desk& desk, const Call& call) {
  const std::string& token = call.request.parameter("token");
  return desk.journal.database().read([&](db::Connection& db) -> Response {
    if (const auto follower = find_follower(db, token))
      return html_answer(200, "Updates by mail", fmt::format("<p>Updates on an incident go to {}.</p>\n{}", escape_html(masked_address(follower->address)), button(token, "unsubscribe", "Send no more", false)));
    const auto one = find_subscriber(db, token);
    const auto page = one ? store::find_page(db, one->page) : std::nullopt;
    if (!page) return ended();
    if (!one->confirmed_at)
      return html_answer(200, fmt::format("Hear of “{}”", page->name),
                         fmt::format("<p>Send what is posted to {}?</p>\n{}<p class=\"muted\">Without a confirmation nothing more is sent.</p>", escape_html(masked(*one)), button(token, "confirm", "Confirm", false)));
    std::string names;
    for (const std::string& id : one->components)
      if (const Component* component = page->find_component(id)) names += (names.empty() ? "" : ", ") + component->name;
    return html_answer(200, fmt::format("You hear of “{}”", page->name),
                       fmt::format("<p>To: {}. About: {}.</p>\n{}", escape_html(masked(*one)), names.empty() ? "everything" : escape_html(names), button(token, "unsubscribe", "Send no more", true)));
  });
}

Result<Response> post_confirm(const Desk& desk, const Call& call) {
  const auto done = TRY(desk.journal.write(journal::Origin{"", "", "status", std::nullopt},
                                           [&](journal::Transaction& tx) -> Result<bool> { return confirm(tx, call.request.parameter("token")); }));
  if (!done) return ended();
  return html_answer(200, "Confirmed", "<p>You hear of what is posted from now on. Each message says how to end that.</p>");
}

Result<Response> post_unsubscribe(const Desk& desk, const Call& call) {
  const auto done = TRY(desk.journal.write(journal::Origin{"", "", "status", std::nullopt},
                                           [&](journal::Transaction& tx) -> Result<bool> { return unsubscribe(tx, desk.ports, call.request.parameter("token")); }));
  if (!done) return ended();
  return html_answer(200, "Nothing more is sent", "<p>The subscription has ended, and the address is forgotten.</p>");
}

}  // namespace

std::vector<Route> public_routes(const DeskPointer& desk) {
  const std::string own = "/subscriptions/{token}";
  return {
      {"GET", "/status/{slug}", std::nullopt, [desk](Call& call) { return get_file(*desk, call, "index.html"); }},
      {"GET", "/status/{slug}/{file}", std::nullopt, [desk](Call& call) { return get_file(*desk, call, call.request.parameter("file")); }},
      {"POST", "/status/{slug}/subscribe", std::nullopt, [desk](Call& call) { return post_subscribe(*desk, call); }, kLargestForm},
      {"GET", own, std::nullopt, [desk](Call& call) { return get_subscription(*desk, call); }},
      {"POST", own + "/confirm", std::nullopt, [desk](Call& call) { return post_confirm(*desk, call); }, kLargestForm},
      {"POST", own + "/unsubscribe", std::nullopt, [desk](Call& call) { return post_unsubscribe(*desk, call); }, kLargestForm},
  };
}

}  // namespace debrief::features::status
