package io.mortise.runtime;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Packages depend only on packages of the layers below theirs. */
class PackageLayersTest {
  private static final String ROOT = "io.mortise.runtime.";

  /** From the bottom up; packages of one layer do not know each other. */
  private static final List<Set<String>> LAYERS =
      List.of(
          Set.of("problem"),
          Set.of("credential", "net"),
          Set.of("auth"),
          Set.of("connector", "mask"),
          Set.of("call", "catalogue"),
          Set.of("oauth"),
          Set.of("probe", "operation"),
          Set.of("protocol"));

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.mortise.runtime");

  @Test
  void packages_everyOne_hasALayer() {
    var packages = CLASSES.stream().map(PackageLayersTest::topPackage).collect(Collectors.toSet());

    assertThat(packages)
        .isEqualTo(LAYERS.stream().flatMap(Set::stream).collect(Collectors.toSet()));
  }

  @Test
  void dependencies_everyOne_leadsDown() {
    var upwards = new TreeSet<String>();
    for (JavaClass type : CLASSES) {
      for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
        var target = dependency.getTargetClass();
        if (target.getPackageName().startsWith(ROOT) && !leadsDown(type, target)) {
          upwards.add(type.getName() + " -> " + target.getName());
        }
      }
    }

    assertThat(upwards).isEmpty();
  }

  @Test
  void protocols_eachOne_standsAlone() {
    slices().matching(ROOT + "protocol.(*)..").should().notDependOnEachOther().check(CLASSES);
  }

  private static boolean leadsDown(JavaClass from, JavaClass to) {
    return topPackage(from).equals(topPackage(to)) || layer(to) < layer(from);
  }

  private static int layer(JavaClass type) {
    for (int i = 0; i < LAYERS.size(); i++) {
      if (LAYERS.get(i).contains(topPackage(type))) {
        return i;
      }
    }
    throw new AssertionError("No layer for " + type.getName());
  }

  private static String topPackage(JavaClass type) {
    return type.getPackageName().substring(ROOT.length()).split("\\.", 2)[0];
  }
}
