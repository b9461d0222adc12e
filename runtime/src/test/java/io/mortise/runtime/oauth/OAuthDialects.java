package io.mortise.runtime.oauth;

import io.mortise.runtime.oauth.OAuthDialect.Expected;
import io.mortise.runtime.oauth.TokenRefused.Cause;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The dialects of the services that hand out accounts. */
final class OAuthDialects {
  /** Every host that one of them has. */
  static final String[] HOSTS = {
    "slack.com",
    "github.com",
    "api.github.com",
    "accounts.google.com",
    "oauth2.googleapis.com",
    "openidconnect.googleapis.com",
    "login.microsoftonline.com",
    "graph.microsoft.com",
    "acme--uat.sandbox.my.salesforce.com",
    "auth.atlassian.com",
    "api.atlassian.com",
    "identity.xero.com",
    "api.xero.com",
    "accounts.zoho.eu",
    "www.zohoapis.eu",
    "api.hubapi.com",
    "git.acme.test",
    "api.notion.com",
    "acme.myshopify.com"
  };

  private OAuthDialects() {}

  static List<OAuthDialect> all() {
    return Stream.of(
            List.of(slackBot(), slackPerson(), github(), google(), microsoft(), salesforce()),
            MoreOAuthDialects.all())
        .flatMap(List::stream)
        .toList();
  }

  private static OAuthDialect slackBot() {
    return slack(OAuthDialect.of("slack", "oauth2"))
        .authorizes(
            "https://slack.com/oauth/v2/authorize", Map.of("scope", "channels:read,chat:write"))
        .answers(
            "{'ok':true,'access_token':'xoxb-fake','token_type':'bot',"
                + "'scope':'channels:read,chat:write','team':{'id':'T1','name':'Acme'},"
                + "'refresh_token':'xoxe-1-fake','expires_in':43200,'authed_user':{'id':'U2'}}",
            new Expected(
                "xoxb-fake", "xoxe-1-fake", 43_200L, List.of("channels:read", "chat:write")))
        .refreshes(
            "{'ok':true,'access_token':'xoxe.xoxb-fake2','token_type':'bot',"
                + "'scope':'channels:read,chat:write','refresh_token':'xoxe-1-fake2',"
                + "'expires_in':43200}",
            new Expected(
                "xoxe.xoxb-fake2", "xoxe-1-fake2", 43_200L, List.of("channels:read", "chat:write")))
        .knows("slack.com/api/auth.test", "{'ok':true,'user':'mortise','team':'Acme'}")
        .isNamed("mortise in Acme");
  }

  private static OAuthDialect slackPerson() {
    return slack(OAuthDialect.of("slack", "oauth2_user"))
        .authorizes(
            "https://slack.com/oauth/v2/authorize",
            Map.of("user_scope", "channels:read,chat:write"))
        .answers(
            "{'ok':true,'access_token':'xoxb-other','token_type':'bot','scope':'files:read',"
                + "'refresh_token':'xoxe-1-other','expires_in':100,'authed_user':{'id':'U2',"
                + "'access_token':'xoxp-fake','token_type':'user','scope':'channels:read',"
                + "'refresh_token':'xoxe-1-fake','expires_in':43200}}",
            new Expected("xoxp-fake", "xoxe-1-fake", 43_200L, List.of("channels:read")))
        .refreshes(
            "{'ok':true,'access_token':'xoxe.xoxp-fake2','token_type':'user',"
                + "'scope':'channels:read','refresh_token':'xoxe-1-fake2','expires_in':43200}",
            new Expected("xoxe.xoxp-fake2", "xoxe-1-fake2", 43_200L, List.of("channels:read")))
        // The person granted nothing, so that the only token is the bot's.
        .refuses(
            200,
            "{'ok':true,'access_token':'xoxb-other','token_type':'bot','authed_user':{'id':'U2'}}",
            Cause.UNEXPECTED)
        .knows("slack.com/api/auth.test", "{'ok':true,'user':'olga','team':'Acme'}")
        .isNamed("olga in Acme");
  }

  private static OAuthDialect slack(OAuthDialect dialect) {
    return dialect
        .with("scopes", List.of("channels:read", "chat:write"))
        .tokensAt("slack.com/api/oauth.v2.access")
        .withoutPkce()
        .refusesClient(200, "{'ok':false,'error':'bad_client_secret'}")
        .refusesGrant(200, "{'ok':false,'error':'invalid_refresh_token'}")
        .refuses(200, "{'ok':false,'error':'invalid_client_id'}", Cause.CLIENT)
        .refuses(200, "{'ok':false,'error':'code_already_used'}", Cause.GRANT)
        .refuses(200, "{'ok':false,'error':'account_inactive'}", Cause.GRANT)
        .refuses(400, "{'ok':false,'error':'invalid_grant'}", Cause.GRANT)
        .refuses(200, "{'ok':false,'error':'ratelimited'}", Cause.RATE_LIMITED)
        .refuses(200, "{'ok':false,'error':'service_unavailable'}", Cause.UNEXPECTED)
        .refuses(200, "{'ok':false,'error':'bad_redirect_uri'}", Cause.REQUEST)
        .reaches("slack.com", "files.slack.com");
  }

  private static OAuthDialect github() {
    return OAuthDialect.of("github", "oauth2")
        .with("scopes", List.of("read:user", "repo"))
        .authorizes("https://github.com/login/oauth/authorize", Map.of("scope", "read:user repo"))
        .tokensAt("github.com/login/oauth/access_token")
        .refusesClient(
            200, "{'error':'incorrect_client_credentials','error_description':'x','error_uri':'x'}")
        .refusesGrant(200, "{'error':'bad_verification_code','error_description':'x'}")
        .refuses(200, "{'error':'bad_refresh_token'}", Cause.GRANT)
        .refuses(200, "{'error':'redirect_uri_mismatch'}", Cause.REQUEST)
        .refuses(200, "{'error':'application_suspended'}", Cause.CLIENT_NOT_ALLOWED)
        .answers(
            "{'access_token':'ghu_fake','token_type':'bearer','scope':'repo,read:user',"
                + "'expires_in':28800,'refresh_token':'ghr_fake',"
                + "'refresh_token_expires_in':15897600}",
            new Expected("ghu_fake", "ghr_fake", 28_800L, List.of("repo", "read:user")))
        .refreshes(
            // A GitHub App has no scopes, and an app whose tokens do not expire no lifetime.
            "{'access_token':'gho_fake2','token_type':'bearer','scope':''}",
            new Expected("gho_fake2", null, null, List.of()))
        .knows("api.github.com/user", "{'login':'octo','id':1}")
        .reaches("api.github.com", "uploads.github.com")
        .isNamed("octo");
  }

  private static OAuthDialect google() {
    var drive = "https://www.googleapis.com/auth/drive.file";
    return OAuthDialect.of("google-workspace", "oauth2")
        .with("scopes", List.of("openid", "email", drive))
        .authorizes(
            "https://accounts.google.com/o/oauth2/v2/auth",
            Map.of("scope", "openid email " + drive, "access_type", "offline", "prompt", "consent"))
        .tokensAt("oauth2.googleapis.com/token")
        .revokesAt("oauth2.googleapis.com/revoke")
        .refusesClient(401, "{'error':'invalid_client','error_description':'Unauthorized'}")
        .refusesGrant(400, "{'error':'invalid_grant','error_description':'Token has been expired'}")
        .refuses(400, "{'error':'invalid_grant','error_subtype':'invalid_rapt'}", Cause.GRANT)
        .refuses(429, "{'error':{'status':'RESOURCE_EXHAUSTED'}}", Cause.RATE_LIMITED)
        .answers(
            "{'access_token':'ya29.fake','expires_in':3599,'refresh_token':'1//fake',"
                + "'scope':'openid "
                + drive
                + "','token_type':'Bearer','id_token':'x.y.z'}",
            // The person has left one scope out.
            new Expected("ya29.fake", "1//fake", 3_599L, List.of("openid", drive)))
        .refreshes(
            // The old refresh token goes on.
            "{'access_token':'ya29.fake2','expires_in':3599,'scope':'openid','token_type':'Bearer'}",
            new Expected("ya29.fake2", null, 3_599L, List.of("openid")))
        .knows("openidconnect.googleapis.com/v1/userinfo", "{'sub':'1','email':'o@acme.test'}")
        .reaches(
            "www.googleapis.com",
            "gmail.googleapis.com",
            "sheets.googleapis.com",
            "openidconnect.googleapis.com")
        .isNamed("o@acme.test");
  }

  private static OAuthDialect microsoft() {
    return OAuthDialect.of("microsoft-365", "oauth2")
        .with("scopes", List.of("offline_access", "User.Read"))
        .with("tenant", "acme.onmicrosoft.com")
        .authorizes(
            "https://login.microsoftonline.com/acme.onmicrosoft.com/oauth2/v2.0/authorize",
            Map.of("scope", "offline_access User.Read", "response_mode", "query"))
        .tokensAt("login.microsoftonline.com/acme.onmicrosoft.com/oauth2/v2.0/token")
        .refusesClient(
            401, "{'error':'invalid_client','error_description':'AADSTS7000222','error_codes':[1]}")
        .refusesGrant(400, "{'error':'invalid_grant','error_description':'AADSTS700082'}")
        .refuses(400, "{'error':'interaction_required','suberror':'basic_action'}", Cause.GRANT)
        .refuses(400, "{'error':'unauthorized_client'}", Cause.CLIENT_NOT_ALLOWED)
        .refuses(400, "{'error':'invalid_scope'}", Cause.SCOPE)
        .refuses(503, "{'error':'temporarily_unavailable'}", Cause.UNEXPECTED)
        .answers(
            "{'token_type':'Bearer','scope':'User.Read','expires_in':4111,'ext_expires_in':4111,"
                + "'access_token':'eyJ0.fake','refresh_token':'0.AXfake'}",
            new Expected("eyJ0.fake", "0.AXfake", 4_111L, List.of("User.Read")))
        .refreshes(
            "{'token_type':'Bearer','scope':'User.Read','expires_in':3600,"
                + "'access_token':'eyJ0.fake2','refresh_token':'0.AXfake2'}",
            new Expected("eyJ0.fake2", "0.AXfake2", 3_600L, List.of("User.Read")))
        .knows("graph.microsoft.com/v1.0/me", "{'id':'1','userPrincipalName':'o@acme.test'}")
        .reaches("graph.microsoft.com")
        .isNamed("o@acme.test");
  }

  private static OAuthDialect salesforce() {
    var host = "acme--uat.sandbox.my.salesforce.com";
    return OAuthDialect.of("salesforce", "oauth2")
        .with("scopes", List.of("refresh_token", "api"))
        .with("loginHost", host)
        .authorizes(
            "https://" + host + "/services/oauth2/authorize",
            Map.of("scope", "refresh_token api", "prompt", "consent"))
        .tokensAt(host + "/services/oauth2/token")
        .revokesAt(host + "/services/oauth2/revoke")
        .refusesClient(400, "{'error':'invalid_client_id','error_description':'x'}")
        .refusesGrant(400, "{'error':'invalid_grant','error_description':'expired access'}")
        .refuses(400, "{'error':'inactive_user'}", Cause.GRANT)
        .refuses(400, "{'error':'rate_limit_exceeded'}", Cause.RATE_LIMITED)
        .refuses(400, "{'error':'unknown_error'}", Cause.UNEXPECTED)
        .answers(
            "{'access_token':'00Dfake!AQ','refresh_token':'5Aepfake','instance_url':'https://"
                + host
                + "','id':'https://test.salesforce.com/id/00D/005','scope':'api refresh_token',"
                + "'token_type':'Bearer','issued_at':'1764000000000','signature':'x'}",
            new Expected("00Dfake!AQ", "5Aepfake", null, List.of("api", "refresh_token")))
        .issues("instanceHost", host)
        .refreshes(
            // A JWT with a life of 900 seconds, from an org that issues them.
            "{'access_token':'e30.eyJpYXQiOjE3NjQwMDAwMDAsImV4cCI6MTc2NDAwMDkwMH0.c2ln',"
                + "'instance_url':'https://"
                + host
                + "','token_type':'Bearer'}",
            new Expected(
                "e30.eyJpYXQiOjE3NjQwMDAwMDAsImV4cCI6MTc2NDAwMDkwMH0.c2ln", null, 900L, null))
        .knows(
            host + "/services/oauth2/userinfo",
            "{'user_id':'005','preferred_username':'o@acme.test','organization_id':'00D'}")
        .reaches(host)
        .isNamed("o@acme.test");
  }
}
