// SPDX-License-Identifier: Apache-2.0
// Commands that talk to a Debrief: how they are added, and how they print what it answers.
#pragma once

#include "cli/client.hpp"

#include <CLI/CLI.hpp>

#include <functional>
#include <string>
#include <string_view>

namespace debrief::cli {

/// Runs a command against the Debrief that the general options name, and returns its exit code.
using WithApi = std::function<int(const std::function<int(ApiClient&)>&)>;

/// What commands are added to. `command` is set to what the arguments chose; `json` and `target` are read when that
/// runs. All must live until then.
struct CommandLine {
  CLI::App& app;
  WithApi with_api;
  std::function<int()>& command;
  const bool& json;
  Target& target;
};

/// What a command does; returns the exit code.
using Work = std::function<int(ApiClient&, bool json)>;

/// Adds a group of commands, of which one must be chosen.
CLI::App* add_group(const CommandLine& line, const std::string& name, const std::string& what);

/// Adds a command with examples, one a line.
CLI::App* add_command(CLI::App* group, const CommandLine& line, const std::string& name, const std::string& what,
                      const std::string& examples, const Work& work);

/// Adds a command that needs no Debrief.
CLI::App* add_command_here(CLI::App* group, const CommandLine& line, const std::string& name, const std::string& what,
                           const std::string& examples, const std::function<int(bool json)>& work);

/// Prints an answer as JSON, or in words, or the error. Returns the exit code.
int print_answer(const Result<json::object>& answer, bool json,
                 const std::function<std::string(const json::object&)>& words);

/// A text of an object, harmless to a terminal; "" when absent.
[[nodiscard]] std::string shown(const json::object& of, std::string_view key);

/// "42" of "INC-42" and of "42".
[[nodiscard]] std::string incident_number(const std::string& incident);

}  // namespace debrief::cli
