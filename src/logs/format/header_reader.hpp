// SPDX-License-Identifier: Apache-2.0
// Reads the header of one line from left to right, an item at a time. Its members are in header.cpp, header_stamps.cpp,
// header_levels.cpp and header_sources.cpp.
#pragma once

#include "logs/format/format.hpp"
#include "logs/format/header_tokens.hpp"
#include "logs/time/layout.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace debrief::logs {

class HeaderReader {
 public:
  explicit HeaderReader(std::string_view line);
  /// Once only.
  [[nodiscard]] ParsedLine read();

 private:
  bool take_item();
  [[nodiscard]] const FoundLayout* next_stamp() const;
  [[nodiscard]] bool at_blank() const { return line_[at_] == ' ' || line_[at_] == '\t'; }
  void skip_separators();
  bool take_stamp();
  bool take_rest_of_group(std::size_t group_end);
  bool take_prefix();
  [[nodiscard]] std::string_view prefix_token(std::size_t at, std::size_t until) const;
  bool is_prefix_token(std::size_t at, std::size_t until);
  void take_level_between_colons(std::size_t at, std::string_view token);
  bool take_group_around(const FoundLayout& stamp, std::size_t at, std::string_view group);
  bool take_level();
  [[nodiscard]] bool is_level_letter(const LevelToken& level) const;
  void take_colon_chain();
  bool take_until_level();
  void add_unnamed(std::string_view part);
  bool take_host_and_process();
  void take_process(const NameToken& process);
  [[nodiscard]] bool is_source(const NameToken& name) const;
  [[nodiscard]] bool is_syslog() const;
  bool take_columns();
  bool take_numbered_process();
  bool take_group();
  bool take_logger();
  void set_level(std::size_t at, const LevelToken& token);
  void add(std::string_view name, std::string_view value) {
    parsed_.fields.push_back({std::string(name), std::string(value)});
  }
  void choose_time();
  [[nodiscard]] std::size_t body_begin() const;

  std::string_view whole_, line_;
  std::vector<FoundLayout> stamps_;
  std::vector<const FoundLayout*> header_stamps_;
  ParsedLine parsed_ = {};
  std::size_t at_ = 0, groups_ = 0, columns_ = 0;
  bool begun_ = false, done_ = false, has_stamp_ = false, has_level_ = false, has_host_ = false, has_logger_ = false,
       level_letter_ = false;
};

/// "name:" without its colon.
[[nodiscard]] std::string_view strip_colon(std::string_view token);

}  // namespace debrief::logs
