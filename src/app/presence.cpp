// SPDX-License-Identifier: Apache-2.0
#include "app/presence.hpp"

namespace debrief::app {
namespace {

constexpr std::size_t kMostPeople = 200;

std::vector<std::string> in_order(std::set<std::string> names) {
  std::vector<std::string> people(names.begin(), names.end());
  if (people.size() > kMostPeople) people.resize(kMostPeople);
  return people;
}

std::int64_t number_at(const json::object& document, std::string_view field) {
  const json::value* value = document.if_contains(field);
  return value != nullptr && value->is_int64() && value->get_int64() > 0 ? value->get_int64() : 0;
}

}  // namespace

bool Presence::read_here(std::string_view text, std::int64_t& incident) {
  const auto document = json::parse(text);
  if (!document || !document->is_object() || !document->get_object().contains("here")) return false;
  incident = number_at(document->get_object(), "here");
  return true;
}

std::string Presence::write(Said said) {
  for (;;) {
    std::string text = json::write(json::object{
        {"server", said.server}, {"incident", said.incident}, {"people", json::array(said.people.begin(), said.people.end())}});
    if (text.size() <= kMostSaid || said.people.empty()) return text;
    said.people.resize(said.people.size() * 3 / 4);
  }
}

bool Presence::read(std::string_view text, Said& said) {
  const auto document = json::parse(text);
  if (!document || !document->is_object()) return false;
  const json::object& object = document->get_object();
  const json::array* people = json::array_at(object, "people");
  said.server = json::text_at(object, "server");
  said.incident = number_at(object, "incident");
  if (people == nullptr || said.server.empty() || said.incident == 0) return false;
  said.people.clear();
  for (const json::value& person : *people)
    if (person.is_string() && said.people.size() < kMostPeople) said.people.emplace_back(std::string_view(person.get_string()));
  return true;
}

std::set<std::int64_t> Presence::place(std::uint64_t who, const std::string& person, std::int64_t incident) {
  std::set<std::int64_t> changed;
  const auto known = places_.find(who);
  if (known != places_.end()) {
    if (known->second.incident == incident) return changed;
    changed.insert(known->second.incident);
    places_.erase(known);
  }
  if (incident != 0) {
    places_[who] = {person, incident};
    changed.insert(incident);
  }
  return changed;
}

bool Presence::hear(const Said& said, Instant now) {
  const auto before = everywhere(said.incident, now);
  auto& room = heard_[said.incident];
  if (said.people.empty()) room.erase(said.server);
  else room[said.server] = {said.people, now};
  if (room.empty()) heard_.erase(said.incident);
  return everywhere(said.incident, now) != before;
}

std::vector<std::string> Presence::here(std::int64_t incident) const {
  std::set<std::string> names;
  for (const auto& [who, place] : places_)
    if (place.incident == incident) names.insert(place.person);
  return in_order(std::move(names));
}

std::vector<std::string> Presence::everywhere(std::int64_t incident, Instant now) const {
  const auto local = here(incident);
  std::set<std::string> names(local.begin(), local.end());
  if (const auto room = heard_.find(incident); room != heard_.end())
    for (const auto& [server, heard] : room->second)
      if (now - heard.at <= kBelieved) names.insert(heard.people.begin(), heard.people.end());
  return in_order(std::move(names));
}

std::string presence_message(std::int64_t incident, const std::vector<std::string>& people) {
  return json::write(json::object{
      {"presence", json::object{{"incident", incident}, {"people", json::array(people.begin(), people.end())}}}});
}

}  // namespace debrief::app
