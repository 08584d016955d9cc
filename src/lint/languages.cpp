// SPDX-License-Identifier: Apache-2.0
#include "lint/language.hpp"

#include <fmt/format.h>

#include <map>
#include <stdexcept>

namespace debrief::embedded {
std::span<const EmbeddedFile> lint();
}

namespace debrief::lint {
namespace {

/// The files of each language, with their paths below its folder.
const std::map<std::string, std::vector<EmbeddedFile>, std::less<>>& folders() {
  static const auto all = [] {
    std::map<std::string, std::vector<EmbeddedFile>, std::less<>> found;
    for (const EmbeddedFile& file : embedded::lint()) {
      const std::size_t slash = file.path.find('/');
      if (slash != std::string_view::npos && file.path.ends_with(".toml"))
        found[std::string(file.path.substr(0, slash))].push_back({file.path.substr(slash + 1), file.bytes});
    }
    return found;
  }();
  return all;
}

Language load(const std::vector<EmbeddedFile>& files) {
  auto language = parse_language(files);
  if (!language)
    throw std::logic_error(fmt::format("lint data, {}: {}", language.error().field, language.error().message));
  return std::move(*language);
}

}  // namespace

const std::vector<std::string>& language_ids() {
  static const auto ids = [] {
    std::vector<std::string> found;
    for (const auto& folder : folders()) found.push_back(folder.first);
    return found;
  }();
  return ids;
}

const Language* find_language(std::string_view id) {
  static const auto languages = [] {
    std::map<std::string, Language, std::less<>> loaded;
    for (const auto& [name, files] : folders()) loaded.emplace(name, load(files));
    return loaded;
  }();
  const auto found = languages.find(id);
  return found == languages.end() ? nullptr : &found->second;
}

}  // namespace debrief::lint
