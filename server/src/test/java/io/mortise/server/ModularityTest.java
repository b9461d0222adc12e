package io.mortise.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.AnnotatedElement;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.modulith.ApplicationModule;
import org.springframework.modulith.core.ApplicationModules;
import org.springframework.web.bind.annotation.RequestMapping;

class ModularityTest {
  /** All but the command line, which verifies an export without a server. */
  private static final ApplicationModules MODULES =
      ApplicationModules.of(
          MortiseServer.class, JavaClass.Predicates.belongToAnyOf(AuditCommand.class));

  private static final Pattern TEXT = Pattern.compile("\"([^\"\\\\\n]|\\\\.)*\"");

  /** Every module, each after all modules that it may use. */
  private static final List<String> ORDER =
      List.of(
          "kernel",
          "settings",
          "metrics",
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

  /** Settings, because addresses, trusted proxies and certificates are the edge's own matter. */
  @Test
  void web_uses_noFeature() {
    assertThat(allowed().get("web")).containsExactlyInAnyOrder("kernel", "settings", "access");
  }

  /** Only its own: {@code UiController} knows the addresses of pages, which are no endpoints. */
  @Test
  void web_texts_nameNoPathOfAFeature() throws IOException {
    Set<String> segments = segmentsOfFeatures();

    assertThat(segments).contains("session", "resolve", "callback").hasSizeGreaterThan(30);
    assertThat(textsOfWeb().filter(text -> names(text, segments))).isEmpty();
  }

  private static boolean names(String text, Set<String> segments) {
    return Arrays.stream(text.split("[^A-Za-z0-9/{}_-]+"))
        .filter(word -> word.contains("/"))
        .flatMap(path -> Arrays.stream(path.substring(path.indexOf('/')).split("/")))
        .anyMatch(segments::contains);
  }

  /** What the paths of endpoints outside of web hold behind {@code /api/v1}, but for variables. */
  private static Set<String> segmentsOfFeatures() {
    var segments = new TreeSet<String>();
    MODULES.stream()
        .filter(module -> !module.getIdentifier().toString().equals("web"))
        .flatMap(module -> module.getBasePackage().stream())
        .map(JavaClass::reflect)
        .forEach(
            type -> {
              segments.addAll(segments(type));
              Arrays.stream(type.getDeclaredMethods())
                  .forEach(method -> segments.addAll(segments(method)));
            });
    segments.removeAll(Set.of("", "**", "api", "runtime", "v1"));
    return segments;
  }

  private static List<String> segments(AnnotatedElement endpoint) {
    var mapping = AnnotatedElementUtils.findMergedAnnotation(endpoint, RequestMapping.class);
    return mapping == null
        ? List.of()
        : Arrays.stream(mapping.path())
            .flatMap(path -> Arrays.stream(path.split("/")))
            .filter(segment -> !segment.startsWith("{"))
            .toList();
  }

  private static Stream<String> textsOfWeb() throws IOException {
    try (var files = Files.walk(Path.of("src/main/java/io/mortise/server/web"))) {
      return files
          .filter(file -> file.toString().endsWith(".java") && !file.endsWith("UiController.java"))
          .flatMap(ModularityTest::texts)
          .toList()
          .stream();
    }
  }

  private static Stream<String> texts(Path file) {
    try {
      return TEXT.matcher(Files.readString(file)).results().map(MatchResult::group);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
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
