// SPDX-License-Identifier: Apache-2.0
// What libcurl asks for once per process.
#pragma once

namespace debrief::http {

/// To be called before any other use of libcurl; later calls do nothing. Safe from any thread.
void begin_curl();

}  // namespace debrief::http
