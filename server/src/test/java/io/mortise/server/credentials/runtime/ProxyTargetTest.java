package io.mortise.server.credentials.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mortise.server.kernel.InvalidRequest;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;

class ProxyTargetTest {
  private static final URI BASE = URI.create("https://api.acme.test:8443/v1/");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/items                | https://api.acme.test:8443/v1/items",
        "//items               | https://api.acme.test:8443/v1/items",
        "''                    | https://api.acme.test:8443/v1/",
        "/a%2Fb/c%20d          | https://api.acme.test:8443/v1/a%2Fb/c%20d",
        "/a/./b                | https://api.acme.test:8443/v1/a/b",
        "/.hidden/..x          | https://api.acme.test:8443/v1/.hidden/..x",
        "/@evil.test           | https://api.acme.test:8443/v1/@evil.test",
        "/http://evil.test/x   | https://api.acme.test:8443/v1/http:/evil.test/x"
      })
  void under_path_staysBelowTheBase(String rest, String expected) {
    assertThat(target(BASE, rest, null)).hasToString(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/..",
        "/../x",
        "/a/../../x",
        "/%2e%2e/x",
        "/%2E./x",
        "/a/..%2f..%2fx",
        "/..%5cx",
        "/..\\x",
        "/%252e%252e%252fx",
        "/%25252e%25252e/x"
      })
  void under_pathThatLeavesTheBase_isRefused(String rest) {
    assertThatThrownBy(() -> target(BASE, rest, null))
        .isInstanceOf(InvalidRequest.class)
        .hasMessageContaining("leaves the base address");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/a b", "/a%", "/a%zz", "/{id}", "/a|b"})
  void under_pathThatIsNone_saysToEncodeIt(String rest) {
    assertThatThrownBy(() -> target(BASE, rest, null))
        .isInstanceOf(InvalidRequest.class)
        .hasMessageContaining("percent-encode");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a=1&b=2        | a=1&b=2",
        "expand[]=x     | expand%5B%5D=x",
        "q={a}^\"<>`    | q=%7Ba%7D%5E%22%3C%3E%60",
        "a=%2F%zz       | a=%2F%25zz",
        "q=ä            | q=%C3%A4",
        "a=?/b          | a=?/b"
      })
  void under_query_isEncodedWhereItMustBe(String query, String expected) {
    assertThat(target(BASE, "/x", query).getRawQuery()).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://api.acme.test", "https://api.acme.test/"})
  void under_baseWithoutPath_isTheRoot(String base) {
    assertThat(target(URI.create(base), "/items", null)).hasToString("https://api.acme.test/items");
  }

  private static URI target(URI base, String rest, @Nullable String query) {
    var request = new MockHttpServletRequest("GET", "/runtime/v1/proxy/cred_1" + rest);
    request.setQueryString(query);
    return ProxyTarget.under(base, request);
  }
}
