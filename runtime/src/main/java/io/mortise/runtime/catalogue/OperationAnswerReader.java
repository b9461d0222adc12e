package io.mortise.runtime.catalogue;

import io.mortise.runtime.connector.AnswerMatch;
import io.mortise.runtime.connector.Operation;
import io.mortise.runtime.connector.Paging;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonPointer;

/** Reads the section of an operation that describes its answer and its pages. */
final class OperationAnswerReader {
  private static final AnswerMatch DEFAULT_SUCCESS =
      new AnswerMatch(List.of("2xx"), Optional.empty(), Optional.empty());
  private static final Set<String> WITH_PAGES = Set.of("GET", "POST");
  private static final Pattern COUNT = Pattern.compile("[0-9]{1,5}");
  private static final Pattern PARAMETER = Pattern.compile("[!-~]{1,60}");

  private OperationAnswerReader() {}

  static Operation.Answer read(YamlMap operation, Operation.Request request) {
    var given = operation.section("answer");
    if (given.isEmpty()) {
      return new Operation.Answer(DEFAULT_SUCCESS, Optional.empty(), "", Optional.empty());
    }
    var section = given.get();
    var paging = section.section("pages").map(pages -> paging(pages, request));
    if (paging.isPresent() && section.has("output")) {
      throw section.fault(
          "output", "“output” must not be given with “pages”, because the result is their items.");
    }
    var answer =
        new Operation.Answer(
            section.has("success") ? ProbeReader.match(section, "success") : DEFAULT_SUCCESS,
            pointer(section, "message"),
            pointer(section, "output").orElse(""),
            paging);
    section.done();
    return answer;
  }

  private static Paging paging(YamlMap section, Operation.Request request) {
    if (!WITH_PAGES.contains(request.method())) {
      throw section.fault("Pages are allowed for GET and POST requests only.");
    }
    var items =
        pointer(section, "items")
            .orElseThrow(
                () ->
                    section.fault(
                        "“items” is missing. Name the place of the list in the answer, or \"\" if the answer"
                            + " is the list."));
    var paging =
        switch (section.text("style")) {
          case "link" -> link(section, items, request);
          case "cursor" -> cursor(section, items, request);
          case "page" ->
              new Paging.Numbered(
                  items, parameter(section, request), first(section), ending(section));
          case "offset" -> new Paging.Offset(items, parameter(section, request), ending(section));
          default -> throw section.fault("style", "“style” must be link, cursor, page or offset.");
        };
    section.done();
    return paging;
  }

  private static Paging link(YamlMap section, String items, Operation.Request request) {
    if (!request.method().equals("GET")) {
      throw section.fault("style", "The style link is allowed for GET requests only.");
    }
    return new Paging.Link(items, pointer(section, "next"));
  }

  private static Paging cursor(YamlMap section, String items, Operation.Request request) {
    var next = pointer(section, "next");
    var lastItem = pointer(section, "lastItem");
    if (next.isPresent() == lastItem.isPresent()) {
      throw section.fault(
          "A cursor must be named by “next”, a place in the answer, or by “lastItem”, a place in the last"
              + " item.");
    }
    Paging.From from =
        next.isPresent()
            ? new Paging.From.Answer(next.get())
            : new Paging.From.LastItem(lastItem.orElseThrow());
    return new Paging.Cursor(items, parameter(section, request), from, pointer(section, "more"));
  }

  private static Paging.Parameter parameter(YamlMap section, Operation.Request request) {
    var place = section.find("in").orElse("query");
    if (!place.equals("query") && !place.equals("body")) {
      throw section.fault("in", "“in” must be query or body.");
    }
    boolean inBody = place.equals("body");
    var body = request.body();
    if (inBody && !(body.type() == Operation.BodyType.JSON && holdsMembers(body.content()))) {
      throw section.fault("in", "The request must have a JSON body with members.");
    }
    return new Paging.Parameter(ConnectorLoader.matching(section, "parameter", PARAMETER), inBody);
  }

  private static boolean holdsMembers(@Nullable Object content) {
    return content instanceof Map;
  }

  private static int first(YamlMap section) {
    return section.has("first") ? count(section, "first") : 1;
  }

  private static Paging.Ending ending(YamlMap section) {
    Integer size = section.has("size") ? count(section, "size") : null;
    if (size != null && size == 0) {
      throw section.fault("size", "“size” must be at least 1.");
    }
    return new Paging.Ending(size, pointer(section, "more"));
  }

  private static int count(YamlMap section, String key) {
    return Integer.parseInt(ConnectorLoader.matching(section, key, COUNT));
  }

  private static Optional<String> pointer(YamlMap section, String key) {
    return section.has(key)
        ? Optional.of(section.parsed(key, text -> JsonPointer.compile(text).toString()))
        : Optional.empty();
  }
}
