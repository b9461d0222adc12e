package io.mortise.server.signin;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;

@Configuration(proxyBeanMethods = false)
class AccountsConfiguration {

  /** Argon2id with the parameters Spring Security recommends: 16 MiB, two passes. */
  @Bean
  PasswordEncoder passwordEncoder() {
    return new PasswordHashes(Argon2PasswordEncoder.defaultsForSpringSecurity_v5_8());
  }
}
