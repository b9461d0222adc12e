package io.mortise.runtime.credential;

/**
 * Gives a step its credential. Implementations are the server's resolver, an edge node's store, and
 * a client of a server over HTTP.
 */
public interface CredentialSource {

  /**
   * Does work with an opened credential, which is closed afterwards. The use is recorded durably
   * before the credential is opened, and counted once, by how the work ended.
   *
   * @throws io.mortise.runtime.problem.Problem if the use is refused; the refusal is recorded
   */
  <T> T use(CredentialRef ref, EventContext context, Work<T> work);

  /** Work with an opened credential, which it must not keep. */
  @FunctionalInterface
  interface Work<T> {
    Used<T> with(ResolvedCredential credential);
  }

  /**
   * The result of the work.
   *
   * @param refused whether the service refused the secret
   */
  record Used<T>(T result, boolean refused) {
    public static <T> Used<T> well(T result) {
      return new Used<>(result, false);
    }
  }
}
