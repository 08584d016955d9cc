// SPDX-License-Identifier: Apache-2.0
#include "connectors/read.hpp"
#include "connectors/slack_export/slack_export.hpp"
#include "connectors/unknown_format.hpp"
#include "connectors/unread.hpp"

#include "base/hash.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <map>

namespace debrief::connectors {
namespace {

std::string_view folder_of(std::string_view path) {
  const std::size_t slash = path.find_last_of('/');
  return slash == std::string_view::npos ? std::string_view{} : path.substr(0, slash);
}

// Office documents are zip files as well; their members are no files of the incident.
bool is_office_document(std::string_view bytes) {
  return bytes.starts_with("PK") && bytes.substr(0, 4096).find("[Content_Types].xml") != std::string_view::npos;
}

std::optional<Instant> middle_of(std::vector<Instant> times) {
  if (times.empty()) return std::nullopt;
  const auto middle = times.begin() + static_cast<std::ptrdiff_t>(times.size() / 2);
  std::nth_element(times.begin(), middle, times.end());
  return *middle;
}

class Batch {
 public:
  Batch(std::span<const NamedBytes> files, const std::optional<std::string>& zone, const MemberLimits& limits)
      : files_(files), zone_(zone), limits_(limits) {}

  std::vector<FileReading> read() {
    for (const NamedBytes& file : files_) {
      FileReading reading;
      reading.name = file.name;
      readings_.push_back(std::move(reading));
    }
    for (std::size_t i = 0; i < files_.size(); ++i) take_up(i, 1);
    read_slack_exports();
    read_dated();
    read_rest();
    return std::move(readings_);
  }

 private:
  [[nodiscard]] std::string_view bytes_of(std::size_t i) const {
    return i < files_.size() ? files_[i].bytes : std::string_view(readings_[i].bytes);
  }

  void finish(std::size_t i, domain::Reading reading) {
    tidy(reading, readings_[i].name);
    auto earlier = std::move(readings_[i].reading.unread);
    reading.unread.insert(reading.unread.begin(), earlier.begin(), earlier.end());
    readings_[i].reading = std::move(reading);
    done_.resize(readings_.size(), false);
    done_[i] = true;
  }

  void refuse(std::size_t i, std::string reason) {
    domain::Reading reading;
    reading.unread.push_back(unread_file(readings_[i].name, std::move(reason)));
    finish(i, std::move(reading));
  }

  // Copies are told apart before anything is unpacked or read.
  void take_up(std::size_t i, int depth) {
    done_.resize(readings_.size(), false);
    if (const auto earlier = find_copy(i)) {
      refuse(i, "the same content as \"" + readings_[*earlier].name + "\", which is read instead");
    } else if (is_archive(bytes_of(i))) {
      unpack(i, depth);
    }
  }

  // In a chat export many files hold the same "[]": there, only the same day of the same channel is a copy.
  std::optional<std::size_t> find_copy(std::size_t i) {
    const std::string_view name = readings_[i].name;
    if (bytes_of(i).empty() || slack_export::is_directory(name.substr(name.find_last_of('/') + 1))) return std::nullopt;
    const std::string_view channel = folder_of(folder_of(name));
    const std::string tail(slack_export::is_day(name) ? name.substr(channel.empty() ? 0 : channel.size() + 1) : "");
    const auto [known, inserted] = first_.emplace(std::pair(sha256(bytes_of(i)), tail), i);
    return inserted ? std::nullopt : std::optional(known->second);
  }

  void unpack(std::size_t i, int depth) {
    const std::string_view bytes = bytes_of(i);
    const std::string name = readings_[i].name;
    if (is_office_document(bytes)) return refuse(i, reason_unread(name, bytes));
    if (depth > limits_.depth) return refuse(i, "archives within archives within archives are not unpacked");
    MemberLimits left = limits_;
    left.members -= std::min(members_, limits_.members);
    left.total_bytes -= std::min(bytes_, limits_.total_bytes);
    std::vector<Member> members;
    auto read = each_member(bytes, name, left, [&](Member member) { members.push_back(std::move(member)); });
    if (!read) return refuse(i, read.error().message);
    members_ += read->members;
    bytes_ += read->bytes;
    domain::Reading reading;
    reading.format = "archive";
    reading.unread = std::move(read->unread);
    finish(i, std::move(reading));
    const std::size_t first = readings_.size();
    for (Member& member : members) readings_.push_back({std::move(member.name), i, std::move(member.bytes), {}});
    for (std::size_t k = first; k < first + members.size(); ++k) take_up(k, depth + 1);
  }

  // The folder of a Slack export, within its archive: where users.json or channels.json lie beside folders of
  // days.
  using Root = std::pair<std::optional<std::size_t>, std::string>;

  [[nodiscard]] Root root_of(std::size_t i, std::string_view folder) const {
    return {readings_[i].parent, std::string(folder)};
  }

  void read_slack_exports() {
    std::map<Root, std::vector<std::size_t>> directories;
    std::map<Root, std::vector<std::size_t>> days;
    for (std::size_t i = 0; i < readings_.size(); ++i) {
      if (done_[i]) continue;
      const std::string_view name = readings_[i].name;
      if (slack_export::is_directory(name.substr(name.find_last_of('/') + 1)))
        directories[root_of(i, folder_of(name))].push_back(i);
      if (slack_export::is_day(name)) days[root_of(i, folder_of(folder_of(name)))].push_back(i);
    }
    for (const auto& [root, files] : directories)
      if (const auto found = days.find(root); found != days.end()) read_slack_export(files, found->second);
  }

  void read_slack_export(const std::vector<std::size_t>& directories, const std::vector<std::size_t>& days) {
    slack_export::Workspace workspace;
    for (const std::size_t i : directories) {
      domain::Reading reading;
      reading.format = "slack_export";
      reading.unread = slack_export::add_directory(workspace, readings_[i].name, bytes_of(i));
      finish(i, std::move(reading));
    }
    slack_export::name_conversations(workspace);
    for (const std::size_t i : days) finish(i, slack_export::read_day(bytes_of(i), context_of(i), workspace));
  }

  [[nodiscard]] domain::ReadContext context_of(std::size_t i) const { return {readings_[i].name, zone_, {}}; }

  // What needs no help with its dates, for good; of the rest, the times that say their date.
  void read_dated() {
    for (std::size_t i = 0; i < readings_.size(); ++i) {
      if (done_[i]) continue;
      const Connector* connector = find_connector(readings_[i].name, bytes_of(i));
      if (connector == nullptr || !connector->uses_around) {
        finish(i, connectors::read(bytes_of(i), context_of(i)));
        continue;
      }
      std::vector<Instant> times;
      for (const domain::ReadEntry& entry : connector->read(bytes_of(i), context_of(i)).entries)
        times.push_back(entry.occurred_at);
      if (const auto middle = middle_of(std::move(times))) documents_.emplace_back(i, *middle);
    }
    std::vector<Instant> all;
    std::vector<Instant> alerts;
    for (const FileReading& file : readings_) {
      for (const domain::ReadEntry& entry : file.reading.entries) {
        all.push_back(entry.occurred_at);
        if (entry.kind == "alert") alerts.push_back(entry.occurred_at);
      }
    }
    alerts_ = middle_of(std::move(alerts));
    all_ = middle_of(std::move(all));
  }

  void read_rest() {
    for (std::size_t i = 0; i < readings_.size(); ++i) {
      if (done_[i]) continue;
      domain::ReadContext context = context_of(i);
      context.around = around(i);
      finish(i, connectors::read(bytes_of(i), context));
    }
  }

  // The middle of the alerts; without any, that of the other notes and tables, which are about the incident as
  // well; last that of chat and deploys, which reach far back. A file's own times do not count: it would confirm
  // itself.
  [[nodiscard]] std::optional<Instant> around(std::size_t i) const {
    if (alerts_) return alerts_;
    std::vector<Instant> others;
    for (const auto& [file, middle] : documents_)
      if (file != i) others.push_back(middle);
    const auto middle = middle_of(std::move(others));
    return middle ? middle : all_;
  }

  std::span<const NamedBytes> files_;
  std::optional<std::string> zone_;
  MemberLimits limits_;
  std::vector<FileReading> readings_;
  std::vector<bool> done_;
  std::map<std::pair<Digest, std::string>, std::size_t> first_;  ///< of each content
  std::size_t members_ = 0;
  std::uint64_t bytes_ = 0;
  std::vector<std::pair<std::size_t, Instant>> documents_;  ///< middle of each file that needs help with dates
  std::optional<Instant> alerts_;                           ///< middle of all alerts
  std::optional<Instant> all_;                              ///< middle of everything else that says its date
};

}  // namespace

std::vector<FileReading> read_all(std::span<const NamedBytes> files, const std::optional<std::string>& zone,
                                  const MemberLimits& limits) {
  return Batch(files, zone, limits).read();
}

}  // namespace debrief::connectors
