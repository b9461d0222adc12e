package io.mortise.runtime.mask;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/** JSON stays JSON, whatever is masked in it. */
class JsonMaskingTest {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  @Test
  void json_number_becomesAString() {
    assertThat(
            Masking.json(Masking.of("1234567890"), "{\"id\":1234567890,\"n\":[-991234567890.5e3]}"))
        .isEqualTo("{\"id\":\"•••\",\"n\":[\"•••\"]}");
  }

  @Test
  void json_escapeBesideTheSecret_staysWhole() {
    for (var secret :
        List.of("nabcdef", "abc\\", "\\abcdef", "u0041bcd", "abcdef\\u00", "00e9abcdef")) {
      var masker = Masking.of(secret);
      for (var text :
          List.of(
              "x\\nabcdef",
              "abc\\\"def",
              "\\\\abcdef\\\\",
              "\\u0041bcd",
              "abcdef\\u0041",
              "\\u00e9abcdef")) {
        assertValid(Masking.json(masker, "{\"a\":\"" + text + "\"}"));
      }
    }
  }

  @Test
  void json_secretWithStructure_leavesTheStructure() {
    assertThat(Masking.json(Masking.of("{\"k\":\"fake\",\"n\":1}"), "[{\"k\":\"fake\",\"n\":1},2]"))
        .isEqualTo("[{\"•••\":\"•••\",\"•••\":\"•••\"},2]");
    assertThat(Masking.json(Masking.of("a\",\"b fake"), "[\"a\",\"b fake\"]"))
        .isEqualTo("[\"•••\",\"•••\"]");
    assertThat(Masking.json(Masking.of("fake word"), "fake word fake"))
        .isEqualTo("\"•••\" \"•••\" fake");
  }

  @Test
  void json_ofAnyShape_staysValidAndHoldsNoSecret() {
    var random = new Random(20_261_121);
    for (int i = 0; i < 3_000; i++) {
      var secret = secret(random);
      var text = JSON.writeValueAsString(node(random, secret, 4));
      var masked =
          Masking.bytes(Masking.of(secret), text.getBytes(UTF_8), true, 1 + random.nextInt(40));

      assertValid(new String(masked, UTF_8));
      assertThat(strings(JSON.readTree(masked)))
          .as(text)
          .noneMatch(found -> found.contains(secret));
    }
  }

  private static void assertValid(String json) {
    assertThat(JSON.readTree(json)).as(json).isNotNull();
  }

  private static String secret(Random random) {
    var alphabet = random.nextBoolean() ? "0123456789" : "ab\"\\/nu0{}[],: é😀".repeat(1);
    var points = alphabet.codePoints().toArray();
    var secret = new StringBuilder();
    int length = 10 + random.nextInt(6);
    for (int i = 0; i < length; i++) {
      secret.appendCodePoint(points[random.nextInt(points.length)]);
    }
    return secret.toString();
  }

  private static JsonNode node(Random random, String secret, int depth) {
    return switch (random.nextInt(depth > 0 ? 7 : 4)) {
      case 0 -> NODES.numberNode(random.nextLong());
      case 1 -> NODES.stringNode("a" + secret + secret + "\\\"" + random.nextInt());
      case 2 -> number(random, secret);
      case 3 -> NODES.booleanNode(random.nextBoolean());
      case 4 -> {
        var object = NODES.objectNode();
        for (int i = random.nextInt(4); i > 0; i--) {
          object.set(random.nextBoolean() ? secret + i : "k" + i, node(random, secret, depth - 1));
        }
        yield object;
      }
      default -> {
        var array = NODES.arrayNode();
        for (int i = random.nextInt(4); i > 0; i--) {
          array.add(node(random, secret, depth - 1));
        }
        yield array;
      }
    };
  }

  private static JsonNode number(Random random, String secret) {
    boolean digits = secret.chars().allMatch(Character::isDigit) && !secret.startsWith("0");
    return digits
        ? NODES.numberNode(Long.parseLong((random.nextBoolean() ? "" : "7") + secret))
        : NODES.nullNode();
  }

  private static List<String> strings(JsonNode node) {
    var strings = new ArrayList<String>();
    if (node.isObject()) {
      strings.addAll(node.propertyNames());
    }
    if (node.isContainer()) {
      node.valueStream().forEach(child -> strings.addAll(strings(child)));
    } else {
      strings.add(node.asString());
    }
    return strings;
  }
}
