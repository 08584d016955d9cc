// SPDX-License-Identifier: Apache-2.0
// Editing together over WebSocket: connects sockets to the documents of features/postmortems/editing.
#pragma once

#include "features/postmortems/editing/live_documents.hpp"
#include "http/server.hpp"

#include <cstdint>
#include <functional>
#include <optional>

namespace debrief::app {

/// The incident of …/incidents/{number}/postmortem/live; absent for other paths.
[[nodiscard]] std::optional<std::int64_t> incident_to_edit(const http::Request& request);

/// Only what the credentials are in: the rest of a request need not stay for as long as its socket.
[[nodiscard]] http::Request credentials_of(const http::Request& request);

/// The socket for somebody who may read the incident's postmortem. `authenticate` is asked again and again with the
/// credentials of the request, for as long as the connection lasts.
[[nodiscard]] http::Socket editing_socket(
    features::postmortems::editing::LiveDocuments& live, std::int64_t incident,
    std::function<std::optional<domain::Principal>(const http::Request&)> authenticate, const http::Request& request);

}  // namespace debrief::app
