// SPDX-License-Identifier: Apache-2.0
// The target of a request line (RFC 9112, section 3.2) as path and query.
#pragma once

#include "base/result.hpp"

#include <map>
#include <string>
#include <string_view>

namespace debrief::http {

struct Target {
  std::string authority;  ///< of the absolute form, else empty
  std::string path;       ///< percent-decoded, begins with "/"
  std::map<std::string, std::string> query;
};

/// Reads the origin form ("/a?b=c") and the absolute form with http or https. Refuses what two programs
/// could read differently: "." and ".." segments, an encoded "/" or control character, a fragment,
/// malformed percent-encoding, text that is not UTF-8. Errors: invalid.
[[nodiscard]] Result<Target> parse_target(std::string_view raw);

/// Decodes %XX; with `plus_is_space`, "+" too, as in forms. Errors: invalid for malformed encoding, for
/// NUL and for text that is not UTF-8.
[[nodiscard]] Result<std::string> percent_decode(std::string_view text, bool plus_is_space = false);

/// Every byte but letters, digits and "-._~" as %XX, for building addresses.
[[nodiscard]] std::string percent_encode(std::string_view text);

}  // namespace debrief::http
