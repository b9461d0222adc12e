package io.mortise.runtime.connector;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What people see of a connector.
 *
 * @param icon name of an icon, never an address
 * @param searchWords other names in use for the service
 * @param guide Markdown without HTML: what to create at the service
 * @param approval who at the service must approve, where somebody must
 */
public record Presentation(
    @Nullable String icon,
    @Nullable String colour,
    List<String> searchWords,
    String guide,
    @Nullable String statusPage,
    @Nullable String approval) {
  public Presentation {
    searchWords = List.copyOf(searchWords);
  }
}
