package io.mortise.bench;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * Fills the database with credentials in lifelike proportions; their rows are real, their sealed
 * bytes are copies.
 */
final class ManyCredentials {
  private ManyCredentials() {}

  /** Inserts those numbered from (inclusive) to (exclusive), modelled on the one named bench. */
  static void insert(Connection database, int from, int to) throws SQLException {
    try (var statement = database.createStatement()) {
      statement.execute(
          """
          with model as (select * from credential where name = 'bench'),
               connectors as (select array['github','gitlab','slack','stripe','sendgrid','notion','hubspot','airtable',
                 'openai','jira','shopify','postgresql'] as ids),
               made as (
            insert into credential (organization, id, connector, method, type, type_group, name, name_key, scope, owner,
              workspace, owner_scope, public_fields, secret_names, notes, environment, tags, search_text, expires_at,
              rotate_every_days, rotate_by, secret_version, identity, revoked_at, revoked_by, test_failed, last_used_at,
              created_at, updated_at)
            select m.organization, gen_random_uuid(), x.connector, m.method, m.type, m.type_group, x.name, x.name, m.scope,
              m.owner, m.workspace, m.owner_scope, m.public_fields, m.secret_names, x.notes, (array['prod','staging','dev'])[1 + n % 3],
              '{}', lower(x.name || E'\\n' || x.connector || E'\\n' || x.notes),
              case when n % 50 = 0 then now() + (n / 50 % 400 - 20) * interval '1 day' end, 90,
              now() + (n % 110 - 3) * interval '1 day', 1, 'account ' || n % 5000,
              case when n % 97 = 0 then now() end, case when n % 97 = 0 then m.owner end, n % 211 = 0,
              case when n % 4 > 0 then now() - (n % 100000) * interval '1 minute' end,
              now() - n * interval '1 second', now()
            from model m, connectors k, generate_series(:from, :to - 1) n,
              lateral (select k.ids[1 + n % 12] as connector, 'team ' || n % 700 || ' key ' || n as name,
                       'Owner: squad ' || n % 1300 || case when n % 10007 = 0 then ' zanzibar' else '' end as notes) x
            returning organization, id)
          insert into credential_version (organization, credential, version, sealed, key_id, created_at, created_by)
          select made.organization, made.id, 1, v.sealed, v.key_id, now(), v.created_by
          from made, (select v.* from credential_version v join credential c on c.id = v.credential where c.name = 'bench') v
          """
              .replace(":from", Integer.toString(from))
              .replace(":to", Integer.toString(to)));
      statement.execute("vacuum analyze credential, credential_version");
    }
  }
}
