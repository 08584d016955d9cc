// SPDX-License-Identifier: Apache-2.0
// Keeps requests to addresses that people configured from reaching what only this machine can reach. Pure.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace debrief::http {

/// True for addresses of the open internet: not of this machine, private networks, links, shared address space,
/// documentation, multicast, nor IPv6 forms that hide one of those (RFC 6890 and the IANA registries behind it). False
/// for what is no address.
[[nodiscard]] bool is_public_address(std::string_view address);

/// For ClientRequest::may_connect: the addresses that a request to `url` may go to. Hosts of `allowed` (names or
/// addresses, as they stand in the URL, with ":port" or without) may be anywhere.
[[nodiscard]] std::function<bool(std::string_view address)> guard_for(std::string_view url,
                                                                      const std::vector<std::string>& allowed);

}  // namespace debrief::http
