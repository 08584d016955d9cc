// SPDX-License-Identifier: Apache-2.0
#include "logs/store/number_column.hpp"

#include <algorithm>
#include <bit>

namespace debrief::logs {
namespace {

constexpr std::size_t kSampledRows = 1024;
constexpr std::uint8_t kSteps = 0x10, kLeast = 0x20;  // of the form of a column

// Small numbers stand for small steps up and down.
std::uint64_t zigzag(std::uint64_t step) {
  return (step << 1) ^ (0 - (step >> 63));
}
std::uint64_t unzigzag(std::uint64_t code) {
  return (code >> 1) ^ (0 - (code & 1));
}

std::uint8_t bytes_for(std::uint64_t largest) {
  return static_cast<std::uint8_t>((std::bit_width(largest) + 7) / 8);
}

struct Costs {
  std::uint64_t least = ~0ULL;
  std::uint64_t largest = 0;
  std::uint64_t largest_step = 0;
  std::uint64_t bits = 0;  // of a sample, as distances from the least
  std::uint64_t step_bits = 0;
};

Costs costs_of(std::span<const std::uint64_t> numbers) {
  Costs costs;
  for (const std::uint64_t number : numbers) {
    costs.least = std::min(costs.least, number);
    costs.largest = std::max(costs.largest, number);
  }
  if (costs.least == costs.largest) return costs;
  for (std::size_t row = 1; row < numbers.size(); ++row)
    costs.largest_step = std::max(costs.largest_step, zigzag(numbers[row] - numbers[row - 1]));
  for (std::size_t row = 1; row < std::min(numbers.size(), kSampledRows); ++row) {
    costs.step_bits += static_cast<unsigned>(std::bit_width(zigzag(numbers[row] - numbers[row - 1])));
    costs.bits += static_cast<unsigned>(std::bit_width(numbers[row] - costs.least));
  }
  return costs;
}

template <class Code>
void write_planes(std::span<const std::uint64_t> numbers, std::uint8_t width, std::string& planes, Code code) {
  const std::size_t rows = numbers.size();
  const std::size_t begin = planes.size();
  planes.resize(begin + width * rows);
  char* out = planes.data() + begin;
  for (std::size_t row = 0; row < rows; ++row) {
    std::uint64_t value = code(numbers[row]);
    for (std::size_t plane = 0; plane < width; ++plane, value >>= 8) out[plane * rows + row] = static_cast<char>(value);
  }
}

}  // namespace

NumberColumn encode_numbers(std::span<const std::uint64_t> numbers, std::string& planes) {
  NumberColumn column;
  if (numbers.empty()) return column;
  const Costs costs = costs_of(numbers);
  column.base = column.least = costs.least;
  column.largest = costs.largest;
  if (costs.least == costs.largest) return column;
  // Equal numbers stay equal as distances from the least, which the compressor can use: steps must be clearly shorter.
  column.steps = costs.step_bits * 5 < costs.bits * 4;
  if (column.steps) {
    column.base = numbers.front();
    column.width = bytes_for(costs.largest_step);
    std::uint64_t before = column.base;
    write_planes(numbers, column.width, planes, [&](std::uint64_t number) {
      const std::uint64_t step = zigzag(number - before);
      before = number;
      return step;
    });
  } else {
    column.width = bytes_for(costs.largest - costs.least);
    write_planes(numbers, column.width, planes, [&](std::uint64_t number) { return number - column.base; });
  }
  return column;
}

void put_column(std::string& out, const NumberColumn& column) {
  out += static_cast<char>(column.width | (column.steps ? kSteps | kLeast : 0));
  put_number(out, column.base);
  put_number(out, column.largest);
  if (column.steps) put_number(out, column.largest - column.least);
}

NumberColumn read_column(ByteReader& reader) {
  const auto form = static_cast<std::uint8_t>(reader.take(1)[0]);
  NumberColumn column;
  column.steps = (form & kSteps) != 0;
  column.width = form & 0x0f;
  if (column.width > 8 || form > (kLeast | kSteps | 0x0f)) throw Damaged("a column has a form that does not exist");
  column.base = reader.number();
  column.largest = reader.number();
  column.has_least = !column.steps || (form & kLeast) != 0;
  column.least = !column.steps ? column.base : column.has_least ? column.largest - reader.number() : 0;
  return column;
}

std::vector<std::uint64_t> decode_numbers(const NumberColumn& column, std::string_view planes, std::size_t rows) {
  std::vector<std::uint64_t> numbers(rows);
  for (std::size_t plane = 0; plane < column.width; ++plane) {
    const auto* bytes = reinterpret_cast<const unsigned char*>(planes.data()) + plane * rows;
    for (std::size_t row = 0; row < rows; ++row) numbers[row] |= static_cast<std::uint64_t>(bytes[row]) << (8 * plane);
  }
  std::uint64_t before = column.base;
  for (std::uint64_t& number : numbers) {
    number = column.steps ? before + unzigzag(number) : column.base + number;
    before = number;
  }
  return numbers;
}

}  // namespace debrief::logs
