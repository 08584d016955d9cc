// SPDX-License-Identifier: Apache-2.0
#include "app/serve.hpp"

#include "app/application.hpp"
#include "app/demo.hpp"
#include "app/editing_socket.hpp"
#include "app/feed.hpp"
#include "http/forwarded.hpp"
#include "http/server.hpp"
#include "routing/request.hpp"

#include <csignal>
#include <cstdio>
#include <thread>

namespace debrief::app {
namespace {

// Blocked in every thread, so that one thread can wait for them.
sigset_t block_stop_signals() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  std::signal(SIGPIPE, SIG_IGN);
  return signals;
}

// Tokens of hooks, links and feeds are part of the path and must not reach the log.
std::string loggable_path(const http::Request& request, const Dispatch& dispatch) {
  for (const std::string_view secret : {"/hooks/", "/share/", "/feeds/", "/subscriptions/"})
    if (request.path.starts_with(secret)) return dispatch.pattern_of(request);
  return request.path;
}

void finish(http::Response& response) {
  const auto has = [&](std::string_view name) {
    for (const auto& [known, value] : response.headers)
      if (known == name) return true;
    return false;
  };
  if (!has("X-Content-Type-Options")) response.set("X-Content-Type-Options", "nosniff");
  if (!has("Cache-Control")) response.set("Cache-Control", "no-store");
}

std::variant<http::Response, http::Socket> open_feed(Application& application, Feed& feed, const http::Request& request, domain::Principal who) {
  const auto after = features::integer_of(request, "after");
  if (!after) return http::problem(after.error());
  auto again = [&application, credentials = credentials_of(request)] { return application.authenticate(credentials); };
  return feed.socket(std::move(who), *after, std::move(again));
}

std::variant<http::Response, http::Socket> open_document(Application& application, std::int64_t incident,
                                                         const http::Request& request, const domain::Principal& who) {
  const auto found = application.wiring().find_postmortem(who, incident);
  if (!found) return http::problem(found.error());
  if (!*found) return http::problem(not_found("{} has no postmortem yet", domain::incident_key(incident)).with_help("Draft it first."));
  const auto authenticate = [&application](const http::Request& credentials) { return application.authenticate(credentials); };
  return editing_socket(application.wiring().live_documents(), incident, authenticate, request);
}

std::variant<http::Response, http::Socket> upgrade(Application& application, Feed& feed, http::Request& request) {
  const auto incident = incident_to_edit(request);
  if (!incident && request.path != "/api/v1/feed") return http::problem(not_found("there is no live feed at this address"));
  if (request.header("authorization").empty() && is_cross_site(request))
    return http::problem(make_error(ErrorCode::forbidden, "this request does not come from Debrief's own pages"));
  const auto who = application.authenticate(request);
  if (!who) return http::problem(make_error(ErrorCode::unauthenticated, "this needs an account").with_help("Sign in first."));
  return incident ? open_document(application, *incident, request, *who) : open_feed(application, feed, request, *who);
}

using Proxies = std::vector<http::AddressBlock>;

Result<Proxies> proxies_of(const Config& config, Log& log) {
  Proxies proxies;
  for (const std::string& text : config.trusted_proxies) proxies.push_back(TRY(http::parse_block(text)));
  if (proxies.empty() && !config.public_url.empty())
    log.warning("no trusted proxy", {{"what", "limits for each address count everybody behind the proxy as one; name it with --trusted-proxy"}});
  return proxies;
}

// From here on the peer is who asks, for limits, sessions, audit and log alike.
void find_client(http::Request& request, const Proxies& proxies) {
  request.peer = http::client_address(request.peer, request.header("x-forwarded-for"), proxies);
}

http::ServerCallbacks callbacks_of(Application& application, Feed& feed, Log& log, const Proxies& proxies) {
  http::ServerCallbacks callbacks;
  callbacks.body_limit = [&](const http::Request& request) { return application.dispatch().body_limit(request); };
  callbacks.answer = [&](http::Request& request) {
    find_client(request, proxies);
    http::Response response = application.answer(request);
    finish(response);
    return response;
  };
  callbacks.upgrade = [&](http::Request& request) {
    find_client(request, proxies);
    return upgrade(application, feed, request);
  };
  callbacks.answered = [&](const http::Request& request, const http::Response& response, std::chrono::microseconds took) {
    const std::string route = application.dispatch().pattern_of(request);
    application.metrics().count(route.empty() ? "other" : route, response.status, took);
    const bool failed = response.status >= 500;
    if (failed || log.wants(LogLevel::debug)) {
      json::object fields{{"method", request.method}, {"path", loggable_path(request, application.dispatch())},
                          {"status", response.status}, {"micros", took.count()}, {"peer", request.peer}};
      if (failed) log.error("request", std::move(fields));
      else log.debug("request", std::move(fields));
    }
  };
  callbacks.failed = [&](std::string_view what) { log.error("trouble", {{"what", what}}); };
  return callbacks;
}

void announce(const Config& config, Application& application, const std::string& listening) {
  const bool fresh = application.store().database->read([](db::Connection& db) { return features::access::setup_needed(db); });
  const std::string address = config.public_url.empty() ? listening : config.public_url;
  std::printf("listening on %s\n", listening.c_str());
  if (config.demo) {
    const DemoAccount account = demo_account();
    std::printf("demo: open %s and sign in as %s with the password %s\n", address.c_str(), account.email.c_str(), account.password.c_str());
  } else if (fresh && application.setup_code()) {
    std::printf("first run: open %s/setup#code=%s to create the first administrator\n", address.c_str(), application.setup_code()->c_str());
  } else if (fresh) {
    std::printf("first run: open %s to create the first administrator\n", address.c_str());
  }
  std::fflush(stdout);
}

}  // namespace

Result<> serve(const Config& config) {
  const sigset_t signals = block_stop_signals();
  const SystemClock clock;
  Log log(config.log_level);
  const Proxies proxies = TRY(proxies_of(config, log));
  const auto application = TRY(Application::open(config, clock, log));
  if (config.demo) TRY(fill_demo(*application, log));
  application->start_jobs();
  Feed feed(*application->store().journal);

  http::ServerOptions options;
  options.host = config.host;
  options.port = config.port;
  options.workers = config.workers;
  http::Server server(options, callbacks_of(*application, feed, log, proxies));
  const bool six = config.host.find(':') != std::string::npos;
  const std::string address = fmt::format("http://{}{}{}:{}", six ? "[" : "", config.host, six ? "]" : "", server.port());
  if (application->store().lock) application->store().lock->announce(address);
  announce(config, *application, address);
  log.info("serving", {{"address", address}, {"version", DEBRIEF_VERSION}, {"engine", config.database.empty() ? "sqlite" : "postgresql"}});

  std::thread stopper([&] {
    int signal = 0;
    sigwait(&signals, &signal);
    log.info("stopping");
    server.stop();
  });
  server.run();
  // run() may also end by itself; the waiting thread must then be released.
  pthread_kill(stopper.native_handle(), SIGTERM);
  stopper.join();
  return {};
}

}  // namespace debrief::app
