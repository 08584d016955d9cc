// SPDX-License-Identifier: Apache-2.0
#include "search/semantic/semantics.hpp"

#include "search/fair_lock.hpp"
#include "search/semantic/passage_vectors.hpp"

#include <algorithm>
#include <map>
#include <mutex>
#include <numeric>
#include <optional>
#include <utility>

namespace debrief::search::semantic {
namespace {

// A model with the documents as it sees them.
struct Learned {
  std::shared_ptr<const Model> model;
  PassageVectors vectors;
};

std::vector<float> fold_passages(const Model& model, const Document& document, const Settings& settings) {
  const SplitText text = split(document, settings);
  std::vector<float> all;
  for (const auto& passage : text.passages) {
    const Vector vector = model.fold(text.terms, passage);
    all.insert(all.end(), vector.begin(), vector.end());
  }
  return all;
}

bool is_direction(const Vector& vector) {
  return std::any_of(vector.begin(), vector.end(), [](float x) { return x != 0; });
}

}  // namespace

struct Semantics::State {
  explicit State(Settings given) : settings(std::move(given)) {}

  const Settings settings;
  mutable FairLock lock;
  std::optional<Learned> learned;
  bool learning = false;
  std::map<std::string, std::optional<Document>, std::less<>> changed;  // while learning; absent: erased

  // A question that another model folded says nothing to this one.
  [[nodiscard]] bool knows(const Question& question) const {
    return question.known_ && learned && learned->model == question.model_;
  }
};

Semantics::Semantics(Settings settings) : state_(std::make_unique<State>(std::move(settings))) {}
Semantics::~Semantics() = default;

void Semantics::put(const Document& document) {
  // Folding takes long enough to do it while others read.
  std::shared_ptr<const Model> model;
  {
    const auto guard = state_->lock.read();
    if (state_->learned) model = state_->learned->model;
  }
  std::vector<float> vectors;
  if (model) vectors = fold_passages(*model, document, state_->settings);
  const auto guard = state_->lock.write();
  if (state_->learning) state_->changed.insert_or_assign(document.key, document);
  if (!state_->learned) return;
  if (state_->learned->model != model) vectors = fold_passages(*state_->learned->model, document, state_->settings);
  state_->learned->vectors.erase(document.key);
  state_->learned->vectors.add(document.key, vectors);
}

void Semantics::erase(std::string_view key) {
  const auto guard = state_->lock.write();
  if (state_->learning) state_->changed.insert_or_assign(std::string(key), std::nullopt);
  if (state_->learned) state_->learned->vectors.erase(key);
}

bool Semantics::learn(const EachDocument& documents, std::size_t expected, const LearnOptions& options,
                      const std::function<bool()>& go_on) {
  {
    const auto guard = state_->lock.write();
    state_->learning = true;
    state_->changed.clear();
  }
  std::optional<Learned> made;
  if (auto model = semantic::learn(documents, expected, state_->settings, options, go_on)) {
    const std::size_t dimensions = model->dimensions();
    made.emplace(Learned{std::make_shared<const Model>(std::move(*model)), PassageVectors(dimensions)});
    documents([&](const Document& document) {
      made->vectors.add(document.key, fold_passages(*made->model, document, state_->settings));
    });
    made->vectors.group();
  }
  const auto guard = state_->lock.write();
  state_->learning = false;
  const auto changed = std::exchange(state_->changed, {});
  if (!made || !go_on()) return false;
  for (const auto& [key, document] : changed) {
    made->vectors.erase(key);
    if (document) made->vectors.add(key, fold_passages(*made->model, *document, state_->settings));
  }
  state_->learned = std::move(made);
  return true;
}

std::size_t Semantics::learned_from() const {
  const auto guard = state_->lock.read();
  return state_->learned ? state_->learned->model->documents() : 0;
}

Question Semantics::ask(std::string_view text) const {
  Question question;
  question.text_ = std::string(text);
  const AskedText asked = read_question(question.text_);
  const auto guard = state_->lock.read();
  if (!state_->learned) return question;
  question.model_ = state_->learned->model;
  question.vector_ = state_->learned->model->fold(asked.terms, asked.counts);
  question.known_ = is_direction(question.vector_);
  return question;
}

std::vector<std::string> Semantics::nearest(const Question& question, std::size_t limit) const {
  std::vector<std::string> keys;
  const auto guard = state_->lock.read();
  if (!state_->knows(question)) return keys;
  for (const auto& near : state_->learned->vectors.nearest(question.vector_, limit)) keys.emplace_back(near.key);
  return keys;
}

double Semantics::cosine(const Question& question, std::string_view key) const {
  const auto guard = state_->lock.read();
  if (!state_->knows(question)) return 0;
  return std::max(0.0, state_->learned->vectors.cosine(key, question.vector_).value_or(0));
}

Meaning Semantics::explain(const Question& question, std::string_view key, std::size_t words) const {
  Meaning meaning;
  meaning.cosine = cosine(question, key);
  if (meaning.cosine == 0) return meaning;
  const AskedText asked = read_question(question.text_);
  const auto guard = state_->lock.read();
  if (!state_->knows(question)) return meaning;
  const auto passage = state_->learned->vectors.nearest_passage(key, question.vector_);
  if (passage.empty()) return meaning;
  const auto shares = state_->learned->model->shares(asked.terms, asked.counts, passage);
  std::vector<std::size_t> order(shares.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return shares[a] > shares[b]; });
  for (const std::size_t i : order) {
    if (meaning.words.size() == words || shares[i] <= 0) break;
    meaning.words.emplace_back(asked.surfaces[i]);
  }
  return meaning;
}

Vector Semantics::direction_of(std::string_view key) const {
  const auto guard = state_->lock.read();
  return state_->learned ? state_->learned->vectors.mean(key) : Vector{};
}

std::size_t Semantics::memory_bytes() const {
  const auto guard = state_->lock.read();
  return state_->learned ? state_->learned->model->memory_bytes() + state_->learned->vectors.memory_bytes() : 0;
}

void Semantics::write(CheckedWriter& out) const {
  const auto guard = state_->lock.read();
  out.number(state_->learned ? 1 : 0);
  if (!state_->learned) return;
  state_->learned->model->write(out);
  state_->learned->vectors.write(out);
}

bool Semantics::read(CheckedReader& in) {
  std::optional<Learned> read;
  if (in.number() == 1) {
    auto model = Model::read(in);
    auto vectors = model ? PassageVectors::read(in) : std::nullopt;
    if (!model || !vectors || vectors->dimensions() != model->dimensions()) return false;
    read.emplace(Learned{std::make_shared<const Model>(std::move(*model)), std::move(*vectors)});
  }
  if (!in.ends_well()) return false;
  const auto guard = state_->lock.write();
  state_->learned = std::move(read);
  return true;
}

}  // namespace debrief::search::semantic
