package io.mortise.runtime.connector;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class HostPatternTest {
  @Test
  void parse_wrongForms_areRefused() {
    for (var text :
        List.of(
            "",
            "*",
            "*.com",
            "https://api.acme.test",
            "api.acme.test/v1",
            "user@acme.test",
            "acme.test:0",
            "acme.test:70000",
            "acme.test:",
            "a..b",
            "-a.test",
            "*.10.0.0.1",
            "2130706433",
            "0x7f.0.0.1",
            "127.1",
            "acme test",
            "acme.test#x",
            "[::1")) {
      assertThat(HostPattern.find(text)).as(text).isEmpty();
    }
  }

  @Test
  void parse_sameHostInOtherSpelling_isTheSame() {
    assertThat(HostPattern.parse("API.Acme.Test")).hasToString("api.acme.test");
    assertThat(HostPattern.parse("bücher.test")).hasToString("xn--bcher-kva.test");
    assertThat(HostPattern.parse("[0:0::1]:8443")).hasToString("[0:0:0:0:0:0:0:1]:8443");
    assertThat(HostPattern.parse("*.acme.test:8443")).hasToString("*.acme.test:8443");
  }

  @Test
  void matches_portOfTheScheme_whereNoneIsNamed() {
    var plain = HostPattern.parse("api.acme.test");

    assertThat(plain.matches("api.acme.test", 443, true)).isTrue();
    assertThat(plain.matches("API.ACME.TEST.", 443, true)).isTrue();
    assertThat(plain.matches("api.acme.test", 80, false)).isTrue();
    assertThat(plain.matches("api.acme.test", 8443, true)).isFalse();
    assertThat(plain.matches("api.acme.test.evil.test", 443, true)).isFalse();
    assertThat(plain.matches("xapi.acme.test", 443, true)).isFalse();
  }

  @Test
  void matches_wildcard_standsForHostsBelowOnly() {
    var wild = HostPattern.parse("*.acme.test");

    assertThat(wild.matches("a.acme.test", 443, true)).isTrue();
    assertThat(wild.matches("a.b.acme.test", 443, true)).isTrue();
    assertThat(wild.matches("acme.test", 443, true)).isFalse();
    assertThat(wild.matches("evilacme.test", 443, true)).isFalse();
  }

  private record Match(String pattern, String host, int port, boolean tls, boolean matches) {}

  @TestFactory
  Stream<DynamicTest> matches_edges_areDecided() {
    return Stream.of(
            new Match("acme.test:8443", "acme.test", 8443, true, true),
            new Match("acme.test:8443", "acme.test", 8443, false, true),
            new Match("acme.test:8443", "acme.test", 443, true, false),
            new Match("acme.test", "acme.test", 80, true, false),
            new Match("acme.test", "acme.test", 443, false, false),
            new Match("acme.test", "acme.test..", 443, true, false),
            new Match("*.acme.test", "a.acme.test.", 443, true, true),
            new Match("*.acme.test", ".acme.test", 443, true, false),
            new Match("*.acme.test", "a.acme.test.evil.test", 443, true, false),
            new Match("*.acme.test:8443", "a.acme.test", 443, true, false),
            new Match("127.0.0.1", "127.0.0.1", 443, true, true),
            new Match("127.0.0.1", "127.1", 443, true, false),
            new Match("[::1]:8443", "[0:0:0:0:0:0:0:1]", 8443, true, true),
            new Match("[::1]:8443", "[::2]", 8443, true, false),
            new Match("[::1]", "::1", 443, true, false))
        .map(
            each ->
                DynamicTest.dynamicTest(
                    each.toString(),
                    () ->
                        assertThat(
                                HostPattern.parse(each.pattern())
                                    .matches(each.host(), each.port(), each.tls()))
                            .isEqualTo(each.matches())));
  }

  @Test
  void parse_longestHostAndPort_areTaken() {
    var label = "a".repeat(63) + ".";
    var longest = label.repeat(3) + "b".repeat(61);

    assertThat(HostPattern.find(longest + ":65535")).isPresent();
    assertThat(HostPattern.find(longest + "b")).isEmpty();
    assertThat(HostPattern.find("a" + label + "test")).isEmpty();
    assertThat(HostPattern.find("acme.test:65536")).isEmpty();
  }

  @Test
  void covers_exactHost_isNoWildcard() {
    var exact = HostPattern.parse("acme.test");

    assertThat(exact.covers(HostPattern.parse("acme.test"))).isTrue();
    assertThat(exact.covers(HostPattern.parse("*.acme.test"))).isFalse();
    assertThat(HostPattern.parse("*.a.acme.test").covers(HostPattern.parse("*.acme.test")))
        .isFalse();
  }

  @Test
  void permits_userInfoAndOtherSchemes_areRefused() {
    var rules = HostRules.of(List.of("api.acme.test", "[::1]:8443"));

    assertThat(rules.permits(URI.create("https://api.acme.test/x"))).isTrue();
    assertThat(rules.permits(URI.create("https://[0:0::1]:8443/x"))).isTrue();
    assertThat(rules.permits(URI.create("https://me@api.acme.test/x"))).isFalse();
    assertThat(rules.permits(URI.create("ftp://api.acme.test/x"))).isFalse();
    assertThat(rules.permits(URI.create("https:api.acme.test"))).isFalse();
    assertThat(rules.permits(URI.create("https://api.acme.test@evil.test/"))).isFalse();
  }

  @Test
  void covers_onlyWhatIsWithin_isNoWidening() {
    var rules = HostRules.of(List.of("*.acme.test", "api.other.test:8443"));

    assertThat(rules.covers(List.of("a.acme.test", "*.b.acme.test", "*.acme.test"))).isTrue();
    assertThat(rules.covers(List.of("api.other.test:8443"))).isTrue();
    assertThat(rules.covers(List.of("api.other.test"))).isFalse();
    assertThat(rules.covers(List.of("acme.test"))).isFalse();
    assertThat(rules.covers(List.of("*.test.test"))).isFalse();
    assertThat(rules.covers(List.of("a.acme.test", "evil.test"))).isFalse();
  }
}
