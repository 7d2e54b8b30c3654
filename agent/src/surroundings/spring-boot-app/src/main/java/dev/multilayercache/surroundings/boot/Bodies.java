package dev.multilayercache.surroundings.boot;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/** Counts how often the body of each method ran, for each argument. */
@Component
public class Bodies {
  private final Map<String, Integer> counts = new ConcurrentHashMap<>();

  void ran(String method, Object argument) {
    counts.merge(method + " " + argument, 1, Integer::sum);
  }

  int of(String method, String argument) {
    return counts.getOrDefault(method + " " + argument, 0);
  }
}
