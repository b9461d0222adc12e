package io.mortise.runtime.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.mortise.runtime.net.OwnNetwork.Fault;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** Whose fault it is that a host could not be reached. */
class OwnNetworkTest {
  private static final String FIRST = "8.8.1.1";
  private static final String SECOND = "8.8.1.2";
  private static final String PRIVATE = "10.0.0.1";

  private final Map<String, String> names = new HashMap<>();
  private final Set<String> up = new HashSet<>();
  private final List<String> connected = new CopyOnWriteArrayList<>();
  private final OwnNetwork network =
      new OwnNetwork(
          new AddressBook(
              new OutboundPolicy(
                  List.of(Cidr.parse("10.0.0.0/8"), Cidr.parse("127.0.0.0/8")),
                  Set.of(),
                  OptionalInt.empty()),
              this::resolve),
          FakeSocket::new);

  @Test
  void fault_whereNoOtherHostIsKnown_isUnknown() {
    names.put("one.test", FIRST);

    assertThat(network.faultOf("one.test", 443)).isEqualTo(Fault.UNKNOWN);
    assertThat(network.faultOf("misspelt.test", 443)).isEqualTo(Fault.UNKNOWN);
  }

  @Test
  void fault_whereAnotherHostConnects_isTheHosts() {
    answered("two.test", SECOND);
    up.add(SECOND);
    names.put("one.test", FIRST);

    assertThat(network.faultOf("one.test", 443)).isEqualTo(Fault.HOST);
    assertThat(network.faultOf("misspelt.test", 443)).isEqualTo(Fault.HOST);
  }

  @Test
  void fault_whereNoOtherHostConnects_isThatOfTheOwnNetwork() {
    answered("two.test", SECOND);
    names.put("one.test", FIRST);

    assertThat(network.faultOf("one.test", 443)).isEqualTo(Fault.OWN_NETWORK);
  }

  @Test
  void fault_whereNoNameHasAnAddress_isThatOfTheOwnNetwork() {
    answered("two.test", SECOND);
    up.add(SECOND);
    names.clear();

    assertThat(network.faultOf("one.test", 443)).isEqualTo(Fault.OWN_NETWORK);
  }

  @Test
  void fault_ofAHostThatConnectsAndSaysNothing_isTheHosts() {
    names.put("one.test", FIRST);
    up.add(FIRST);

    assertThat(network.faultOf("one.test", 443)).isEqualTo(Fault.HOST);
  }

  @Test
  void fault_onLoopback_isTheHosts() {
    names.put("local.test", "127.0.0.1");

    assertThat(network.faultOf("local.test", 443)).isEqualTo(Fault.HOST);
  }

  @Test
  void fault_isNotComparedWithHostsInAnotherKindOfNetwork() {
    answered("intranet.test", PRIVATE);
    answered("local.test", "127.0.0.1");
    up.addAll(Set.of(PRIVATE, "127.0.0.1"));
    names.put("one.test", FIRST);
    names.put("other.intranet.test", "10.0.0.2");

    assertThat(network.faultOf("one.test", 443)).isEqualTo(Fault.UNKNOWN);
    assertThat(network.faultOf("other.intranet.test", 443)).isEqualTo(Fault.HOST);
  }

  @Test
  void fault_isNotComparedWithTheHostItself() {
    answered("one.test", FIRST);

    assertThat(network.faultOf("ONE.test", 443)).isEqualTo(Fault.UNKNOWN);
  }

  @Test
  void comparing_connectsToTheLastThreeThatAnswered() {
    for (int i = 1; i <= 70; i++) {
      answered("host" + i + ".test", "8.8.2." + i);
    }
    answered("host30.test", "8.8.2.30");
    names.put("one.test", FIRST);

    assertThat(network.faultOf("one.test", 443)).isEqualTo(Fault.OWN_NETWORK);
    assertThat(connected).containsExactly(FIRST, "8.8.2.30", "8.8.2.70", "8.8.2.69");
  }

  private void answered(String name, String address) {
    names.put(name, address);
    network.answered(name, 443, InetAddress.ofLiteral(address));
  }

  private InetAddress[] resolve(String host) throws UnknownHostException {
    String address = names.get(host);
    if (address == null) {
      throw new UnknownHostException(host);
    }
    return new InetAddress[] {InetAddress.ofLiteral(address)};
  }

  private final class FakeSocket extends Socket {
    @Override
    public void connect(SocketAddress asked, int timeout) throws IOException {
      String address = ((InetSocketAddress) asked).getAddress().getHostAddress();
      connected.add(address);
      if (!up.contains(address)) {
        throw new ConnectException(address);
      }
    }
  }
}
