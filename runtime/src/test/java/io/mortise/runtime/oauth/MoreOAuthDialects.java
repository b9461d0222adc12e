package io.mortise.runtime.oauth;

import io.mortise.runtime.oauth.OAuthDialect.Expected;
import io.mortise.runtime.oauth.TokenRefused.Cause;
import java.util.List;
import java.util.Map;

/** The second half of {@link OAuthDialects}. */
final class MoreOAuthDialects {
  private MoreOAuthDialects() {}

  static List<OAuthDialect> all() {
    return List.of(atlassian(), xero(), zoho(), hubspot(), gitlab(), notion(), shopify());
  }

  private static OAuthDialect atlassian() {
    var site = "11111111-2222-3333-4444-555555555555";
    return OAuthDialect.of("jira", "oauth2")
        .with("scopes", List.of("offline_access", "read:jira-user"))
        .authorizes(
            "https://auth.atlassian.com/authorize",
            Map.of(
                "scope",
                "offline_access read:jira-user",
                "audience",
                "api.atlassian.com",
                "prompt",
                "consent"))
        .tokensAt("auth.atlassian.com/oauth/token")
        .takesJson()
        .refusesGrant(403, "{'error':'invalid_grant','error_description':'Unknown token'}")
        .refuses(403, "{'error':'unauthorized_client','error_description':'x'}", Cause.GRANT)
        .answers(
            "{'access_token':'eyJ.fake','scope':'offline_access read:jira-user','expires_in':3600,"
                + "'token_type':'Bearer','refresh_token':'eyJ.fakeR'}",
            new Expected(
                "eyJ.fake", "eyJ.fakeR", 3_600L, List.of("offline_access", "read:jira-user")))
        .refreshes(
            "{'access_token':'eyJ.fake2','scope':'read:jira-user','expires_in':3600,"
                + "'token_type':'Bearer','refresh_token':'eyJ.fakeR2'}",
            new Expected("eyJ.fake2", "eyJ.fakeR2", 3_600L, List.of("read:jira-user")))
        .knows(
            "api.atlassian.com/oauth/token/accessible-resources",
            // A site is listed once for each of its products.
            "[{'id':'11111111-2222-3333-4444-555555555555','name':'acme','url':'https://x'},"
                + "{'id':'11111111-2222-3333-4444-555555555555','name':'acme'},"
                + "{'id':'99999999-2222-3333-4444-555555555555','name':'other'}]")
        .offers("acme", "other")
        .issues("cloudId", site)
        .knows(
            "api.atlassian.com/ex/jira/" + site + "/rest/api/3/myself",
            "{'accountId':'1','displayName':'Olga'}")
        .reaches("api.atlassian.com")
        .isNamed("Olga");
  }

  private static OAuthDialect xero() {
    return OAuthDialect.of("xero", "oauth2")
        .with("scopes", List.of("offline_access", "accounting.contacts"))
        .authorizes(
            "https://login.xero.com/identity/connect/authorize",
            Map.of("scope", "offline_access accounting.contacts"))
        .tokensAt("identity.xero.com/connect/token")
        .revokesAt("identity.xero.com/connect/revocation")
        .takesBasic()
        .refusesClient(400, "{'error':'invalid_client'}")
        .refuses(400, "{'error':'unauthorized_client'}", Cause.CLIENT_NOT_ALLOWED)
        .answers(
            "{'id_token':'x.y.z','access_token':'eyJ.fake','expires_in':1800,"
                + "'token_type':'Bearer','refresh_token':'fakeR','scope':'accounting.contacts'}",
            new Expected("eyJ.fake", "fakeR", 1_800L, List.of("accounting.contacts")))
        .refreshes(
            "{'access_token':'eyJ.fake2','expires_in':1800,'token_type':'Bearer',"
                + "'refresh_token':'fakeR2','scope':'accounting.contacts'}",
            new Expected("eyJ.fake2", "fakeR2", 1_800L, List.of("accounting.contacts")))
        .knows(
            "api.xero.com/connections",
            "[{'id':'1','tenantId':'aaaaaaaa-2222-3333-4444-555555555555','tenantName':'Acme Ltd',"
                + "'tenantType':'ORGANISATION'},"
                + "{'id':'2','tenantId':'bbbbbbbb-2222-3333-4444-555555555555',"
                + "'tenantName':'Other Ltd','tenantType':'ORGANISATION'}]")
        .offers("Acme Ltd", "Other Ltd")
        .issues("tenantId", "aaaaaaaa-2222-3333-4444-555555555555")
        .reaches("api.xero.com");
  }

  private static OAuthDialect zoho() {
    return OAuthDialect.of("zoho", "oauth2")
        .with("scopes", List.of("ZohoCRM.users.READ", "ZohoCRM.modules.READ"))
        .authorizes(
            "https://accounts.zoho.com/oauth/v2/auth",
            Map.of(
                "scope",
                "ZohoCRM.users.READ,ZohoCRM.modules.READ",
                "access_type",
                "offline",
                "prompt",
                "consent"))
        .withoutPkce()
        .redirectsWith("location", "eu")
        .redirectsWith("accounts-server", "https://accounts.zoho.eu")
        .tokensAt("accounts.zoho.eu/oauth/v2/token")
        .refusesClient(200, "{'error':'invalid_client'}")
        .refusesGrant(200, "{'error':'invalid_code'}")
        .refuses(200, "{'error':'invalid_client_secret'}", Cause.CLIENT)
        .refuses(
            400,
            "{'error_description':'too many requests','error':'Access Denied','status':'failure'}",
            Cause.RATE_LIMITED)
        .answers(
            "{'access_token':'1000.fake','refresh_token':'1000.fakeR','scope':'ZohoCRM.users.READ',"
                + "'api_domain':'https://www.zohoapis.eu','token_type':'Bearer','expires_in':3600}",
            new Expected("1000.fake", "1000.fakeR", 3_600L, List.of("ZohoCRM.users.READ")))
        .issues("accountsHost", "accounts.zoho.eu")
        .issues("apiHost", "www.zohoapis.eu")
        .refreshes(
            // An old answer, with milliseconds.
            "{'access_token':'1000.fake2','api_domain':'https://www.zohoapis.eu',"
                + "'token_type':'Bearer','expires_in':3600000,'expires_in_sec':3600}",
            new Expected("1000.fake2", null, 3_600L, null))
        .knows(
            "www.zohoapis.eu/crm/v7/users?type=CurrentUser",
            "{'users':[{'id':'1','email':'o@acme.test'}]}")
        .tokenIn("Authorization", "Zoho-oauthtoken ")
        .reaches("www.zohoapis.eu")
        .isNamed("o@acme.test");
  }

  private static OAuthDialect hubspot() {
    return OAuthDialect.of("hubspot", "oauth2")
        .with("scopes", List.of("oauth", "crm.objects.contacts.read"))
        .authorizes(
            "https://app.hubspot.com/oauth/authorize",
            Map.of("scope", "oauth crm.objects.contacts.read"))
        .tokensAt("api.hubapi.com/oauth/2026-03/token")
        .revokesAt("api.hubapi.com/oauth/2026-03/token/revoke")
        .withoutPkce()
        .refusesClient(400, "{'status':'BAD_CLIENT_SECRET','message':'x'}")
        .refusesGrant(400, "{'status':'BAD_REFRESH_TOKEN','message':'missing or unknown'}")
        .refuses(
            400,
            "{'error':'invalid_grant','status':'BAD_REFRESH_TOKEN','message':'x'}",
            Cause.GRANT)
        .refuses(400, "{'status':'BAD_AUTH_CODE','message':'x'}", Cause.GRANT)
        .refuses(400, "{'status':'error','message':'x','category':'OTHER'}", Cause.UNEXPECTED)
        .answers(
            "{'token_type':'bearer','refresh_token':'na1-fake','access_token':'CJfake',"
                + "'expires_in':1800,'hub_id':123,'user_id':4,"
                + "'scopes':['oauth','crm.objects.contacts.read']}",
            new Expected(
                "CJfake", "na1-fake", 1_800L, List.of("oauth", "crm.objects.contacts.read")))
        .refreshes(
            // The refresh token is repeated, not replaced.
            "{'token_type':'bearer','refresh_token':'na1-fake','access_token':'CJfake2',"
                + "'expires_in':1800}",
            new Expected("CJfake2", "na1-fake", 1_800L, null))
        .knows("api.hubapi.com/account-info/v3/details", "{'portalId':123}")
        .reaches("api.hubapi.com")
        .isNamed("account 123");
  }

  private static OAuthDialect gitlab() {
    return OAuthDialect.of("gitlab", "oauth2")
        .with("scopes", List.of("read_user", "read_api"))
        .with("host", "git.acme.test")
        .authorizes("https://git.acme.test/oauth/authorize", Map.of("scope", "read_user read_api"))
        .tokensAt("git.acme.test/oauth/token")
        .revokesAt("git.acme.test/oauth/revoke")
        .answers(
            "{'access_token':'fake1','token_type':'Bearer','expires_in':7200,"
                + "'refresh_token':'fakeR','scope':'read_user read_api','created_at':1764000000}",
            new Expected("fake1", "fakeR", 7_200L, List.of("read_user", "read_api")))
        .refreshes(
            // An instance that issues tokens without an end.
            "{'access_token':'fake2','token_type':'Bearer','refresh_token':'fakeR2',"
                + "'scope':'read_user read_api','created_at':1764000000}",
            new Expected("fake2", "fakeR2", null, List.of("read_user", "read_api")))
        .knows("git.acme.test/api/v4/user", "{'id':1,'username':'olga'}")
        .reaches("git.acme.test")
        .isNamed("olga");
  }

  private static OAuthDialect notion() {
    return OAuthDialect.of("notion", "oauth2")
        .authorizes("https://api.notion.com/v1/oauth/authorize", Map.of("owner", "user"))
        .tokensAt("api.notion.com/v1/oauth/token")
        .takesJson()
        .takesBasic()
        .withoutPkce()
        .refusesClient(401, "{'object':'error','status':401,'code':'unauthorized','message':'x'}")
        .refuses(400, "{'object':'error','code':'validation_error'}", Cause.UNEXPECTED)
        .refuses(401, "{'error':'invalid_client'}", Cause.CLIENT)
        .answers(
            "{'access_token':'ntn_fake','token_type':'bearer','refresh_token':'nrt_fake',"
                + "'bot_id':'b','workspace_name':'Acme','workspace_id':'w','owner':{'type':'user'}}",
            new Expected("ntn_fake", "nrt_fake", null, null))
        .refreshes(
            "{'access_token':'ntn_fake2','token_type':'bearer','refresh_token':null}",
            new Expected("ntn_fake2", null, null, null))
        .knows("api.notion.com/v1/users/me", "{'object':'user','bot':{'workspace_name':'Acme'}}")
        .reaches("api.notion.com")
        .isNamed("Acme");
  }

  private static OAuthDialect shopify() {
    var dialect =
        OAuthDialect.of("shopify", "oauth2")
            .with("scopes", List.of("read_products", "read_orders"))
            .with("shop", "acme")
            .authorizes(
                "https://acme.myshopify.com/admin/oauth/authorize",
                Map.of("scope", "read_products,read_orders"))
            .tokensAt("acme.myshopify.com/admin/oauth/access_token")
            .withoutPkce()
            .refusesClient(400, "{'error':'application_cannot_be_found'}")
            .answers(
                "{'access_token':'shpat_fake','scope':'read_products,read_orders',"
                    + "'expires_in':3600,'refresh_token':'shprt_fake',"
                    + "'refresh_token_expires_in':7776000}",
                new Expected(
                    "shpat_fake", "shprt_fake", 3_600L, List.of("read_products", "read_orders")))
            .refreshes(
                "{'access_token':'shpat_fake2','scope':'read_products','expires_in':3600,"
                    + "'refresh_token':'shprt_fake2','refresh_token_expires_in':7776000}",
                new Expected("shpat_fake2", "shprt_fake2", 3_600L, List.of("read_products")))
            .knows(
                "acme.myshopify.com/admin/api/2026-10/shop.json",
                "{'shop':{'id':1,'name':'Acme Shop'}}")
            .tokenIn("X-Shopify-Access-Token", "")
            .reaches("acme.myshopify.com")
            .isNamed("Acme Shop");
    dialect.codeParameters.put("expiring", "1");
    return dialect;
  }
}
