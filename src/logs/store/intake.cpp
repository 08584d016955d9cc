// SPDX-License-Identifier: Apache-2.0
#include "logs/store/intake.hpp"

#include "logs/store/block_encoder.hpp"

#include <algorithm>
#include <utility>

namespace debrief::logs {
namespace {

constexpr std::size_t kQueued = 2;  // texts waiting, for each thread

constexpr std::int64_t kDay = 86'400'000'000'000;

// The first stamp of a text by the rule of its source.
std::optional<StampReading> first_stamp(std::string_view text, const StampRule& rule) {
  for (std::size_t lines = 0; !text.empty() && lines < 1000; ++lines) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const auto stamps = find_stamps(text.substr(0, end));
    if (const FoundLayout* stamp = rule.find(stamps)) return stamp->reading;
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return std::nullopt;
}

// The year or the day of the first stamp, where stamps lack it: the last one that lies before the evidence came.
void infer_clock(Source& source, std::string_view text, std::int64_t known_at_ns) {
  const auto reading = first_stamp(text, source.stamps);
  if (!reading) return;
  if (reading->yearless && source.clock.year_inferred) source.clock.year = infer_year(*reading, known_at_ns);
  if (reading->dateless && source.clock.day_inferred) {
    const std::int64_t day = known_at_ns / kDay;
    source.clock.day = day * kDay + reading->nanoseconds > known_at_ns ? day - 1 : day;
  }
}

}  // namespace

Intake::Intake(Store& store, const IntakeOptions& options) : store_(store), options_(options) {
  const unsigned threads = options.threads != 0 ? options.threads : std::max(1U, std::thread::hardware_concurrency());
  for (unsigned i = 0; i < threads; ++i) threads_.emplace_back([this] { work(); });
}

Intake::~Intake() {
  {
    const std::scoped_lock lock(mutex_);
    stopping_ = true;
    jobs_.clear();
    changed_.notify_all();
  }
  for (std::thread& thread : threads_) thread.join();
}

void Intake::begin(Source source, std::int64_t known_at_ns) {
  flush();
  source_.reset();
  fresh_ = std::move(source);
  known_at_ns_ = known_at_ns;
}

void Intake::resume(std::uint32_t source) {
  flush();
  fresh_.reset();
  source_ = store_.source(source);
}

// The first lines tell which stamps the source has, and in which year they were written.
void Intake::start_source() {
  Source& source = *fresh_;
  source.stamps = rule_for(std::string_view(text_).substr(0, 256UL * 1024));
  infer_clock(source, text_, known_at_ns_);
  source.number = store_.add_source(source);
  source_ = std::move(fresh_);
  fresh_.reset();
}

void Intake::add(std::string_view bytes) {
  while (!bytes.empty()) {
    text_.reserve(options_.block_bytes + Scanner::kPadding);
    const std::size_t taken = std::min(bytes.size(), options_.block_bytes - text_.size());
    text_ += bytes.substr(0, taken);
    bytes.remove_prefix(taken);
    if (text_.size() < options_.block_bytes) return;
    const std::size_t last = text_.rfind('\n');
    // A line that fills a whole block is cut.
    const std::size_t end = last == std::string::npos ? text_.size() : last + 1;
    std::string rest = text_.substr(end);
    text_.resize(end);
    flush();
    text_ = std::move(rest);
  }
}

void Intake::flush() {
  if (text_.empty()) return;
  if (fresh_) start_source();
  hand_over(std::exchange(text_, {}));
}

void Intake::hand_over(std::string text) {
  unsynced_bytes_ += text.size();
  text.reserve(text.size() + Scanner::kPadding);
  {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return trouble_ || jobs_.size() < kQueued * threads_.size(); });
    if (trouble_) std::rethrow_exception(trouble_);
    jobs_.push_back({next_job_++, source_->number, source_->stamps, std::move(text)});
    changed_.notify_all();
  }
  if (unsynced_bytes_ < options_.sync_bytes) return;
  unsynced_bytes_ = 0;
  store_.sync();
}

void Intake::work() {
  BlockEncoder encoder(store_.skeletons(), options_.level);
  std::optional<LineStamps> stamps;
  std::uint32_t source = UINT32_MAX;
  for (;;) {
    Job job;
    {
      std::unique_lock lock(mutex_);
      changed_.wait(lock, [&] { return stopping_ || !jobs_.empty(); });
      if (jobs_.empty()) return;
      job = std::move(jobs_.front());
      jobs_.pop_front();
      changed_.notify_all();
    }
    try {
      if (job.source != source) stamps.emplace(job.stamps);
      source = job.source;
      commit(job.number, {job.source, encoder.encode(job.text, &*stamps)});
    } catch (...) {
      const std::scoped_lock lock(mutex_);
      if (!trouble_) trouble_ = std::current_exception();
      changed_.notify_all();
    }
  }
}

// Blocks reach the store in the order of their lines: whoever brings the next one also brings those that wait for it.
void Intake::commit(std::uint64_t number, Done done) {
  const std::scoped_lock one_at_a_time(commit_mutex_);
  std::unique_lock lock(mutex_);
  done_.emplace(number, std::move(done));
  while (!done_.empty() && done_.begin()->first == next_commit_) {
    Done next = std::move(done_.begin()->second);
    done_.erase(done_.begin());
    lock.unlock();
    store_.append(next.source, std::move(next.block));
    lock.lock();
    ++next_commit_;
  }
  changed_.notify_all();
}

void Intake::finish() {
  flush();
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [&] { return trouble_ || next_commit_ == next_job_; });
  if (trouble_) std::rethrow_exception(trouble_);
  lock.unlock();
  store_.sync();
}

}  // namespace debrief::logs
