// SPDX-License-Identifier: Apache-2.0
#include "features/postmortems/templates.hpp"

#include "base/embedded.hpp"

#include <algorithm>
#include <span>
#include <stdexcept>

namespace debrief::embedded {
std::span<const EmbeddedFile> templates();
}

namespace debrief::features::postmortems {
namespace {

std::vector<Template> read_templates() {
  std::vector<Template> all;
  for (const EmbeddedFile& file : embedded::templates()) {
    if (file.path == "README.md" || file.path.find('/') != std::string_view::npos) continue;
    auto form = parse_template(file.bytes);
    if (!form)
      throw std::logic_error(fmt::format("templates/{}, {}: {}", file.path, form.error().field, form.error().message));
    all.push_back(std::move(*form));
  }
  std::sort(all.begin(), all.end(), [](const Template& a, const Template& b) { return a.id < b.id; });
  return all;
}

}  // namespace

const std::vector<Template>& templates() {
  static const std::vector<Template> all = read_templates();
  return all;
}

Result<const Template*> get_template(std::string_view id) {
  std::string ids;
  for (const Template& form : templates()) {
    if (form.id == id) return &form;
    ids += (ids.empty() ? "" : ", ") + form.id;
  }
  return invalid("there is no template '{}'", id.substr(0, 60)).with_help("These exist: " + ids + ".").at("/template");
}

}  // namespace debrief::features::postmortems
