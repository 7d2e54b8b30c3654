package dev.multilayercache.agent;

import java.lang.instrument.Instrumentation;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Packages inside the JDK that the agent needs, opened to one module and to no other.
 *
 * <p>{@code java.lang} is for {@link Dispatcher}. The rest is what Hazelcast asks for; without it
 * Hazelcast works, but writes a warning that advises command-line options. A module or package that
 * this JVM does not have is skipped: trimmed runtime images may lack {@code java.management}.
 */
final class InternalPackages {
  private InternalPackages() {}

  /** Opens them to a module, which should be the isolated class loader's unnamed one. */
  static void openTo(Module module, Instrumentation instrumentation) {
    open(
        instrumentation,
        module,
        "java.base",
        "java.lang",
        "sun.nio.ch",
        "jdk.internal.ref",
        "jdk.internal.misc");
    open(instrumentation, module, "java.management", "sun.management");
    open(instrumentation, module, "jdk.management", "com.sun.management.internal");
  }

  private static void open(
      Instrumentation instrumentation, Module module, String owner, String... packages) {
    Module owning = ModuleLayer.boot().findModule(owner).orElse(null);
    if (owning == null) {
      return;
    }
    Map<String, Set<Module>> opened = new HashMap<>();
    for (String name : packages) {
      if (owning.getPackages().contains(name)) {
        opened.put(name, Set.of(module));
      }
    }
    instrumentation.redefineModule(
        owning,
        /* extraReads= */ Set.of(),
        /* extraExports= */ opened,
        /* extraOpens= */ opened,
        /* extraUses= */ Set.of(),
        /* extraProvides= */ Map.of());
  }
}
