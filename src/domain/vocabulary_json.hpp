// SPDX-License-Identifier: Apache-2.0
// The words of a house as the API shows and takes them, and as they are kept (schema Vocabulary of api/openapi.yaml).
#pragma once

#include "base/json.hpp"
#include "base/result.hpp"
#include "domain/vocabulary.hpp"

namespace debrief::domain {

/// Severities, states, roles and fields, each with all that is known of it.
[[nodiscard]] json::object to_json(const Vocabulary& words);

/// Lists that are absent are those of `now`. Not checked beyond its form; see check_vocabulary. Errors: invalid.
[[nodiscard]] Result<Vocabulary> vocabulary_from(const json::value& document, const Vocabulary& now);

}  // namespace debrief::domain
