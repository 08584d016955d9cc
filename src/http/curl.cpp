// SPDX-License-Identifier: Apache-2.0
#include "http/curl.hpp"

#include <curl/curl.h>

#include <new>

namespace debrief::http {

void begin_curl() {
  static const CURLcode kDone = curl_global_init(CURL_GLOBAL_DEFAULT);
  if (kDone != CURLE_OK) throw std::bad_alloc();
}

}  // namespace debrief::http
