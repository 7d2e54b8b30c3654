package dev.multilayercache.benchmark.scale;

import dev.multilayercache.agent.testing.Operation;

/** What nodes ask of the cluster, whatever application and cache it is for. */
enum Kind {
  CLOCK_GET("c", Operation.GET),
  CLOCK_SET("c", Operation.REPLACE),
  LOG_TAIL("log", "tailSequence"),
  LOG_READ("log", "readMany"),
  LOG_PARKED("log", Operation.PARKED_READ),
  LOG_ADD("log", "add"),
  REGISTRY_SET("n", Operation.REPLACE),
  REGISTRY_SCAN("n", "entrySet of a predicate"),
  SCOPE_GET("g", Operation.GET),
  SCOPE_SET("g", Operation.REPLACE),
  SCOPE_COUNT("g", "size"),
  DELETE("v", "delete"),
  OTHER("", "");

  private final String object;
  private final String operation;

  Kind(String object, String operation) {
    this.object = object;
    this.operation = operation;
  }

  /** Of objects with names such as {@code mlc:shop:log} or {@code mlc:shop:v:products}. */
  static Kind of(Operation asked) {
    String[] parts = asked.object().split(":");
    String part = parts.length > 2 ? parts[2] : "";
    for (Kind each : values()) {
      if (each.object.equals(part) && each.operation.equals(asked.name())) {
        return each;
      }
    }
    return OTHER;
  }

  /** Whether the member that holds clock, log and registry bears it. */
  boolean isOfOnePartition() {
    return switch (this) {
      case CLOCK_GET,
          CLOCK_SET,
          LOG_TAIL,
          LOG_READ,
          LOG_PARKED,
          LOG_ADD,
          REGISTRY_SET,
          REGISTRY_SCAN ->
          true;
      default -> false;
    };
  }

  String title() {
    return this == OTHER ? "other" : "`" + object + "`." + operation;
  }
}
