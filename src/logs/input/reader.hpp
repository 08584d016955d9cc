// SPDX-License-Identifier: Apache-2.0
// The bytes of logs, wherever they come from: files, folders, standard input, uploads; plain, compressed by gzip, zstd,
// bzip2 or xz, in zip and tar archives, or in archives within archives. Everything is streamed: nothing is unpacked to
// disk or kept in memory but a few pieces, and nothing is ever written under an entry's name.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace debrief::logs {

/// Against inputs that are made to do harm, or are larger than anybody meant.
struct InputLimits {
  std::uint64_t bytes = std::uint64_t{1} << 40;              ///< unpacked, of all inputs together
  std::uint64_t ratio = 400;                                 ///< unpacked to packed size, of each input
  std::uint64_t ratio_allowance = std::uint64_t{256} << 20;  ///< the ratio is not looked at below this unpacked size
  std::size_t entries = 100'000;                             ///< files in folders and archives
  int depth = 4;                                             ///< layers of compression and archives within one another
  std::chrono::seconds time = std::chrono::hours{6};         ///< from the first byte on
  std::size_t piece = std::size_t{1} << 20;                  ///< bytes; a longer line comes in several pieces
};

/// Some lines of one source. All views live until the receiver returns.
struct InputPiece {
  std::string_view source;                  ///< "logs/app.tar.gz/app/server.log"; valid UTF-8
  std::string_view bytes;                   ///< never empty; ends with a line end, or where the source or a piece ends
  bool begins_line = true;                  ///< false: goes on with the line that the piece before it began
  bool ends_line = true;                    ///< false: the line is longer than a piece and goes on in the next one
  std::optional<std::int64_t> modified_ns;  ///< when the file was last written, nanoseconds since 1970 UTC
};

/// Something that was not read, or not to its end. What came before it has been delivered.
struct InputProblem {
  std::string source;
  std::string message;  ///< what, why, and what to do
};

struct InputProgress {
  std::string_view source;
  std::uint64_t read = 0;      ///< packed bytes of all inputs so far
  std::uint64_t total = 0;     ///< packed bytes of all inputs; 0 when it is not known
  std::uint64_t unpacked = 0;  ///< bytes delivered so far
};

/// `take` is called in the order of the bytes, source after source; false ends the reading. The others may be empty.
struct InputReceiver {
  std::function<bool(const InputPiece&)> take;
  std::function<void(const InputProblem&)> problem = {};
  std::function<void(const InputProgress&)> progress = {};  ///< after each piece
};

struct InputSummary {
  std::size_t sources = 0;  ///< of which something was delivered
  std::uint64_t bytes = 0;  ///< delivered
  std::size_t problems = 0;
  bool stopped = false;  ///< by the receiver or a limit on all inputs together
};

/// Reads files and folders in the order given, a folder's files in the order of their names, and standard input for
/// "-". Symbolic links are followed to files within the folder they are in, and not elsewhere. Files that hold no text
/// are named in a problem. Never throws for what the inputs hold.
InputSummary read_inputs(const std::vector<std::filesystem::path>& paths, const InputLimits& limits,
                         const InputReceiver& receiver);

/// Fills the buffer from its beginning: how many bytes; 0 at the end.
using PullBytes = std::function<std::size_t(char* buffer, std::size_t size)>;

/// Reads one input that comes from elsewhere. `total` is its packed size, 0 when it is not known.
InputSummary read_stream(const std::string& name, const PullBytes& pull, std::uint64_t total, const InputLimits& limits,
                         const InputReceiver& receiver);

}  // namespace debrief::logs
