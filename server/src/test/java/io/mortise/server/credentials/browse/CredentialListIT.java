package io.mortise.server.credentials.browse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mortise.runtime.connector.MethodType;
import io.mortise.runtime.credential.CredentialId;
import io.mortise.server.access.AccessPolicy;
import io.mortise.server.access.Action;
import io.mortise.server.access.ApiKey;
import io.mortise.server.access.ApiKeyScope;
import io.mortise.server.access.CredentialScope;
import io.mortise.server.access.KeyLimits;
import io.mortise.server.access.Member;
import io.mortise.server.access.Principal;
import io.mortise.server.credentials.store.Credential;
import io.mortise.server.credentials.store.CredentialRepository;
import io.mortise.server.credentials.store.CredentialStatus;
import io.mortise.server.kernel.ApiKeyId;
import io.mortise.server.kernel.InvalidRequest;
import io.mortise.server.kernel.Paging;
import io.mortise.server.kernel.WorkspaceId;
import io.mortise.server.people.MemberRepository;
import io.mortise.server.testing.TestPrincipals;
import io.mortise.server.testing.TestServer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists are written in SQL, the rules in Java; on a random organization both must say the same. */
class CredentialListIT {
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

  private static TestServer server;
  private static RandomOrganization organization;
  private static CredentialList list;
  private static List<Credential> all;

  @BeforeAll
  static void fill() {
    server = TestServer.start();
    server.api().setUp();
    server.clock().stopAt(NOW);
    server.forgetTimeOfRecord();
    organization = new RandomOrganization(server, NOW, 20_261_121L);
    organization.fill(300);
    list = server.bean(CredentialList.class);
    all = organization.credentials().stream().map(CredentialListIT::read).toList();
  }

  @AfterAll
  static void end() {
    server.close();
  }

  @Test
  void page_everySession_showsExactlyWhatThePolicyLetsThemSee() {
    for (Principal principal : sessions()) {
      assertThat(ids(everything(principal, query())))
          .as(described(principal))
          .isEqualTo(ids(seen(principal, c -> true)));
    }
  }

  @Test
  void page_everyKey_showsExactlyWhatThePolicyLetsItSee() {
    for (Principal principal : keys()) {
      assertThat(ids(everything(principal, query())))
          .as(described(principal))
          .isEqualTo(ids(seen(principal, c -> true)));
    }
  }

  @ParameterizedTest
  @EnumSource(CredentialStatus.class)
  void status_everyOne_isTheSameInSqlAndInJava(CredentialStatus status) {
    for (Principal principal : callers()) {
      assertThat(ids(everything(principal, query().status(status))))
          .as(described(principal))
          .isEqualTo(ids(seen(principal, c -> c.status(NOW) == status)));
    }
    assertThat(all).as("the organization has some").anyMatch(c -> c.status(NOW) == status);
  }

  @ParameterizedTest
  @ValueSource(strings = {"personal", "workspace", "organization"})
  void scope_everyOne_isTheJavaRule(String scope) {
    for (Principal principal : callers()) {
      assertThat(ids(everything(principal, query().scope(scope))))
          .isEqualTo(ids(seen(principal, c -> c.access().scope().wire().equals(scope))));
    }
  }

  @Test
  void type_everyTypeAndGroup_isTheJavaRule() {
    var types = new TreeSet<String>();
    for (var type : MethodType.values()) {
      types.add(type.wire());
      types.add(type.group());
    }
    var groups =
        Arrays.stream(MethodType.values()).map(MethodType::group).collect(Collectors.toSet());
    for (String type : types) {
      for (Principal principal : sessions()) {
        assertThat(ids(everything(principal, query().type(type))))
            .as(type)
            .isEqualTo(
                ids(
                    seen(
                        principal,
                        c ->
                            groups.contains(type)
                                ? c.service().type().group().equals(type)
                                : c.service().type().wire().equals(type))));
      }
    }
  }

  @Test
  void connector_everyOne_isTheJavaRule() {
    for (String connector : organization.connectors()) {
      for (Principal principal : callers()) {
        assertThat(ids(everything(principal, query().connector(connector))))
            .isEqualTo(ids(seen(principal, c -> c.service().connector().equals(connector))));
      }
    }
  }

  @Test
  void workspace_everyOne_showsOnlyItsOwn() {
    for (WorkspaceId workspace : organization.workspaces()) {
      for (Principal principal : callers()) {
        assertThat(ids(everything(principal, query().workspace(workspace))))
            .as(described(principal))
            .isEqualTo(
                ids(
                    seen(
                        principal,
                        c -> c.access().scope().equals(new CredentialScope.Workspace(workspace)))));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "%",
        "_",
        "\\",
        "a",
        "ü",
        "ab",
        "10%",
        "a_b",
        "c:\\",
        "%%",
        "petstore",
        "PETS",
        "o'brien",
        "zzz"
      })
  void search_anything_findsItLiterally(String text) {
    String needle = text.toLowerCase(Locale.ROOT);
    for (Principal principal : sessions()) {
      assertThat(ids(everything(principal, query().text(text))))
          .as(described(principal))
          .isEqualTo(ids(seen(principal, c -> organization.searchText(c.id()).contains(needle))));
    }
  }

  @Test
  void filters_together_narrow() {
    for (Principal principal : sessions()) {
      assertThat(
              ids(
                  everything(
                      principal,
                      query().scope("workspace").status(CredentialStatus.ACTIVE).text("a"))))
          .isEqualTo(
              ids(
                  seen(
                      principal,
                      c ->
                          c.access().scope() instanceof CredentialScope.Workspace
                              && c.status(NOW) == CredentialStatus.ACTIVE
                              && organization.searchText(c.id()).contains("a"))));
    }
  }

  @ParameterizedTest
  @EnumSource(CredentialQuery.Sort.class)
  void paging_everySort_visitsEachOnceInOrder(CredentialQuery.Sort sort) {
    for (Principal principal : sessions()) {
      var visited = everything(principal, query().sort(sort).limit(7));

      assertThat(visited).doesNotHaveDuplicates();
      assertThat(ids(visited)).isEqualTo(ids(seen(principal, c -> true)));
      assertThat(visited).isSortedAccordingTo(organization.order(sort));
    }
  }

  @Test
  void total_ofEveryCaller_isExact() {
    for (Principal principal : callers()) {
      assertThat(list.page(principal, query().limit(1).toQuery(null)).total())
          .isEqualTo(seen(principal, c -> true).size());
    }
  }

  @Test
  void summary_ofEveryCaller_countsWhatTheySee() {
    for (Principal principal : callers()) {
      var mine = seen(principal, c -> true);
      var summary = list.summary(principal, null);

      assertThat(summary.total()).as(described(principal)).isEqualTo(mine.size());
      assertThat(summary.byStatus()).isEqualTo(counted(mine, c -> c.status(NOW).wire()));
      assertThat(summary.untested())
          .isEqualTo(
              seen(
                      principal,
                      c ->
                          c.status(NOW) == CredentialStatus.ACTIVE
                              && c.state().lastTestedAt() == null)
                  .size());
      assertThat(summary.byConnector()).isEqualTo(counted(mine, c -> c.service().connector()));
      assertThat(summary.byScope()).isEqualTo(counted(mine, c -> c.access().scope().wire()));
      assertThat(summary.byType()).isEqualTo(counted(mine, c -> c.service().type().group()));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"!", "bm9uc2Vuc2U", "AAAA", "MTIzNA"})
  void cursor_thatNoListGaveOut_isRefused(String cursor) {
    var olga = sessions().getFirst();

    assertThatThrownBy(() -> list.page(olga, query().toQuery(cursor)))
        .isInstanceOf(InvalidRequest.class);
  }

  private static Credential read(CredentialId id) {
    return server.bean(CredentialRepository.class).find(organization.id(), id).orElseThrow();
  }

  private static List<Credential> seen(Principal principal, Predicate<Credential> filter) {
    return all.stream()
        .filter(c -> AccessPolicy.decide(principal, c.access(), Action.SEE).allowed())
        .filter(filter)
        .toList();
  }

  private static List<Credential> everything(Principal principal, Asked asked) {
    var found = new ArrayList<Credential>();
    String cursor = null;
    do {
      var page = list.page(principal, asked.toQuery(cursor));
      found.addAll(page.items());
      cursor = page.next();
    } while (cursor != null);
    return found;
  }

  private static Set<String> ids(Collection<Credential> credentials) {
    return credentials.stream().map(c -> c.name() + " " + c.id()).collect(Collectors.toSet());
  }

  private static Map<String, Long> counted(
      List<Credential> credentials, Function<Credential, String> by) {
    return credentials.stream()
        .collect(Collectors.groupingBy(by, HashMap::new, Collectors.counting()));
  }

  private static List<Principal> callers() {
    var callers = new ArrayList<>(sessions());
    callers.addAll(keys());
    return callers;
  }

  private static List<Principal> sessions() {
    return persons().stream().map(person -> principal(person, null)).toList();
  }

  private static List<Principal> keys() {
    var keys = new ArrayList<Principal>();
    for (Member person : persons()) {
      keys.add(principal(person, Set.of()));
      keys.add(principal(person, Set.of(organization.workspaces().getFirst())));
      keys.add(
          principal(
              person, Set.of(organization.workspaces().get(1), organization.workspaces().get(2))));
    }
    return keys;
  }

  private static List<Member> persons() {
    var members = server.bean(MemberRepository.class);
    return organization.people().stream()
        .map(id -> members.find(organization.id(), id).orElseThrow())
        .filter(Member::active)
        .toList();
  }

  private static Principal principal(Member person, @Nullable Set<WorkspaceId> keyFor) {
    return keyFor == null
        ? TestPrincipals.signedIn(person)
        : TestPrincipals.key(
            person,
            new ApiKey(
                new ApiKeyId(new UUID(3, 1)),
                "script",
                Set.of(ApiKeyScope.CREDENTIALS_READ),
                new KeyLimits(keyFor, Set.of())));
  }

  private static String described(Principal principal) {
    return principal.member() + " " + principal.key();
  }

  private static Asked query() {
    return new Asked(null, null, null, null, null, null, CredentialQuery.Sort.NAME, 200);
  }

  /** What a list is asked for. */
  private record Asked(
      @Nullable String text,
      @Nullable String scope,
      @Nullable String type,
      @Nullable String connector,
      @Nullable CredentialStatus status,
      @Nullable String workspace,
      CredentialQuery.Sort sort,
      int limit) {

    Asked text(String given) {
      return new Asked(given, scope, type, connector, status, workspace, sort, limit);
    }

    Asked scope(String given) {
      return new Asked(text, given, type, connector, status, workspace, sort, limit);
    }

    Asked type(String given) {
      return new Asked(text, scope, given, connector, status, workspace, sort, limit);
    }

    Asked connector(String given) {
      return new Asked(text, scope, type, given, status, workspace, sort, limit);
    }

    Asked status(CredentialStatus given) {
      return new Asked(text, scope, type, connector, given, workspace, sort, limit);
    }

    Asked workspace(WorkspaceId given) {
      return new Asked(text, scope, type, connector, status, given.toString(), sort, limit);
    }

    Asked sort(CredentialQuery.Sort given) {
      return new Asked(text, scope, type, connector, status, workspace, given, limit);
    }

    Asked limit(int given) {
      return new Asked(text, scope, type, connector, status, workspace, sort, given);
    }

    CredentialQuery toQuery(@Nullable String cursor) {
      String lower = text == null ? null : text.toLowerCase(Locale.ROOT);
      return new CredentialQuery(
          lower,
          scope,
          type,
          connector,
          status,
          workspace,
          null,
          null,
          sort,
          new Paging(limit, cursor));
    }
  }
}
