package dev.multilayercache.agent;

import java.io.File;
import java.lang.instrument.Instrumentation;
import java.lang.invoke.CallSite;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/** Starts the agent behind the isolated class loader. Temporary: opens the dispatcher only. */
public final class AgentStarter {
  private AgentStarter() {}

  /** Called by {@link MultiLayerCacheAgent}, which belongs to another class loader. */
  public static void start(Instrumentation instrumentation, @Nullable String argument, File jar)
      throws Exception {
    MethodType linker =
        MethodType.methodType(
            CallSite.class,
            MethodHandles.Lookup.class,
            String.class,
            MethodType.class,
            Object[].class);
    Dispatcher.install(instrumentation, MethodHandles.empty(linker), new NothingBehind());
  }

  private static final class NothingBehind
      implements java.util.function.BiFunction<String, Object[], @Nullable Object> {
    @Override
    public @Nullable Object apply(String operation, Object[] arguments) {
      return null;
    }
  }
}
