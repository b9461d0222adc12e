package io.mortise.server.credentials;

import io.mortise.runtime.credential.CredentialId;
import io.mortise.runtime.credential.CredentialRef;
import io.mortise.runtime.credential.CredentialSource.Used;
import io.mortise.runtime.credential.EventContext;
import io.mortise.server.access.Principal;
import io.mortise.server.apikeys.ApiKeys;
import io.mortise.server.credentials.store.CredentialRepository;
import io.mortise.server.credentials.store.CredentialSealer;
import io.mortise.server.vault.CannotOpen;
import io.mortise.server.vault.Vault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.springframework.context.ApplicationContext;

/**
 * Calls the resolver and the vault without HTTP; stands in this package because the resolver is not
 * public.
 */
public final class InProcess {
  private final CredentialResolver resolver;
  private final CredentialSealer sealer;
  private final CredentialRepository repository;
  private final Principal principal;

  public InProcess(ApplicationContext server, String apiKey) {
    this.resolver = server.getBean(CredentialResolver.class);
    this.sealer = server.getBean(CredentialSealer.class);
    this.repository = server.getBean(CredentialRepository.class);
    this.principal = server.getBean(ApiKeys.class).remembered(apiKey, "127.0.0.1").orElseThrow();
    server.getBean(Vault.class);
  }

  /** Nanoseconds of each resolve by so many virtual threads for so long. */
  public long[] resolve(String credential, int callers, Duration time) {
    var ref = CredentialRef.of(credential);
    var source = resolver.sourceFor(principal, UsePurpose.HAND_OUT);
    return run(
        callers, time, () -> source.use(ref, EventContext.unnamed(), used -> Used.well(used.id())));
  }

  /** Nanoseconds of opening and sealing one document, by one thread. */
  public long[] sealAndOpen(String credential, Duration time) {
    var id = CredentialId.parse(credential).orElseThrow();
    var usable = repository.findUsable(principal.organization(), id).orElseThrow();
    int version = usable.credential().state().secretVersion();
    return run(
        1,
        time,
        () -> {
          try {
            var document =
                sealer.open(
                    principal.organization(), id, version, Objects.requireNonNull(usable.sealed()));
            sealer.seal(principal.organization(), id, version, document);
          } catch (CannotOpen e) {
            throw new IllegalStateException(e);
          }
        });
  }

  private static long[] run(int callers, Duration time, Runnable work) {
    long end = System.nanoTime() + time.toNanos();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<long[]>> tasks = new ArrayList<>();
      for (int i = 0; i < callers; i++) {
        tasks.add(() -> repeat(end, work));
      }
      return threads.invokeAll(tasks).stream()
          .map(InProcess::get)
          .flatMapToLong(Arrays::stream)
          .toArray();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static long[] repeat(long end, Runnable work) {
    var latencies = new long[1024];
    int count = 0;
    for (long began = System.nanoTime(); began < end; began = System.nanoTime()) {
      work.run();
      if (count == latencies.length) {
        latencies = Arrays.copyOf(latencies, count * 2);
      }
      latencies[count++] = System.nanoTime() - began;
    }
    return Arrays.copyOf(latencies, count);
  }

  private static long[] get(Future<long[]> result) {
    try {
      return result.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }
}
