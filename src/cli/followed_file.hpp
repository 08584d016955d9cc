// SPDX-License-Identifier: Apache-2.0
// A log file that grows: whole lines as they come, through rotation and truncation.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <fstream>
#include <string>
#include <string_view>

namespace debrief::cli {

class FollowedFile {
 public:
  /// How far it was taken.
  struct Place {
    ino_t inode = 0;
    std::uint64_t offset = 0;
  };
  /// Goes on from `place` when it is of the file that has this name now, else from its beginning.
  FollowedFile(std::string file, Place place);

  /// Whole lines that were not taken yet, at most about 4 MiB; the same ones until taken() is called. Empty when there
  /// are none. The last line of a file that was rotated away or cut is ended; a line of more than 4 MiB is cut there.
  [[nodiscard]] std::string_view lines();
  void taken();
  [[nodiscard]] const Place& place() const { return place_; }
  [[nodiscard]] const std::string& name() const { return file_; }

 private:
  [[nodiscard]] ino_t inode_now() const;
  [[nodiscard]] std::uint64_t size_now() const;
  std::uint64_t size_of_stream();
  void reopen();
  bool take_more();
  void end_line();

  const std::string file_;
  Place place_;  // of what was taken
  std::ifstream stream_;
  std::string rest_;       // read and not taken
  std::size_t whole_ = 0;  // bytes of it that lines() gave out
  bool ended_ = false;     // nothing more comes from this file
};

}  // namespace debrief::cli
