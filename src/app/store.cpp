// SPDX-License-Identifier: Apache-2.0
#include "app/store.hpp"

#include "base/embedded.hpp"

#include <charconv>
#include <span>

namespace debrief::embedded {
std::span<const EmbeddedFile> migrations();
}

namespace debrief::app {
namespace {

std::vector<db::Migration> migrations() {
  std::vector<db::Migration> steps;
  for (const EmbeddedFile& file : embedded::migrations()) {
    int number = 0;
    std::from_chars(file.path.data(), file.path.data() + file.path.size(), number);
    steps.push_back({number, std::string(file.path), std::string(file.bytes)});
  }
  return steps;
}

Result<SealingKey> sealing_key_of(const Config& config) {
  if (config.secret_key.empty()) return SealingKey::load_or_create(config.data / "secret.key");
  auto key = SealingKey::from_hex(config.secret_key);
  if (!key) return invalid("DEBRIEF_SECRET_KEY: {}", key.error().message).with_help(key.error().help);
  return key;
}

}  // namespace

Result<Store> open_store(const Config& config, const Clock& clock) {
  Store store;
  std::filesystem::create_directories(config.data);
  if (config.database.empty()) store.lock = std::make_unique<db::DirectoryLock>(TRY(db::DirectoryLock::acquire(config.data)));
  const std::string file = config.database.empty() ? (config.data / "debrief.sqlite").string() : std::string{};
  store.database = db::Database::open({file, config.database});
  TRY(db::migrate(*store.database, migrations()));
  store.blobs = std::make_unique<db::BlobStore>(config.data / "originals");
  store.journal = std::make_unique<journal::Journal>(*store.database, clock);
  store.sealing_key = TRY(sealing_key_of(config));
  return store;
}

}  // namespace debrief::app
