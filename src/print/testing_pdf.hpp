// SPDX-License-Identifier: Apache-2.0
// Reading PDFs back with the programs of poppler-utils.
#pragma once

#include <unistd.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <optional>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

namespace debrief::print::testing {

/// What `program` ("pdftotext -layout", "pdfinfo -dests") says of the PDF; absent where poppler-utils is missing.
inline std::optional<std::string> ask(const std::string& program, std::string_view pdf) {
  static int files = 0;
  const auto file = std::filesystem::temp_directory_path() /
                    ("debrief-print-" + std::to_string(::getpid()) + "-" + std::to_string(++files) + ".pdf");
  std::ofstream(file, std::ios::binary) << pdf;
  const bool text = program.starts_with("pdftotext");
  const std::string command = program + " '" + file.string() + "'" + (text ? " -" : "") + " 2>&1";
  std::string said;
  FILE* pipe = ::popen(command.c_str(), "r");
  std::array<char, 4096> chunk{};
  while (const std::size_t size = pipe != nullptr ? std::fread(chunk.data(), 1, chunk.size(), pipe) : 0)
    said.append(chunk.data(), size);
  const int status = pipe != nullptr ? ::pclose(pipe) : -1;
  std::filesystem::remove(file);
  if (status != 0) return std::nullopt;
  return said;
}

inline std::vector<std::string> words_of(const std::string& text) {
  std::istringstream in(text);
  std::vector<std::string> words;
  for (std::string word; in >> word;) words.push_back(word);
  return words;
}

}  // namespace debrief::print::testing
