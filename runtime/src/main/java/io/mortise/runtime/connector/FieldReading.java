package io.mortise.runtime.connector;

import io.mortise.runtime.credential.Fields;
import java.util.List;

/** Fields as far as they could be read, and what was wrong with the rest. */
public record FieldReading(Fields fields, List<FieldError> errors) {
  public FieldReading {
    errors = List.copyOf(errors);
  }

  public boolean ok() {
    return errors.isEmpty();
  }
}
