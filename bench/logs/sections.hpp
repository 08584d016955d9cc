// SPDX-License-Identifier: Apache-2.0
// What logs_bench measures, each printing its figures beside their targets.
#pragma once

#include <filesystem>

#include "log_corpus.hpp"

namespace debrief::bench {

inline constexpr int kRuns = 5;  ///< of which the median is told; a ratio is the median of the ratios of each run

/// Lines, static texts and stamps, beside `wc -l` and lnav.
void measure_recognition(const Files& files);
/// Lines into a store, beside zstd -3.
void measure_intake(const Files& files);
/// The same with JSON lines.
void measure_json(const Files& files);
/// Texts and patterns in a store, beside ripgrep. Starts threads, so it comes last.
void measure_search(const Files& files);

/// A new store with these files in it; returns its bytes.
std::uint64_t fill_store(const std::filesystem::path& folder, const Files& files, unsigned threads);

}  // namespace debrief::bench
