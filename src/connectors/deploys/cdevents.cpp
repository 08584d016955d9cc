// SPDX-License-Identifier: Apache-2.0
// The vocabulary is that of https://cdevents.dev, versions 0.1 to 0.4; the type is
// "dev.cdevents.<subject>.<predicate>.<version>".
#include "connectors/deploys/deploys.hpp"

#include "base/text.hpp"
#include "base/time.hpp"
#include "connectors/deploys/base64.hpp"

#include <array>

namespace debrief::connectors::deploys {
namespace {

constexpr std::string_view kPrefix = "dev.cdevents.";

struct Type {
  std::string_view subject;
  std::string_view predicate;
};

std::optional<Type> type_of(std::string_view text) {
  if (!text.starts_with(kPrefix)) return std::nullopt;
  const auto parts = split(text.substr(kPrefix.size()), '.');
  if (parts.size() < 2 || parts[0].empty() || parts[1].empty()) return std::nullopt;
  return Type{parts[0], parts[1]};
}

std::string noun_of(std::string_view subject) {
  struct Word {
    std::string_view subject;
    std::string_view noun;
  };
  constexpr std::array kWords = std::to_array<Word>({{"pipelinerun", "Pipeline"},
                                                     {"taskrun", "Task"},
                                                     {"testcaserun", "Test case"},
                                                     {"testsuiterun", "Test suite"},
                                                     {"testoutput", "Test output"},
                                                     {"service", "Service"},
                                                     {"environment", "Environment"},
                                                     {"change", "Change"},
                                                     {"repository", "Repository"},
                                                     {"branch", "Branch"},
                                                     {"artifact", "Artifact"},
                                                     {"build", "Build"},
                                                     {"incident", "Incident"},
                                                     {"ticket", "Ticket"}});
  for (const Word& word : kWords)
    if (word.subject == subject) return std::string(word.noun);
  return std::string(subject);
}

std::string verb_of(std::string_view predicate) {
  return predicate == "rolledback" ? "rolled back" : std::string(predicate);
}

std::string id_at(const json::object* content, std::string_view key) {
  if (content == nullptr) return "";
  if (const json::object* reference = json::object_at(*content, key))
    return std::string(json::text_at(*reference, "id"));
  return std::string(json::text_at(*content, key));
}

// "pkg:oci/checkout@sha256%3A0b31…?tag=1.42" is better known by its name and tag.
std::string short_artifact(std::string_view purl) {
  if (!purl.starts_with("pkg:")) return std::string(purl);
  const std::string_view path = purl.substr(0, purl.find_first_of("@?"));
  std::string name(path.substr(path.find_last_of('/') + 1));
  const std::size_t tag = purl.find("tag=");
  if (tag != std::string_view::npos) {
    name += " " + std::string(purl.substr(tag + 4, purl.find('&', tag) - tag - 4));
  } else if (const std::size_t at = purl.find('@'); at != std::string_view::npos) {
    name += " " + std::string(purl.substr(at + 1, purl.find('?', at) - at - 1)).substr(0, 20);
  }
  return name;
}

std::string text_of(const Type& type, std::string_view id, const json::object* content) {
  std::string name = type.subject == "pipelinerun" ? id_at(content, "pipelineName")
                     : type.subject == "taskrun"   ? id_at(content, "taskName")
                                                   : std::string(id);
  if (name.empty()) name = id;
  std::string text = noun_of(type.subject) + " " + name + " " + verb_of(type.predicate);
  if (const std::string artifact = id_at(content, "artifactId"); !artifact.empty())
    text +=
        (type.predicate == "upgraded" || type.predicate == "rolledback" ? " to " : " with ") + short_artifact(artifact);
  if (const std::string environment = id_at(content, "environment"); !environment.empty()) text += " in " + environment;
  if (const std::string repository = id_at(content, "repository"); !repository.empty()) text += " in " + repository;
  if (const std::string outcome = id_at(content, "outcome"); !outcome.empty()) text += ": " + outcome;
  for (const char* key : {"errors", "description", "title"})
    if (const std::string more = id_at(content, key); !more.empty()) text += ": " + more;
  return text;
}

// The CDEvent within a CloudEvent; null is absence there.
Result<json::value> data_of(const json::object& event) {
  if (const json::object* data = json::object_at(event, "data")) return json::value(*data);
  if (const std::string_view text = json::text_at(event, "data"); !text.empty()) return json::parse(text);
  if (const std::string_view text = json::text_at(event, "data_base64"); !text.empty()) {
    const auto decoded = decode_base64(text);
    if (!decoded) return invalid("'data_base64' is not base64");
    return json::parse(*decoded);
  }
  if (json::object_at(event, "context") != nullptr) return json::value(event);
  return invalid("the event has no data");
}

std::string kind_of(const Type& type) {
  if (type.subject == "service" || type.subject == "environment") return "deploy";
  if (type.subject == "incident") return type.predicate == "resolved" ? "alert_resolved" : "alert";
  return "change";
}

std::string actor_of(const json::object& data) {
  const json::object* custom = json::object_at(data, "customData");
  if (custom == nullptr) return "";
  for (const char* key : {"actor", "user", "author", "triggeredBy"})
    if (const std::string actor = id_at(custom, key); !actor.empty()) return actor;
  return "";
}

}  // namespace

Result<domain::ReadEntry> from_cdevent(const json::object& event) {
  const json::value document = TRY(data_of(event));
  if (!document.is_object()) return invalid("the data of the event is not an object");
  const json::object& data = document.get_object();
  const json::object* context = json::object_at(data, "context");
  std::string_view type_text = json::text_at(event, "type");
  if (type_text.empty() && context != nullptr) type_text = json::text_at(*context, "type");
  const auto type = type_of(type_text);
  if (!type) return unsupported("events of type \"{}\" are not read; CDEvents are", shorten(type_text, 80));

  std::string_view time = context != nullptr ? json::text_at(*context, "timestamp") : std::string_view{};
  if (time.empty()) time = json::text_at(event, "time");
  const auto at = parse_rfc3339(time);
  if (!at) return invalid("the time of the event is missing or not a time: \"{}\"", shorten(time, 60));
  const json::object* subject = json::object_at(data, "subject");
  const json::object* content = subject != nullptr ? json::object_at(*subject, "content") : nullptr;
  std::string_view id = subject != nullptr ? json::text_at(*subject, "id") : std::string_view{};
  if (id.empty()) id = json::text_at(event, "subject");

  domain::ReadEntry entry;
  entry.occurred_at = *at;
  entry.original_time = time;
  entry.kind = kind_of(*type);
  entry.text = text_of(*type, id, content);
  if (const std::string actor = actor_of(data); !actor.empty()) entry.actor = actor;
  std::string_view source = json::text_at(event, "source");
  if (source.empty() && context != nullptr) source = json::text_at(*context, "source");
  entry.origin = source.empty() ? "CDEvents" : "CDEvents, " + std::string(source);
  if (type->subject == "service" && !id.empty()) entry.services.emplace_back(id.substr(id.find_last_of('/') + 1));
  if (const std::string service = id_at(content, "service"); !service.empty()) entry.services = {service};
  return entry;
}

}  // namespace debrief::connectors::deploys
