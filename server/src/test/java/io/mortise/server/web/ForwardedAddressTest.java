package io.mortise.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.mortise.runtime.net.Cidr;
import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ForwardedAddressTest {
  private static final InetAddress PEER = InetAddress.ofLiteral("10.0.0.1");
  private final ForwardedAddress forwarded =
      new ForwardedAddress(List.of(Cidr.parse("10.0.0.0/8"), Cidr.parse("2001:db8:aaaa::/48")));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          6.6.6.9                               | 6.6.6.9
          6.6.6.9:1234                          | 6.6.6.9
          "6.6.6.9:1234"                        | 6.6.6.9
          2001:db8::2                           | 2001:db8::2
          [2001:db8::2]                         | 2001:db8::2
          [2001:db8::2]:4444                    | 2001:db8::2
          "[2001:db8::2]:4444"                  | 2001:db8::2
          fe80::1%eth0                          | fe80::1
          [fe80::1%25eth0]:80                   | fe80::1
          ::ffff:6.6.6.9                        | 6.6.6.9
          [::ffff:6.6.6.9]:80                   | 6.6.6.9
          1.1.1.1, 6.6.6.9                      | 6.6.6.9
          1.1.1.1,6.6.6.9:99                    | 6.6.6.9
          6.6.6.9, 10.9.9.9                     | 6.6.6.9
          6.6.6.9 , 10.9.9.9:80, [2001:db8:aaaa::1]:80 | 6.6.6.9
          6.6.6.9,                              | 6.6.6.9
          10.9.9.9                              | 10.9.9.9
          """)
  void entry_inAnyForm_isTheAddress(String header, String address) {
    assertThat(forwarded.client(PEER, List.of(header), List.of()))
        .isEqualTo(InetAddress.ofLiteral(address));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ",",
        "unknown",
        "_hidden",
        "_SEVKISEK",
        "6.6.6",
        "6.6.6.999",
        "1",
        "0x06060609",
        "a.b",
        "6.6.6.9:99999999",
        "[2001:db8::2",
        "2001:db8::g",
        ":",
        "::::",
        "6.6.6.9 evil",
        "\"",
        "é",
        "\u0000",
        "1.1.1.1, unknown",
        "localhost"
      })
  void entry_thatIsNoAddress_leavesThePeer(String header) {
    assertThat(forwarded.client(PEER, List.of(header), List.of())).isEqualTo(PEER);
  }

  @ParameterizedTest
  @CsvSource({"unknown, 10.9.9.9", "'6.6.6.9, garbage, 10.9.9.9', 10.9.9.9"})
  void entry_beforeATrustedProxyThatIsNoAddress_leavesThatProxy(String header, String address) {
    assertThat(forwarded.client(PEER, List.of(header, "10.9.9.9"), List.of()))
        .isEqualTo(InetAddress.ofLiteral(address));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          for=6.6.6.9                                    | 6.6.6.9
          For="6.6.6.9:80"                               | 6.6.6.9
          for="[2001:db8::1]:123"                        | 2001:db8::1
          for=6.6.6.9;proto=https;by=10.0.0.1            | 6.6.6.9
          proto=https ; for = 6.6.6.9                    | 6.6.6.9
          by="a,b;for=1.1.1.1";for=6.6.6.9               | 6.6.6.9
          for=1.1.1.1, for=6.6.6.9, for="10.1.1.1:80"    | 6.6.6.9
          for=unknown                                    | 10.0.0.1
          for=_gazonk                                    | 10.0.0.1
          for=6.6.6.9, proto=https                       | 10.0.0.1
          garbage                                        | 10.0.0.1
          for="                                          | 10.0.0.1
          """)
  void forwarded_asRfc7239WritesIt_isTheAddress(String header, String address) {
    assertThat(forwarded.client(PEER, List.of(), List.of(header)))
        .isEqualTo(InetAddress.ofLiteral(address));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void headers_several_areReadInOrder(int first) {
    var headers = Stream.of("1.1.1.1", "6.6.6.9:80", "10.1.1.1").toList();

    assertThat(forwarded.client(PEER, headers.subList(0, first), List.of("for=7.7.7.7")))
        .isEqualTo(InetAddress.ofLiteral(first == 1 ? "1.1.1.1" : "6.6.6.9"));
  }
}
