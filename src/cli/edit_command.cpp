// SPDX-License-Identifier: Apache-2.0
#include "cli/commands.hpp"

#include "base/clock.hpp"
#include "base/ids.hpp"
#include "changeset/diff.hpp"
#include "changeset/utf16.hpp"
#include "cli/files.hpp"
#include "cli/terminal.hpp"

#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <iterator>
#include <vector>

#include <memory>

namespace debrief::cli {
namespace {

struct EditOptions {
  std::string incident;
  std::string file;                     ///< holds the new text; "-" is standard input
  std::optional<std::int64_t> edition;  ///< that `file` was made from; without it the one at the time of the command
  std::optional<std::string> append;
};

namespace fs = std::filesystem;

/// The text as it was fetched.
struct Fetched {
  std::string path;
  std::string markdown;
  std::int64_t edition = 0;
};

Result<Fetched> fetch(ApiClient& api, const std::string& incident) {
  Fetched fetched{"/api/v1/incidents/" + incident + "/postmortem", {}, 0};
  const auto document = TRY(api.get(fetched.path));
  const json::value* const edition = document.if_contains("edition");
  if (edition == nullptr || !edition->is_int64()) return invalid("the server is older than this command");
  fetched.markdown = json::text_at(document, "markdown");
  fetched.edition = edition->get_int64();
  return fetched;
}

std::int64_t number_at(const json::object& document, std::string_view key) {
  const json::value* const number = document.if_contains(key);
  return number != nullptr && number->is_int64() ? number->get_int64() : 0;
}

// The text of an edition: the newest revision that is not newer, with the edits up to there.
Result<> go_back(ApiClient& api, Fetched& fetched, std::int64_t edition) {
  if (edition > fetched.edition)
    return invalid("there is no edition {} yet, the newest is {}", edition, fetched.edition);
  const auto revisions = TRY(api.get(fetched.path + "/revisions"));
  std::int64_t version = 0;
  std::int64_t at = 0;
  for (const json::value& item : revisions.at("items").as_array()) {
    if (number_at(item.as_object(), "edition") > edition) continue;
    version = number_at(item.as_object(), "version");
    at = number_at(item.as_object(), "edition");
  }
  const auto revision = TRY(api.get(fmt::format("{}/revisions/{}", fetched.path, version)));
  std::u16string text = changeset::to_utf16(json::text_at(revision, "markdown"));
  while (at < edition) {
    const auto page = TRY(api.get(fetched.path + "/edits", {{"after", std::to_string(at)}}));
    if (page.at("items").as_array().empty()) return invalid("the server does not give the edits up to {}", edition);
    for (const json::value& item : page.at("items").as_array()) {
      if (at == edition) break;
      TRY(changeset::read_change_set(item.at("changes"))).apply_to(text);
      at = number_at(item.as_object(), "edition");
    }
  }
  fetched.markdown = changeset::to_utf8(text);
  fetched.edition = edition;
  return {};
}

/// A file for the editor, only for its owner. It goes with the object unless it is kept.
class Draft {
 public:
  static Result<Draft> create(std::string_view text) {
    std::string name = (fs::temp_directory_path() / "debrief-XXXXXX.md").string();
    const int descriptor = ::mkstemps(name.data(), 3);
    if (descriptor < 0)
      return invalid("there is no place for a temporary file in {}", fs::temp_directory_path().string());
    ::close(descriptor);
    Draft draft(std::move(name));
    TRY(write_file(draft.path_, text));
    fs::permissions(draft.path_, fs::perms::owner_read | fs::perms::owner_write);
    return draft;
  }
  Draft(Draft&& other) noexcept : path_(std::exchange(other.path_, {})) {}
  Draft& operator=(Draft&&) = delete;
  ~Draft() {
    std::error_code ignored;
    if (!path_.empty()) fs::remove(path_, ignored);
  }

  [[nodiscard]] const std::string& path() const { return path_; }
  /// Leaves the file where it is and returns its path.
  std::string keep() { return std::exchange(path_, {}); }

 private:
  explicit Draft(std::string path) : path_(std::move(path)) {}
  std::string path_;
};

std::string editor_of_the_user() {
  for (const char* name : {"VISUAL", "EDITOR"})
    if (const char* editor = std::getenv(name); editor != nullptr && *editor != '\0') return editor;
  return "vi";
}

// The variable may hold options, too; the shell takes it apart as other programs do.
Result<> run_editor(const std::string& path) {
  const std::string editor = editor_of_the_user();
  const std::string script = editor + " \"$@\"";
  const pid_t child = ::fork();
  if (child == 0) {
    ::execl("/bin/sh", "sh", "-c", script.c_str(), editor.c_str(), path.c_str(), static_cast<char*>(nullptr));
    ::_exit(127);
  }
  int status = 0;
  if (child < 0 || ::waitpid(child, &status, 0) != child || !WIFEXITED(status) || WEXITSTATUS(status) != 0)
    return invalid("the editor '{}' did not end well, so nothing was sent", editor)
        .with_help("Set EDITOR to the editor of your choice.");
  return {};
}

std::string appended(std::string text, std::string_view more) {
  if (!text.empty() && !text.ends_with('\n')) text += '\n';
  text += more;
  if (!text.ends_with('\n')) text += '\n';
  return text;
}

Result<std::string> read_text(const std::string& file) {
  if (file != "-") return read_file(file);
  return std::string(std::istreambuf_iterator<char>(std::cin), {});
}

std::string counted(std::size_t count, std::string_view what) {
  return fmt::format("{} {}{}", count, what, count == 1 ? "" : "s");
}

/// What others did since the text was fetched.
struct Merged {
  std::int64_t edition = 0;
  std::size_t updates = 0;
  std::vector<std::string> authors;
};

Result<Merged> send(ApiClient& api, const Fetched& before, const std::string& text) {
  const SystemClock clock;
  const std::string client = "cli-" + new_id(clock.now());
  const auto changes = changeset::difference(changeset::to_utf16(before.markdown), changeset::to_utf16(text));
  const json::value changes_json = TRY(json::parse(changeset::to_json_text(changes)));
  const auto answer =
      TRY(api.send_json("POST", before.path + "/edits",
                        {{"client", client},
                         {"edition", before.edition},
                         {"updates", json::array{json::object{{"seq", 1}, {"changes", changes_json}}}}}));
  Merged merged{answer.at("edition").as_int64(), 0, {}};
  for (const json::value& update : answer.at("updates").as_array()) {
    const json::object& fields = update.as_object();
    if (json::text_at(fields, "client") == client) continue;
    ++merged.updates;
    std::string author(json::text_at(fields, "author"));
    if (std::find(merged.authors.begin(), merged.authors.end(), author) == merged.authors.end())
      merged.authors.push_back(std::move(author));
  }
  return merged;
}

void tell(const Merged& merged) {
  if (merged.updates == 0) return say("Saved.");
  std::string names;
  for (const std::string& author : merged.authors) names += (names.empty() ? "" : ", ") + harmless(author);
  say(fmt::format("Saved, and merged with {} that came in meanwhile from {}.", counted(merged.updates, "change"),
                  names));
}

Result<std::string> new_text(const EditOptions& options, const Fetched& fetched, std::optional<Draft>& draft) {
  if (options.append) return appended(fetched.markdown, *options.append);
  if (!options.file.empty()) return read_text(options.file);
  draft.emplace(TRY(Draft::create(fetched.markdown)));
  TRY(run_editor(draft->path()));
  return read_file(draft->path());
}

Result<> edit(ApiClient& api, const EditOptions& options, bool json, std::optional<Draft>& draft) {
  Fetched fetched = TRY(fetch(api, options.incident));
  if (options.edition) TRY(go_back(api, fetched, *options.edition));
  const std::string text = changeset::with_line_feeds(TRY(new_text(options, fetched, draft)));
  if (text == fetched.markdown) {
    if (json) print(json::write(json::object{{"edition", fetched.edition}, {"merged", 0}, {"authors", json::array{}}}));
    else say("The text is as it was, so nothing was sent.");
    return {};
  }
  const Merged merged = TRY(send(api, fetched, text));
  if (!json) {
    tell(merged);
    return {};
  }
  json::array authors;
  for (const std::string& author : merged.authors) authors.emplace_back(author);
  print(json::write(
      json::object{{"edition", merged.edition}, {"merged", merged.updates}, {"authors", std::move(authors)}}));
  return {};
}

// Takes the new text from `file`, from `append` or from $VISUAL, $EDITOR or vi, and sends what is different from the
// text that was fetched: what others wrote meanwhile stays. Returns an exit code. When sending fails, the text that
// was edited stays in a file that the message names.
int edit_postmortem(ApiClient& api, const EditOptions& options, bool json) {
  std::optional<Draft> draft;
  const auto done = edit(api, options, json, draft);
  if (done) return kDone;
  if (draft) say("Your text is in " + draft->keep() + ".");
  return report(done.error());
}

}  // namespace

void add_edit_command(const CommandLine& line) {
  const auto options = std::make_shared<EditOptions>();
  CLI::App* command = add_command(
      &line.app, line, "edit", "Change a postmortem's text, together with whoever edits it at the same time",
      "  debrief edit INC-42\n  debrief edit INC-42 --append \"The disk was replaced at 14:20.\"\n  debrief postmortem "
      "export INC-42 --json > INC-42.json\n  jq -r .postmortem.markdown INC-42.json | sed s/colour/color/ | debrief "
      "edit INC-42 --file - --edition $(jq .postmortem.edition INC-42.json)",
      [options](ApiClient& api, bool json) { return edit_postmortem(api, *options, json); });
  command->add_option("incident", options->incident, "INC-42 or 42")->required();
  CLI::Option* file = command->add_option("--file", options->file, "Holds the whole new text; - is standard input");
  command
      ->add_option("--edition", options->edition, "The edition that the file was made from; the current one by default")
      ->needs(file)
      ->check(CLI::NonNegativeNumber);
  command->add_option("--append", options->append, "Text to put at the end")->excludes(file);
}

}  // namespace debrief::cli
