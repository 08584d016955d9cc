// SPDX-License-Identifier: Apache-2.0
// The logs of one matter (an incident, a folder that somebody looks at): a store, the formats of its sources, and what
// its messages are.
#pragma once

#include "base/result.hpp"
#include "logs/compare/compare.hpp"
#include "logs/compare/request_waits.hpp"
#include "logs/input/reader.hpp"
#include "logs/search/search.hpp"
#include "logs/set/messages.hpp"
#include "logs/set/query.hpp"
#include "logs/set/recompress.hpp"
#include "logs/store/intake.hpp"
#include "logs/store/store.hpp"

#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace debrief::logs {

struct ReadOptions {
  std::string zone = {};         ///< for stamps that name none; empty: UTC, as inferred
  std::int64_t known_at_ns = 0;  ///< when the evidence came, for inputs that do not tell when they were written
  InputLimits limits = {};
  IntakeOptions intake = {};
  std::function<void(const InputProgress&)> progress = {};
  std::function<bool()> go_on = {};  ///< asked between pieces; false ends the reading
};

struct ReadReport {
  InputSummary summary;
  std::vector<InputProblem> problems;
  std::vector<std::uint32_t> sources;  ///< that were added
};

/// Methods are safe from any thread; one at a time reads inputs. Throws Damaged and std::system_error as Store does.
class LogSet {
 public:
  /// `formats` must outlive it.
  LogSet(std::filesystem::path folder, Store::Access access, const Formats& formats);

  /// Takes in files, folders, archives, or a stream. Everything read is durable when it returns.
  ReadReport read(const std::vector<std::filesystem::path>& paths, const ReadOptions& options);
  ReadReport read(const std::string& name, const PullBytes& pull, std::uint64_t total, const ReadOptions& options);
  /// Appends lines to a source with this name, which is added when it is missing. Durable when it returns.
  void append(const std::string& source, std::string_view lines, std::int64_t known_at_ns);

  /// Sets the clock of a source and puts all its lines where they then belong. Takes as long as reading them once.
  /// False when lines are being read into the set: nothing was changed then.
  [[nodiscard]] bool change_clock(std::uint32_t source, const ClockSettings& clock);

  /// logs::rewrite of all that there is; nothing can be added meanwhile.
  [[nodiscard]] std::optional<Recompressed> rewrite(const std::filesystem::path& beside, const Rewriting& wanted);

  [[nodiscard]] std::shared_ptr<const Catalogue> catalogue() const { return store_.catalogue(); }
  [[nodiscard]] const Skeletons& skeletons() { return store_.skeletons(); }
  /// Of all lines that there are.
  [[nodiscard]] std::shared_ptr<const Messages> messages();
  /// Errors: those of to_line_query.
  [[nodiscard]] Result<Search> search(const Query& query);
  /// Lines of one source whatever they say.
  [[nodiscard]] std::vector<FoundLine> lines(std::uint32_t source, std::uint64_t first, std::size_t count);
  using Deadline = std::optional<std::chrono::steady_clock::time_point>;  ///< past it, SearchTooLong is thrown
  /// How often each template occurs in each source, second by second, within a window.
  [[nodiscard]] std::vector<Series> series(Window window, Deadline deadline = {});

  /// Lines that name a request, within a window; the first four million that are read.
  [[nodiscard]] std::vector<RequestLine> request_lines(Window window, Deadline deadline = {});

 private:
  using Read = std::function<InputSummary(const InputReceiver&)>;
  ReadReport read_with(const ReadOptions& options, const Read& read);
  [[nodiscard]] std::string format_of(std::string_view text) const;

  Store store_;
  const Formats& formats_;
  std::mutex reading_;
  std::mutex mutex_;
  std::shared_ptr<const Messages> messages_;
  std::uint64_t messages_blocks_ = 0;
};

}  // namespace debrief::logs
