// SPDX-License-Identifier: Apache-2.0
// Which documents mean what a text means, by a model that is learned from the documents themselves.
#pragma once

#include "search/checked_file.hpp"
#include "search/document.hpp"
#include "search/semantic/model.hpp"
#include "search/settings.hpp"

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace debrief::search::semantic {

/// Words of a text that carry its likeness with a document, those that carry most first.
struct Meaning {
  double cosine = 0;
  std::vector<std::string> words;
};

/// A text that is asked with, as the model of that moment sees it. Copies are cheap.
class Question {
 public:
  /// False while nothing is learned, and for texts of which no term is known.
  [[nodiscard]] bool is_known() const { return known_; }

 private:
  friend class Semantics;
  std::string text_;
  std::shared_ptr<const Model> model_;
  Vector vector_;
  bool known_ = false;
};

/// Safe from any thread. Until something is learned it finds nothing. A model that is being learned replaces the one
/// before when it is done; what is put meanwhile is in both.
class Semantics {
 public:
  explicit Semantics(Settings settings);
  ~Semantics();
  Semantics(const Semantics&) = delete;
  Semantics& operator=(const Semantics&) = delete;

  void put(const Document& document);
  void erase(std::string_view key);

  /// Learns from all documents of the archive, which `documents` puts in, twice. False when they are too few or
  /// `go_on`, which is asked now and then, said no. One call at a time.
  bool learn(const EachDocument& documents, std::size_t expected, const LearnOptions& options,
             const std::function<bool()>& go_on);
  /// Documents that the model in use was learned from; 0: none.
  [[nodiscard]] std::size_t learned_from() const;

  [[nodiscard]] Question ask(std::string_view text) const;
  /// Keys of the documents nearest to the question, the nearest first.
  [[nodiscard]] std::vector<std::string> nearest(const Question& question, std::size_t limit) const;
  /// At least 0.
  [[nodiscard]] double cosine(const Question& question, std::string_view key) const;
  [[nodiscard]] Meaning explain(const Question& question, std::string_view key, std::size_t words) const;
  /// The direction of a document; empty when it is not known.
  [[nodiscard]] Vector direction_of(std::string_view key) const;

  [[nodiscard]] std::size_t memory_bytes() const;

  void write(CheckedWriter& out) const;
  /// False, and nothing changed, when what is read is not what write wrote.
  bool read(CheckedReader& in);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace debrief::search::semantic
