package dev.multilayercache.agent.instrument;

import dev.multilayercache.agent.plan.PerLoader;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What annotated types pass on, noted as the JVM loads them: for class loaders that define classes
 * but do not give their class files.
 *
 * <p>To load a supertype here in order to note it would be no way out: the JVM does not show an
 * agent the classes that the agent's own look at a class loads, so it would never be woven itself.
 *
 * <p>Strings, by weakly held loader. Safe for use by any thread.
 */
final class NotedDeclarations {
  private final PerLoader<Map<String, Map<String, Declaration>>> byDefiningLoader =
      new PerLoader<>(ConcurrentHashMap::new);
  private final PerLoader<Map<String, Set<String>>> askedInVain =
      new PerLoader<>(ConcurrentHashMap::new);

  private volatile boolean hasAbstractMethods;

  /** Returns the subtypes that asked for it before, directly or not: they are loaded without it. */
  Set<String> note(
      String internalName, ClassLoader definingLoader, Map<String, Declaration> passedOn) {
    byDefiningLoader.of(definingLoader).put(internalName, passedOn);
    for (Declaration each : passedOn.values()) {
      hasAbstractMethods |= each.method().is(ClassFile.ACC_ABSTRACT);
    }
    Map<String, Set<String>> asked = askedInVain.of(definingLoader);
    Set<String> tooEarly = new LinkedHashSet<>();
    Deque<String> supertypes = new ArrayDeque<>(List.of(internalName));
    while (!supertypes.isEmpty()) {
      Set<String> subtypes = asked.remove(supertypes.remove());
      if (subtypes != null) {
        tooEarly.addAll(subtypes);
        supertypes.addAll(subtypes);
      }
    }
    return tooEarly;
  }

  boolean hasAbstractMethods() {
    return hasAbstractMethods;
  }

  /** The abstract methods that a loaded type passes on; none if it was not noted. */
  List<Declaration> abstractMethodsOf(Class<?> type) {
    ClassLoader loader = type.getClassLoader();
    Map<String, Map<String, Declaration>> known =
        loader == null ? null : byDefiningLoader.find(loader);
    Map<String, Declaration> passedOn =
        known == null ? null : known.get(type.getName().replace('.', '/'));
    return passedOn == null
        ? List.of()
        : passedOn.values().stream()
            .filter(each -> each.method().is(ClassFile.ACC_ABSTRACT))
            .toList();
  }

  /** What a supertype passes on: nothing if it has not been loaded yet. */
  Map<String, Declaration> of(String internalName, ClassLoader loader, String subtype) {
    for (ClassLoader each = loader; each != null; each = each.getParent()) {
      Map<String, Map<String, Declaration>> noted = byDefiningLoader.find(each);
      Map<String, Declaration> passedOn = noted == null ? null : noted.get(internalName);
      if (passedOn != null) {
        return passedOn;
      }
    }
    askedInVain
        .of(loader)
        .computeIfAbsent(internalName, name -> ConcurrentHashMap.newKeySet())
        .add(subtype);
    return Map.of();
  }
}
