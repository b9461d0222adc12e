package io.mortise.server.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.mortise.server.access.WorkspaceRole;
import org.junit.jupiter.api.Test;

class HarnessIT {

  @Test
  void harness_serverStarted_personAddsAndKeyResolvesOnBothServers() {
    try (var service = DialectServer.start().accepts("fake-token-0001");
        var server = TestServer.start();
        var second = server.second()) {
      var olga = server.api().setUp();
      var mia =
          server.people().add("mia", server.people().defaultWorkspace(), WorkspaceRole.MANAGER);

      String id = TestCredentials.http(service).verified().addBy(olga);
      String pets =
          TestCredentials.petstore()
              .field("key", server.practiceKey())
              .verified()
              .inWorkspace(server.people().defaultWorkspace())
              .addBy(server.api().signIn(mia.email()));
      var key = olga.withKey("runtime:resolve");

      assertThat(key.resolve(id).expect(200).at("/fields/token")).isEqualTo("fake-token-0001");
      assertThat(key.at(second).resolve(id).expect(200).at("/fields/token"))
          .isEqualTo("fake-token-0001");
      assertThat(olga.get("/credentials/" + pets).expect(200).at("/owner/name")).isEqualTo("mia");
      assertThat(server.jdbc().sql("show timezone").query(String.class).single())
          .isEqualTo("Pacific/Kiritimati");
    }
  }
}
