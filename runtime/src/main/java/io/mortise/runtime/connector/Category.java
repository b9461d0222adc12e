package io.mortise.runtime.connector;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The ten categories of the catalogue. */
public enum Category {
  CRM,
  ERP,
  ECOMMERCE("e-commerce"),
  MARKETING,
  FINANCE,
  OFFICE,
  PROTOCOL,
  SERVICE,
  DATABASE,
  UTILITY;

  private final String wire;

  Category() {
    this.wire = name().toLowerCase(Locale.ROOT);
  }

  Category(String wire) {
    this.wire = wire;
  }

  public String wire() {
    return wire;
  }

  public static Optional<Category> parse(String wire) {
    return Arrays.stream(values()).filter(category -> category.wire.equals(wire)).findFirst();
  }
}
