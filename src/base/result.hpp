// SPDX-License-Identifier: Apache-2.0
// Result<T>: the outcome of something that the caller can fix. What the world broke (disk, database,
// peer) is thrown instead; see ARCHITECTURE.md, "Errors".
#pragma once

#include <fmt/core.h>

#include <concepts>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <variant>

namespace debrief {

/// Why a request could not be met. Mapped to an HTTP status and an exit code in one place each.
enum class ErrorCode {
  invalid,          ///< the input breaks a rule
  not_found,        ///< unknown, or not visible to the caller: the two look alike
  conflict,         ///< the state of things does not allow it now
  precondition,     ///< the caller's version is stale
  forbidden,        ///< known to the caller, but not allowed
  unauthenticated,  ///< no valid credentials
  too_large,        ///< over a stated limit
  unsupported,      ///< a form of input that is not understood
  rate_limited,     ///< too many tries
  unavailable,      ///< our own trouble; trying again later may work
};

/// `message` says what is wrong and why, `help` what to do about it (may be empty), `field` names the
/// offending part of the input, as a JSON pointer, a line or an option (may be empty).
struct Error {
  ErrorCode code = ErrorCode::invalid;
  std::string message;
  std::string help = {};
  std::string field = {};

  Error&& with_help(std::string text) && { help = std::move(text); return std::move(*this); }
  Error&& at(std::string where) && { field = std::move(where); return std::move(*this); }
};

/// Stands for "no value" in Result<Done>.
struct Done {};

/// Either a T or an Error. Reading the wrong side is a programming error and throws std::bad_variant_access.
template <class T = Done>
class [[nodiscard]] Result {
 public:
  Result() requires std::same_as<T, Done> : state_(std::in_place_index<0>) {}
  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}          // NOLINT(google-explicit-constructor)
  Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}      // NOLINT(google-explicit-constructor)

  [[nodiscard]] bool has_value() const noexcept { return state_.index() == 0; }
  explicit operator bool() const noexcept { return has_value(); }

  T& value() & { return std::get<0>(state_); }
  const T& value() const& { return std::get<0>(state_); }
  T&& value() && { return std::get<0>(std::move(state_)); }
  T& operator*() & { return value(); }
  const T& operator*() const& { return value(); }
  T&& operator*() && { return std::move(*this).value(); }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }

  const Error& error() const& { return std::get<1>(state_); }
  Error&& error() && { return std::get<1>(std::move(state_)); }

 private:
  std::variant<T, Error> state_;
};

template <class... Args>
Error make_error(ErrorCode code, fmt::format_string<Args...> text, Args&&... args) {
  return Error{code, fmt::format(text, std::forward<Args>(args)...)};
}
template <class... Args>
Error invalid(fmt::format_string<Args...> text, Args&&... args) {
  return make_error(ErrorCode::invalid, text, std::forward<Args>(args)...);
}
template <class... Args>
Error not_found(fmt::format_string<Args...> text, Args&&... args) {
  return make_error(ErrorCode::not_found, text, std::forward<Args>(args)...);
}
template <class... Args>
Error conflict(fmt::format_string<Args...> text, Args&&... args) {
  return make_error(ErrorCode::conflict, text, std::forward<Args>(args)...);
}
template <class... Args>
Error too_large(fmt::format_string<Args...> text, Args&&... args) {
  return make_error(ErrorCode::too_large, text, std::forward<Args>(args)...);
}
template <class... Args>
Error unsupported(fmt::format_string<Args...> text, Args&&... args) {
  return make_error(ErrorCode::unsupported, text, std::forward<Args>(args)...);
}

}  // namespace debrief

/// `auto x = TRY(f());` yields the value or returns the error from the enclosing function, which must
/// itself return a Result. Not for use inside coroutines. Uses a GNU statement expression (g++, clang).
#define TRY(...) TRY_NAMED_(__COUNTER__, __VA_ARGS__)

// A name of its own for each use, since a lambda inside one TRY may hold another.
#define TRY_NAMED_(number, ...) TRY_EXPANDED_(number, __VA_ARGS__)
#define TRY_EXPANDED_(number, ...)                                       \
  __extension__({                                                        \
    auto&& try_result_##number = (__VA_ARGS__);                          \
    if (!try_result_##number) return std::move(try_result_##number).error(); \
    std::move(try_result_##number).value();                              \
  })
