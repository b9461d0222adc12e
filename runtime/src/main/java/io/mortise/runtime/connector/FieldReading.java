package io.mortise.runtime.connector;

import io.mortise.runtime.credential.Fields;
import java.util.List;

/** The fields that could be read, and what is wrong with the others. */
public record FieldReading(Fields fields, List<FieldError> errors) {
  public FieldReading {
    errors = List.copyOf(errors);
  }

  public boolean ok() {
    return errors.isEmpty();
  }
}
