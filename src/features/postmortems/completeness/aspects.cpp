// SPDX-License-Identifier: Apache-2.0
#include "features/postmortems/completeness/aspects.hpp"

#include <array>

namespace debrief::features::postmortems {
namespace {

using Words = std::string_view;

constexpr std::array<Words, 6> kWho{"responder", "roles", "accounts", "people", "who took part", "leadership"};
constexpr std::array<Words, 4> kWhat{"summary", "overview", "what happened", "in short"};
constexpr std::array<Words, 7> kWhy{"cause", "contribut", "five whys", "fault", "trigger", "leadup", "lead-up"};
constexpr std::array<Words, 8> kHow{"what happened", "narrative", "timeline", "prologue", "epilogue", "resolution", "recovery", "background"};
constexpr std::array<Words, 3> kImpact{"impact", "effects", "who was affected"};
constexpr std::array<Words, 3> kDetection{"detect", "alerts", "how it was noticed"};
constexpr std::array<Words, 6> kResponse{"response", "resolution", "recovery", "mitigat", "how did we do", "handling"};
constexpr std::array<Words, 4> kWell{"went well", "mitigators", "what worked", "what helped"};
constexpr std::array<Words, 6> kWrong{"went wrong", "not go so well", "did not go well", "went poorly", "difficult", "could have gone better"};
constexpr std::array<Words, 4> kLucky{"lucky", "luck", "risks", "near miss"};
constexpr std::array<Words, 4> kFactors{"contribut", "cause", "five whys", "enablers"};
constexpr std::array<Words, 4> kActions{"action", "follow-up", "follow up", "corrective"};

constexpr std::array<Aspect, 14> kAspects{{
    {"who", "Who", "Who took part, and in which role? Record roles, and ask each for an account.", kWho},
    {"what", "What", "What happened, in two or three sentences for a reader who was not there?", kWhat},
    {"where", "Where", "Which services were concerned? Name them on the incident.", {}},
    {"when", "When", "When did it start and when was it over? Set the milestones.", {}},
    {"why", "Why", "What set it off, and which conditions had to come together?", kWhy},
    {"how", "How", "How did events unfold, told forwards from before the first sign?", kHow},
    {"impact", "Impact", "What could people not do, how many of them, and from when to when?", kImpact},
    {"detection", "Detection", "How did the trouble come to light, and what would have shown it earlier?", kDetection},
    {"response", "Response", "What did responders try, how did they come to it, and how did they see that it worked?", kResponse},
    {"went_well", "What went well", "What worked as it was meant to?", kWell},
    {"went_wrong", "What went wrong", "What slowed people down or led them astray? Which information was missing or misleading?", kWrong},
    {"lucky", "Where we were lucky", "What might as well have gone the other way?", kLucky},
    {"factors", "Factors", "What contributed, in technology, knowledge and organisation?", kFactors},
    {"actions", "Actions", "What will be done, by whom, by when, and how will it be checked?", kActions},
}};

}  // namespace

std::span<const Aspect> aspects() { return kAspects; }

const Aspect* find_aspect(std::string_view id) {
  for (const Aspect& aspect : kAspects)
    if (aspect.id == id) return &aspect;
  return nullptr;
}

}  // namespace debrief::features::postmortems
