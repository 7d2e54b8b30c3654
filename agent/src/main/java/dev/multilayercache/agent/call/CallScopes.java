package dev.multilayercache.agent.call;

import dev.multilayercache.agent.engine.LayeredCache;
import dev.multilayercache.agent.engine.Listeners;
import dev.multilayercache.agent.log.AgentLog;
import dev.multilayercache.agent.thread.ThreadBound;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/**
 * What a thread asks of the calls that it makes within a block, the scopes of the API, and what
 * else it has under way that concerns them: loads that inherit tags, changes that wait for a
 * commit.
 *
 * <p>Until somebody uses the first scope, or the first method inherits tags, in this JVM no call
 * site looks for one. Then all are told to, once and for ever: each call pays a read of a thread's
 * variable from then on. Safe for use by any thread; a thread that is started within a scope is not
 * in it.
 */
public final class CallScopes {
  private final ThreadBound<Scope> current = new ThreadBound<>();
  private final TagInheritance inheritance = new TagInheritance();
  private final Uncommitted uncommitted = new Uncommitted();
  private final Listeners callSites = new Listeners();
  private volatile boolean isInUse;
  private volatile boolean areAllTold;

  /** What becomes of the calls in a block. */
  enum Scope {
    /** They are left alone: nothing is read or stored. */
    BYPASS,
    /** They load anew, whatever is there, and store that. */
    REFRESH;

    /** That of an operation of the API, or null. */
    static @Nullable Scope of(String operation) {
      return switch (operation) {
        case "v1.bypass" -> BYPASS;
        case "v1.refresh" -> REFRESH;
        default -> null;
      };
    }
  }

  /** Runs a block in a scope; within another one, only until it ends. Throws what it throws. */
  @Nullable Object run(Scope scope, LoadOnce block) {
    use();
    return current.during(scope, block::outcome);
  }

  /** The innermost scope that the calling thread is in, or null. */
  @Nullable Scope current() {
    return isInUse ? current.get() : null;
  }

  /** Whether call sites have to look for one. */
  boolean isInUse() {
    return isInUse;
  }

  /**
   * Has somebody told when call sites have to look.
   *
   * @param listener held weakly; asks {@link #isInUse}
   */
  void onFirstUse(Runnable listener) {
    callSites.add(listener);
  }

  TagInheritance inheritance() {
    return inheritance;
  }

  Uncommitted uncommitted() {
    return uncommitted;
  }

  /** Call sites have to look from now on. Returns when all do: a block must not begin before. */
  void use() {
    if (areAllTold) {
      return;
    }
    synchronized (this) {
      isInUse = true; // before: a call site that is made meanwhile sees it
      try {
        callSites.tell();
        areAllTold = true;
      } catch (IllegalStateException e) { // the next use tries again
        AgentLog.warnOncePerMinute(
            "call sites and scopes",
            "A cached method does not follow bypass, refresh and inheritTags (%s)."
                .formatted(e.getCause()));
      }
    }
  }

  /**
   * A call site's target that looks for a scope first.
   *
   * @param anew what calls go through that load anew
   */
  MethodHandle guard(MethodHandle target, MethodHandle anew, LayeredCache cache) {
    MethodType type = target.type();
    MethodHandle scoped =
        MethodHandles.guardWithTest(
            Guards.IS_IN_BYPASS.bindTo(this),
            MethodHandles.dropArguments(
                Guards.LEAVE_ALONE.bindTo(this).bindTo(cache), 0, type.parameterList()),
            anew);
    return MethodHandles.guardWithTest(Guards.IS_IN_ANY.bindTo(this), scoped, target);
  }

  @SuppressWarnings("unused") // through Guards.IS_IN_ANY
  boolean isInAny() {
    return current.isSet();
  }

  @SuppressWarnings("unused") // through Guards.IS_IN_BYPASS
  boolean isInBypass() {
    return current.get() == Scope.BYPASS;
  }

  @SuppressWarnings("unused") // through Guards.LEAVE_ALONE
  @Nullable Object leaveAlone(LayeredCache cache) {
    cache.calls().countBypass();
    return null;
  }

  /** Made with the first scope: the first cached call of a JVM does not pay for them. */
  private static final class Guards {
    static final MethodHandle IS_IN_ANY =
        CallHandles.find(CallScopes.class, "isInAny", boolean.class);
    static final MethodHandle IS_IN_BYPASS =
        CallHandles.find(CallScopes.class, "isInBypass", boolean.class);
    static final MethodHandle LEAVE_ALONE =
        CallHandles.find(CallScopes.class, "leaveAlone", Object.class, LayeredCache.class);
  }
}
