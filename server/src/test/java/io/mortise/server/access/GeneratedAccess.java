package io.mortise.server.access;

import static io.mortise.server.access.TestAccess.ACME;
import static io.mortise.server.access.TestAccess.GLOBEX;
import static io.mortise.server.access.TestAccess.MIA;
import static io.mortise.server.access.TestAccess.NOAH;
import static io.mortise.server.access.TestAccess.SALES;
import static io.mortise.server.access.TestAccess.SUPPORT;

import io.mortise.server.kernel.ApiKeyId;
import io.mortise.server.kernel.WorkspaceId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** People, keys, credentials and grants by a seeded generator: each case has a seed of its own. */
public final class GeneratedAccess {
  private static final long FIRST_SEED = 20_261_128L;

  private final Random random;

  private GeneratedAccess(long seed) {
    this.random = new Random(seed);
  }

  /** Checks that many cases; a failure names the seed of its case. */
  public static void cases(int count, Consumer<GeneratedAccess> check) {
    for (long seed = FIRST_SEED; seed < FIRST_SEED + count; seed++) {
      try {
        check.accept(new GeneratedAccess(seed));
      } catch (AssertionError failed) {
        throw new AssertionError("Case with seed " + seed + ": " + failed.getMessage(), failed);
      }
    }
  }

  @SafeVarargs
  final <T> T of(T... values) {
    return values[random.nextInt(values.length)];
  }

  public Member person() {
    var workspaces = new HashMap<WorkspaceId, Membership>();
    for (var workspace : List.of(SALES, SUPPORT)) {
      if (random.nextInt(3) > 0) {
        workspaces.put(workspace, new Membership(of(WorkspaceRole.values()), random.nextBoolean()));
      }
    }
    return new Member(
        random.nextInt(5) == 0 ? GLOBEX : ACME,
        of(MIA, NOAH),
        "Somebody",
        of(OrganizationRole.values()),
        random.nextInt(5) > 0,
        workspaces);
  }

  public CredentialAccess credential() {
    CredentialScope scope =
        of(
            new CredentialScope.Personal(),
            new CredentialScope.Organization(),
            new CredentialScope.Workspace(SALES),
            new CredentialScope.Workspace(SUPPORT));
    var grants = IntStream.range(0, random.nextInt(4)).mapToObj(i -> grant()).toList();
    return new CredentialAccess(ACME, of(MIA, NOAH), scope, grants);
  }

  Grant grant() {
    Level level = of(Level.USE, Level.VIEW, Level.MANAGE);
    return random.nextBoolean()
        ? TestAccess.to(of(MIA, NOAH), level)
        : TestAccess.to(of(SALES, SUPPORT), level);
  }

  public ApiKey key() {
    return new ApiKey(
        new ApiKeyId(new UUID(3, 1)),
        "engine",
        some(ApiKeyScope.values()),
        new KeyLimits(random.nextBoolean() ? Set.of() : some(SALES, SUPPORT), Set.of()));
  }

  @SafeVarargs
  private <T> Set<T> some(T... values) {
    var chosen = new HashSet<T>();
    for (T value : values) {
      if (random.nextBoolean()) {
        chosen.add(value);
      }
    }
    return chosen;
  }
}
