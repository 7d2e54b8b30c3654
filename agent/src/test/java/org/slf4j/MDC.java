package org.slf4j;

import java.util.HashMap;
import java.util.Map;

/** Stands for SLF4J's in applications that the tests start: the two methods that they call. */
public final class MDC {
  private static final ThreadLocal<Map<String, String>> VALUES =
      ThreadLocal.withInitial(HashMap::new);

  private MDC() {}

  public static String get(String key) {
    return VALUES.get().get(key);
  }

  public static void put(String key, String value) {
    VALUES.get().put(key, value);
  }
}
