// SPDX-License-Identifier: Apache-2.0
#include "features/access/oidc/id_token.hpp"

#include "features/access/oidc/base64url.hpp"
#include "features/access/oidc/provider.hpp"

#include <gtest/gtest.h>

namespace debrief::features::access::oidc {
namespace {

// RFC 7515, appendix A.2: RS256.
constexpr std::string_view kRsaKey =
    R"({"kty":"RSA","n":"ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-Vaw-4qPCJrcS2mJPMEzP1Pt0Bm4d4QlL-yRT-SFd2lZS-pCgNMsD1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-bSf63kpaSHSXndS5z5rexMdbBYUsLA9e-KXBdQOS-UTo7WTBEMa2R2CapHg665xsmtdVMTBQY4uDZlxvb3qCo5ZwKh9kG4LT6_I5IhlJH7aGhyxXFvUK-DWNmoudF8NAco9_h9iaGNj8q2ethFkMLs91kzk2PAcDTW9gb54h4FRWyuXpoQ","e":"AQAB"})";
constexpr std::string_view kRsaToken =
    "eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ."
    "cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuHIm4Bh-0Qc_lF5YKt_O8W2Fp5jujGbds9uJdbF9CUAr7t1dnZcAcQjbKBYNX4"
    "BAynRFdiuB--f_nZLgrnbyTyWzO75vRK5h6xBArLIARNPvkSjtQBMHlb1L07Qe7K0GarZRmB_eSN9383LcOLn6_dO--xi12jzDwusC-eOkHWEsqtFZESc6BfI7noOPqv"
    "hJ1phCnvWh6IeYI2w9QOYEUipUTI8np6LbgGY9Fs98rqVt5AXLIhWkWywlVmtVrBp0igcN_IoypGlUPQGe77Rw";
// RFC 7515, appendix A.3: ES256.
constexpr std::string_view kEcKey =
    R"({"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"})";
constexpr std::string_view kEcToken =
    "eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ."
    "DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q";

std::vector<PublicKey> keys_of_set(std::string_view key) { return read_keys("{\"keys\":[" + std::string(key) + "]}").value(); }

std::string with_header(std::string_view header, std::string_view token) {
  return to_base64url(header) + std::string(token.substr(token.find('.')));
}

TEST(Signature, OfTheRfcIsGoodWithItsKeyOnly) {
  const auto rsa = read_token(kRsaToken).value();
  const auto ec = read_token(kEcToken).value();
  EXPECT_TRUE(is_signed_by(rsa, keys_of_set(kRsaKey)));
  EXPECT_TRUE(is_signed_by(ec, keys_of_set(kEcKey)));
  EXPECT_FALSE(is_signed_by(rsa, keys_of_set(kEcKey)));
  EXPECT_FALSE(is_signed_by(ec, keys_of_set(kRsaKey)));
  EXPECT_FALSE(is_signed_by(ec, {}));
}

TEST(Signature, IsBadAfterAnyChange) {
  for (const std::string_view token : {kRsaToken, kEcToken}) {
    auto changed = read_token(token).value();
    changed.signed_text.back() = changed.signed_text.back() == 'Q' ? 'R' : 'Q';
    EXPECT_FALSE(is_signed_by(changed, keys_of_set(token == kRsaToken ? kRsaKey : kEcKey)));
    changed = read_token(token).value();
    for (std::size_t i = 0; i < changed.signature.size(); i += 7) {
      auto flipped = changed;
      flipped.signature[i] = static_cast<char>(flipped.signature[i] ^ 1);
      EXPECT_FALSE(is_signed_by(flipped, keys_of_set(token == kRsaToken ? kRsaKey : kEcKey)));
    }
  }
}

TEST(Token, IsRefusedForOtherAlgorithmsAndExtensions) {
  for (const char* header : {R"({"alg":"none"})", R"({"alg":"HS256"})", R"({"alg":"None"})", R"({"alg":"PS256"})", R"({"alg":"RS512"})", "{}",
                             R"({"alg":["RS256"]})", R"({"alg":"RS256","crit":["b64"],"b64":false})", "[]", "x"})
    EXPECT_FALSE(read_token(with_header(header, kRsaToken))) << header;
  EXPECT_FALSE(read_token("a.b"));
  EXPECT_FALSE(read_token(""));
  EXPECT_FALSE(read_token(std::string(kRsaToken.substr(0, kRsaToken.rfind('.') + 1)))) << "no signature";
}

TEST(Token, IsNotGoodWithAKeyOfAnotherName) {
  auto token = read_token(kEcToken).value();
  token.key_id = "two";
  std::string named(kEcKey);
  named.insert(1, R"("kid":"one",)");
  EXPECT_FALSE(is_signed_by(token, keys_of_set(named)));
  token.key_id = "one";
  EXPECT_TRUE(is_signed_by(token, keys_of_set(named)));
}

TEST(Keys, ThatAreWeakOrForOtherPurposesAreLeftOut) {
  EXPECT_TRUE(keys_of_set(R"({"kty":"RSA","n":"AQAB","e":"AQAB"})").empty());
  EXPECT_TRUE(keys_of_set(R"({"kty":"oct","k":"c2VjcmV0"})").empty());
  EXPECT_TRUE(keys_of_set(R"({"kty":"EC","crv":"P-256","x":"AAAA","y":"AAAA"})").empty());
  EXPECT_TRUE(keys_of_set(R"({"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU"})").empty());
  std::string encryption(kRsaKey);
  encryption.insert(1, R"("use":"enc",)");
  EXPECT_TRUE(keys_of_set(encryption).empty());
  EXPECT_FALSE(read_keys("{}"));
}

constexpr Instant kNow{1'764'000'000'000'000};

json::object good_claims() {
  return {{"iss", "https://id.example"}, {"aud", "debrief"}, {"sub", "248"}, {"nonce", "n1"}, {"iat", 1'764'000'000 - 5}, {"exp", 1'764'000'000 + 300}};
}

bool accepted(const json::object& claims) { return check_claims(claims, {"https://id.example", "debrief", "n1", "access", kNow}).has_value(); }

TEST(Claims, AreAcceptedWhenAllFit) {
  EXPECT_TRUE(accepted(good_claims()));
  auto claims = good_claims();
  claims["aud"] = json::array{"debrief"};
  EXPECT_TRUE(accepted(claims));
  claims["aud"] = json::array{"other", "debrief"};
  EXPECT_FALSE(accepted(claims)) << "several audiences need azp";
  claims["azp"] = "debrief";
  EXPECT_TRUE(accepted(claims));
}

TEST(Claims, AreRefusedForEachThatDoesNotFit) {
  const auto with = [](std::string_view name, json::value value) {
    auto claims = good_claims();
    claims[name] = std::move(value);
    return claims;
  };
  EXPECT_FALSE(accepted(with("iss", "https://id.example/")));
  EXPECT_FALSE(accepted(with("aud", "other")));
  EXPECT_FALSE(accepted(with("aud", json::array{})));
  EXPECT_FALSE(accepted(with("azp", "other")));
  EXPECT_FALSE(accepted(with("nonce", "n2")));
  EXPECT_FALSE(accepted(with("nonce", nullptr)));
  EXPECT_FALSE(accepted(with("sub", "")));
  EXPECT_FALSE(accepted(with("sub", 248)));
  EXPECT_FALSE(accepted(with("exp", 1'764'000'000 - 61)));
  EXPECT_TRUE(accepted(with("exp", 1'764'000'000 - 30))) << "clocks differ";
  EXPECT_FALSE(accepted(with("exp", "tomorrow")));
  EXPECT_FALSE(accepted(with("iat", 1'764'000'000 + 61)));
  EXPECT_FALSE(accepted(with("iat", 1'764'000'000 - 3600)));
  EXPECT_FALSE(accepted(with("nbf", 1'764'000'000 + 120)));
  EXPECT_FALSE(accepted(with("at_hash", "AAAA")));
  for (const char* name : {"iss", "aud", "sub", "nonce", "iat", "exp"}) {
    auto claims = good_claims();
    claims.erase(name);
    EXPECT_FALSE(accepted(claims)) << "without " << name;
  }
}

// RFC 7636, appendix B.
TEST(Pkce, MakesTheChallengeOfTheRfc) { EXPECT_EQ(challenge_of("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"), "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"); }

TEST(Metadata, IsRefusedFromAnotherIssuer) {
  const std::string body = R"({"issuer":"https://id.example","authorization_endpoint":"https://id.example/a","token_endpoint":"https://id.example/t","jwks_uri":"https://id.example/k"})";
  EXPECT_TRUE(read_metadata(body, "https://id.example"));
  EXPECT_FALSE(read_metadata(body, "https://id.example/"));
  EXPECT_FALSE(read_metadata("{}", ""));
}

}  // namespace
}  // namespace debrief::features::access::oidc
