package io.mortise.runtime.probe;

import java.util.List;
import java.util.Map;

/**
 * How each service takes its secret and what it answers, as the facts have it; written here a
 * second time on purpose, so that a connector's file is held against it.
 */
final class Dialects {
  /**
   * @param secret the fake that must be in the named headers and nowhere else
   * @param headers what the service must be sent
   */
  record Dialect(
      String connector,
      String method,
      Map<String, Object> fields,
      String secret,
      Map<String, String> headers,
      String target,
      Reply success,
      String identity,
      List<Case> cases) {
    @Override
    public String toString() {
      return connector + "/" + method;
    }
  }

  record Reply(int status, String body, String... headers) {}

  /** An answer, and the reason's wire name that it must lead to, or {@code ok}. */
  record Case(Reply reply, String reason) {}

  private Dialects() {}

  static List<Dialect> all() {
    return List.of(
        github(),
        gitlab(),
        slack(),
        stripe(),
        shopify(),
        sendgrid(),
        notion(),
        hubspot(),
        airtable(),
        openai(),
        jira());
  }

  private static Dialect github() {
    return new Dialect(
        "github",
        "bearer",
        Map.of("token", "github_pat_fake1"),
        "github_pat_fake1",
        Map.of(
            "Authorization", "Bearer github_pat_fake1",
            "X-GitHub-Api-Version", "2022-11-28",
            "Accept", "application/vnd.github+json"),
        "GET /user",
        ok("{'login':'octo','id':1}"),
        "octo",
        List.of(
            failing(401, "{'message':'Bad credentials'}", "unauthorized"),
            failing(403, "{}", "rate_limited", "X-RateLimit-Remaining", "0"),
            failing(403, "{}", "admin_approval", "X-GitHub-SSO", "required; url=https://x.test"),
            failing(403, "{'message':'Resource not accessible'}", "missing_permission")));
  }

  private static Dialect gitlab() {
    return new Dialect(
        "gitlab",
        "access_token",
        Map.of("host", "git.acme.test", "token", "fake-gitlab-token-0001"),
        "fake-gitlab-token-0001",
        Map.of("PRIVATE-TOKEN", "fake-gitlab-token-0001"),
        "GET /api/v4/personal_access_tokens/self",
        ok("{'name':'ci','active':true,'scopes':['read_api'],'expires_at':'2027-01-31'}"),
        "token ci",
        List.of(
            failing(200, "{'name':'ci','active':false}", "expired"),
            failing(401, "{'message':'401 Unauthorized'}", "unauthorized"),
            failing(401, "{'error_description':'Token was revoked. Really.'}", "revoked"),
            failing(401, "{'error_description':'Token is expired.'}", "expired"),
            failing(403, "{'error':'insufficient_scope'}", "missing_permission"),
            failing(404, "<html>", "wrong_host")));
  }

  private static Dialect slack() {
    return new Dialect(
        "slack",
        "bot_token",
        Map.of("token", "xoxb-fake-slack"),
        "xoxb-fake-slack",
        Map.of("Authorization", "Bearer xoxb-fake-slack"),
        "POST /api/auth.test",
        ok("{'ok':true,'user':'bot','team':'Acme','user_id':'U1'}"),
        "bot in Acme",
        List.of(
            failing(200, "{'ok':false,'error':'invalid_auth'}", "unauthorized"),
            failing(200, "{'ok':false,'error':'not_authed'}", "unauthorized"),
            failing(200, "{'ok':false,'error':'token_revoked'}", "revoked"),
            failing(200, "{'ok':false,'error':'token_expired'}", "expired"),
            failing(200, "{'ok':false,'error':'account_inactive'}", "revoked"),
            failing(
                200, "{'ok':false,'error':'missing_scope','needed':'a:b'}", "missing_permission"),
            failing(200, "{'ok':false,'error':'something_new'}", "unexpected"),
            failing(429, "", "rate_limited", "Retry-After", "7")));
  }

  private static Dialect stripe() {
    return new Dialect(
        "stripe",
        "api_key",
        Map.of("key", "rk_test_fake", "account", "acct_1"),
        "rk_test_fake",
        Map.of("Authorization", "Bearer rk_test_fake", "Stripe-Account", "acct_1"),
        "GET /v1/balance",
        ok("{'object':'balance'}"),
        "",
        List.of(
            failing(401, "{'error':{'type':'invalid_request_error'}}", "unauthorized"),
            failing(401, "{'error':{'code':'api_key_expired'}}", "expired"),
            failing(403, "{'error':{}}", "ok"),
            failing(429, "{'error':{'code':'rate_limit'}}", "rate_limited")));
  }

  private static Dialect shopify() {
    return new Dialect(
        "shopify",
        "admin_token",
        Map.of("shop", "acme", "token", "shpat_fake"),
        "shpat_fake",
        Map.of("X-Shopify-Access-Token", "shpat_fake"),
        "GET /admin/oauth/access_scopes.json",
        ok("{'access_scopes':[{'handle':'read_products'}]}"),
        "",
        List.of(
            failing(401, "{}", "unauthorized"),
            failing(403, "{}", "missing_permission"),
            failing(402, "{}", "forbidden"),
            failing(423, "{}", "forbidden"),
            failing(404, "{}", "wrong_host"),
            failing(429, "{}", "rate_limited", "Retry-After", "2.0")));
  }

  private static Dialect sendgrid() {
    return new Dialect(
        "sendgrid",
        "api_key",
        Map.of("key", "SG.fake"),
        "SG.fake",
        Map.of("Authorization", "Bearer SG.fake"),
        "GET /v3/scopes",
        ok("{'scopes':['mail.send']}"),
        "",
        List.of(
            failing(401, "{'errors':[{'message':'authorization required'}]}", "unauthorized"),
            failing(403, "{}", "ok"),
            failing(429, "{}", "rate_limited")));
  }

  private static Dialect notion() {
    return new Dialect(
        "notion",
        "internal_token",
        Map.of("token", "ntn_fake"),
        "ntn_fake",
        Map.of("Authorization", "Bearer ntn_fake", "Notion-Version", "2026-03-11"),
        "GET /v1/users/me",
        ok("{'object':'user','type':'bot','bot':{'workspace_name':'Acme'}}"),
        "Acme",
        List.of(
            failing(401, "{'code':'unauthorized'}", "unauthorized"),
            failing(403, "{'code':'restricted_resource'}", "missing_permission"),
            failing(404, "{'code':'object_not_found'}", "missing_permission"),
            failing(400, "{'code':'missing_version'}", "unexpected"),
            failing(429, "{'code':'rate_limited'}", "rate_limited", "Retry-After", "3")));
  }

  private static Dialect hubspot() {
    return new Dialect(
        "hubspot",
        "private_app",
        Map.of("token", "pat-fake"),
        "pat-fake",
        Map.of("Authorization", "Bearer pat-fake"),
        "GET /account-info/v3/details",
        ok("{'portalId':42}"),
        "account 42",
        List.of(
            failing(401, "{'category':'EXPIRED_AUTHENTICATION'}", "expired"),
            failing(401, "{'category':'INVALID_AUTHENTICATION'}", "unauthorized"),
            failing(403, "{'category':'MISSING_SCOPES'}", "missing_permission"),
            failing(429, "{'policyName':'DAILY'}", "rate_limited")));
  }

  private static Dialect airtable() {
    return new Dialect(
        "airtable",
        "bearer",
        Map.of("token", "patfake.fake"),
        "patfake.fake",
        Map.of("Authorization", "Bearer patfake.fake"),
        "GET /v0/meta/whoami",
        ok("{'id':'usr1'}"),
        "usr1",
        List.of(
            failing(401, "{'error':{'type':'AUTHENTICATION_REQUIRED'}}", "unauthorized"),
            failing(403, "{}", "missing_permission"),
            failing(429, "{}", "rate_limited")));
  }

  private static Dialect openai() {
    return new Dialect(
        "openai",
        "api_key",
        Map.of("key", "sk-fake", "organization", "org-1", "project", "proj_1"),
        "sk-fake",
        Map.of(
            "Authorization", "Bearer sk-fake",
            "OpenAI-Organization", "org-1",
            "OpenAI-Project", "proj_1"),
        "GET /v1/models",
        ok("{'data':[{'id':'m'}]}"),
        "",
        List.of(
            failing(401, "{'error':{'code':'invalid_api_key'}}", "unauthorized"),
            failing(401, "{'error':{'code':'account_deactivated'}}", "revoked"),
            failing(401, "{'error':{'code':'mismatched_project'}}", "forbidden"),
            failing(403, "{}", "ok"),
            failing(429, "{'error':{'code':'insufficient_quota'}}", "rate_limited"),
            failing(429, "{'error':{'type':'requests'}}", "rate_limited")));
  }

  private static Dialect jira() {
    return new Dialect(
        "jira",
        "api_token",
        Map.of("site", "acme", "email", "bot@acme.test", "token", "fake-jira-token"),
        "Ym90QGFjbWUudGVzdDpmYWtlLWppcmEtdG9rZW4=",
        Map.of("Authorization", "Basic Ym90QGFjbWUudGVzdDpmYWtlLWppcmEtdG9rZW4="),
        "GET /rest/api/3/myself",
        ok("{'accountId':'1','displayName':'Bot'}"),
        "Bot",
        List.of(
            failing(401, "{}", "unauthorized"),
            failing(401, "", "forbidden", "X-Seraph-LoginReason", "AUTHENTICATION_DENIED"),
            failing(403, "{}", "missing_permission"),
            failing(404, "{}", "wrong_host"),
            failing(429, "{}", "rate_limited")));
  }

  private static Reply ok(String body) {
    return new Reply(200, json(body));
  }

  private static Case failing(int status, String body, String reason, String... headers) {
    return new Case(new Reply(status, json(body), headers), reason);
  }

  private static String json(String singleQuoted) {
    return singleQuoted.replace('\'', '"');
  }
}
