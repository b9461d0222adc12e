package io.mortise.server.access;

import io.mortise.server.kernel.OrganizationId;
import io.mortise.server.kernel.PrincipalId;
import io.mortise.server.kernel.Refused;
import io.mortise.server.kernel.SessionId;
import io.mortise.server.kernel.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Who makes a request, and on what a decision about it relies. A new kind is a record here, a case
 * in {@code Party.of}, and a {@link PrincipalReader} where principals of the kind are made.
 */
public sealed interface Principal {
  /** The person or service account whose rights the principal has at most. */
  Member member();

  /** Where the request came from; empty for what the server begins. */
  String address();

  /** The generations under which the principal was read. */
  List<ExpectedGeneration> expected();

  /** Who acts, for limits and counts: the API key itself, or the person at a browser. */
  UUID actor();

  /**
   * Whether a person acts at a browser: nothing narrows their rights, but they are handed no
   * secret, and nothing stops working when they may no longer use a credential.
   */
  boolean inPerson();

  /** Whether the principal may do at all what a scope is for, whatever the member's rights are. */
  boolean holds(ApiKeyScope scope);

  /** The API key that narrows the member's rights; empty for every kind that has none. */
  Optional<ApiKey> key();

  default OrganizationId organization() {
    return member().organization();
  }

  default PrincipalId id() {
    return member().id();
  }

  /**
   * The person at a browser.
   *
   * @throws Refused for every other kind: an API key may do nothing to an account
   */
  default SignedIn requireSignedIn() {
    throw Refused.forbidden("This is for people; sign in and do it there.");
  }

  /**
   * A person by their session.
   *
   * @param confirmedAt when the password was last given
   */
  record SignedIn(
      Member member, SessionId session, Instant confirmedAt, String address, long generation)
      implements Principal {

    public SignedIn {
      if (!(member.id() instanceof UserId)) {
        throw new IllegalArgumentException("Only people sign in");
      }
    }

    public UserId user() {
      return (UserId) member.id();
    }

    @Override
    public UUID actor() {
      return member.id().value();
    }

    @Override
    public boolean inPerson() {
      return true;
    }

    @Override
    public boolean holds(ApiKeyScope scope) {
      return scope != ApiKeyScope.RUNTIME_RESOLVE;
    }

    @Override
    public Optional<ApiKey> key() {
      return Optional.empty();
    }

    @Override
    public List<ExpectedGeneration> expected() {
      return List.of(new ExpectedGeneration(member.id().value(), generation));
    }

    @Override
    public SignedIn requireSignedIn() {
      return this;
    }

    /** The same session of the person as they are now. */
    public SignedIn with(Member changed, long atGeneration) {
      return new SignedIn(changed, session, confirmedAt, address, atGeneration);
    }
  }

  /** A person or a service account by one of their API keys. */
  sealed interface ByKey extends Principal {
    ApiKey apiKey();

    Shown shown();

    @Override
    default UUID actor() {
      return apiKey().id().value();
    }

    @Override
    default boolean inPerson() {
      return false;
    }

    @Override
    default boolean holds(ApiKeyScope scope) {
      return apiKey().has(scope);
    }

    @Override
    default Optional<ApiKey> key() {
      return Optional.of(apiKey());
    }

    @Override
    default String address() {
      return shown().address();
    }

    @Override
    default List<ExpectedGeneration> expected() {
      return List.of(
          new ExpectedGeneration(member().id().value(), shown().memberGeneration()),
          new ExpectedGeneration(apiKey().id().value(), shown().keyGeneration()));
    }
  }

  /**
   * How a key was shown, and the generations under which key and owner were read.
   *
   * @param token which of the key's tokens the request showed; empty where no request did
   */
  record Shown(
      String address, Optional<TokenHash> token, long memberGeneration, long keyGeneration) {}

  record PersonKey(Member member, ApiKey apiKey, Shown shown) implements ByKey {}

  record ServiceAccountKey(Member member, ApiKey apiKey, Shown shown) implements ByKey {}

  /** The principal of a key, by whose it is. */
  static ByKey of(Member owner, ApiKey key, Shown shown) {
    return owner.id() instanceof UserId
        ? new PersonKey(owner, key, shown)
        : new ServiceAccountKey(owner, key, shown);
  }
}
