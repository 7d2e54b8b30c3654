package dev.multilayercache.agent.testing;

import dev.multilayercache.agent.plan.MethodSite;
import dev.multilayercache.agent.plan.MethodSite.CachedAttributes;
import dev.multilayercache.agent.plan.MethodSite.InvalidateAttributes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Methods that carry their annotations themselves, and store results in no other cache. */
public final class Sites {
  private Sites() {}

  public static MethodSite site(
      String className,
      String method,
      String descriptor,
      boolean isStatic,
      boolean isSynchronized,
      @Nullable List<String> parameterNames,
      List<Integer> keyParameters,
      @Nullable CachedAttributes cached,
      List<InvalidateAttributes> invalidations) {
    return new MethodSite(
        className,
        method,
        descriptor,
        isStatic,
        isSynchronized,
        parameterNames,
        keyParameters,
        cached,
        invalidations,
        /* updates= */ List.of(),
        MethodSite.display(className, method, descriptor));
  }
}
