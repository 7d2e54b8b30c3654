package dev.multilayercache.agent.layer.caffeine;

import com.github.benmanes.caffeine.cache.Policy;
import dev.multilayercache.agent.layer.Entry;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * Reads an entry without telling Caffeine, unless that wants to be told just now.
 *
 * <p>Of handles, as all of the hit path: a method that calls Caffeine's would be compiled by
 * itself, with that in it, on some runs before the woven methods are. It is then too big to be put
 * into them, and each hit calls it.
 */
final class QuietProbe {
  private static final MethodType TYPE = MethodType.methodType(Entry.class, Object.class);
  private static final MethodHandle READ =
      find(Policy.class, "getIfPresentQuietly", Object.class, Object.class);
  private static final MethodHandle WANTS_READ = find(Upkeep.class, "wantsRead", boolean.class);

  private QuietProbe() {}

  /** {@code (Object key)Entry}, null if there is none or the read is to be told. */
  static MethodHandle of(Policy<Object, Entry> policy, Upkeep upkeep) {
    MethodHandle isToBeTold =
        MethodHandles.dropArguments(WANTS_READ.bindTo(upkeep), 0, Object.class);
    return MethodHandles.guardWithTest(
        isToBeTold, MethodHandles.empty(TYPE), READ.bindTo(policy).asType(TYPE));
  }

  private static MethodHandle find(
      Class<?> type, String method, Class<?> result, Class<?>... parameters) {
    try {
      return MethodHandles.lookup()
          .findVirtual(type, method, MethodType.methodType(result, parameters));
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }
}
