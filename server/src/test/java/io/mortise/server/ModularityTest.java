package io.mortise.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.ApplicationModule;
import org.springframework.modulith.core.ApplicationModules;

class ModularityTest {
  private static final ApplicationModules MODULES = ApplicationModules.of(MortiseServer.class);

  /**
   * The packages in the order of the design; each may use only what stands before it, and of that
   * only this.
   */
  private static final List<Map.Entry<String, Set<String>>> DESIGN =
      List.of(
          Map.entry("kernel", Set.of()),
          Map.entry("database", Set.of("kernel")),
          Map.entry("practice", Set.of("kernel")),
          Map.entry("vault", Set.of("kernel")),
          Map.entry("access", Set.of("kernel")),
          Map.entry("audit", Set.of("kernel", "vault", "access")),
          Map.entry("accounts", Set.of("kernel", "vault", "audit", "access")),
          Map.entry("connectors", Set.of("kernel", "audit", "access")),
          Map.entry(
              "credentials",
              Set.of("kernel", "vault", "access", "audit", "accounts", "connectors")),
          Map.entry("web", Set.of("kernel", "accounts")));

  @Test
  void modules_verified_keepToTheirFrontDoors() {
    MODULES.verify();
  }

  @Test
  void modules_allowedDependencies_areThoseOfTheDesign() {
    var declared = new HashMap<String, Set<String>>();
    MODULES.stream()
        .forEach(
            module ->
                declared.put(
                    module.getIdentifier().toString(), allowed(module.getBasePackage().getName())));

    assertThat(declared)
        .containsExactlyInAnyOrderEntriesOf(Map.ofEntries(DESIGN.toArray(Map.Entry[]::new)));
  }

  @Test
  void design_everyDependency_standsBeforeItsUser() {
    var before = new HashSet<String>();

    for (var module : DESIGN) {
      assertThat(before).as(module.getKey()).containsAll(module.getValue());
      before.add(module.getKey());
    }
  }

  private static Set<String> allowed(String packageName) {
    try {
      var annotation =
          Class.forName(packageName + ".package-info").getAnnotation(ApplicationModule.class);
      return Set.of(annotation.allowedDependencies());
    } catch (ClassNotFoundException e) {
      throw new AssertionError(packageName + " says nothing of itself", e);
    }
  }
}
