// SPDX-License-Identifier: Apache-2.0
#include "db/sqlite_functions.hpp"

#include "db/database.hpp"

#include <sqlite3.h>

#include <clocale>
#include <cwctype>
#include <limits>
#include <memory>
#include <string>
#include <string_view>
#include <type_traits>

namespace debrief::db {
namespace {

struct FreeLocale {
  void operator()(locale_t locale) const noexcept { freelocale(locale); }
};
using Locale = std::unique_ptr<std::remove_pointer_t<locale_t>, FreeLocale>;

/// Bytes of the character that begins with `lead`; text in the store is valid UTF-8.
std::size_t length_of(unsigned char lead) {
  return lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
}

char32_t decode(std::string_view bytes) {
  char32_t code = static_cast<unsigned char>(bytes[0]);
  if (bytes.size() > 1) code &= 0x7fU >> bytes.size();
  for (const char byte : bytes.substr(1)) code = code << 6 | (static_cast<unsigned char>(byte) & 0x3fU);
  return code;
}

void append(std::string& text, char32_t code) {
  const auto tail = [&](int shift) { text += static_cast<char>(0x80 | (code >> shift & 0x3f)); };
  if (code < 0x80) {
    text += static_cast<char>(code);
  } else if (code < 0x800) {
    text += static_cast<char>(0xc0 | code >> 6), tail(0);
  } else if (code < 0x10000) {
    text += static_cast<char>(0xe0 | code >> 12), tail(6), tail(0);
  } else {
    text += static_cast<char>(0xf0 | code >> 18), tail(12), tail(6), tail(0);
  }
}

std::string lower(std::string_view text, locale_t locale) {
  std::string result;
  result.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const std::string_view character = text.substr(at, length_of(static_cast<unsigned char>(text[at])));
    at += character.size();
    append(result, static_cast<char32_t>(towlower_l(static_cast<wint_t>(decode(character)), locale)));
  }
  return result;
}

void sql_lower(sqlite3_context* context, int, sqlite3_value** args) {
  if (sqlite3_value_type(args[0]) == SQLITE_NULL) return;
  const char* bytes = reinterpret_cast<const char*>(sqlite3_value_text(args[0]));
  const auto size = static_cast<std::size_t>(sqlite3_value_bytes(args[0]));
  const std::string result = lower({bytes, size}, static_cast<locale_t>(sqlite3_user_data(context)));
  sqlite3_result_text64(context, result.data(), result.size(), SQLITE_TRANSIENT, SQLITE_UTF8);
}

/// Below zero where `a` sorts before `b`, as PostgreSQL compares values of one type.
int compare(sqlite3_value* a, sqlite3_value* b) {
  if (sqlite3_value_type(a) == SQLITE_TEXT && sqlite3_value_type(b) == SQLITE_TEXT) {
    const auto text = [](sqlite3_value* value) {
      const char* bytes = reinterpret_cast<const char*>(sqlite3_value_text(value));
      return std::string_view(bytes, static_cast<std::size_t>(sqlite3_value_bytes(value)));
    };
    return text(a).compare(text(b));
  }
  if (sqlite3_value_type(a) == SQLITE_INTEGER && sqlite3_value_type(b) == SQLITE_INTEGER) {
    const auto x = sqlite3_value_int64(a), y = sqlite3_value_int64(b);
    return x < y ? -1 : x > y;
  }
  const double x = sqlite3_value_double(a), y = sqlite3_value_double(b);
  return x < y ? -1 : x > y;
}

/// `Sign` is 1 for greatest and -1 for least.
template <int Sign>
void sql_extreme(sqlite3_context* context, int count, sqlite3_value** args) {
  sqlite3_value* best = nullptr;
  for (int i = 0; i < count; ++i) {
    if (sqlite3_value_type(args[i]) == SQLITE_NULL) continue;
    if (best == nullptr || compare(args[i], best) * Sign > 0) best = args[i];
  }
  if (best != nullptr) sqlite3_result_value(context, best);
}

}  // namespace

void add_sqlite_functions(sqlite3* handle) {
  constexpr int kFlags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS;
  const auto check = [](int rc) {
    if (rc != SQLITE_OK) throw DatabaseError("cannot add a function to SQLite");
  };
  Locale locale(newlocale(LC_CTYPE_MASK, "C.UTF-8", nullptr));
  if (!locale) throw DatabaseError("the system has no locale C.UTF-8; install the package libc-bin");
  check(sqlite3_create_function_v2(handle, "lower", 1, kFlags, locale.release(), sql_lower, nullptr, nullptr,
                                   [](void* data) { freelocale(static_cast<locale_t>(data)); }));
  check(sqlite3_create_function_v2(handle, "greatest", -1, kFlags, nullptr, sql_extreme<1>, nullptr, nullptr, nullptr));
  check(sqlite3_create_function_v2(handle, "least", -1, kFlags, nullptr, sql_extreme<-1>, nullptr, nullptr, nullptr));
}

}  // namespace debrief::db
