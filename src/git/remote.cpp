// SPDX-License-Identifier: Apache-2.0
#include "git/remote.hpp"

#include "git/deadline.hpp"
#include "git/handle.hpp"
#include "git/open.hpp"

#include <cstring>

namespace debrief::git {
namespace {

using Clock = std::chrono::steady_clock;

// What the callbacks of one transfer look at. Owned by the thread that transfers.
struct Transfer {
  Remote remote;
  Limits limits;
  Clock::time_point until;
  int asked = 0;             // how often for credentials
  std::string refused = {};  // by the other side, for the branch
};

int give_credentials(git_credential** out, const char*, const char* user_in_address, unsigned int allowed,
                     void* payload) {
  auto& transfer = *static_cast<Transfer*>(payload);
  const Remote& remote = transfer.remote;
  const char* user = user_in_address != nullptr ? user_in_address : "git";
  if ((allowed & GIT_CREDENTIAL_USERNAME) != 0) return git_credential_username_new(out, user);
  // Asked again: what was given did not fit.
  if (++transfer.asked > 1) return GIT_EAUTH;
  if ((allowed & GIT_CREDENTIAL_SSH_KEY) != 0)
    return remote.key.empty()
               ? git_credential_ssh_key_from_agent(out, user)
               : git_credential_ssh_key_new(out, user, nullptr, remote.key.c_str(), remote.token.c_str());
  if ((allowed & GIT_CREDENTIAL_USERPASS_PLAINTEXT) != 0 && !remote.token.empty())
    return git_credential_userpass_plaintext_new(out, remote.user.c_str(), remote.token.c_str());
  return GIT_EAUTH;
}

int check_progress(const git_indexer_progress* progress, void* payload) {
  const auto& transfer = *static_cast<const Transfer*>(payload);
  return progress->received_bytes > transfer.limits.bytes || Clock::now() > transfer.until ? GIT_EUSER : 0;
}

int hear_refusal(const char*, const char* status, void* payload) {
  if (status != nullptr) static_cast<Transfer*>(payload)->refused = status;
  return 0;
}

git_remote_callbacks callbacks_of(Transfer& transfer) {
  auto callbacks = defaults(git_remote_init_callbacks, GIT_REMOTE_CALLBACKS_VERSION);
  callbacks.credentials = give_credentials;
  callbacks.transfer_progress = check_progress;
  callbacks.push_update_reference = hear_refusal;
  callbacks.payload = &transfer;
  return callbacks;
}

Error trouble(int code, const Transfer& transfer) {
  if (code == GIT_EUSER)
    return make_error(ErrorCode::unavailable, "the repository sends more than {} bytes, or too slowly",
                      transfer.limits.bytes)
        .with_help("Mirror to a repository of its own.");
  if (code == GIT_EAUTH)
    return make_error(ErrorCode::unavailable, "the repository does not accept the credentials")
        .with_help("Check DEBRIEF_POSTMORTEM_MIRROR_TOKEN, or the key and the user of the address.");
  if (code == GIT_ECERTIFICATE)
    return make_error(ErrorCode::unavailable, "the repository's certificate or host key is not known: {}",
                      last_message())
        .with_help("Add it to the known hosts, or name the authority with --postmortem-mirror-authority.");
  return make_error(ErrorCode::unavailable, "the repository cannot be reached: {}", last_message());
}

RemoteHandle remote_at(git_repository* repository, const Remote& remote) {
  return made<RemoteHandle>("the address of the mirror", [&](git_remote** out) {
    return git_remote_create_anonymous(out, repository, remote.address.c_str());
  });
}

std::optional<git_oid> find_branch(git_remote* remote, const std::string& reference) {
  const git_remote_head** heads = nullptr;
  std::size_t count = 0;
  require(git_remote_ls(&heads, &count, remote), "list branches");
  for (std::size_t i = 0; i < count; ++i)
    if (reference == heads[i]->name) return heads[i]->oid;
  return std::nullopt;
}

void put_reference(git_repository* repository, const std::string& name, const git_oid& id) {
  made<ReferenceHandle>("keep a reference", [&](git_reference** out) {
    return git_reference_create(out, repository, name.c_str(), &id, 1, "mirror");
  });
}

void trust(const Remote& remote) {
  if (remote.authority.empty()) return;
  begin();
  require(git_libgit2_opts(GIT_OPT_SET_SSL_CERT_LOCATIONS, remote.authority.c_str(), nullptr), "read the mirror's certificates");
}

Result<std::optional<std::string>> fetch_now(const std::filesystem::path& folder, Transfer transfer) {
  const std::string& address = transfer.remote.address;
  if (address.starts_with('/') && !std::filesystem::is_directory(address))
    return make_error(ErrorCode::unavailable, "the repository cannot be reached: there is no folder {}", address)
        .with_help("Make it with git init --bare, as the user that the server runs as.");
  trust(transfer.remote);
  const auto repository = open_bare(folder);
  const auto remote = remote_at(repository.get(), transfer.remote);
  const std::string reference = "refs/heads/" + transfer.remote.branch;
  auto options = defaults(git_fetch_options_init, GIT_FETCH_OPTIONS_VERSION);
  options.callbacks = callbacks_of(transfer);
  options.download_tags = GIT_REMOTE_DOWNLOAD_TAGS_NONE;
  options.follow_redirects = GIT_REMOTE_REDIRECT_NONE;  // the token is for this address
  auto connecting = defaults(git_remote_connect_options_init, GIT_REMOTE_CONNECT_OPTIONS_VERSION);
  connecting.callbacks = options.callbacks;
  connecting.follow_redirects = options.follow_redirects;
  if (const int code = git_remote_connect_ext(remote.get(), GIT_DIRECTION_FETCH, &connecting); code < 0)
    return trouble(code, transfer);
  const auto newest = find_branch(remote.get(), reference);
  if (!newest) return std::optional<std::string>{};
  std::string wanted = "+" + reference + ":" + reference;
  char* texts[] = {wanted.data()};
  const git_strarray refspecs{texts, 1};
  if (const int code = git_remote_download(remote.get(), &refspecs, &options); code < 0) return trouble(code, transfer);
  put_reference(repository.get(), "refs/heads/theirs", *newest);
  return std::optional(to_text(*newest));
}

Result<Done> push_now(const std::filesystem::path& folder, Transfer transfer, const std::string& commit) {
  trust(transfer.remote);
  const auto repository = open_bare(folder);
  put_reference(repository.get(), "refs/heads/ours", id_of(commit));
  const auto remote = remote_at(repository.get(), transfer.remote);
  auto options = defaults(git_push_options_init, GIT_PUSH_OPTIONS_VERSION);
  options.callbacks = callbacks_of(transfer);
  options.follow_redirects = GIT_REMOTE_REDIRECT_NONE;
  std::string wanted = "refs/heads/ours:refs/heads/" + transfer.remote.branch;
  char* texts[] = {wanted.data()};
  const git_strarray refspecs{texts, 1};
  const int code = git_remote_push(remote.get(), &refspecs, &options);
  if (code == GIT_ENONFASTFORWARD) return conflict("somebody pushed to the branch in between");
  if (code < 0) return trouble(code, transfer);
  if (transfer.refused.empty()) return Done{};
  if (transfer.refused.find("non-fast-forward") != std::string::npos ||
      transfer.refused.find("fetch first") != std::string::npos)
    return conflict("somebody pushed to the branch in between");
  return make_error(ErrorCode::unavailable, "the repository refuses the commit: {}", transfer.refused)
      .with_help("Let the mirror's account push to the branch, or mirror to another branch.");
}

bool holds_password(std::string_view address) {
  const std::size_t scheme = address.find("://");
  if (scheme == std::string_view::npos) return false;
  const std::string_view authority = address.substr(scheme + 3, address.find('/', scheme + 3) - scheme - 3);
  const std::size_t at = authority.rfind('@');
  return at != std::string_view::npos &&
         (address.starts_with("https://") || authority.substr(0, at).find(':') != std::string_view::npos);
}

}  // namespace

Result<> check(const Remote& remote) {
  const std::string& address = remote.address;
  if (holds_password(address))
    return invalid("the address of the mirror must not hold a name or password")
        .at("address")
        .with_help("Put the token into DEBRIEF_POSTMORTEM_MIRROR_TOKEN_FILE.");
  const bool path = address.starts_with('/') || address.starts_with("file:///");
  const bool short_ssh = address.find("://") == std::string::npos && address.find('@') != std::string::npos &&
                         address.find(':') != std::string::npos;
  if (!path && !short_ssh && !address.starts_with("https://") && !address.starts_with("ssh://"))
    return invalid("'{}' is no address of a repository", address)
        .at("address")
        .with_help("Use the absolute path of a bare repository, https://… or ssh://….");
  int good = 0;
  const std::string reference = "refs/heads/" + remote.branch;
  begin();
  if (remote.branch.empty() || git_reference_name_is_valid(&good, reference.c_str()) < 0 || good == 0)
    return invalid("'{}' is no name of a branch", remote.branch).at("branch");
  return {};
}

Result<std::optional<std::string>> fetch(const std::filesystem::path& folder, const Remote& remote,
                                         const Limits& limits, const std::atomic<bool>& stop) {
  return within<std::optional<std::string>>(limits.time, stop,
                                            [folder, transfer = Transfer{remote, limits, Clock::now() + limits.time}] {
                                              return fetch_now(folder, transfer);
                                            });
}

Result<> push(const std::filesystem::path& folder, const Remote& remote, const std::string& commit,
              const Limits& limits, const std::atomic<bool>& stop) {
  return within<Done>(limits.time, stop,
                      [folder, commit, transfer = Transfer{remote, limits, Clock::now() + limits.time}] {
                        return push_now(folder, transfer, commit);
                      });
}

}  // namespace debrief::git
