package dev.multilayercache.agent.plan;

import dev.multilayercache.agent.config.MethodConfig;
import dev.multilayercache.agent.text.NearestName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The methods that agent.yaml names. Immutable. */
final class NamedMethods {
  private final List<MethodConfig> methods;

  NamedMethods(List<MethodConfig> methods) {
    this.methods = methods;
  }

  /** Those in a class. Asked for each class that the JVM loads. */
  List<MethodConfig> in(String className) {
    List<MethodConfig> found = List.of();
    for (MethodConfig each : methods) {
      if (each.className().equals(className)) {
        found = found.isEmpty() ? new ArrayList<>() : found;
        found.add(each);
      }
    }
    return found;
  }

  /** The entry that says what the method changes of what others have cached, or null. */
  @Nullable MethodConfig changing(MethodSite site) {
    MethodConfig entry = of(site);
    return entry == null || entry.isCached() ? null : entry;
  }

  /** The entry for a method, or null. */
  @Nullable MethodConfig of(MethodSite site) {
    for (MethodConfig each : in(site.className())) {
      if (isMeant(each, site.method(), site.signature())) {
        return each;
      }
    }
    return null;
  }

  /** Whether an entry means the method: same name and parameter types. */
  static boolean isMeant(MethodConfig entry, String method, Signature signature) {
    List<String> written = entry.parameterTypes();
    List<String> types = signature.parameterTypes();
    if (!entry.method().equals(method) || written.size() != types.size()) {
      return false;
    }
    for (int i = 0; i < types.size(); i++) {
      if (!isType(written.get(i), types.get(i))) {
        return false;
      }
    }
    return true;
  }

  /** People write a nested class as in the source, and {@code String} for what needs no import. */
  private static boolean isType(String written, String typeName) {
    return written.equals(typeName)
        || written.equals(typeName.replace('$', '.'))
        || ("java.lang." + written).equals(typeName);
  }

  static String display(MethodConfig entry) {
    return entry.className()
        + "."
        + entry.method()
        + "("
        + String.join(",", entry.parameterTypes())
        + ")";
  }

  static String missing(MethodConfig entry, String file, Collection<String> known) {
    return file
        + ":"
        + entry.line()
        + " names it, and the class does not declare it. "
        + NearestName.suggest(display(entry), known);
  }

  static String outside(MethodConfig entry, String file) {
    return file
        + ":"
        + entry.line()
        + " names it, and nothing is woven in packages of the JDK and of agents, nor in classes that"
        + " are generated at run time. Name a method that calls it.";
  }
}
