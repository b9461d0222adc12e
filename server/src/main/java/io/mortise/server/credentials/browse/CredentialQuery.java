package io.mortise.server.credentials.browse;

import io.mortise.runtime.connector.MethodType;
import io.mortise.server.access.CredentialScope;
import io.mortise.server.credentials.store.CredentialStatus;
import io.mortise.server.kernel.InvalidRequest;
import io.mortise.server.kernel.Names;
import io.mortise.server.kernel.Paging;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What a list of credentials is asked for; null members do not limit. */
record CredentialQuery(
    @Nullable String text,
    @Nullable String scope,
    @Nullable String type,
    @Nullable String connector,
    @Nullable CredentialStatus status,
    @Nullable String workspace,
    @Nullable Boolean tested,
    @Nullable String app,
    Sort sort,
    Paging paging) {

  /** Everything, or everything of a workspace. */
  static CredentialQuery of(@Nullable String workspace) {
    return new CredentialQuery(
        null, null, null, null, null, workspace, null, null, Sort.NAME, Paging.FIRST);
  }

  /** Orders that an index serves; ties are broken by id. */
  enum Sort {
    NAME("name", "c.sort_key", "text", true),
    NAME_DESCENDING("-name", "c.sort_key", "text", false),
    USED("lastUsedAt", "coalesce(c.last_used_at, timestamptz 'epoch')", "timestamptz", true),
    USED_DESCENDING(
        "-lastUsedAt", "coalesce(c.last_used_at, timestamptz 'epoch')", "timestamptz", false),
    CREATED("createdAt", "c.created_at", "timestamptz", true),
    CREATED_DESCENDING("-createdAt", "c.created_at", "timestamptz", false);

    private final String wire;
    private final String column;
    private final String type;
    private final boolean ascending;

    Sort(String wire, String column, String type, boolean ascending) {
      this.wire = wire;
      this.column = column;
      this.type = type;
      this.ascending = ascending;
    }

    static Sort ofWire(String wire) {
      return Arrays.stream(values())
          .filter(sort -> sort.wire.equals(wire))
          .findFirst()
          .orElseThrow(
              () ->
                  new InvalidRequest(
                      "/sort",
                      "sort is one of "
                          + String.join(", ", Arrays.stream(values()).map(s -> s.wire).toList())
                          + "."));
    }

    String column() {
      return column;
    }

    String wire() {
      return wire;
    }

    /** Name of the PostgreSQL type that the column has. */
    String type() {
      return type;
    }

    String direction() {
      return ascending ? "asc" : "desc";
    }

    /** How a row compares with the one that the cursor names. */
    String after() {
      return ascending ? ">" : "<";
    }
  }

  static CredentialQuery of(Wire wire, Paging paging) {
    if (wire.scope() != null && CredentialScope.Kind.ofWire(wire.scope()).isEmpty()) {
      throw new InvalidRequest("/scope", "scope is personal, workspace or organization.");
    }
    CredentialStatus status = wire.status() == null ? null : CredentialStatus.ofWire(wire.status());
    if (wire.status() != null && status == null) {
      throw new InvalidRequest("/status", "«" + wire.status() + "» is no status of a credential.");
    }
    checkType(wire.type());
    // Said rather than ignored: a picker would offer what does not fit.
    if (wire.usableInFlow() != null) {
      throw new InvalidRequest("/usableInFlow", "There are no flows yet to ask for.");
    }
    if (wire.operation() != null) {
      throw new InvalidRequest("/operation", "There are no operations yet to ask for.");
    }
    String text = wire.q() == null || wire.q().isBlank() ? null : Names.key(wire.q());
    return new CredentialQuery(
        text,
        wire.scope(),
        wire.type(),
        wire.connector(),
        status,
        wire.workspace(),
        flag("/tested", wire.tested()),
        wire.app(),
        Sort.ofWire(wire.sort() == null ? "name" : wire.sort()),
        paging);
  }

  private static @Nullable Boolean flag(String pointer, @Nullable String value) {
    return switch (value) {
      case null -> null;
      case "true" -> true;
      case "false" -> false;
      default ->
          throw new InvalidRequest(pointer, pointer.substring(1) + " must be true or false.");
    };
  }

  /** Whether a type asked for is a group of types. */
  static boolean isGroup(String type) {
    return Arrays.stream(MethodType.values()).anyMatch(known -> known.group().equals(type));
  }

  private static void checkType(@Nullable String type) {
    if (type != null && !isGroup(type) && MethodType.parse(type).isEmpty()) {
      throw new InvalidRequest("/type", "«" + type + "» is no type of a method.");
    }
  }

  /** The query parameters as they come. */
  record Wire(
      @Nullable String q,
      @Schema(implementation = CredentialScope.Kind.class) @Nullable String scope,
      @Nullable String type,
      @Nullable String connector,
      @Schema(implementation = CredentialStatus.class) @Nullable String status,
      @Nullable String workspace,
      @Schema(type = "boolean") @Nullable String tested,
      @Nullable String app,
      @Nullable String usableInFlow,
      @Nullable String operation,
      @Schema(implementation = Sort.class) @Nullable String sort) {}
}
