// SPDX-License-Identifier: Apache-2.0
#include "features/status/zip.hpp"

#include <array>
#include <charconv>
#include <cstdint>

namespace debrief::features::status {
namespace {

constexpr std::uint16_t kVersion = 20;
constexpr std::uint16_t kUtf8Names = 0x0800;

std::uint32_t crc32_of(std::string_view bytes) {
  static constexpr auto kTable = [] {
    std::array<std::uint32_t, 256> table{};
    for (std::uint32_t i = 0; i < table.size(); ++i) {
      std::uint32_t value = i;
      for (int bit = 0; bit < 8; ++bit) value = (value & 1U) != 0 ? 0xEDB88320U ^ (value >> 1U) : value >> 1U;
      table[i] = value;
    }
    return table;
  }();
  std::uint32_t crc = 0xFFFFFFFFU;
  for (const char c : bytes) crc = kTable[(crc ^ static_cast<unsigned char>(c)) & 0xFFU] ^ (crc >> 8U);
  return crc ^ 0xFFFFFFFFU;
}

void put16(std::string& out, std::size_t value) {
  out += static_cast<char>(value & 0xFFU);
  out += static_cast<char>((value >> 8U) & 0xFFU);
}
void put32(std::string& out, std::size_t value) {
  put16(out, value & 0xFFFFU);
  put16(out, (value >> 16U) & 0xFFFFU);
}

// Of MS-DOS: the date of the day in UTC, without a time.
std::size_t dos_date(Instant at) {
  const std::string date = date_in(at, "UTC");
  const auto number = [&](std::size_t from, std::size_t size) {
    std::size_t value = 0;
    std::from_chars(date.data() + from, date.data() + from + size, value);
    return value;
  };
  return ((number(0, 4) - 1980) << 9U) | (number(5, 2) << 5U) | number(8, 2);
}

// What the header in front of a file and its line in the directory have in common.
void put_common(std::string& out, const std::string& name, const std::string& text, std::size_t date) {
  put16(out, kVersion);
  put16(out, kUtf8Names);
  put16(out, 0);
  put16(out, 0);
  put16(out, date);
  put32(out, crc32_of(text));
  put32(out, text.size());
  put32(out, text.size());
  put16(out, name.size());
  put16(out, 0);
}

}  // namespace

std::string zip_of(std::string_view folder, const std::vector<PublicFile>& files, Instant modified) {
  std::string out, directory;
  const std::size_t date = dos_date(modified);
  for (const PublicFile& file : files) {
    const std::string name = std::string(folder) + "/" + file.name;
    const std::size_t offset = out.size();
    put32(out, 0x04034B50);
    put_common(out, name, file.text, date);
    out += name + file.text;
    put32(directory, 0x02014B50);
    put16(directory, kVersion);
    put_common(directory, name, file.text, date);
    put16(directory, 0);
    put16(directory, 0);
    put16(directory, 0);
    put32(directory, 0);
    put32(directory, offset);
    directory += name;
  }
  const std::size_t begin = out.size();
  out += directory;
  put32(out, 0x06054B50);
  put16(out, 0);
  put16(out, 0);
  put16(out, files.size());
  put16(out, files.size());
  put32(out, directory.size());
  put32(out, begin);
  put16(out, 0);
  return out;
}

}  // namespace debrief::features::status
