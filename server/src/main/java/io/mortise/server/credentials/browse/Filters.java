package io.mortise.server.credentials.browse;

import io.mortise.server.credentials.apps.OAuthAppId;
import io.mortise.server.kernel.InvalidRequest;
import io.mortise.server.kernel.WorkspaceId;
import java.util.ArrayList;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The conditions of a list. Only those asked for are in the statement, so that each kind gets a
 * plan of its own.
 */
final class Filters {
  private Filters() {}

  static String sql(CredentialQuery query, @Nullable Cursor cursor) {
    var conditions = new ArrayList<String>();
    conditions.add("true");
    if (query.text() != null) {
      conditions.add("c.search_text like :text");
    }
    if (query.scope() != null) {
      conditions.add("c.scope = :scope");
    }
    if (query.type() != null) {
      conditions.add(
          CredentialQuery.isGroup(query.type()) ? "c.type_group = :type" : "c.type = :type");
    }
    if (query.connector() != null) {
      conditions.add("c.connector = :connector");
    }
    if (query.workspace() != null) {
      conditions.add("c.workspace = :workspace");
    }
    if (query.status() != null) {
      conditions.add(query.status().sqlFilter());
    }
    if (query.tested() != null) {
      conditions.add(query.tested() ? "c.last_tested_at is not null" : "c.last_tested_at is null");
    }
    if (query.app() != null) {
      conditions.add("c.oauth_app = :app");
    }
    if (cursor != null) {
      var sort = query.sort();
      conditions.add(
          "(%s, c.id) %s (:after::%s, :afterId)"
              .formatted(sort.column(), sort.after(), sort.type()));
    }
    return String.join(" and ", conditions);
  }

  static void bind(Map<String, Object> values, CredentialQuery query, @Nullable Cursor cursor) {
    if (query.text() != null) {
      values.put("text", "%" + query.text().replaceAll("([\\\\%_])", "\\\\$1") + "%");
    }
    if (query.scope() != null) {
      values.put("scope", query.scope());
    }
    if (query.type() != null) {
      values.put("type", query.type());
    }
    if (query.connector() != null) {
      values.put("connector", query.connector());
    }
    if (query.workspace() != null) {
      values.put("workspace", workspace(query.workspace()).value());
    }
    if (query.app() != null) {
      values.put("app", app(query.app()).value());
    }
    if (cursor != null) {
      values.put("after", cursor.sortValue());
      values.put("afterId", cursor.id());
    }
  }

  private static OAuthAppId app(String id) {
    return OAuthAppId.parse(id)
        .orElseThrow(() -> new InvalidRequest("/app", "app is an id such as app_…."));
  }

  private static WorkspaceId workspace(String id) {
    return WorkspaceId.parse(id)
        .orElseThrow(() -> new InvalidRequest("/workspace", "workspace is an id such as ws_…."));
  }
}
