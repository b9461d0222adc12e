package io.mortise.server.credentials.manage;

import io.mortise.server.credentials.store.Credential;
import io.mortise.server.credentials.store.TestResult;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * New field values of a saved credential, tested and ready to be saved.
 *
 * @param before the credential as it was when they were entered
 * @param test empty where nothing was asked, or there is no harmless call to ask with
 */
record StagedSecret(Credential before, Draft draft, Optional<TestResult> test)
    implements AutoCloseable {

  /** Names of the secrets that were entered. */
  Set<String> entered() {
    var names = new TreeSet<>(Draft.secretNames(draft.fields()));
    names.removeAll(draft.kept());
    return names;
  }

  /** The test, if it says something of the secret that stays. */
  Optional<TestResult> testOfKeptSecret() {
    return draft.keepsEverySecret() ? test : Optional.empty();
  }

  @Override
  public void close() {
    draft.close();
  }
}
