package io.mortise.runtime.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OutboundPolicyTest {
  private static final List<String> REFUSED =
      List.of(
          "0.0.0.0",
          "0.1.2.3",
          "10.1.2.3",
          "100.64.0.1",
          "127.0.0.1",
          "127.9.9.9",
          "169.254.169.254",
          "172.16.0.1",
          "172.31.255.255",
          "192.168.1.1",
          "192.0.0.8",
          "198.18.0.1",
          "224.0.0.1",
          "255.255.255.255",
          "::",
          "::1",
          "fe80::1",
          "fd00:ec2::254",
          "fc00::1",
          "ff02::1",
          "::ffff:10.0.0.1",
          "::ffff:127.0.0.1",
          "::127.0.0.1",
          "::8.8.8.8",
          "64:ff9b::10.0.0.1",
          "64:ff9b::a9fe:a9fe",
          "64:ff9b:1::1",
          "2002:7f00:1::",
          "2002:a00:1::1",
          "2001:0:1::1",
          "2001:db8::1",
          "fec0::1");

  private static final List<String> PERMITTED =
      List.of(
          "8.8.8.8",
          "172.32.0.1",
          "100.128.0.1",
          "2606:4700::1111",
          "64:ff9b::8.8.8.8",
          "2002:808:808::1",
          "::ffff:8.8.8.8");

  @Test
  void permits_addressesThatAreNotPublic_areRefused() {
    for (var text : REFUSED) {
      assertThat(OutboundPolicy.strict().permits(address(text), 443)).as(text).isFalse();
    }
  }

  @Test
  void permits_publicAddresses_withTlsOnly() {
    for (var text : PERMITTED) {
      assertThat(OutboundPolicy.strict().permits(address(text), 443)).as(text).isTrue();
      assertThat(OutboundPolicy.strict().permitsPlain(address(text), 80)).as(text).isFalse();
    }
  }

  @Test
  void permits_allowedNetworks_plainToo() {
    var policy =
        new OutboundPolicy(List.of(Cidr.parse("10.0.0.0/8")), Set.of(), OptionalInt.empty());

    assertThat(policy.permits(address("10.1.2.3"), 443)).isTrue();
    assertThat(policy.permitsPlain(address("10.1.2.3"), 80)).isTrue();
    assertThat(policy.permits(address("64:ff9b::10.0.0.1"), 443)).isTrue();
    assertThat(policy.permits(address("192.168.1.1"), 443)).isFalse();
  }

  @Test
  void permits_ofLoopback_onlyThePracticePort() {
    var policy = new OutboundPolicy(List.of(), Set.of(), OptionalInt.of(7421));

    assertThat(policy.permitsPlain(address("127.0.0.1"), 7421)).isTrue();
    assertThat(policy.permitsPlain(address("::1"), 7421)).isTrue();
    assertThat(policy.permits(address("127.0.0.1"), 7420)).isFalse();
    assertThat(policy.permits(address("10.0.0.1"), 7421)).isFalse();
  }

  @Test
  void permits_ownAddresses_neverEvenWhereAllowed() {
    var own = Set.of(new InetSocketAddress("0.0.0.0", 7420));
    var policy = new OutboundPolicy(List.of(Cidr.parse("0.0.0.0/0")), own, OptionalInt.empty());

    assertThat(policy.permits(address("127.0.0.1"), 7420)).isFalse();
    assertThat(policy.permits(address("127.0.0.1"), 5432)).isTrue();
    assertThat(policy.permits(address("8.8.8.8"), 7420)).isTrue();
  }

  @Test
  void addressBook_namesThatLeadInside_areRefused() {
    var book =
        new AddressBook(
            OutboundPolicy.strict(), host -> new InetAddress[] {address("192.168.0.1")});

    assertThatThrownBy(() -> book.find("rebound.acme.test", 443, true))
        .isInstanceOfSatisfying(
            ServiceFailed.class,
            e -> assertThat(e.failure()).isEqualTo(ServiceFailed.Failure.ADDRESS_REFUSED));
  }

  @Test
  void addressBook_mixedAnswer_leavesThePublicOnes() {
    var book =
        new AddressBook(
            OutboundPolicy.strict(),
            host -> new InetAddress[] {address("10.0.0.1"), address("8.8.8.8")});

    assertThat(book.find("mixed.acme.test", 443, true)).containsExactly(address("8.8.8.8"));
    assertThatThrownBy(() -> book.find("mixed.acme.test", 80, false))
        .isInstanceOfSatisfying(
            ServiceFailed.class,
            e -> assertThat(e.failure()).isEqualTo(ServiceFailed.Failure.ADDRESS_REFUSED));
  }

  @Test
  void addressBook_numbersThatJavaTakesForAddresses_areRefused() {
    var book = new AddressBook(OutboundPolicy.strict(), Network.ofThisMachine().resolver());

    for (var host : List.of("2130706433", "127.1", "0x7f000001", "[::ffff:7f00:1]")) {
      assertThatThrownBy(() -> book.find(host, 443, true))
          .as(host)
          .isInstanceOf(ServiceFailed.class);
    }
  }

  @Test
  void cidr_oddPrefixes_countBits() {
    var block = Cidr.parse("172.16.0.0/12");

    assertThat(block.contains(address("172.31.255.255"))).isTrue();
    assertThat(block.contains(address("172.32.0.0"))).isFalse();
    assertThatThrownBy(() -> Cidr.parse("10.0.0.0/33"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Cidr.parse("acme.test/8"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static InetAddress address(String literal) {
    try {
      return InetAddress.getByName(literal);
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }
}
