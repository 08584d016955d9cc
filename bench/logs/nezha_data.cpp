// SPDX-License-Identifier: Apache-2.0
#include "nezha_data.hpp"

#include <archive.h>
#include <archive_entry.h>

#include <algorithm>
#include <boost/json.hpp>
#include <charconv>
#include <memory>
#include <stdexcept>

namespace debrief::bench {

namespace {

namespace json = boost::json;

std::string read_entry(archive* from) {
  std::string content;
  char buffer[1 << 16];
  while (const la_ssize_t size = archive_read_data(from, buffer, sizeof buffer)) {
    if (size < 0) throw std::runtime_error(archive_error_string(from));
    content.append(buffer, static_cast<std::size_t>(size));
  }
  return content;
}

/// Calls `row` with the cells of each record.
template <class Row>
void read_csv(const std::string& text, Row&& row) {
  std::vector<std::string> cells(1);
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '"') {
      if (quoted && i + 1 < text.size() && text[i + 1] == '"') cells.back() += text[++i];
      else quoted = !quoted;
    } else if (c == ',' && !quoted) {
      cells.emplace_back();
    } else if (c == '\n' && !quoted) {
      row(cells);
      cells.assign(1, {});
    } else if (c != '\r') {
      cells.back() += c;
    }
  }
}

void read_lines(const std::string& csv, std::vector<NezhaLine>& lines) {
  read_csv(csv, [&](const std::vector<std::string>& cells) {
    if (cells.size() != 8) return;
    NezhaLine line;
    const std::string& nanoseconds = cells[1];
    if (std::from_chars(nanoseconds.data(), nanoseconds.data() + nanoseconds.size(), line.at_ns).ec != std::errc())
      return;
    line.pod = cells[3];
    boost::system::error_code error;
    const json::value record = json::parse(cells[7], error);
    const json::string* log =
        !error && record.is_object() && record.as_object().contains("log") ? record.at("log").if_string() : nullptr;
    line.text = log == nullptr ? cells[7] : std::string(*log);
    while (!line.text.empty() && line.text.back() == '\n') line.text.pop_back();
    lines.push_back(std::move(line));
  });
}

void read_faults(const std::string& text, std::vector<NezhaFault>& faults) {
  const json::value hours = json::parse(text);
  for (const auto& hour : hours.as_object()) {
    for (const json::value& fault : hour.value().as_array()) {
      faults.push_back({std::stoll(std::string(fault.at("inject_timestamp").as_string())) * 1'000'000'000,
                        std::string(fault.at("inject_pod").as_string()),
                        std::string(fault.at("inject_type").as_string())});
    }
  }
}

}  // namespace

NezhaData read_nezha(const std::string& file) {
  const std::unique_ptr<archive, decltype(&archive_read_free)> from(archive_read_new(), &archive_read_free);
  archive_read_support_filter_all(from.get());
  archive_read_support_format_all(from.get());
  if (archive_read_open_filename(from.get(), file.c_str(), 1 << 16) != ARCHIVE_OK)
    throw std::runtime_error(archive_error_string(from.get()));
  NezhaData data;
  archive_entry* entry = nullptr;
  while (archive_read_next_header(from.get(), &entry) == ARCHIVE_OK) {
    const std::string name = archive_entry_pathname(entry);
    if (name.find("rca_data/") == std::string::npos) continue;
    if (name.ends_with("_log.csv")) read_lines(read_entry(from.get()), data.lines);
    if (name.ends_with("fault_list.json")) read_faults(read_entry(from.get()), data.faults);
  }
  std::stable_sort(data.lines.begin(), data.lines.end(),
                   [](const NezhaLine& a, const NezhaLine& b) { return a.at_ns < b.at_ns; });
  std::sort(data.faults.begin(), data.faults.end(),
            [](const NezhaFault& a, const NezhaFault& b) { return a.at_ns < b.at_ns; });
  return data;
}

std::string service_of_pod(std::string_view pod) {
  for (int part = 0; part < 2; ++part) pod = pod.substr(0, pod.rfind('-'));
  return std::string(pod);
}

}  // namespace debrief::bench
