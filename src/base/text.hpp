// SPDX-License-Identifier: Apache-2.0
// Small operations on UTF-8 text.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace debrief {

[[nodiscard]] bool is_utf8(std::string_view bytes);

/// The bytes as valid UTF-8: what is not becomes U+FFFD, one for each offending byte.
[[nodiscard]] std::string to_utf8(std::string_view bytes);

/// Without ASCII white space at both ends. The view points into `text`.
[[nodiscard]] std::string_view trim(std::string_view text);

/// ASCII letters in lower case, everything else unchanged.
[[nodiscard]] std::string to_lower(std::string_view text);

/// The parts between separators, empty ones included. Views point into `text`.
[[nodiscard]] std::vector<std::string_view> split(std::string_view text, char separator);

/// The lines without their ends (LF or CRLF). Views point into `text`.
[[nodiscard]] std::vector<std::string_view> split_lines(std::string_view text);

/// The first `limit` bytes at most, cut before a character begins, with "…" when something was cut.
[[nodiscard]] std::string shorten(std::string_view text, std::size_t limit);

/// Text for HTML content and double-quoted attributes: & < > " ' escaped.
[[nodiscard]] std::string escape_html(std::string_view text);

}  // namespace debrief
