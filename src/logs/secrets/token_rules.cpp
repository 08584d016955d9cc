// SPDX-License-Identifier: Apache-2.0
#include "logs/secrets/token_rules.hpp"

#include "logs/secrets/character.hpp"

#include <algorithm>
#include <array>

namespace debrief::logs::secrets {
namespace {

using enum TokenAlphabet;

constexpr std::uint16_t kAny = 4'096;

constexpr TokenRule kTokenRules[] = {
    // clouds
    {"AKIA", "aws-access-key", upper, 16, 16},
    {"ASIA", "aws-access-key", upper, 16, 16},
    {"ABIA", "aws-access-key", upper, 16, 16},
    {"ACCA", "aws-access-key", upper, 16, 16},
    {"A3T", "aws-access-key", upper, 17, 17},
    {"bedrock-api-key-", "aws-bedrock-key", base64, 20, kAny},
    {"ABSK", "aws-bedrock-key", base64, 100, 300},
    {"AIza", "google-api-key", dashed, 35, 35},
    {"ya29.", "google-access-token", dotted, 20, kAny},
    {"GOCSPX-", "google-client-secret", dashed, 28, 28},
    {"LTAI", "alibaba-access-key", alnum, 16, 24},
    {"dop_v1_", "digitalocean-token", hex, 64, 64},
    {"doo_v1_", "digitalocean-token", hex, 64, 64},
    {"dor_v1_", "digitalocean-token", hex, 64, 64},
    {"ocid1.credential.", "oracle-credential", dotted, 20, 200},
    {"AQVN", "yandex-api-key", dashed, 35, 38},
    {"YCAJE", "yandex-access-key", dashed, 20, 20},
    {"v1.0-", "cloudflare-origin-key", dashed, 140, 180},
    {"fo1_", "fly-token", dashed, 40, 60},
    {"fm1r_", "fly-token", base64, 100, kAny},
    {"fm2_", "fly-token", base64, 100, kAny},
    {"HRKU-", "heroku-api-key", dashed, 36, 80},
    {"scw_", "scaleway-token", alnum, 30, 60},
    // code and packages
    {"ghp_", "github-token", alnum, 36, 255},
    {"gho_", "github-token", alnum, 36, 255},
    {"ghu_", "github-token", alnum, 36, 255},
    {"ghs_", "github-token", alnum, 36, 255},
    {"ghr_", "github-token", alnum, 36, 255},
    {"github_pat_", "github-token", word, 36, 255},
    {"glpat-", "gitlab-token", dotted, 20, 300},
    {"gldt-", "gitlab-token", dashed, 20, 64},
    {"glrt-", "gitlab-token", dotted, 20, 300},
    {"glrtr-", "gitlab-token", dashed, 20, 64},
    {"glcbt-", "gitlab-token", dashed, 20, 80},
    {"glptt-", "gitlab-token", dashed, 20, 64},
    {"glft-", "gitlab-token", dashed, 20, 64},
    {"glffct-", "gitlab-token", dashed, 20, 64},
    {"glimt-", "gitlab-token", dashed, 20, 64},
    {"glagent-", "gitlab-token", dashed, 20, 64},
    {"gloas-", "gitlab-token", dashed, 20, 80},
    {"glsoat-", "gitlab-token", dashed, 20, 64},
    {"GR1348941", "gitlab-token", dashed, 20, 64},
    {"_gitlab_session=", "gitlab-session", alnum, 32, 32},
    {"ATATT3", "atlassian-token", base64, 100, 300},
    {"ATCTT3", "atlassian-token", base64, 100, 300},
    {"ATBB", "bitbucket-token", base64, 28, 60},
    {"npm_", "npm-token", alnum, 36, 36},
    {"pypi-AgE", "pypi-token", dashed, 50, kAny},
    {"rubygems_", "rubygems-key", hex, 48, 48},
    {"CLOJARS_", "clojars-token", alnum, 60, 60},
    {"oy2", "nuget-key", alnum, 43, 43},
    {"dckr_pat_", "docker-token", dashed, 20, 60},
    {"dckr_oat_", "docker-token", dashed, 20, 60},
    {"AKCp", "jfrog-key", alnum, 65, 75},
    {"cmVmd", "jfrog-token", alnum, 55, 65},
    {"sqp_", "sonar-token", alnum, 40, 40},
    {"squ_", "sonar-token", alnum, 40, 40},
    {"sqa_", "sonar-token", alnum, 40, 40},
    {"sgp_", "sourcegraph-token", word, 40, 90},
    {"bkua_", "buildkite-token", alnum, 40, 40},
    {"CCIPAT_", "circleci-token", dashed, 40, 80},
    {"CCIPRJ_", "circleci-token", dashed, 40, 80},
    {"pul-", "pulumi-token", hex, 40, 40},
    {"pnu_", "prefect-token", alnum, 36, 36},
    {"API-", "octopus-key", upper, 26, 28},
    // chat, mail, telephony
    {"xoxb-", "slack-token", dashed, 10, 255},
    {"xoxp-", "slack-token", dashed, 10, 255},
    {"xoxa-", "slack-token", dashed, 10, 255},
    {"xoxr-", "slack-token", dashed, 10, 255},
    {"xoxo-", "slack-token", dashed, 10, 255},
    {"xoxs-", "slack-token", dashed, 10, 255},
    {"xoxe-", "slack-token", dashed, 10, 255},
    {"xoxe.xoxb-", "slack-token", dashed, 10, 255},
    {"xoxe.xoxp-", "slack-token", dashed, 10, 255},
    {"xapp-", "slack-token", dashed, 10, 255},
    {"hooks.slack.com/services/", "slack-webhook", path, 30, 80},
    {"hooks.slack.com/workflows/", "slack-webhook", path, 30, 90},
    {"hooks.slack.com/triggers/", "slack-webhook", path, 30, 90},
    {"discord.com/api/webhooks/", "discord-webhook", path, 60, 120},
    {"discordapp.com/api/webhooks/", "discord-webhook", path, 60, 120},
    {"webhook.office.com/webhookb2/", "teams-webhook", path, 60, 300},
    {"SG.", "sendgrid-key", dotted, 60, 70},
    {"xkeysib-", "brevo-key", dashed, 64, 90},
    {"key-", "mailgun-key", hex, 32, 32},
    {"pubkey-", "mailgun-key", hex, 32, 32},
    {"tfp_", "typeform-token", dotted, 40, 80},
    // money
    {"sk_live_", "stripe-key", alnum, 10, 255},
    {"sk_test_", "stripe-key", alnum, 10, 255},
    {"sk_prod_", "stripe-key", alnum, 10, 255},
    {"rk_live_", "stripe-key", alnum, 10, 255},
    {"rk_test_", "stripe-key", alnum, 10, 255},
    {"rk_prod_", "stripe-key", alnum, 10, 255},
    {"whsec_", "webhook-secret", base64, 24, 100},
    {"sq0atp-", "square-token", dashed, 22, 60},
    {"sq0csp-", "square-token", dashed, 22, 60},
    {"EAAA", "square-token", dashed, 22, 60},
    {"access-production-", "plaid-token", dashed, 36, 36},
    {"access-sandbox-", "plaid-token", dashed, 36, 36},
    {"access-development-", "plaid-token", dashed, 36, 36},
    {"FLWSECK", "flutterwave-key", dashed, 12, 60},
    {"FLWPUBK_TEST-", "flutterwave-key", dashed, 12, 60},
    {"shippo_live_", "shippo-token", hex, 40, 40},
    {"shippo_test_", "shippo-token", hex, 40, 40},
    {"EZAK", "easypost-key", alnum, 54, 54},
    {"EZTK", "easypost-key", alnum, 54, 54},
    {"duffel_live_", "duffel-token", base64, 43, 43},
    {"duffel_test_", "duffel-token", base64, 43, 43},
    {"access_token$production$", "paypal-token", alnum, 16, 60},
    // shops and data
    {"shpat_", "shopify-token", hex, 32, 32},
    {"shpca_", "shopify-token", hex, 32, 32},
    {"shppa_", "shopify-token", hex, 32, 32},
    {"shpss_", "shopify-token", hex, 32, 32},
    {"dapi", "databricks-token", dashed, 32, 34},
    {"pscale_tkn_", "planetscale-token", dotted, 32, 64},
    {"pscale_pw_", "planetscale-token", dotted, 32, 64},
    {"pscale_oauth_", "planetscale-token", dotted, 32, 64},
    {"sbp_", "supabase-token", hex, 40, 40},
    {"ntn_", "notion-token", alnum, 40, 60},
    {"lin_api_", "linear-key", alnum, 40, 40},
    {"figd_", "figma-token", dashed, 38, 60},
    {"fio-u-", "frameio-token", base64, 60, 70},
    {"PMAK-", "postman-key", dashed, 50, 70},
    {"rdme_", "readme-key", alnum, 70, 70},
    {"ico-", "infracost-key", alnum, 32, 32},
    {"CFPAT-", "contentful-token", dashed, 40, 60},
    {"p8e-", "privateai-key", dashed, 30, 60},
    {"sm_aat_", "settlemint-token", alnum, 16, 16},
    {"sm_pat_", "settlemint-token", alnum, 16, 16},
    {"sm_sat_", "settlemint-token", alnum, 16, 16},
    {"lip_", "lichess-token", alnum, 20, 30},
    {"dnkey-", "definednet-key", dashed, 60, 90},
    {"aio_", "adafruit-key", alnum, 28, 28},
    // watching and secrets
    {"hvs.", "vault-token", dotted, 24, 300},
    {"hvb.", "vault-token", dotted, 24, 400},
    {"hvr.", "vault-token", dotted, 24, 400},
    {"atlasv1.", "terraform-token", base64, 60, 80},
    {"dp.pt.", "doppler-token", alnum, 40, 60},
    {"dp.st.", "doppler-token", dotted, 40, 80},
    {"dp.ct.", "doppler-token", alnum, 40, 60},
    {"dp.sa.", "doppler-token", alnum, 40, 60},
    {"ops_eyJ", "onepassword-token", base64, 200, kAny},
    {"A3-", "onepassword-key", dashed, 30, 45},
    {"AGE-SECRET-KEY-1", "age-key", upper, 58, 58},
    {"glsa_", "grafana-token", word, 40, 60},
    {"NRAK-", "newrelic-key", upper, 27, 27},
    {"NRJS-", "newrelic-key", hex, 19, 19},
    {"NRII-", "newrelic-key", dashed, 32, 32},
    {"sntrys_", "sentry-token", base64, 60, 500},
    {"sntryu_", "sentry-token", hex, 64, 64},
    {"dt0c01.", "dynatrace-token", dotted, 80, 95},
    {"dt0s01.", "dynatrace-token", dotted, 80, 95},
    {"sha256~", "openshift-token", dashed, 43, 43},
    {"tk-us-", "scalingo-token", dashed, 48, 48},
    {"EAA", "facebook-token", alnum, 60, 300},
    {"glc_", "grafana-token", base64, 32, 500},
    {"eyJrIjoi", "grafana-token", base64, 60, 500},
    {"pat.", "harness-token", dotted, 60, 80},
    {"sat.", "harness-token", dotted, 60, 80},
    {"s-s4t2ud-", "intra42-secret", hex, 64, 64},
    {"s-s4t2af-", "intra42-secret", hex, 64, 64},
    // models
    {"sk-ant-", "anthropic-key", dashed, 80, 130},
    {"sk-proj-", "openai-key", dashed, 40, 255},
    {"sk-svcacct-", "openai-key", dashed, 40, 255},
    {"sk-admin-", "openai-key", dashed, 40, 255},
    {"sk-", "model-key", alnum, 32, 64},
    {"hf_", "huggingface-token", alnum, 34, 40},
    {"api_org_", "huggingface-token", alnum, 34, 40},
    {"pplx-", "perplexity-key", alnum, 48, 48},
    {"r8_", "replicate-token", alnum, 37, 37},
    {"gsk_", "groq-key", alnum, 48, 60},
};

constexpr bool belongs(TokenAlphabet alphabet, char c) {
  switch (alphabet) {
    case hex: return is_hex(c);
    case upper: return is_upper(c) || is_digit(c);
    case alnum: return is_letter_or_digit(c);
    case word: return is_word(c);
    case dashed: return is_word(c) || c == '-';
    case base64: return is_word(c) || c == '-' || c == '+' || c == '/' || c == '=';
    case dotted: return is_word(c) || c == '-' || c == '.';
    case path: return is_word(c) || c == '-' || c == '.' || c == '/' || c == '@';
  }
  return false;
}

// A drawn token does not consist of one word; this keeps "key-" and "sk-" from taking names.
bool varies(std::string_view body, TokenAlphabet alphabet) {
  const bool digit = std::any_of(body.begin(), body.end(), is_digit);
  const bool letter = std::any_of(body.begin(), body.end(), is_letter);
  if (body.find_first_not_of(body.front()) == std::string_view::npos) return false;
  const bool both_cases =
      std::any_of(body.begin(), body.end(), is_upper) && std::any_of(body.begin(), body.end(), is_lower);
  if (alphabet == hex || alphabet == alnum) return letter && (digit || both_cases);
  return digit || both_cases || alphabet == upper;
}

}  // namespace

std::span<const TokenRule> token_rules() {
  return kTokenRules;
}

std::optional<Secret> read_token(std::string_view text, std::size_t begin, const TokenRule& rule) {
  if (!text.substr(begin).starts_with(rule.prefix)) return std::nullopt;
  if (is_letter_or_digit(char_before(text, begin))) return std::nullopt;
  const std::size_t body = begin + rule.prefix.size();
  const std::size_t limit = std::min(text.size(), body + rule.most);
  std::size_t end = body;
  while (end < limit && belongs(rule.alphabet, text[end])) ++end;
  if (is_letter_or_digit(char_at(text, end)) && (end - body < rule.most || rule.most == rule.least)) return std::nullopt;
  while (end > body && text[end - 1] == '.') --end;  // the end of a sentence
  if (end - body < rule.least || !varies(text.substr(body, end - body), rule.alphabet)) return std::nullopt;
  return Secret{static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end - begin), rule.name};
}

std::optional<Secret> read_any_token(std::string_view text, std::size_t begin) {
  for (const TokenRule& rule : kTokenRules)
    if (auto found = read_token(text, begin, rule)) return found;
  return std::nullopt;
}

}  // namespace debrief::logs::secrets
