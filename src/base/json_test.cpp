// SPDX-License-Identifier: Apache-2.0
#include "base/json.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace debrief::json {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

std::filesystem::path suite() {
  const char* shared = std::getenv("DEBRIEF_SHARED");
  const std::filesystem::path root = shared != nullptr ? shared : DEBRIEF_SOURCE_DIR "/../shared";
  return root / "suites/JSONTestSuite";
}

std::string content_of(const std::filesystem::path& path) {
  std::ifstream stream(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

// JSONTestSuite: y_ must be accepted, n_ refused, i_ may be either.
TEST(JsonParser, ConformsToJsonTestSuite) {
  if (!std::filesystem::exists(suite())) GTEST_SKIP() << "JSONTestSuite is not at " << suite();
  int files = 0;
  for (const auto& file : std::filesystem::directory_iterator(suite() / "test_parsing")) {
    const std::string name = file.path().filename().string();
    const bool accepted = parse(content_of(file.path())).has_value();
    if (name.starts_with("y_") || name.starts_with("n_")) {
      EXPECT_EQ(accepted, name.starts_with("y_")) << name;
    }
    ++files;
  }
  EXPECT_GT(files, 300);
  for (const auto& file : std::filesystem::directory_iterator(suite() / "test_transform")) {
    const auto parsed = parse(content_of(file.path()));
    EXPECT_TRUE(!parsed || parse(write(*parsed))) << file.path();
  }
}

TEST(JsonParser, NamesTheByte) {
  const auto parsed = parse("{\"a\": tru}");
  ASSERT_FALSE(parsed);
  EXPECT_THAT(parsed.error().message, HasSubstr("near byte"));
  EXPECT_FALSE(parse("{} {}"));
  EXPECT_FALSE(parse(""));
  EXPECT_FALSE(parse("\xEF\xBB\xBF{}"));
}

TEST(JsonParser, RefusesDeepNesting) {
  EXPECT_TRUE(parse(std::string(60, '[') + std::string(60, ']')));
  EXPECT_FALSE(parse(std::string(100, '[') + std::string(100, ']')));
  EXPECT_FALSE(parse(std::string(1'000'000, '[')));
}

TEST(JsonParser, RefusesNumbersOutOfRange) {
  EXPECT_FALSE(parse("[-1e+9999]"));
  EXPECT_FALSE(parse("{\"a\":[0,{\"b\":1e999}]}"));
  const auto largest = parse("[1.7976931348623157e308,1e-9999]");
  ASSERT_TRUE(largest);
  EXPECT_TRUE(parse(write(*largest)));
}

TEST(JsonWriter, IndentsForPeople) {
  EXPECT_EQ(write_pretty(*parse(R"({"b":[1,{"a":null}],"c":{},"d":[]})")),
            "{\n  \"b\": [\n    1,\n    {\n      \"a\": null\n    }\n  ],\n  \"c\": {},\n  \"d\": []\n}\n");
  EXPECT_EQ(write(*parse(R"( { "b" : 1, "a" : "\u00e4\n" } )")), "{\"b\":1,\"a\":\"ä\\n\"}");
}

TEST(JsonAccess, GivesNothingForWrongTypes) {
  const value document = *parse(R"({"text":"x","number":1,"list":[1],"object":{"a":1},"null":null})");
  const object& o = document.get_object();
  EXPECT_EQ(text_at(o, "text"), "x");
  EXPECT_EQ(text_at(o, "number"), "");
  EXPECT_EQ(text_at(o, "absent"), "");
  EXPECT_NE(array_at(o, "list"), nullptr);
  EXPECT_EQ(array_at(o, "object"), nullptr);
  EXPECT_NE(object_at(o, "object"), nullptr);
  EXPECT_EQ(object_at(o, "null"), nullptr);
}

TEST(JsonFields, ReadsWhatIsAskedFor) {
  const value document = *parse(R"({"name":"x","count":3,"yes":true,"tags":["a","b"],"raw":{"k":1},"nothing":null})");
  auto fields = Fields::of(document, "/body");
  ASSERT_TRUE(fields);
  EXPECT_EQ(*fields->text("name"), "x");
  EXPECT_EQ(*fields->integer("count", 1, 3), 3);
  EXPECT_EQ(*fields->boolean_or("yes", false), true);
  EXPECT_EQ(*fields->boolean_or("absent", true), true);
  EXPECT_THAT(*fields->texts("tags"), ElementsAre("a", "b"));
  EXPECT_THAT(*fields->texts("none"), ElementsAre());
  EXPECT_NE(fields->find("raw"), nullptr);
  EXPECT_EQ(fields->find("nothing"), nullptr);
  EXPECT_FALSE(*fields->optional_text("nothing"));
  EXPECT_FALSE(*fields->optional_integer("absent", 0, 1));
  EXPECT_TRUE(fields->has("nothing"));
  EXPECT_TRUE(fields->done());
}

TEST(JsonFields, RefusesNulInTexts) {
  const value document = *parse(R"({"name":"a\u0000b","tags":["x","\u0000"]})");
  auto fields = *Fields::of(document);
  EXPECT_FALSE(fields.text("name"));
  EXPECT_FALSE(fields.optional_text("name"));
  EXPECT_FALSE(fields.texts("tags"));
}

TEST(JsonFields, NamesTheFieldOfEachError) {
  const value document = *parse(R"({"blank":" \t","long":"12345","number":9,"text":"x","mixed":["a",1],"extra":1})");
  auto fields = *Fields::of(document, "/list/0");
  const auto field_of = [](const auto& result) { return result ? "" : result.error().field; };
  EXPECT_EQ(field_of(fields.text("absent")), "/list/0/absent");
  EXPECT_EQ(field_of(fields.text("blank")), "/list/0/blank");
  EXPECT_EQ(field_of(fields.text("long", 4)), "/list/0/long");
  EXPECT_EQ(field_of(fields.text("number")), "/list/0/number");
  EXPECT_EQ(field_of(fields.integer("number", 0, 8)), "/list/0/number");
  EXPECT_EQ(field_of(fields.integer("text", 0, 8)), "/list/0/text");
  EXPECT_EQ(field_of(fields.integer("absent", 0, 8)), "/list/0/absent");
  EXPECT_EQ(field_of(fields.boolean_or("text", true)), "/list/0/text");
  EXPECT_EQ(field_of(fields.texts("text")), "/list/0/text");
  EXPECT_EQ(field_of(fields.texts("mixed")), "/list/0/mixed");
  EXPECT_EQ(field_of(fields.texts("mixed", 1)), "/list/0/mixed");
  const auto done = fields.done();
  EXPECT_EQ(field_of(done), "/list/0/extra");
  EXPECT_THAT(done.error().message, HasSubstr("'extra' is not a known field"));
}

TEST(JsonFields, WantsAnObject) {
  const value document = *parse("[1]");
  const auto fields = Fields::of(document);
  ASSERT_FALSE(fields);
  EXPECT_EQ(fields.error().field, "/");
}

}  // namespace
}  // namespace debrief::json
