package io.mortise.server.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
  @TempDir private Path data;

  @Test
  void read_nothingSet_listensOnLoopbackWithEmbeddedDatabase() {
    var settings = read(Map.of());

    assertThat(settings.listening().address()).isEqualTo("127.0.0.1");
    assertThat(settings.listening().port()).isEqualTo(7420);
    assertThat(settings.database().url()).isEmpty();
    assertThat(settings.rootKey().file()).isEqualTo(data.resolve("root.key"));
    assertThat(settings.addresses().publicUrl()).hasToString("http://localhost:7420");
    assertThat(settings.outbound().allow()).isEmpty();
    assertThat(settings.outbound().practicePort()).isEmpty();
  }

  @Test
  void read_fileAndEnvironment_environmentWins() throws IOException {
    Files.writeString(
        data.resolve("mortise.conf"), "MORTISE_PORT=7001\nMORTISE_SERVER_ID=from-file\n");

    var settings = read(Map.of("MORTISE_PORT", "7002"));

    assertThat(settings.listening().port()).isEqualTo(7002);
    assertThat(settings.serverId()).contains("from-file");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a\\b",
        "\\u0041\\",
        " a ",
        "\ta\t",
        "a#b",
        "# a",
        "a=b=",
        "=",
        "\"a\"",
        "'a'",
        "a:b",
        "a!",
        "ä 密 😀",
        "$HOME"
      })
  void read_passwordInFile_isTakenAsItStands(String password) throws IOException {
    for (String end : List.of("\n", "\r\n", "")) {
      Files.writeString(
          data.resolve("mortise.conf"),
          "# a comment\n\n  MORTISE_DATABASE_USER=u\n MORTISE_DATABASE_PASSWORD=" + password + end);

      assertThat(read(Map.of()).database().server().orElseThrow().password()).isEqualTo(password);
    }
  }

  @Test
  void read_passwordInEnvironment_isTakenAsItStands() {
    var settings =
        read(Map.of("MORTISE_DATABASE_USER", "u", "MORTISE_DATABASE_PASSWORD", " a\\b "));

    assertThat(settings.database().server().orElseThrow().password()).isEqualTo(" a\\b ");
  }

  @Test
  void read_blanksAroundANumber_doNotMatter() throws IOException {
    Files.writeString(data.resolve("mortise.conf"), "\uFEFFMORTISE_PORT = 7001 \n");

    assertThat(read(Map.of()).listening().port()).isEqualTo(7001);
  }

  @Test
  void read_lineThatSetsNothing_isNamedByItsNumberOnly() throws IOException {
    Files.writeString(data.resolve("mortise.conf"), "\nMORTISE_DATABASE_PASSWORD fake-secret\n");

    assertThatThrownBy(() -> read(Map.of()))
        .isInstanceOf(SettingsInvalid.class)
        .hasMessageContaining("Line 2")
        .hasMessageNotContaining("fake-secret");
  }

  @Test
  void read_nameTwiceInFile_refuses() throws IOException {
    Files.writeString(data.resolve("mortise.conf"), "MORTISE_PORT=1\nMORTISE_PORT=2\n");

    assertRefused(Map.of(), "MORTISE_PORT twice");
  }

  @Test
  void read_fileThatIsNoText_refuses() throws IOException {
    Files.write(data.resolve("mortise.conf"), new byte[] {(byte) 0xff, (byte) 0xfe});

    assertRefused(Map.of(), "is not UTF-8 text");
  }

  @Test
  void read_publicUrlWithoutTlsBehindATlsProxy_refusesAndSaysWhatToDo() {
    assertRefused(
        Map.of("MORTISE_BEHIND_TLS_PROXY", "true", "MORTISE_PUBLIC_URL", "http://mortise.example"),
        "MORTISE_PUBLIC_URL is http://mortise.example",
        "Set MORTISE_PUBLIC_URL to the https://");
  }

  @Test
  void read_publicUrlWithoutTlsBesideOwnTls_refuses() throws IOException {
    String file = Files.writeString(data.resolve("tls.pem"), "fake").toString();

    assertRefused(
        Map.of(
            "MORTISE_TLS_CERTIFICATE",
            file,
            "MORTISE_TLS_KEY",
            file,
            "MORTISE_PUBLIC_URL",
            "http://mortise.example"),
        "TLS is configured");
  }

  @Test
  void read_unknownNameInFile_saysWhichAndWhereTheyAreListed() throws IOException {
    Files.writeString(data.resolve("mortise.conf"), "MORTISE_PROT=7001\n");

    assertRefused(Map.of(), "MORTISE_PROT", "docs/operate.md");
  }

  @Test
  void read_addressOthersReachWithoutTls_refuses() {
    assertRefused(
        Map.of("MORTISE_ADDRESS", "0.0.0.0"),
        "MORTISE_TLS_CERTIFICATE",
        "MORTISE_BEHIND_TLS_PROXY");
    assertRefused(Map.of("MORTISE_ADDRESS", "192.0.2.7"), "TLS is needed");
  }

  @Test
  void read_addressOthersReachBehindProxy_isTaken() {
    var settings =
        read(
            Map.of(
                "MORTISE_ADDRESS",
                "0.0.0.0",
                "MORTISE_BEHIND_TLS_PROXY",
                "true",
                "MORTISE_PUBLIC_URL",
                "https://mortise.example"));

    assertThat(settings.listening().behindTlsProxy()).isTrue();
  }

  @Test
  void read_ipv6Loopback_needsNoTls() {
    assertThat(read(Map.of("MORTISE_ADDRESS", "::1")).listening().tls()).isEmpty();
  }

  @Test
  void read_halfOfTls_saysThatTheOtherIsMissing() {
    assertRefused(
        Map.of("MORTISE_TLS_CERTIFICATE", data.resolve("cert.pem").toString()), "go together");
  }

  @Test
  void read_unreadableCertificate_namesTheFile() {
    assertRefused(
        Map.of(
            "MORTISE_TLS_CERTIFICATE",
            data.resolve("no.pem").toString(),
            "MORTISE_TLS_KEY",
            data.resolve("no.key").toString()),
        "no.pem",
        "cannot be read");
  }

  @Test
  void read_valuesOfTheWrongKind_saySo() {
    assertRefused(Map.of("MORTISE_PORT", "http"), "MORTISE_PORT", "number from 1 to 65535");
    assertRefused(Map.of("MORTISE_PORT", "0"), "number from 1 to 65535");
    assertRefused(Map.of("MORTISE_PORT", "70000"), "70000");
    assertRefused(Map.of("MORTISE_AUDIT_RETENTION_DAYS", "29"), "from 30 to 36500");
    assertRefused(Map.of("MORTISE_BEHIND_TLS_PROXY", "yes"), "true or false");
    assertRefused(
        Map.of("MORTISE_PUBLIC_URL", "mortise.example"), "MORTISE_PUBLIC_URL", "https://");
    assertRefused(Map.of("MORTISE_DATABASE_URL", "postgres://u:fake@h/db"), "jdbc:postgresql:");
  }

  @Test
  void read_publicUrlWithHttps_makesCookiesSecure() {
    var addresses = read(Map.of("MORTISE_PUBLIC_URL", "https://mortise.example/")).addresses();

    assertThat(addresses.publicUrl()).hasToString("https://mortise.example");
    assertThat(addresses.secure()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "0.0.0.0"})
  void read_reachedByOthersWithoutPublicUrl_refuses(String address) {
    assertRefused(
        Map.of("MORTISE_ADDRESS", address, "MORTISE_BEHIND_TLS_PROXY", "true"),
        "MORTISE_PUBLIC_URL is missing");
  }

  @ParameterizedTest
  @CsvSource({
    "HTTPS://Mortise.Example:443/, https://mortise.example",
    "http://mortise.example:80, http://mortise.example",
    "https://mortise.example:80, https://mortise.example:80",
    "https://[2001:DB8::1]:8443, https://[2001:db8::1]:8443"
  })
  void read_publicUrl_isAsBrowsersWriteAnOrigin(String text, String origin) {
    assertThat(read(Map.of("MORTISE_PUBLIC_URL", text)).addresses().publicUrl())
        .hasToString(origin);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://mortise.example/vault",
        "https://mortise.example?a=b",
        "https://mortise.example/#a",
        "https://u@mortise.example"
      })
  void read_publicUrlWithMoreThanAnOrigin_refuses(String text) {
    assertRefused(Map.of("MORTISE_PUBLIC_URL", text), "MORTISE_PUBLIC_URL", "without path");
  }

  @Test
  void read_trustedProxies_areNetworksWithTheirPrefix() {
    var settings = read(Map.of("MORTISE_TRUSTED_PROXIES", "10.0.0.1, 192.0.2.0/24 ::1"));

    assertThat(settings.listening().trustedProxies().stream().map(Object::toString))
        .containsExactly("10.0.0.1/32", "192.0.2.0/24", "0:0:0:0:0:0:0:1/128");
  }

  @ParameterizedTest
  @ValueSource(strings = {".*", "proxy.example", "10.0.0.0/33", "10.0.0.1/x", "10.0.0.1,,/8"})
  void read_trustedProxyThatIsNoNetwork_refuses(String text) {
    assertRefused(Map.of("MORTISE_TRUSTED_PROXIES", text), "MORTISE_TRUSTED_PROXIES has");
  }

  @ParameterizedTest
  @ValueSource(strings = {"foo", "10.0.0.0/33", "10.0.0.1,,/8"})
  void read_outboundNetworkThatIsNone_refuses(String text) {
    assertRefused(Map.of("MORTISE_OUTBOUND_ALLOW", text), "MORTISE_OUTBOUND_ALLOW has");
  }

  @Test
  void unknownNames_areThoseOfNoSettingAndNotTheLaunchers() {
    var environment =
        Map.of(
            "MORTISE_PROT", "7001",
            "MORTISE_PORT", "7001",
            "MORTISE_HOOKS_URL", "https://hooks.example",
            "MORTISE_JAVA_OPTS", "-Xmx1g",
            "PATH", "/bin");

    assertThat(Settings.unknownNames(environment)).containsExactly("MORTISE_PROT");
  }

  @Test
  void toString_withSecrets_showsNone() {
    var settings =
        read(
            Map.of(
                "MORTISE_ROOT_KEY",
                "fake-root-key",
                "MORTISE_DATABASE_URL",
                "jdbc:postgresql://h/db",
                "MORTISE_DATABASE_USER",
                "u",
                "MORTISE_DATABASE_PASSWORD",
                "fake-password"));

    assertThat(settings.toString()).doesNotContain("fake-root-key").doesNotContain("fake-password");
  }

  private Settings read(Map<String, String> environment) {
    var whole = new HashMap<>(environment);
    whole.put("MORTISE_DATA", data.toString());
    return Settings.read(whole);
  }

  private void assertRefused(Map<String, String> environment, String... parts) {
    assertThatThrownBy(() -> read(environment))
        .isInstanceOf(SettingsInvalid.class)
        .message()
        .contains(parts);
  }
}
