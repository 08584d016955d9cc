// SPDX-License-Identifier: Apache-2.0
#include "fuzz.hpp"
#include "logs/secrets/secrets.hpp"

using namespace debrief;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = fuzz::text(data, size);
  const auto secrets = logs::find_secrets(text);
  std::size_t end = 0;
  for (const auto& secret : secrets) {
    fuzz::require(secret.length > 0, "a secret has a length");
    fuzz::require(secret.begin >= end, "secrets come from left to right and do not overlap");
    end = static_cast<std::size_t>(secret.begin) + secret.length;
    fuzz::require(end <= size, "a secret lies within the text");
    fuzz::require(!secret.rule.empty(), "a secret has a rule");
  }
  const std::string masked = logs::mask(text, secrets, "key");
  fuzz::require(secrets.empty() ? masked == text : masked.find('[') != std::string::npos, "what was found is replaced");
  return 0;
}
