package io.mortise.runtime.connector;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a connector that people see.
 *
 * @param icon name of an icon, never an address
 * @param searchWords other names in use for the service
 * @param guide Markdown without HTML: what to create at the service
 * @param approval who at the service must approve; empty if nobody has to
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
