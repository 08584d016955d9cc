// SPDX-License-Identifier: Apache-2.0
#include "features/postmortems/why_list.hpp"

#include "base/text.hpp"
#include "features/postmortems/escape.hpp"

#include <algorithm>
#include <deque>
#include <map>
#include <set>

namespace debrief::features::postmortems {
namespace {

using domain::Factor;
using domain::FactorLink;

constexpr std::size_t kDeepest = 8;

class WhyList {
 public:
  WhyList(const domain::FactorGraph& graph, const std::vector<domain::FactorKind>& kinds, const CiteEntry& cite)
      : graph_(graph), cite_(cite) {
    for (const auto& kind : kinds) kind_names_.emplace(kind.id, kind.name);
    for (const auto& factor : graph.factors) factors_.emplace(factor.id, &factor);
  }

  std::string write() {
    tell_causes("", 0);
    go_on();
    for (const Factor& factor : graph_.factors) {
      const bool leads = std::any_of(graph_.links.begin(), graph_.links.end(),
                                     [&](const FactorLink& link) { return link.cause == factor.id; });
      if (leads) continue;
      begin_list("Not linked yet:");
      tell(factor, "", 0);
    }
    go_on();
    return std::move(out_);
  }

 private:
  void begin_list(std::string_view heading) {
    if (heading == heading_) return;
    heading_ = heading;
    out_ += (out_.empty() ? "" : "\n") + std::string(heading) + "\n\n";
  }

  /// What was too deep for its place.
  void go_on() {
    while (!later_.empty()) {
      const std::string effect = later_.front();
      later_.pop_front();
      out_ += "\nWhat made “" + escape_inline(factors_.at(effect)->title) + "” possible:\n\n";
      heading_.clear();
      tell_causes(effect, 0);
    }
  }

  void tell_causes(const std::string& effect, std::size_t depth) {
    for (const FactorLink& link : graph_.links) {
      if (link.effect != effect) continue;
      const auto cause = factors_.find(link.cause);
      if (cause != factors_.end()) tell(*cause->second, link.text, depth);
    }
  }

  void tell(const Factor& factor, std::string_view how, std::size_t depth) {
    const std::string indent(2 * depth, ' ');
    out_ += indent + "- **" + escape_inline(factor.title) + "**";
    if (!told_.insert(factor.id).second) {
      out_ += how.empty() ? " (told above)\n" : " (told above): " + escape_inline(how) + "\n";
      return;
    }
    const auto kind = kind_names_.find(factor.kind);
    if (kind != kind_names_.end()) out_ += " (" + escape_inline(kind->second) + ")";
    if (!how.empty()) out_ += ": " + escape_inline(how);
    for (const std::int64_t entry : factor.entries)
      if (const std::string citation = cite_(entry); !citation.empty()) out_ += " " + citation;
    out_ += '\n';
    tell_text(factor.text, indent + "  ");
    const bool has_causes = std::any_of(graph_.links.begin(), graph_.links.end(),
                                        [&](const FactorLink& link) { return link.effect == factor.id; });
    if (has_causes && depth + 1 >= kDeepest) later_.push_back(factor.id);
    else tell_causes(factor.id, depth + 1);
  }

  void tell_text(std::string_view text, const std::string& indent) {
    if (trim(text).empty()) return;
    const std::string tame = tame_prose(text);
    out_ += '\n';
    for (const std::string_view line : split_lines(tame)) {
      if (!trim(line).empty()) out_ += indent + std::string(line);
      out_ += '\n';
    }
    out_ += '\n';
  }

  const domain::FactorGraph& graph_;
  const CiteEntry& cite_;
  std::map<std::string, std::string> kind_names_;
  std::map<std::string, const Factor*> factors_;
  std::set<std::string> told_;
  std::deque<std::string> later_;
  std::string heading_;
  std::string out_;
};

}  // namespace

std::string why_list(const domain::FactorGraph& graph, const std::vector<domain::FactorKind>& kinds,
                     const CiteEntry& cite) {
  return WhyList(graph, kinds, cite).write();
}

}  // namespace debrief::features::postmortems
