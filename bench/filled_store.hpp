// SPDX-License-Identifier: Apache-2.0
// Stores with many imported postmortems, made once through the API and kept for later runs.
#pragma once

#include <cstddef>
#include <filesystem>

namespace debrief::bench {

class HttpCall;

/// The data directory of a store with `documents` incidents of about 1 KB of text each. Filled when it is not
/// there yet, which takes minutes for 100,000. Throws std::runtime_error when the server refuses.
[[nodiscard]] std::filesystem::path filled_store(std::size_t documents);

/// How many lessons the library of the server knows by now.
[[nodiscard]] std::size_t known_lessons(HttpCall& api);

/// Waits until the library knows that many; returns the seconds that it took. Throws std::runtime_error after ten
/// minutes without a new one.
double wait_for_lessons(HttpCall& api, std::size_t documents);

}  // namespace debrief::bench
