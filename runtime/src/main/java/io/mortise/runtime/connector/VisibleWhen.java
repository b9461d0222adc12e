package io.mortise.runtime.connector;

import java.util.List;

/** A field applies only while another public field holds one of these values. */
public record VisibleWhen(String field, List<String> values) {
  public VisibleWhen {
    values = List.copyOf(values);
  }
}
