package io.mortise.server.audit;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

@Configuration(proxyBeanMethods = false)
class AuditConfiguration {

  @Bean
  AuditParties auditParties(JdbcClient jdbc) {
    return new AuditParties(jdbc);
  }

  @Bean
  OwnAppends ownAppends() {
    return new OwnAppends();
  }

  @Bean
  AuditChain auditChain(
      JdbcClient jdbc,
      JdbcTemplate template,
      TransactionTemplate transaction,
      JsonMapper json,
      OwnAppends own) {
    return new AuditChain(jdbc, transaction, new EventRows(template, json), own);
  }
}
