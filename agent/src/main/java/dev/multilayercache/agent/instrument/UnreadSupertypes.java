package dev.multilayercache.agent.instrument;

import dev.multilayercache.agent.plan.Refusals;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The supertypes whose class files their loader did not give, so that nobody knows which
 * annotations a class inherits from them; if such a type turns out to have some, its heirs are
 * named.
 *
 * <p>Names only, and at most {@value #MOST} of them. Safe for use by any thread.
 */
final class UnreadSupertypes {
  private static final int MOST = 10_000;

  private final Map<String, Set<String>> heirsBySupertype = new ConcurrentHashMap<>();
  private final Set<String> annotated = ConcurrentHashMap.newKeySet();
  private final Refusals refusals;

  UnreadSupertypes(Refusals refusals) {
    this.refusals = refusals;
  }

  /** A class inherits from a type that could not be read. Names are internal ones. */
  void add(String supertype, String heir) {
    if (heirsBySupertype.size() < MOST || heirsBySupertype.containsKey(supertype)) {
      heirsBySupertype.computeIfAbsent(supertype, key -> ConcurrentHashMap.newKeySet()).add(heir);
      if (annotated.contains(supertype)) {
        refuse(supertype, heir);
      }
    }
  }

  /** A class has annotations that its heirs inherit. */
  void addAnnotated(String type) {
    if (annotated.size() < MOST && annotated.add(type)) {
      heirsBySupertype.getOrDefault(type, Set.of()).forEach(heir -> refuse(type, heir));
    }
  }

  private void refuse(String supertype, String heir) {
    refusals.notCached(
        heir.replace('/', '.'),
        "its class loader does not give the class file of "
            + supertype.replace('/', '.')
            + ", so annotations there do not hold for it. Annotate its own methods, or name them in"
            + " agent.yaml.");
  }
}
