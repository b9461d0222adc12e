package io.mortise.server.practice;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.mortise.server.settings.Settings;
import io.mortise.server.settings.SettingsInvalid;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The Petstore: a REST API on loopback with an API key on its start page, so that a first
 * credential needs no account anywhere. Runs where {@code MORTISE_PRACTICE} is true. Pets live in
 * memory.
 */
@Component
public class PracticeService implements SmartLifecycle {
  private static final int MAX_BODY = 10_000;
  private static final int PAGE_SIZE = 20;
  private static final String ONE_PET = "/v1/pets/";
  private static final Pattern AFTER = Pattern.compile("(?:.*&)?after=([0-9]{1,9})(?:&.*)?");

  private final Settings settings;
  private final JsonMapper json;
  private final List<Pet> pets =
      new CopyOnWriteArrayList<>(
          List.of(new Pet(1, "Biscuit", "dog"), new Pet(2, "Pepper", "cat")));
  private final AtomicInteger nextId = new AtomicInteger(3);
  private volatile @Nullable HttpServer server;
  private volatile String key = "";

  record Pet(int id, String name, String kind) {}

  record NewPet(String name, String kind) {}

  PracticeService(Settings settings, JsonMapper json) {
    this.settings = settings;
    this.json = json;
  }

  @Override
  public void start() {
    settings.outbound().practicePort().ifPresent(this::start);
  }

  private void start(int port) {
    var started = listen(port);
    started.createContext("/", this::page);
    started.createContext("/v1/", exchange -> guarded(exchange, () -> answer(exchange)));
    started.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    started.start();
    server = started;
  }

  private HttpServer listen(int port) {
    try {
      key = readOrCreateKey(settings.data().resolve("practice.key"));
      return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    } catch (IOException e) {
      throw new SettingsInvalid(
          "The practice service cannot listen on port "
              + port
              + "; choose another with MORTISE_PRACTICE_PORT.",
          e);
    }
  }

  @Override
  public void stop() {
    HttpServer running = server;
    if (running != null) {
      running.stop(0);
      server = null;
    }
  }

  @Override
  public boolean isRunning() {
    return server != null;
  }

  private interface Answer {
    Optional<Object> body() throws IOException;
  }

  private void guarded(HttpExchange exchange, Answer answer) throws IOException {
    String given = exchange.getRequestHeaders().getFirst("X-Api-Key");
    if (given == null || !MessageDigest.isEqual(utf8(given), utf8(key))) {
      fail(exchange, 401, "unknown API key");
      return;
    }
    try {
      var body = answer.body();
      if (body.isPresent()) {
        send(exchange, 200, "application/json", json.writeValueAsString(body.get()));
      } else {
        fail(exchange, 404, "nothing here");
      }
    } catch (JacksonException e) {
      fail(exchange, 400, "not a pet");
    }
  }

  private void fail(HttpExchange exchange, int status, String error) throws IOException {
    send(exchange, status, "application/json", json.writeValueAsString(Map.of("error", error)));
  }

  private Optional<Object> answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    return switch (path) {
      case "/v1/me" -> Optional.of(Map.of("name", "Petstore practice account"));
      case "/v1/pets" ->
          Optional.of(
              exchange.getRequestMethod().equals("POST")
                  ? add(exchange)
                  : page(exchange.getRequestURI().getQuery()));
      default ->
          path.startsWith(ONE_PET) ? pet(path.substring(ONE_PET.length())) : Optional.empty();
    };
  }

  private Pet add(HttpExchange exchange) throws IOException {
    var body = json.readValue(exchange.getRequestBody().readNBytes(MAX_BODY), NewPet.class);
    var pet =
        new Pet(nextId.getAndIncrement(), String.valueOf(body.name()), String.valueOf(body.kind()));
    pets.add(pet);
    return pet;
  }

  /** A page of pets, and what {@code after} has to be to get the next one. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Page(List<Pet> pets, @Nullable Integer next) {}

  private Page page(@Nullable String query) {
    var after = query == null ? null : AFTER.matcher(query);
    int last = after != null && after.matches() ? Integer.parseInt(after.group(1)) : 0;
    var rest = pets.stream().filter(pet -> pet.id() > last).limit(PAGE_SIZE + 1L).toList();
    return rest.size() <= PAGE_SIZE
        ? new Page(rest, null)
        : new Page(rest.subList(0, PAGE_SIZE), rest.get(PAGE_SIZE - 1).id());
  }

  private Optional<Object> pet(String id) {
    return pets.stream()
        .filter(pet -> Integer.toString(pet.id()).equals(id))
        .<Object>map(pet -> pet)
        .findFirst();
  }

  private void page(HttpExchange exchange) throws IOException {
    if (!exchange.getRequestURI().getPath().equals("/")) {
      fail(exchange, 404, "nothing here");
      return;
    }
    send(
        exchange,
        200,
        "text/html; charset=utf-8",
        """
        <!doctype html><html lang="en"><meta charset="utf-8"><title>Petstore practice service</title>
        <meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">
        <style>body{font:16px/1.5 system-ui,sans-serif;max-width:34rem;margin:4rem auto;padding:0 1rem}
        code{background:color-mix(in srgb,currentColor 10%%,transparent);padding:.15rem .4rem;border-radius:.3rem}
        #key{user-select:all;cursor:pointer}</style>
        <h1>Petstore</h1><p>A small service to practise with. It runs on this machine only.</p>
        <p>Your API key is <code id="key">%s</code>
        <button type="button" onclick="navigator.clipboard.writeText(document.getElementById('key').textContent)
        .then(() => this.textContent = 'Copied')">Copy API key</button></p>
        <p>Add it in Mortise as a <b>Petstore</b> credential. Then a flow or an engine can read
        <code>/v1/pets</code> with it, without ever holding the key itself.</p></html>
        """
            .formatted(key));
  }

  private static void send(HttpExchange exchange, int status, String type, String body)
      throws IOException {
    byte[] bytes = utf8(body);
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(status, bytes.length);
    try (var out = exchange.getResponseBody()) {
      out.write(bytes);
    }
  }

  private static String readOrCreateKey(Path file) throws IOException {
    if (!Files.exists(file)) {
      byte[] bytes = new byte[12];
      new SecureRandom().nextBytes(bytes);
      Files.writeString(file, "pet_" + HexFormat.of().formatHex(bytes));
    }
    return Files.readString(file).strip();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
