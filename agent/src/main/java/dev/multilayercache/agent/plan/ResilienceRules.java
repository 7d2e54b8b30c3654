package dev.multilayercache.agent.plan;

import dev.multilayercache.agent.config.CacheWishes;
import dev.multilayercache.agent.config.Dimension;
import dev.multilayercache.agent.config.ResilienceWishes;
import org.jspecify.annotations.Nullable;

/**
 * Refuses methods that ask for reloads, soft timeouts or expired answers and are not fit for them.
 *
 * <p>A body that runs beside its caller has none of what the caller's thread carries: no monitor,
 * no transaction, no thread local. What the result is known to depend on must not be among that.
 */
final class ResilienceRules {
  private final MethodSite site;
  private final ResilienceWishes ofMethod;
  private final String ofCache;

  /**
   * @param said what the method itself asks for
   * @param ofCache for people, where that stands which its cache asks for beside
   */
  ResilienceRules(MethodSite site, CacheWishes said, String ofCache) {
    this.site = site;
    this.ofMethod = said.resilience();
    this.ofCache = ofCache;
  }

  void check(CacheWishes wishes) throws RefusedException {
    ResilienceWishes asked = wishes.resilience();
    if (asked.softTimeout() != null && asked.staleIfError() == null) {
      throw new RefusedException(
          written("softTimeout", ofMethod.softTimeout())
              + " is set, but without staleIfError nothing could answer before the method"
              + " does. Set staleIfError too, or remove softTimeout.");
    }
    if (asked.refreshAhead() != null) {
      checkBackground(written("refreshAhead", ofMethod.refreshAhead()), "refreshAhead", wishes);
    }
    if (asked.softTimeout() != null) {
      checkBackground(written("softTimeout", ofMethod.softTimeout()), "softTimeout", wishes);
    }
    if (asked.staleIfError() != null) {
      checkResult(written("staleIfError", ofMethod.staleIfError()), "staleIfError", wishes);
    }
  }

  private String written(String attribute, @Nullable Object ofMethod) {
    return ofMethod == null ? attribute + " of " + ofCache : attribute;
  }

  private void checkBackground(String written, String attribute, CacheWishes wishes)
      throws RefusedException {
    checkResult(written, attribute, wishes);
    checkMonitor(written, attribute);
    checkInheritance(written, wishes);
    checkKey(written, attribute, wishes);
  }

  private void checkMonitor(String written, String attribute) throws RefusedException {
    if (site.isSynchronized()) {
      throw new RefusedException(
          written
              + " runs a method on a thread of the agent, and this one is synchronized: every call"
              + " would wait for that run, hits too. Remove synchronized or "
              + attribute
              + ".");
    }
  }

  private static void checkInheritance(String written, CacheWishes wishes) throws RefusedException {
    if (Boolean.TRUE.equals(wishes.inheritTags())) {
      throw new RefusedException(
          written
              + " runs a method on a thread of the agent, where inheritTags does not see what it reads."
              + " Remove one of the two.");
    }
  }

  private static void checkKey(String written, String attribute, CacheWishes wishes)
      throws RefusedException {
    String keyFunction = wishes.key().keyFunction();
    if (!keyFunction.isEmpty()) {
      throw new RefusedException(
          written
              + " runs a method on a thread of the agent, where keyFunction "
              + keyFunction
              + " may give another key than on its caller's. Write a key instead, or remove "
              + attribute
              + ".");
    }
    for (Dimension each : wishes.key().varyBy()) {
      if (!(each instanceof Dimension.SystemProperty)) {
        throw new RefusedException(
            written
                + " runs a method on a thread of the agent, which has not what varyBy \""
                + each
                + "\" reads from the caller's. Pass it as an argument, or remove "
                + attribute
                + ".");
      }
    }
  }

  private void checkResult(String written, String attribute, CacheWishes wishes)
      throws RefusedException {
    if (AsyncType.named(site.signature().returnType()) != null) {
      throw new RefusedException(
          written
              + " needs to know how a load ended, and this result is still to come when the method"
              + " returns. Remove "
              + attribute
              + ".");
    }
    if (Boolean.TRUE.equals(wishes.results().batch())) {
      throw new RefusedException(
          written + " is not for methods with batch = true. Remove one of the two.");
    }
  }
}
