package dev.multilayercache.agent.plan;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was decided for a method site.
 *
 * @param method for people, {@code com.acme.Repo.find(long)}
 * @param parameterNames in order; null where the class file has none
 * @param cached how its results are cached, or null if it only changes what others have cached
 * @param invalidations what it makes caches forget
 * @param updates where else its results are stored
 * @param namedAt where the configuration names it, or null
 */
public record SitePlan(
    String method,
    @Nullable List<String> parameterNames,
    @Nullable CachePlan cached,
    List<InvalidationPlan> invalidations,
    List<UpdatePlan> updates,
    @Nullable NamedAt namedAt) {

  /** Why it is refused, with where the file names it if it does. */
  public String reason(String reason) {
    return namedAt == null ? reason : namedAt.in(reason);
  }

  /** Whether calls are left alone. */
  public boolean isNothing() {
    return cached == null && !changes();
  }

  /** Whether it changes what others have cached. */
  public boolean changes() {
    return !(invalidations.isEmpty() && updates.isEmpty());
  }

  SitePlan withdrawn() {
    return new SitePlan(
        method,
        parameterNames,
        /* cached= */ null,
        /* invalidations= */ List.of(),
        /* updates= */ List.of(),
        namedAt);
  }
}
