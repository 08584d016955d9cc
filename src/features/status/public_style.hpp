// SPDX-License-Identifier: Apache-2.0
// The look of pages for readers outside, in light and dark, on paper and from 320 px on.
#pragma once

#include <string_view>

namespace debrief::features::status {

/// CSS for one <style>.
[[nodiscard]] std::string_view public_style();

}  // namespace debrief::features::status
