// SPDX-License-Identifier: Apache-2.0
#include "cli/followed_file.hpp"

#include <sys/stat.h>

#include <algorithm>
#include <filesystem>
#include <utility>

namespace debrief::cli {
namespace {

constexpr std::size_t kPiece = 4UL << 20;

}  // namespace

FollowedFile::FollowedFile(std::string file, Place place)
    : file_(std::move(file)), place_(place), stream_(file_, std::ios::binary) {
  if (place_.inode != inode_now() || place_.offset > size_now()) place_ = {inode_now(), 0};
}

ino_t FollowedFile::inode_now() const {
  struct stat state {};
  return ::stat(file_.c_str(), &state) == 0 ? state.st_ino : 0;
}

std::uint64_t FollowedFile::size_now() const {
  std::error_code ignored;
  const auto size = std::filesystem::file_size(file_, ignored);
  return ignored ? 0 : size;
}

std::uint64_t FollowedFile::size_of_stream() {
  stream_.clear();
  stream_.seekg(0, std::ios::end);
  return static_cast<std::uint64_t>(std::max<std::streamoff>(0, stream_.tellg()));
}

std::string_view FollowedFile::lines() {
  if (whole_ != 0) return std::string_view(rest_).substr(0, whole_);
  if (ended_) reopen();
  if (size_of_stream() < place_.offset + rest_.size()) {
    // Cut and written anew.
    end_line();
  } else if (!take_more()) {
    const ino_t now = inode_now();
    // Rotated: the old file was read to its end.
    if (now != 0 && now != place_.inode) end_line();
  }
  return std::string_view(rest_).substr(0, whole_);
}

void FollowedFile::taken() {
  place_.offset += whole_;
  rest_.erase(0, whole_);
  whole_ = 0;
}

void FollowedFile::reopen() {
  stream_ = std::ifstream(file_, std::ios::binary);
  place_ = {inode_now(), 0};
  rest_.clear();
  ended_ = false;
}

// False when there is nothing new.
bool FollowedFile::take_more() {
  std::string more(kPiece, '\0');
  stream_.clear();
  stream_.seekg(static_cast<std::streamoff>(place_.offset + rest_.size()));
  stream_.read(more.data(), static_cast<std::streamsize>(more.size()));
  more.resize(static_cast<std::size_t>(stream_.gcount()));
  rest_ += more;
  whole_ = rest_.rfind('\n') + 1;  // none: 0
  if (whole_ == 0 && rest_.size() >= kPiece) {
    rest_.insert(kPiece - 1, 1, '\n');
    whole_ = kPiece;
    --place_.offset;  // the line end that the file does not have
  }
  return !more.empty();
}

// Nobody will end the last line of a file that is gone.
void FollowedFile::end_line() {
  ended_ = true;
  if (rest_.empty()) return reopen();
  rest_ += '\n';
  whole_ = rest_.size();
}

}  // namespace debrief::cli
