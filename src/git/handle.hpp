// SPDX-License-Identifier: Apache-2.0
// libgit2's objects as owned values, and its errors as ours. For use inside of src/git only.
#pragma once

#include <git2.h>

#include <memory>
#include <stdexcept>
#include <string>

namespace debrief::git {

template <auto Free>
struct FreedBy {
  template <class T>
  void operator()(T* object) const {
    Free(object);
  }
};

using RepositoryHandle = std::unique_ptr<git_repository, FreedBy<git_repository_free>>;
using RemoteHandle = std::unique_ptr<git_remote, FreedBy<git_remote_free>>;
using CommitHandle = std::unique_ptr<git_commit, FreedBy<git_commit_free>>;
using TreeHandle = std::unique_ptr<git_tree, FreedBy<git_tree_free>>;
using TreeEntryHandle = std::unique_ptr<git_tree_entry, FreedBy<git_tree_entry_free>>;
using TreeBuilderHandle = std::unique_ptr<git_treebuilder, FreedBy<git_treebuilder_free>>;
using BlobHandle = std::unique_ptr<git_blob, FreedBy<git_blob_free>>;
using DiffHandle = std::unique_ptr<git_diff, FreedBy<git_diff_free>>;
using WalkHandle = std::unique_ptr<git_revwalk, FreedBy<git_revwalk_free>>;
using IndexHandle = std::unique_ptr<git_index, FreedBy<git_index_free>>;
using ReferenceHandle = std::unique_ptr<git_reference, FreedBy<git_reference_free>>;
using SignatureHandle = std::unique_ptr<git_signature, FreedBy<git_signature_free>>;

/// What libgit2 says about its last failure on this thread.
[[nodiscard]] inline std::string last_message() {
  const git_error* error = git_error_last();
  return error != nullptr && error->message != nullptr ? error->message : "unknown trouble";
}

/// Throws std::runtime_error with libgit2's message for a negative code.
inline void require(int code, const char* doing) {
  if (code < 0) throw std::runtime_error(std::string("git: ") + doing + ": " + last_message());
}

/// `make(T**)` fills a new object, or fails.
template <class Handle, class Make>
Handle made(const char* doing, const Make& make) {
  typename Handle::pointer object = nullptr;
  require(make(&object), doing);
  return Handle(object);
}

/// Options with libgit2's own defaults.
template <class Options>
Options defaults(int (*init)(Options*, unsigned int), unsigned int version) {
  Options options{};
  require(init(&options, version), "prepare");
  return options;
}

[[nodiscard]] inline std::string to_text(const git_oid& id) {
  char text[GIT_OID_HEXSZ + 1];
  return git_oid_tostr(text, sizeof text, &id);
}

[[nodiscard]] inline git_oid id_of(const std::string& hash) {
  git_oid id;
  require(git_oid_fromstr(&id, hash.c_str()), "a hash");
  return id;
}

/// Makes libgit2 ready, once.
inline void begin() {
  static const int ready = git_libgit2_init();
  require(ready, "begin");
}

}  // namespace debrief::git
