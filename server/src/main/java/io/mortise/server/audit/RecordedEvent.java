package io.mortise.server.audit;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.mortise.server.audit.ChainHash.Content;
import io.mortise.server.audit.ChainHash.Named;
import io.mortise.server.audit.ChainHash.Parties;
import io.mortise.server.audit.ChainHash.What;
import io.mortise.server.kernel.ApiKeyId;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An event as it is answered and exported. With {@code proof} it can be verified without the
 * server: each name comes with its hash and the key that shows the two to fit; after an erasure
 * only the hash is left.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RecordedEvent(
    long seq,
    Instant at,
    EventParty actor,
    @Schema(implementation = AuditAction.class) String action,
    EventParty target,
    @Schema(implementation = Outcome.class) String outcome,
    @Nullable String reason,
    @Nullable Integer version,
    @Nullable String address,
    @Nullable String flow,
    @Nullable String run,
    @Nullable String step,
    @Nullable String edgeNode,
    @Nullable Map<String, String> detail,
    String hash,
    @Nullable EventProof proof) {

  /**
   * Who acted, or what was acted upon.
   *
   * @param owner of an API key that acted: the person or service account whose key it is, under the
   *     name of today; not part of the chain, nor of an export
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record EventParty(
      String type, @Nullable String id, @Nullable String name, @Nullable KeyOwner owner) {
    public EventParty(String type, @Nullable String id, @Nullable String name) {
      this(type, id, name, null);
    }

    /** The API key that acted; empty for every other party. */
    public Optional<ApiKeyId> apiKey() {
      return Optional.ofNullable(id).flatMap(ApiKeyId::parse);
    }
  }

  /** Whose API key it is. */
  public record KeyOwner(
      @Schema(allowableValues = {"user", "service_account"}) String type, String id, String name) {}

  public record EventProof(NameProof actor, NameProof target, NameProof address) {}

  /**
   * HMAC-SHA-256 of the name under the key, both hexadecimal; the key is empty once the name was
   * erased.
   */
  public record NameProof(String hash, String key) {}

  public static RecordedEvent of(Row row, boolean withProof) {
    Map<String, String> rest = new TreeMap<>(row.facts());
    return new RecordedEvent(
        row.seq(),
        row.at(),
        actor(row.actor()),
        row.what().action(),
        actor(row.target()),
        row.what().outcome(),
        row.what().reason(),
        row.what().version() == 0 ? null : row.what().version(),
        row.address().name(),
        rest.remove("flow"),
        rest.remove("run"),
        rest.remove("step"),
        rest.remove("edgeNode"),
        rest.isEmpty() ? null : rest,
        row.hash(),
        withProof
            ? new EventProof(proof(row.actor()), proof(row.target()), proof(row.address()))
            : null);
  }

  /** The same, with the person or service account whose API key acted. */
  public RecordedEvent byKeyOf(Party owner) {
    var named =
        new KeyOwner(
            owner.kind().wire(),
            owner.kind().idText(owner.id()),
            owner.name() == null ? "" : owner.name());
    return new RecordedEvent(
        seq,
        at,
        new EventParty(actor.type(), actor.id(), actor.name(), named),
        action,
        target,
        outcome,
        reason,
        version,
        address,
        flow,
        run,
        step,
        edgeNode,
        detail,
        hash,
        proof);
  }

  /** What stands in a list for a row that holds what no event can hold. */
  public static RecordedEvent unreadable(long seq, Instant at, String hash) {
    var nobody = new EventParty(Party.Kind.SYSTEM.wire(), null, null);
    var record = new EventParty(Party.Kind.AUDIT.wire(), null, null);
    return new RecordedEvent(
        seq,
        at,
        nobody,
        AuditAction.AUDIT_UNREADABLE.wire(),
        record,
        Outcome.FAILED.wire(),
        "unreadable",
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        hash,
        null);
  }

  /** A row of the log with its parties. */
  public record Row(
      long seq,
      Instant at,
      KnownParty actor,
      KnownParty target,
      KnownParty address,
      What what,
      Map<String, String> facts,
      String hash) {}

  /** What the chain hashes of this event; needs the proof. */
  public Content content(String organization) {
    EventProof proven = Objects.requireNonNull(proof, "an event without proof cannot be verified");
    var facts = new TreeMap<String, String>(detail == null ? Map.of() : detail);
    put(facts, "flow", flow);
    put(facts, "run", run);
    put(facts, "step", step);
    put(facts, "edgeNode", edgeNode);
    return new Content(
        organization,
        seq,
        ChronoUnit.MICROS.between(Instant.EPOCH, at),
        new Parties(
            named(actor, proven.actor()), named(target, proven.target()), proven.address().hash()),
        new What(action, outcome, reason, version == null ? 0 : version),
        facts);
  }

  private static EventParty actor(KnownParty party) {
    return new EventParty(
        party.kind().wire(), party.id().isEmpty() ? null : party.id(), party.name());
  }

  private static NameProof proof(KnownParty party) {
    return new NameProof(party.nameHash(), party.name() == null ? "" : party.nameKey());
  }

  private static Named named(EventParty actor, NameProof proof) {
    return new Named(actor.type(), actor.id() == null ? "" : actor.id(), proof.hash());
  }

  private static void put(Map<String, String> facts, String name, @Nullable String value) {
    if (value != null) {
      facts.put(name, value);
    }
  }
}
