package io.mortise.server.audit;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

@Configuration(proxyBeanMethods = false)
class AuditConfiguration {

  @Bean
  AuditParties auditParties(JdbcClient jdbc, PlatformTransactionManager transactions) {
    var own = new TransactionTemplate(transactions);
    own.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    return new AuditParties(jdbc, own);
  }

  @Bean
  AuditChain auditChain(JdbcClient jdbc, JdbcTemplate template, TransactionTemplate transaction, JsonMapper json) {
    return new AuditChain(jdbc, transaction, new EventRows(template, json));
  }
}
