// SPDX-License-Identifier: Apache-2.0
#include "logs/input/reader.hpp"

#include "logs/input/line_pieces.hpp"

#include <gtest/gtest.h>

#include <archive.h>
#include <archive_entry.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>

#include <fstream>
#include <map>
#include <random>
#include <sstream>

namespace debrief::logs {
namespace {

namespace fs = std::filesystem;

struct Collected {
  std::map<std::string, std::string> texts;
  std::vector<std::string> problems;
  std::size_t cut_pieces = 0, largest = 0;
  InputSummary summary;
  std::uint64_t last_read = 0, last_total = 0;
};

InputReceiver receiver(Collected& into, bool keep = true) {
  InputReceiver made;
  made.take = [&into, keep](const InputPiece& piece) {
    if (keep) into.texts[std::string(piece.source)] += piece.bytes;
    if (!piece.ends_line) ++into.cut_pieces;
    into.largest = std::max(into.largest, piece.bytes.size());
    return true;
  };
  made.problem = [&into](const InputProblem& problem) {
    into.problems.push_back(problem.source + ": " + problem.message);
  };
  made.progress = [&into](const InputProgress& progress) {
    into.last_read = progress.read, into.last_total = progress.total;
  };
  return made;
}

Collected read(const std::string& name, std::string_view bytes, const InputLimits& limits = {}) {
  Collected collected;
  std::size_t at = 0;
  const PullBytes pull = [&](char* buffer, std::size_t size) {
    const std::size_t length = std::min({size, bytes.size() - at, std::size_t{777}});
    std::copy_n(bytes.data() + at, length, buffer);
    at += length;
    return length;
  };
  collected.summary = read_stream(name, pull, bytes.size(), limits, receiver(collected));
  return collected;
}

std::string gzip(std::string_view text) {
  z_stream stream{};
  deflateInit2(&stream, 9, Z_DEFLATED, 31, 9, Z_DEFAULT_STRATEGY);
  std::string packed(deflateBound(&stream, text.size()) + 32, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_out = static_cast<uInt>(packed.size());
  deflate(&stream, Z_FINISH);
  packed.resize(stream.total_out);
  deflateEnd(&stream);
  return packed;
}

std::string zstd(std::string_view text) {
  std::string packed(ZSTD_compressBound(text.size()), '\0');
  packed.resize(ZSTD_compress(packed.data(), packed.size(), text.data(), text.size(), 3));
  return packed;
}

la_ssize_t append(archive* /*writer*/, void* to, const void* bytes, std::size_t length) {
  static_cast<std::string*>(to)->append(static_cast<const char*>(bytes), length);
  return static_cast<la_ssize_t>(length);
}

enum class Kind { zip, tar, raw };

std::string pack(Kind kind, int filter, const std::vector<std::pair<std::string, std::string>>& files) {
  std::string packed;
  archive* writer = archive_write_new();
  archive_write_add_filter(writer, filter);
  if (kind == Kind::zip) archive_write_set_format_zip(writer);
  if (kind == Kind::tar) archive_write_set_format_pax_restricted(writer);
  if (kind == Kind::raw) archive_write_set_format_raw(writer);
  archive_write_open(writer, &packed, nullptr, append, nullptr);
  for (const auto& [name, text] : files) {
    archive_entry* entry = archive_entry_new();
    archive_entry_set_pathname(entry, name.c_str());
    archive_entry_set_filetype(entry, AE_IFREG);
    archive_entry_set_size(entry, static_cast<la_int64_t>(text.size()));
    archive_entry_set_mtime(entry, 1'795'430'553, 0);
    archive_write_header(writer, entry);
    archive_write_data(writer, text.data(), text.size());
    archive_entry_free(entry);
  }
  archive_write_close(writer);
  archive_write_free(writer);
  return packed;
}

// Lines that do not pack to nothing.
std::string lines(std::size_t count) {
  std::string text;
  std::uint64_t state = 42;
  for (std::size_t i = 0; i < count; ++i) {
    state = state * 6364136223846793005ULL + 1442695040888963407ULL;
    text += "line " + std::to_string(i) + " " + std::to_string(state) + "\n";
  }
  return text;
}

using Texts = std::map<std::string, std::string>;

TEST(Input, IsTheSameHoweverItIsPacked) {
  const std::string text = lines(5'000);
  EXPECT_EQ(read("a.log", text).texts, (Texts{{"a.log", text}}));
  EXPECT_EQ(read("a.log.gz", gzip(text)).texts, (Texts{{"a.log", text}}));
  EXPECT_EQ(read("a.log.gz", gzip(text) + gzip("more\n")).texts, (Texts{{"a.log", text + "more\n"}}));
  EXPECT_EQ(read("a.log.zst", zstd(text)).texts, (Texts{{"a.log", text}}));
  EXPECT_EQ(read("a.log.zst", zstd(text) + zstd("more\n")).texts, (Texts{{"a.log", text + "more\n"}}));
  EXPECT_EQ(read("a.log.bz2", pack(Kind::raw, ARCHIVE_FILTER_BZIP2, {{"x", text}})).texts, (Texts{{"a.log", text}}));
  EXPECT_EQ(read("a.log.xz", pack(Kind::raw, ARCHIVE_FILTER_XZ, {{"x", text}})).texts, (Texts{{"a.log", text}}));
}

TEST(Input, IsWholeWhateverSizeItUnpacksTo) {
  InputLimits limits;
  limits.piece = 4096;
  for (const std::size_t size : {1u, 511u, 512u, 513u, 4095u, 4096u, 4097u, 4608u, 8192u, 131'072u}) {
    const std::string text = lines(10'000).substr(0, size);
    for (const std::string& packed :
         {gzip(text), zstd(text), zstd(text.substr(0, size / 2)) + zstd(text.substr(size / 2))}) {
      const Collected collected = read("a", packed, limits);
      EXPECT_EQ(collected.texts.at("a"), text) << size;
      EXPECT_TRUE(collected.problems.empty()) << size << ": " << collected.problems.front();
    }
  }
}

TEST(Input, ReadsArchivesAndArchivesWithinThem) {
  const std::string text = lines(2'000);
  const std::vector<std::pair<std::string, std::string>> files{{"app/a.log", text}, {"b.log.gz", gzip("b\n")}};
  const Texts expected{{"x.zip/app/a.log", text}, {"x.zip/b.log", "b\n"}};
  EXPECT_EQ(read("x.zip", pack(Kind::zip, ARCHIVE_FILTER_NONE, files)).texts, expected);
  for (const int filter :
       {ARCHIVE_FILTER_NONE, ARCHIVE_FILTER_GZIP, ARCHIVE_FILTER_XZ, ARCHIVE_FILTER_BZIP2, ARCHIVE_FILTER_ZSTD})
    EXPECT_EQ(read("x.zip", pack(Kind::tar, filter, files)).texts, expected) << filter;
  const std::string nested =
      pack(Kind::tar, ARCHIVE_FILTER_NONE, {{"in.zip", pack(Kind::zip, ARCHIVE_FILTER_NONE, {{"c.log", "c\n"}})}});
  EXPECT_EQ(read("x.tar", nested).texts, (Texts{{"x.tar/in.zip/c.log", "c\n"}}));
}

TEST(Input, EndsAtALimitOfDepth) {
  std::string packed = "deep\n";
  for (int i = 0; i < 6; ++i) packed = gzip(packed);
  const Collected collected = read("a.gz", packed);
  EXPECT_TRUE(collected.texts.empty());
  ASSERT_EQ(collected.problems.size(), 1u);
  EXPECT_NE(collected.problems[0].find("more than 4 layers"), std::string::npos);
}

TEST(Input, KeepsWhatCameBeforeTheDamage) {
  const std::string text = lines(20'000);
  for (const std::string& packed : {gzip(text), zstd(text), pack(Kind::tar, ARCHIVE_FILTER_GZIP, {{"a.log", text}}),
                                    pack(Kind::tar, ARCHIVE_FILTER_ZSTD, {{"a.log", text}}),
                                    pack(Kind::zip, ARCHIVE_FILTER_NONE, {{"a.log", text}}),
                                    pack(Kind::tar, ARCHIVE_FILTER_NONE, {{"a.log", text}})}) {
    const Collected collected = read("a", packed.substr(0, packed.size() * 3 / 4));
    ASSERT_EQ(collected.texts.size(), 1u);
    const std::string& got = collected.texts.begin()->second;
    EXPECT_GT(got.size(), text.size() / 2);
    EXPECT_TRUE(text.starts_with(got));
    ASSERT_GE(collected.problems.size(), 1u);
    EXPECT_NE(collected.problems[0].find("What came before is kept"), std::string::npos) << collected.problems[0];
  }
}

TEST(Input, KeepsEvenTheFewBytesOfAShortFileThatWasCutOff) {
  const std::string packed = gzip(lines(50));
  const Collected collected = read("a.gz", packed.substr(0, packed.size() - 20));
  EXPECT_GT(collected.texts.at("a").size(), 500u);
  EXPECT_EQ(collected.problems.size(), 1u);
}

TEST(Input, GivesUpOnBombs) {
  InputLimits limits;
  limits.ratio_allowance = 1 << 20;
  const std::string zeros(64 << 20, 'x');
  const Collected collected = read("a.gz", gzip(zeros), limits);
  EXPECT_LT(collected.summary.bytes, std::uint64_t{8} << 20);
  EXPECT_GT(collected.summary.bytes, 0u);
  ASSERT_EQ(collected.problems.size(), 1u);
  EXPECT_NE(collected.problems[0].find("bomb"), std::string::npos);
}

TEST(Input, EndsAtLimitsOfBytesAndEntries) {
  InputLimits limits;
  limits.bytes = 100'000;
  limits.piece = 4096;
  const Collected bytes = read("a.log", lines(20'000), limits);
  EXPECT_LE(bytes.summary.bytes, 110'000u);
  EXPECT_TRUE(bytes.summary.stopped);
  EXPECT_EQ(bytes.problems.size(), 1u);
  limits = {};
  limits.entries = 2;
  const Collected entries = read(
      "x.zip", pack(Kind::zip, ARCHIVE_FILTER_NONE, {{"a", "a\n"}, {"b", "b\n"}, {"c", "c\n"}, {"d", "d\n"}}), limits);
  EXPECT_EQ(entries.texts.size(), 2u);
  EXPECT_EQ(entries.problems.size(), 1u);
}

TEST(Input, EndsInTimeThoughNothingOfAnArchiveIsDelivered) {
  InputLimits limits;
  limits.time = std::chrono::seconds(0);
  const std::string program = "\x7f" + ("ELF" + std::string(5'000'000, '\0'));
  const std::string packed = pack(Kind::tar, ARCHIVE_FILTER_GZIP, {{"a", program}, {"b", program}});
  const Collected collected = read("a.tgz", packed, limits);
  EXPECT_TRUE(collected.summary.stopped);
  ASSERT_FALSE(collected.problems.empty());
  EXPECT_NE(collected.problems.back().find("longer than 0 seconds"), std::string::npos) << collected.problems.back();
}

TEST(Input, LeavesOutTimesOfEntriesThatNoClockShows) {
  std::string packed;
  archive* writer = archive_write_new();
  archive_write_set_format_pax_restricted(writer);
  archive_write_open(writer, &packed, nullptr, append, nullptr);
  archive_entry* entry = archive_entry_new();
  archive_entry_set_pathname(entry, "a.log");
  archive_entry_set_filetype(entry, AE_IFREG);
  archive_entry_set_size(entry, 2);
  archive_entry_set_mtime(entry, 900'000'000'000'000'000, 0);
  archive_write_header(writer, entry);
  archive_write_data(writer, "a\n", 2);
  archive_entry_free(entry);
  archive_write_close(writer);
  archive_write_free(writer);
  std::size_t at = 0, pieces = 0;
  InputReceiver into;
  into.take = [&](const InputPiece& piece) {
    EXPECT_FALSE(piece.modified_ns);
    ++pieces;
    return true;
  };
  const PullBytes pull = [&](char* buffer, std::size_t size) {
    const std::size_t length = std::min(size, packed.size() - at);
    std::copy_n(packed.data() + at, length, buffer);
    at += length;
    return length;
  };
  (void)read_stream("x.tar", pull, 0, {}, into);
  EXPECT_EQ(pieces, 1u);
}

TEST(Input, CutsLinesThatAreLongerThanAPiece) {
  std::uint64_t given = 0;
  const std::uint64_t size = 100'000'000;
  Collected collected;
  const PullBytes pull = [&](char* buffer, std::size_t length) {
    const std::size_t take = static_cast<std::size_t>(std::min<std::uint64_t>(length, size - given));
    std::fill_n(buffer, take, 'x');
    given += take;
    return take;
  };
  collected.summary = read_stream("a.log", pull, size, {}, receiver(collected, false));
  EXPECT_EQ(collected.summary.bytes, size);
  EXPECT_EQ(collected.largest, std::size_t{1} << 20);
  EXPECT_EQ(collected.cut_pieces, size >> 20);
  EXPECT_TRUE(collected.problems.empty());
}

TEST(Input, TellsWhereLinesEnd) {
  InputLimits limits;
  limits.piece = 4096;
  std::vector<std::pair<bool, bool>> ends;
  std::string text = "short\n" + std::string(10'000, 'y') + "\nlast";
  std::size_t at = 0;
  InputReceiver into;
  std::string got;
  into.take = [&](const InputPiece& piece) {
    ends.emplace_back(piece.begins_line, piece.ends_line);
    got += piece.bytes;
    return true;
  };
  const PullBytes pull = [&](char* buffer, std::size_t size) {
    const std::size_t length = std::min(size, text.size() - at);
    std::copy_n(text.data() + at, length, buffer);
    at += length;
    return length;
  };
  (void)read_stream("a", pull, 0, limits, into);
  EXPECT_EQ(got, text);
  ASSERT_GE(ends.size(), 4u);
  EXPECT_EQ(ends[0], (std::pair{true, true}));
  EXPECT_EQ(ends[1], (std::pair{true, false}));
  EXPECT_EQ(ends[2], (std::pair{false, false}));
  EXPECT_EQ(ends.back().second, true);
}

TEST(Input, NamesWhatIsNoText) {
  const Collected collected = read("core", std::string("\x7f"
                                                       "ELF") +
                                               std::string(5'000, '\0'));
  EXPECT_TRUE(collected.texts.empty());
  ASSERT_EQ(collected.problems.size(), 1u);
  EXPECT_NE(collected.problems[0].find("a program"), std::string::npos);
  EXPECT_EQ(read("x", std::string(600, '\0')).problems.size(), 1u);
  EXPECT_TRUE(read("x", "a line\n" + std::string(3, '\0') + lines(50)).problems.empty());
  EXPECT_TRUE(read("x", "").problems.empty());
}

TEST(Input, StopsWhenTheReceiverSaysSo) {
  const std::string text = lines(100'000);
  std::size_t at = 0;
  int calls = 0;
  InputReceiver into;
  into.take = [&](const InputPiece&) { return ++calls < 2; };
  const PullBytes pull = [&](char* buffer, std::size_t size) {
    const std::size_t length = std::min(size, text.size() - at);
    std::copy_n(text.data() + at, length, buffer);
    at += length;
    return length;
  };
  EXPECT_TRUE(read_stream("a", pull, 0, {}, into).stopped);
  EXPECT_EQ(calls, 2);
}

class InputFolder : public testing::Test {
 protected:
  InputFolder() : folder_(fs::temp_directory_path() / ("input-" + std::to_string(::getpid()))) {
    fs::create_directories(folder_ / "logs/sub");
  }
  ~InputFolder() override { fs::remove_all(folder_); }
  void write(const std::string& name, std::string_view text) const {
    std::ofstream(folder_ / name, std::ios::binary) << text;
  }

  fs::path folder_;
};

TEST_F(InputFolder, NamesFilesThatHoldNoText) {
  std::string bytes;
  std::mt19937 random(3);
  for (int i = 0; i < 100'000; ++i) bytes += static_cast<char>(random());
  write("encrypted.log", bytes);
  write("escapes.log", "\x1b[31mred\x1b[0m and a bell\b 1\n");
  std::vector<std::string> sources, problems;
  read_inputs({folder_}, {},
              {[&](const InputPiece& piece) {
                 sources.emplace_back(piece.source);
                 return true;
               },
               [&](const InputProblem& problem) { problems.push_back(problem.message); }});
  ASSERT_EQ(sources.size(), 1U);
  EXPECT_TRUE(sources[0].ends_with("escapes.log"));
  ASSERT_EQ(problems.size(), 1U);
  EXPECT_NE(problems[0].find("control bytes"), std::string::npos);
}

TEST_F(InputFolder, IsReadInTheOrderOfNamesAndWithoutWhatLiesOutside) {
  write("logs/b.log", "b\n");
  write("logs/a.log.gz", gzip("a\n"));
  write("logs/sub/c.log", "c\n");
  write("secret", "secret\n");
  fs::create_symlink(folder_ / "secret", folder_ / "logs/out");
  fs::create_symlink(folder_, folder_ / "logs/up");
  fs::create_symlink(folder_ / "logs/b.log", folder_ / "logs/current");
  Collected collected;
  collected.summary = read_inputs({folder_ / "logs", folder_ / "none"}, {}, receiver(collected));
  EXPECT_EQ(collected.texts,
            (Texts{{"logs/a.log", "a\n"}, {"logs/b.log", "b\n"}, {"logs/current", "b\n"}, {"logs/sub/c.log", "c\n"}}));
  EXPECT_EQ(collected.problems.size(), 3u);  // out, up, none
  EXPECT_EQ(collected.last_read, collected.last_total);
  EXPECT_EQ(collected.summary.sources, 4u);
}

TEST_F(InputFolder, GivesTheTimeAFileWasLastWritten) {
  write("a.log", "a\n");
  std::optional<std::int64_t> modified;
  InputReceiver into;
  into.take = [&](const InputPiece& piece) { return modified = piece.modified_ns, true; };
  (void)read_inputs({folder_ / "a.log"}, {}, into);
  ASSERT_TRUE(modified);
  EXPECT_GT(*modified, 1'700'000'000'000'000'000);
}

}  // namespace
}  // namespace debrief::logs
