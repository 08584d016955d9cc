// SPDX-License-Identifier: Apache-2.0
#include "base/embedded.hpp"
#include "logs/format/check.hpp"
#include "logs/format/format.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

namespace debrief::embedded {
std::span<const EmbeddedFile> formats();
}  // namespace debrief::embedded

namespace debrief::logs {
namespace {

const Formats& known() {
  static const Formats formats = Formats::load(std::nullopt).value();
  return formats;
}

std::string detected(std::vector<std::string_view> lines) {
  return known().detect(lines).name();
}

std::string part(std::string_view line, Span span) {
  return std::string(line.substr(span.begin, span.length));
}

std::string field(const ParsedLine& parsed, std::string_view name) {
  for (const Field& f : parsed.fields)
    if (f.name == name) return f.value;
  return "";
}

TEST(Formats, EverySampleComesOutAsItSays) {
  std::size_t samples = 0;
  for (const EmbeddedFile& file : embedded::formats()) {
    if (!file.path.ends_with(".toml") || file.path == "parts.toml") continue;
    const auto report = check_format(file.bytes);
    ASSERT_TRUE(report) << file.path << ": " << report.error().field << ": " << report.error().message;
    EXPECT_EQ(std::string(file.path), report->name + ".toml");
    for (const std::string& failure : report->failures) ADD_FAILURE() << file.path << ": " << failure;
    samples += report->samples;
  }
  EXPECT_GT(samples, 60u);
}

TEST(Formats, EverySampleIsRecognisedAsItsFormat) {
  const PatternParts parts = embedded_parts().value();
  for (const EmbeddedFile& file : embedded::formats()) {
    if (!file.path.ends_with(".toml") || file.path == "parts.toml") continue;
    const Definition definition = read_definition(file.bytes, parts).value();
    std::vector<std::string_view> lines;
    for (const Sample& sample : definition.samples) lines.push_back(sample.line);
    EXPECT_EQ(detected(lines), definition.name);
  }
}

TEST(Formats, TakesAnyTextByTheGenericRecogniser) {
  EXPECT_EQ(detected({"hello", "world"}), "generic");
  EXPECT_EQ(detected({}), "generic");
  EXPECT_EQ(detected({"1:M 23 Nov 2026 10:42:33.984 * ready", "1:M 23 Nov 2026 10:42:34.984 # low memory"}), "generic");
}

TEST(Formats, SeesPastContinuationsAndStrayLines) {
  EXPECT_EQ(
      detected({"Starting up", "2026-11-23 10:42:33,123 ERROR [main] com.example.Stock: a",
                "java.lang.IllegalStateException: b", "\tat com.example.Stock.take(Stock.java:42)",
                "\tat com.example.Main.main(Main.java:7)", "2026-11-23 10:42:33,124 INFO [main] com.example.Stock: c",
                "2026-11-23 10:42:33,125 INFO [main] com.example.Stock: d"}),
      "log4j");
}

TEST(Formats, ReadsATableByItsHeader) {
  const std::vector<std::string_view> lines{"Level,Date and Time,Source,Event ID,Task Category",
                                            "Error,11/23/2026 10:42:33 AM,Shop,1000,None,\"order, 17\nrefused\"",
                                            "Information,11/23/2026 10:42:34 AM,Shop,1001,None,ready"};
  const Format& table = known().detect(lines);
  EXPECT_EQ(table.name(), "csv");
  const auto parsed = table.parse(lines[1]);
  ASSERT_TRUE(parsed);
  EXPECT_EQ(part(lines[1], parsed->time), "11/23/2026 10:42:33 AM");
  EXPECT_EQ(part(lines[1], parsed->body), "order, 17\nrefused");
  EXPECT_EQ(parsed->level, Level::error);
  EXPECT_EQ(field(*parsed, "logger"), "Shop");
  EXPECT_EQ(field(*parsed, "event_id"), "1000");
  EXPECT_TRUE(table.continues("refused\""));
  EXPECT_FALSE(table.continues(lines[2]));
  EXPECT_EQ(detected({"time\thost\tstatus", "2026-11-23T10:42:33Z\tweb-1\t200"}), "tsv");
}

TEST(Formats, RefusesJsonThatIsNone) {
  const Format* json = known().find("json");
  ASSERT_NE(json, nullptr);
  for (const std::string_view line : {"{\"a\":1", "{\"a\":}", "[1]", "{} {}", "{\"a\":1}x", "", "{"})
    EXPECT_FALSE(json->parse(line)) << line;
  std::string deep = "{\"msg\":\"m\",\"a\":";
  for (int i = 0; i < 900; ++i) deep += "[";
  for (int i = 0; i < 900; ++i) deep += "]";
  const auto nested = json->parse(deep + "}");
  ASSERT_TRUE(nested);
  EXPECT_EQ(part(deep, nested->body), "m");
  const std::string line = R"({"msg":"a","nested":{"1":{"2":{"3":{"4":{"5":{"6":{"7":{"8":{"9":1}}}}}}}}}})";
  const auto parsed = json->parse(line);
  ASSERT_TRUE(parsed);
  EXPECT_EQ(field(*parsed, "nested.1.2.3.4.5.6.7"), R"({"8":{"9":1}})");
}

TEST(Formats, DoesNotRepeatKeysWithoutEnd) {
  std::string line = "{\"msg\":\"m\",\"" + std::string(1 << 20, 'k') + "\":{\"a\":1,\"b\":2}}";
  const auto parsed = known().find("json")->parse(line);
  ASSERT_TRUE(parsed);
  ASSERT_EQ(parsed->fields.size(), 2u);
  EXPECT_EQ(parsed->fields[1].name, std::string(1024, 'k') + ".b");
}

TEST(Formats, KeepsTheLinesThatFollowInTheBody) {
  const Format* log4j = known().find("log4j");
  const std::string record = "2026-11-23 10:42:33,123 ERROR [main] com.example.Stock: a\n\tat com.example.Stock";
  EXPECT_EQ(part(record, log4j->parse(record)->body), "a\n\tat com.example.Stock");
}

TEST(Formats, AreLinearInTheLengthOfALine) {
  for (const Format* format : known().all()) {
    for (const char filler : {'a', ' ', '[', '"', '{', '1', ':'}) {
      const std::string line = "2026-11-23 10:42:33,123 " + std::string(300'000, filler);
      (void)format->parse(line);
      (void)format->continues(line);
    }
  }
}

class UserFormats : public testing::Test {
 protected:
  UserFormats() : folder_(std::filesystem::temp_directory_path() / ("formats-" + std::to_string(::getpid()))) {
    std::filesystem::create_directory(folder_);
  }
  ~UserFormats() override { std::filesystem::remove_all(folder_); }
  void write(const std::string& name, std::string_view toml) const { std::ofstream(folder_ / name) << toml; }

  std::filesystem::path folder_;
};

constexpr std::string_view kShop = R"(name = "shop"
pattern = '''^<(?P<time>{iso})> \((?P<level>\w)\) (?P<order>\d+) (?P<body>.*)'''

[levels]
X = "critical"

[[sample]]
line = '''<2026-11-23 10:42:33> (X) 17 refused'''
level = "critical"
order = "17"
body = "refused"
)";

TEST_F(UserFormats, GoBeforeThoseOfTheProgram) {
  write("shop.toml", kShop);
  const auto formats = Formats::load(folder_.string());
  ASSERT_TRUE(formats) << formats.error().message;
  const std::vector<std::string_view> lines{"<2026-11-23 10:42:33> (X) 17 refused",
                                            "<2026-11-23 10:42:34> (X) 18 refused"};
  EXPECT_EQ(formats->detect(lines).name(), "shop");
  EXPECT_EQ(formats->find("shop")->parse(lines[0])->level, Level::critical);
}

TEST_F(UserFormats, SayWhereTheyAreWrong) {
  write("shop.toml", "name = \"shop\"\n\npattern = '''^(?P<time>{iso} (?P<body>.*)'''\n");
  const auto broken = Formats::load(folder_.string());
  ASSERT_FALSE(broken);
  EXPECT_NE(broken.error().message.find("shop.toml, line 3"), std::string::npos) << broken.error().message;
  EXPECT_FALSE(broken.error().help.empty());
  EXPECT_FALSE(Formats::load((folder_ / "none").string()));
}

TEST(CheckFormat, NamesTheSampleThePartAndTheDifference) {
  const auto report = check_format(
      "name = \"x\"\npattern = '''^(?P<time>{iso}) (?P<body>.*)'''\n[[sample]]\nline = '''2026-11-23 10:42:33 a b'''\n"
      "body = \"a\"\nhost = \"web-1\"\n[[sample]]\nline = '''b'''\n");
  ASSERT_TRUE(report);
  EXPECT_EQ(report->samples, 2u);
  EXPECT_EQ(report->failures, (std::vector<std::string>{"sample 1: 'body' should be 'a', but is 'a b'",
                                                        "sample 1: 'host' should be 'web-1', but there is no such part",
                                                        "sample 2: the line does not have the form: b"}));
}

TEST(CheckFormat, ExplainsWhatIsNoDefinition) {
  struct Wrong {
    std::string_view toml, where, what;
  };
  for (const Wrong& wrong :
       {Wrong{"", "line 1", "no name"}, Wrong{"name = \"a b\"", "line 1", "not usable"},
        Wrong{"name = \"x\"\n", "line 1", "no pattern"}, Wrong{"name = \"x\"\nhello\n", "line 2", "name = value"},
        Wrong{"name = \"x\"\ncolour = \"red\"\n", "line 2", "colour"},
        Wrong{"name = \"x\"\nkind = \"xml\"\n", "line 2", "xml"},
        Wrong{"name = \"x\"\npattern = '''{nothing}'''\n", "line 2", "{nothing}"},
        Wrong{"name = \"x\"\npattern = '''(?P<body>.*)'''\n[levels]\nBAD = \"bad\"\n", "line 4",
              "'bad' is no level"}}) {
    const auto report = check_format(wrong.toml);
    ASSERT_FALSE(report) << wrong.toml;
    EXPECT_EQ(report.error().field, wrong.where) << report.error().message;
    EXPECT_NE(report.error().message.find(wrong.what), std::string::npos) << report.error().message;
    EXPECT_FALSE(report.error().help.empty()) << report.error().message;
  }
}

TEST(Level, IsNamedByWordsInAnyCase) {
  EXPECT_EQ(level_named("WARN"), Level::warning);
  EXPECT_EQ(level_named("err"), Level::error);
  EXPECT_EQ(level_named("E"), Level::error);
  EXPECT_EQ(level_named("Fatal"), Level::critical);
  EXPECT_EQ(level_named("debug2"), Level::debug);
  EXPECT_EQ(level_named("30"), Level::unknown);
  EXPECT_EQ(level_named("hello"), Level::unknown);
  EXPECT_EQ(name_of(Level::notice), "notice");
}

}  // namespace
}  // namespace debrief::logs
