// SPDX-License-Identifier: Apache-2.0
#include "base/seal.hpp"

#include "base/hash.hpp"
#include "base/ids.hpp"
#include "base/text.hpp"

#include <fcntl.h>
#include <openssl/evp.h>
#include <openssl/rand.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <fstream>
#include <memory>
#include <sstream>
#include <stdexcept>
#include <system_error>

namespace debrief {
namespace {

constexpr std::size_t kNonce = 12;
constexpr std::size_t kTag = 16;

struct FreeContext {
  void operator()(EVP_CIPHER_CTX* context) const { EVP_CIPHER_CTX_free(context); }
};
using Context = std::unique_ptr<EVP_CIPHER_CTX, FreeContext>;

void require(bool done) {
  if (!done) throw std::runtime_error("OpenSSL cannot seal with AES-256-GCM");
}

const unsigned char* bytes_of(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}
unsigned char* bytes_of(std::string& text) {
  return reinterpret_cast<unsigned char*>(text.data());
}

[[noreturn]] void fail(int error, std::string_view what, const std::filesystem::path& file) {
  throw std::system_error(error, std::generic_category(), fmt::format("cannot {} {}", what, file.string()));
}

void write_file(const std::filesystem::path& file, std::string_view text) {
  const int descriptor = ::open(file.c_str(), O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0600);
  if (descriptor < 0) fail(errno, "create", file);
  const bool written =
      ::write(descriptor, text.data(), text.size()) == static_cast<ssize_t>(text.size()) && ::fsync(descriptor) == 0;
  const int error = errno;
  ::close(descriptor);
  if (!written) fail(error, "write", file);
}

// The file as a whole, durably, for its owner only: under its name it is never seen in part, neither by a server that
// starts beside this one nor after a crash. False when somebody else made it first.
bool create_file(const std::filesystem::path& file, std::string_view text) {
  const std::filesystem::path fresh = file.string() + new_secret(".");
  write_file(fresh, text);
  const bool linked = ::link(fresh.c_str(), file.c_str()) == 0;
  const int error = errno;
  ::unlink(fresh.c_str());
  if (!linked && error != EEXIST) fail(error, "create", file);
  const auto folder = file.has_parent_path() ? file.parent_path() : std::filesystem::path(".");
  const int directory = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (directory < 0) fail(errno, "keep", file);
  const bool kept = ::fsync(directory) == 0;
  const int trouble = errno;
  ::close(directory);
  if (!kept) fail(trouble, "keep", file);
  return linked;
}

}  // namespace

Result<SealingKey> SealingKey::from_hex(std::string_view hex) {
  const auto digits = digest_from_hex(to_lower(trim(hex)));
  if (!digits) return invalid("the key must be 64 hexadecimal digits").with_help("Make one with: openssl rand -hex 32");
  Bytes bytes{};
  std::copy(digits->begin(), digits->end(), bytes.begin());
  return SealingKey(bytes);
}

Result<SealingKey> SealingKey::load_or_create(const std::filesystem::path& file) {
  if (!std::filesystem::exists(file)) {
    Bytes fresh{};
    require(RAND_bytes(fresh.data(), static_cast<int>(fresh.size())) == 1);
    if (create_file(file, to_hex(fresh) + "\n")) return SealingKey(fresh);
  }
  std::ifstream in(file);
  std::stringstream text;
  text << in.rdbuf();
  auto key = from_hex(text.str());
  if (!key)
    return invalid("{} does not hold a key: {}", file.string(), key.error().message)
        .with_help("Bring the file back from a backup. Without it, tokens of trackers must be given again.");
  return key;
}

std::string SealingKey::seal(std::string_view text, std::string_view context) const {
  std::string sealed(kNonce + text.size() + kTag, '\0');
  unsigned char* out = bytes_of(sealed);
  require(RAND_bytes(out, kNonce) == 1);
  const Context cipher(EVP_CIPHER_CTX_new());
  int size = 0;
  require(cipher && EVP_EncryptInit_ex(cipher.get(), EVP_aes_256_gcm(), nullptr, bytes_.data(), out) == 1);
  require(EVP_EncryptUpdate(cipher.get(), nullptr, &size, bytes_of(context), static_cast<int>(context.size())) == 1);
  require(EVP_EncryptUpdate(cipher.get(), out + kNonce, &size, bytes_of(text), static_cast<int>(text.size())) == 1);
  require(EVP_EncryptFinal_ex(cipher.get(), out + kNonce + size, &size) == 1);
  require(EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_GCM_GET_TAG, kTag, out + kNonce + text.size()) == 1);
  return sealed;
}

std::optional<std::string> SealingKey::open(std::string_view sealed, std::string_view context) const {
  if (sealed.size() < kNonce + kTag) return std::nullopt;
  std::string text(sealed.size() - kNonce - kTag, '\0');
  std::string tag(sealed.substr(sealed.size() - kTag));
  const unsigned char* in = bytes_of(sealed);
  const Context cipher(EVP_CIPHER_CTX_new());
  int size = 0;
  require(cipher && EVP_DecryptInit_ex(cipher.get(), EVP_aes_256_gcm(), nullptr, bytes_.data(), in) == 1);
  require(EVP_DecryptUpdate(cipher.get(), nullptr, &size, bytes_of(context), static_cast<int>(context.size())) == 1);
  require(EVP_DecryptUpdate(cipher.get(), bytes_of(text), &size, in + kNonce, static_cast<int>(text.size())) == 1);
  require(EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_GCM_SET_TAG, kTag, tag.data()) == 1);
  if (EVP_DecryptFinal_ex(cipher.get(), bytes_of(text) + size, &size) != 1) return std::nullopt;
  return text;
}

}  // namespace debrief
