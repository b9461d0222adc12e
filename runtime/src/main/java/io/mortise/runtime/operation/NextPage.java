package io.mortise.runtime.operation;

import io.mortise.runtime.auth.OutboundRequest;
import io.mortise.runtime.connector.HostRules;
import io.mortise.runtime.connector.Paging;
import io.mortise.runtime.net.ServiceFailed;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the request for the next page. A link is followed to the sealed hosts only. */
final class NextPage {
  private final Paging paging;
  private final RequestFiller filler;
  private final HostRules hosts;

  NextPage(Paging paging, RequestFiller filler, HostRules hosts) {
    this.paging = paging;
    this.filler = filler;
    this.hosts = hosts;
  }

  /** Returns the places of an answer that are needed to find the next page. */
  static List<String> places(Paging paging) {
    var places = new ArrayList<String>();
    switch (paging) {
      case Paging.Link link -> link.next().ifPresent(places::add);
      case Paging.Cursor cursor -> {
        cursor.more().ifPresent(places::add);
        if (cursor.from() instanceof Paging.From.Answer(var pointer)) {
          places.add(pointer);
        }
      }
      case Paging.Numbered numbered -> numbered.ending().more().ifPresent(places::add);
      case Paging.Offset offset -> offset.ending().more().ifPresent(places::add);
    }
    return places;
  }

  /**
   * Returns the request for the page after this one; empty if this is the last.
   *
   * @param request the request for this page
   * @param before the number of pages read before this one
   * @param itemsBefore the number of items on those pages
   * @throws ServiceFailed if the service names an address that must not be called
   */
  Optional<OutboundRequest> after(
      OutboundRequest request, ServiceAnswer answer, JsonText page, int before, int itemsBefore) {
    return switch (paging) {
      case Paging.Link link -> linked(link, request, answer, page);
      case Paging.Cursor cursor ->
          goesOn(cursor.more(), page)
              ? cursor(cursor, page).map(value -> asked(cursor.parameter(), value))
              : Optional.empty();
      case Paging.Numbered numbered ->
          isLast(numbered.ending(), page)
              ? Optional.empty()
              : Optional.of(asked(numbered.parameter(), numbered.first() + before + 1));
      case Paging.Offset offset ->
          isLast(offset.ending(), page)
              ? Optional.empty()
              : Optional.of(asked(offset.parameter(), itemsBefore + page.size()));
    };
  }

  private OutboundRequest asked(Paging.Parameter parameter, Object value) {
    return filler.fill(new RequestFiller.Page(parameter, value));
  }

  private static boolean isLast(Paging.Ending ending, JsonText page) {
    Integer size = ending.size();
    return page.size() == 0 || (size != null && page.size() < size) || !goesOn(ending.more(), page);
  }

  /** If the answer should say whether there are more pages but does not, there are none. */
  private static boolean goesOn(Optional<String> more, JsonText page) {
    return more.map(place -> page.scalar(place).filter("true"::equals).isPresent()).orElse(true);
  }

  private static Optional<String> cursor(Paging.Cursor cursor, JsonText page) {
    return switch (cursor.from()) {
      case Paging.From.Answer(var pointer) -> page.scalar(pointer).filter(text -> !text.isEmpty());
      case Paging.From.LastItem(var pointer) ->
          page.size() == 0
              ? Optional.empty()
              : JsonText.read(page.item(page.size() - 1), List.of(pointer), null)
                  .flatMap(item -> item.scalar(pointer));
    };
  }

  private Optional<OutboundRequest> linked(
      Paging.Link link, OutboundRequest request, ServiceAnswer answer, JsonText page) {
    var target =
        link.next().isPresent()
            ? page.scalar(link.next().get())
            : LinkHeader.next(answer.answer().headers().getOrDefault("link", List.of()));
    return target
        .filter(text -> !text.isBlank())
        .map(text -> new OutboundRequest("GET", allowed(request, text), request.headers(), null));
  }

  private URI allowed(OutboundRequest request, String text) {
    var target = resolved(request, text);
    boolean keepsTls =
        target != null
            && ("https".equalsIgnoreCase(target.getScheme())
                || "http".equalsIgnoreCase(request.uri().getScheme()));
    if (target == null || !keepsTls || !hosts.permits(target)) {
      throw new ServiceFailed(
          ServiceFailed.Failure.REDIRECT,
          "The service's next page is at an address that this credential must not be sent to. Lower"
              + " the limit, or add the host to the credential if it belongs to the service.");
    }
    return target;
  }

  private static @Nullable URI resolved(OutboundRequest from, String text) {
    try {
      var target = from.resolve(text.strip());
      return target.getRawFragment() == null
          ? target
          : URI.create(target.toString().replaceFirst("#.*$", ""));
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
