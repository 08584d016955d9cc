// SPDX-License-Identifier: Apache-2.0
// What kinds of message there are: lines that differ in their variables only share a template.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace debrief::logs {

/// Lines of one exact static text, as the scanner counts them. `example` is the body of one of them (no stamp, level,
/// host).
struct MessageForm {
  std::string example;
  std::uint64_t count = 1;
};

/// `text` holds typed variables in angle brackets: <num> <hex> <uuid> <ip> <path> <url> <duration> <size> <quoted>
/// <host> <email> <id> <*>. The id is a hash of its words and signs, whatever the types of its variables and its
/// spaces: the same template has the same id in every incident and on every machine.
struct Template {
  std::uint64_t id = 0;
  std::string text;
};

/// One configuration for all systems. Templates in the order of the forms: the template of forms[i] is result[i].
/// The result does not depend on the order of the forms. Time grows with n log n of the forms; meant for up to 1e6. Of
/// an example the first line counts, at most 8 KiB of it.
[[nodiscard]] std::vector<Template> mine_templates(std::span<const MessageForm> forms);

inline constexpr std::uint64_t kIdBits = ~std::uint64_t{0xf};  ///< those that the text of an id shows; the others are 0

/// Twelve characters of base 32, as people copy them.
[[nodiscard]] std::string id_text(std::uint64_t id);
/// The id of such a text; absent when it is none.
[[nodiscard]] std::optional<std::uint64_t> read_id(std::string_view text);

}  // namespace debrief::logs
