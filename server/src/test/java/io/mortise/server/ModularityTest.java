package io.mortise.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.ApplicationModule;
import org.springframework.modulith.core.ApplicationModules;

class ModularityTest {
  /** All but the command line, which verifies an export without a server. */
  private static final ApplicationModules MODULES =
      ApplicationModules.of(
          MortiseServer.class, JavaClass.Predicates.belongToAnyOf(AuditCommand.class));

  /** Every module, each after all modules that it may use. */
  private static final List<String> ORDER =
      List.of(
          "kernel",
          "settings",
          "database",
          "practice",
          "vault",
          "access",
          "audit",
          "audit.chain",
          "audit.reading",
          "people",
          "apikeys",
          "signin",
          "connectors",
          "credentials.store",
          "credentials.apps",
          "credentials.refresh",
          "credentials",
          "credentials.manage",
          "credentials.connect",
          "credentials.browse",
          "credentials.runtime",
          "web");

  @Test
  void modules_verified_keepToTheirFrontDoors() {
    MODULES.verify();
  }

  @Test
  void modules_listed_areAllThatExist() {
    assertThat(allowed().keySet()).containsExactlyInAnyOrderElementsOf(ORDER);
  }

  @Test
  void modules_inTheOrderOfTheDesign_useOnlyWhatStandsBeforeThem() {
    var before = new HashSet<String>();

    for (var module : ORDER) {
      assertThat(before).as(module).containsAll(allowed().getOrDefault(module, Set.of()));
      before.add(module);
    }
  }

  private static Map<String, Set<String>> allowed() {
    var allowed = new LinkedHashMap<String, Set<String>>();
    MODULES.stream()
        .forEach(
            module ->
                allowed.put(
                    module.getIdentifier().toString(), allowed(module.getBasePackage().getName())));
    return allowed;
  }

  private static Set<String> allowed(String packageName) {
    try {
      var annotation =
          Class.forName(packageName + ".package-info").getAnnotation(ApplicationModule.class);
      return Set.of(annotation.allowedDependencies());
    } catch (ClassNotFoundException e) {
      throw new AssertionError(packageName + " has no package-info", e);
    }
  }
}
