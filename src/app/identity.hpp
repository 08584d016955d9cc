// SPDX-License-Identifier: Apache-2.0
// What the access slice needs of the outside: identity providers, mail, and the key of the store.
#pragma once

#include "app/config.hpp"
#include "base/seal.hpp"
#include "features/access/ports.hpp"
#include "features/notify/notify.hpp"

namespace debrief::app {

/// Without `notify`, which wiring adds. Requests to providers pass the guard: private addresses only where
/// --allow-outgoing names the host; redirects are not followed.
[[nodiscard]] features::access::Ports access_ports_of(const Config& config, const SealingKey& key, const features::notify::Ports& mail);

}  // namespace debrief::app
