// SPDX-License-Identifier: Apache-2.0
#include "features/postmortems/mirror/take.hpp"

#include "base/text.hpp"
#include "changeset/utf16.hpp"
#include "features/postmortems/escape.hpp"
#include "features/postmortems/mirror/mirror_file.hpp"
#include "features/postmortems/mirror/proposals.hpp"
#include "features/postmortems/store.hpp"

#include <algorithm>

namespace debrief::features::postmortems::mirror {
namespace {

using domain::Principal;

constexpr std::size_t kMostSuggestions = 100;    // of one commit in one document
constexpr std::size_t kMostDifference = 15'000;  // bytes shown of a difference
constexpr std::size_t kShownHash = 12;

/// A changed file, with whose it is and who hears of it.
struct Touched {
  const git::FileChange* change;
  std::int64_t incident = 0;
  std::vector<std::string> tell;
};

// Not the name alone, which anybody may choose: it must not look like an account.
Principal author_of(const git::Commit& commit) {
  const std::string name(trim(shorten(commit.author, 100)));
  return {"", (name.empty() ? "Somebody" : name) + " (git)", domain::AccessRole::administrator, "mirror"};
}

std::string origin_of(const git::Commit& commit, const std::string& branch) {
  return fmt::format("“{}”, commit {} of the mirror's branch {}, by {}.", escape_inline(commit.subject, 200),
                     commit.hash.substr(0, kShownHash), escape_inline(branch, 100), escape_inline(commit.author, 100));
}

std::string fenced(std::string_view difference) {
  std::size_t longest = 2;
  std::size_t run = 0;
  for (const char c : difference) {
    run = c == '`' ? run + 1 : 0;
    longest = std::max(longest, run);
  }
  const std::string fence(longest + 1, '`');
  std::string shown = shorten(difference, kMostDifference);
  if (!shown.ends_with('\n')) shown += '\n';
  return fmt::format("{}diff\n{}{}", fence, shown, fence);
}

/// Opens the threads of one file.
class Desk {
 public:
  Desk(journal::Transaction& tx, const Ports& ports, const git::Commit& commit, const std::string& branch)
      : tx_(tx), ports_(ports), who_(author_of(commit)), origin_(mirror::origin_of(commit, branch)) {}

  void take(const Touched& touched) {
    const auto document = postmortems::store::find(tx_.db, touched.incident);
    if (!document) return;
    const git::FileChange& change = *touched.change;
    if (change.too_large)
      return comment(touched, "The file is too large to compare. The change is in the repository.", "");
    if (!change.before) return;
    if (!change.after) return comment(touched, "The file was removed. It comes back with the next publication.", "");
    const auto before = text_in(*change.before);
    const auto after = text_in(*change.after);
    if (before && after) return take_text(touched, *document, *before, *after);
    if (changeset::with_line_feeds(*change.before) == changeset::with_line_feeds(*change.after)) return;
    const Proposals all = propose(*change.before, *change.after, "");
    comment(
        touched,
        "The comments that mark the text are not in the file any more, so that this cannot be put in place by itself.",
        together(all.homeless));
  }

  [[nodiscard]] std::int64_t threads() const { return threads_; }
  [[nodiscard]] const std::optional<std::string>& problem() const { return problem_; }

 private:
  void take_text(const Touched& touched, const domain::Postmortem& document, const std::string& before,
                 const std::string& after) {
    Proposals all = propose(before, after, document.markdown);
    if (all.fitting.size() > kMostSuggestions) {
      comment(touched, "The commit changes too many places to suggest each.",
              together(propose(before, after, "").homeless));
      return;
    }
    for (const Proposal& one : all.fitting) suggest(touched, document, one);
    if (!all.homeless.empty())
      comment(touched,
              "The lines that this changes have changed since, or are made from the record. Put it in by hand, or "
              "resolve this.",
              together(all.homeless));
  }

  static std::string together(const std::vector<std::string>& differences) {
    std::string out;
    for (const std::string& one : differences) out += (out.empty() ? "" : "\n") + one;
    return out;
  }

  void suggest(const Touched& touched, const domain::Postmortem& document, const Proposal& one) {
    if (one.replacement.size() > review::kCommentLimit || one.until - one.from > review::kCommentLimit) {
      comment(touched, "The change is too long for a suggestion.", "+" + one.replacement);
      return;
    }
    open(touched, {{document.edition, one.from, one.until}, origin_, one.replacement});
  }

  void comment(const Touched& touched, std::string_view why, std::string_view difference) {
    std::string text = fmt::format("{} {}", origin_, why);
    if (!difference.empty()) text += "\n\n" + fenced(difference);
    const auto document = postmortems::store::find(tx_.db, touched.incident);
    open(touched, {{document->edition, 0, 0}, std::move(text), std::nullopt});
  }

  void open(const Touched& touched, const review::NewThread& wanted) {
    const auto opened = review::open_thread(tx_, ports_.review, who_, touched.incident, wanted, touched.tell);
    if (opened) ++threads_;
    else problem_ = fmt::format("{}: {}", touched.change->path, opened.error().message);
  }

  journal::Transaction& tx_;
  const Ports& ports_;
  const Principal who_;
  const std::string origin_;
  std::int64_t threads_ = 0;
  std::optional<std::string> problem_;
};

// The owner of the postmortem, or else who changed it last.
std::vector<std::string> readers_of(journal::Journal& journal, const Ports& ports, const Principal& who,
                                    std::int64_t incident) {
  if (ports.review.find_duty)
    if (const auto duty = ports.review.find_duty(who, incident); duty && *duty && (*duty)->owner_id)
      return {*(*duty)->owner_id};
  const auto document =
      journal.database().read([&](db::Connection& db) { return postmortems::store::find(db, incident); });
  if (document && ports.review.find_user_id)
    if (const auto id = ports.review.find_user_id(document->author)) return {*id};
  return {};
}

}  // namespace

void take(journal::Journal& journal, const Ports& ports, const git::Commit& commit, const std::string& branch) {
  std::vector<Touched> touched;
  journal.database().read([&](db::Connection& db) {
    for (const git::FileChange& change : commit.changes)
      if (const auto incident = store::find_incident(db, change.path)) touched.push_back({&change, *incident, {}});
  });
  if (touched.empty()) return;
  const Principal who = author_of(commit);
  for (Touched& one : touched) one.tell = readers_of(journal, ports, who, one.incident);
  const journal::Origin origin{who.name, who.id, who.via};
  const auto taken = journal.write(origin, [&](journal::Transaction& tx) -> Result<> {
    if (store::is_known(tx.db, commit.hash)) return {};
    Desk desk(tx, ports, commit, branch);
    for (const Touched& one : touched) desk.take(one);
    store::put_taken(tx.db, commit.hash, desk.threads(), desk.problem(), tx.now());
    return {};
  });
  static_cast<void>(taken);
}

}  // namespace debrief::features::postmortems::mirror
