package dev.multilayercache.demo;

import java.math.BigDecimal;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a request, checked; an {@link IllegalArgumentException} says in one line what
 * is wrong with one.
 */
final class Query {

  private final Map<String, String> parameters = new HashMap<>();

  /** Reads the part of an address behind the question mark. */
  Query(@Nullable String raw) {
    if (raw == null || raw.isEmpty()) {
      return;
    }
    for (String parameter : raw.split("&")) {
      String[] parts = parameter.split("=", 2);
      String value = parts.length == 2 ? decode(parts[1]) : "";
      if (parameters.put(decode(parts[0]), value) != null) {
        throw new IllegalArgumentException(decode(parts[0]) + " is given twice.");
      }
    }
  }

  boolean has(String name) {
    return parameters.containsKey(name);
  }

  String text(String name) {
    String value = parameters.get(name);
    if (value == null || value.isBlank()) {
      throw new IllegalArgumentException(
          name + " is missing. Add " + name + "=... to the address.");
    }
    return value.strip();
  }

  long id() {
    String text = text("id");
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("id is \"" + text + "\", not a whole number.", e);
    }
  }

  BigDecimal price() {
    String text = text("price");
    if (!text.matches("\\d{1,8}(\\.\\d{1,2})?")) {
      throw new IllegalArgumentException(
          "price is \"" + text + "\", not a price. Write digits, with at most two decimals: 12.50");
    }
    return new BigDecimal(text);
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
