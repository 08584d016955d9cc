// SPDX-License-Identifier: Apache-2.0
#include "git/repository.hpp"

#include "base/text.hpp"
#include "git/open.hpp"

#include <algorithm>

namespace debrief::git {
namespace {

constexpr std::size_t kMostRenames = 200;

CommitHandle commit_at(git_repository* repository, const std::string& hash) {
  const git_oid id = id_of(hash);
  return made<CommitHandle>("read a commit", [&](git_commit** out) { return git_commit_lookup(out, repository, &id); });
}

TreeHandle tree_of(const git_commit* commit) {
  return made<TreeHandle>("read a tree", [&](git_tree** out) { return git_commit_tree(out, commit); });
}

TreeHandle empty_tree(git_repository* repository) {
  const auto builder = made<TreeBuilderHandle>(
      "make a tree", [&](git_treebuilder** out) { return git_treebuilder_new(out, repository, nullptr); });
  git_oid id;
  require(git_treebuilder_write(&id, builder.get()), "make a tree");
  return made<TreeHandle>("read a tree", [&](git_tree** out) { return git_tree_lookup(out, repository, &id); });
}

std::string text_of(git_repository* repository, const git_oid& id) {
  const auto blob =
      made<BlobHandle>("read a file", [&](git_blob** out) { return git_blob_lookup(out, repository, &id); });
  return {static_cast<const char*>(git_blob_rawcontent(blob.get())),
          static_cast<std::size_t>(git_blob_rawsize(blob.get()))};
}

std::size_t size_of(git_repository* repository, const git_oid& id) {
  const auto blob =
      made<BlobHandle>("read a file", [&](git_blob** out) { return git_blob_lookup(out, repository, &id); });
  return static_cast<std::size_t>(git_blob_rawsize(blob.get()));
}

// The tree that the parents of a merge give by themselves; absent where they contradict each other.
TreeHandle merged_tree(git_repository* repository, const git_commit* one, const git_commit* other) {
  git_index* index = nullptr;
  if (git_merge_commits(&index, repository, one, other, nullptr) < 0) return {};
  const IndexHandle merged(index);
  git_oid id;
  if (git_index_has_conflicts(index) != 0 || git_index_write_tree_to(&id, index, repository) < 0) return {};
  return made<TreeHandle>("read a tree", [&](git_tree** out) { return git_tree_lookup(out, repository, &id); });
}

// What the commit is to be compared with.
TreeHandle tree_before(git_repository* repository, const git_commit* commit) {
  const auto parent = [&](unsigned int number) {
    return made<CommitHandle>("read a commit",
                              [&](git_commit** out) { return git_commit_parent(out, commit, number); });
  };
  const unsigned int parents = git_commit_parentcount(commit);
  if (parents == 0) return empty_tree(repository);
  if (parents == 2)
    if (auto merged = merged_tree(repository, parent(0).get(), parent(1).get())) return merged;
  return tree_of(parent(0).get());
}

FileChange change_of(git_repository* repository, const git_diff_delta& delta, std::size_t most_bytes) {
  FileChange change;
  const bool was = delta.status != GIT_DELTA_ADDED;
  const bool is = delta.status != GIT_DELTA_DELETED;
  change.path = to_utf8(was ? delta.old_file.path : delta.new_file.path);
  change.too_large = (was && size_of(repository, delta.old_file.id) > most_bytes) ||
                     (is && size_of(repository, delta.new_file.id) > most_bytes);
  if (was) change.before = change.too_large ? std::string() : text_of(repository, delta.old_file.id);
  if (is) change.after = change.too_large ? std::string() : text_of(repository, delta.new_file.id);
  return change;
}

bool is_text_file(const git_diff_file& file) {
  return file.mode == 0 || (file.mode & 0170000U) == 0100000U;
}

}  // namespace

RepositoryHandle open_bare(const std::filesystem::path& folder) {
  begin();
  git_repository* repository = nullptr;
  if (git_repository_open_bare(&repository, folder.c_str()) == 0) return RepositoryHandle(repository);
  std::filesystem::create_directories(folder);
  return made<RepositoryHandle>("make a repository",
                                [&](git_repository** out) { return git_repository_init(out, folder.c_str(), 1); });
}

struct Repository::Parts {
  RepositoryHandle repository;
};

Repository::Repository(const std::filesystem::path& folder)
    : parts_(std::make_unique<Parts>(Parts{open_bare(folder)})) {}
Repository::~Repository() = default;
Repository::Repository(Repository&&) noexcept = default;

std::vector<std::string> Repository::list_commits(const std::string& newest, const std::optional<std::string>& known) {
  git_repository* repository = parts_->repository.get();
  const auto walk =
      made<WalkHandle>("walk commits", [&](git_revwalk** out) { return git_revwalk_new(out, repository); });
  require(git_revwalk_sorting(walk.get(), GIT_SORT_TOPOLOGICAL | GIT_SORT_TIME | GIT_SORT_REVERSE), "walk commits");
  const git_oid from = id_of(newest);
  require(git_revwalk_push(walk.get(), &from), "walk commits");
  if (known) {
    const git_oid until = id_of(*known);
    git_commit* there = nullptr;
    if (git_commit_lookup(&there, repository, &until) == 0) {
      const CommitHandle owned(there);
      require(git_revwalk_hide(walk.get(), &until), "walk commits");
    }
  }
  std::vector<std::string> hashes;
  git_oid id;
  while (git_revwalk_next(&id, walk.get()) == 0) hashes.push_back(to_text(id));
  return hashes;
}

Commit Repository::read_commit(const std::string& hash, const std::string& folder, std::size_t most_bytes) {
  git_repository* repository = parts_->repository.get();
  const auto commit = commit_at(repository, hash);
  const git_signature* author = git_commit_author(commit.get());
  const char* subject = git_commit_summary(commit.get());
  Commit out{
      hash, to_utf8(author->name), to_utf8(subject != nullptr ? subject : ""), {author->when.time * 1'000'000}, {}};
  const auto before = tree_before(repository, commit.get());
  const auto after = tree_of(commit.get());
  std::string path = folder;
  char* paths[] = {path.data()};
  auto options = defaults(git_diff_options_init, GIT_DIFF_OPTIONS_VERSION);
  options.pathspec = {paths, 1};
  options.flags |= GIT_DIFF_DISABLE_PATHSPEC_MATCH;
  const auto diff = made<DiffHandle>("compare trees", [&](git_diff** made_diff) {
    return git_diff_tree_to_tree(made_diff, repository, before.get(), after.get(), &options);
  });
  auto finding = defaults(git_diff_find_options_init, GIT_DIFF_FIND_OPTIONS_VERSION);
  finding.flags = GIT_DIFF_FIND_RENAMES;
  finding.rename_limit = kMostRenames;
  require(git_diff_find_similar(diff.get(), &finding), "find renames");
  for (std::size_t i = 0; i < git_diff_num_deltas(diff.get()); ++i) {
    const git_diff_delta& delta = *git_diff_get_delta(diff.get(), i);
    if (is_text_file(delta.old_file) && is_text_file(delta.new_file))
      out.changes.push_back(change_of(repository, delta, most_bytes));
  }
  return out;
}

std::optional<std::string> Repository::find_file(const std::string& commit, const std::string& path) {
  git_repository* repository = parts_->repository.get();
  const auto tree = tree_of(commit_at(repository, commit).get());
  git_tree_entry* entry = nullptr;
  const int code = git_tree_entry_bypath(&entry, tree.get(), path.c_str());
  if (code == GIT_ENOTFOUND) return std::nullopt;
  require(code, "find a file");
  const TreeEntryHandle owned(entry);
  if (git_tree_entry_type(entry) != GIT_OBJECT_BLOB) return std::nullopt;
  return text_of(repository, *git_tree_entry_id(entry));
}

std::string Repository::commit(const std::optional<std::string>& parent, const Files& files, const std::string& message,
                               const std::string& author, const std::string& mail, Instant at) {
  git_repository* repository = parts_->repository.get();
  const auto before = parent ? commit_at(repository, *parent) : CommitHandle{};
  const auto base = before ? tree_of(before.get()) : empty_tree(repository);
  std::vector<git_tree_update> updates;
  for (const auto& [path, text] : files) {
    git_tree_update update{GIT_TREE_UPDATE_REMOVE, {}, GIT_FILEMODE_BLOB, path.c_str()};
    if (text) {
      update.action = GIT_TREE_UPDATE_UPSERT;
      require(git_blob_create_from_buffer(&update.id, repository, text->data(), text->size()), "store a file");
    } else if (!parent || !find_file(*parent, path)) {
      continue;
    }
    updates.push_back(update);
  }
  git_oid tree_id;
  require(git_tree_create_updated(&tree_id, repository, base.get(), updates.size(), updates.data()), "make a tree");
  const auto tree =
      made<TreeHandle>("read a tree", [&](git_tree** out) { return git_tree_lookup(out, repository, &tree_id); });
  constexpr std::int64_t kSecond = 1'000'000;
  const auto signature = made<SignatureHandle>("sign a commit", [&](git_signature** out) {
    return git_signature_new(out, author.c_str(), mail.c_str(), at.micros / kSecond, 0);
  });
  const git_commit* parents[] = {before.get()};
  git_oid id;
  require(git_commit_create(&id, repository, nullptr, signature.get(), signature.get(), "UTF-8", message.c_str(),
                            tree.get(), before ? 1 : 0, parents),
          "make a commit");
  return to_text(id);
}

}  // namespace debrief::git
