package dev.multilayercache.agent.call;

import dev.multilayercache.agent.plan.AsyncType;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import org.jspecify.annotations.Nullable;

/**
 * What a method's calls get besides its entries as they are; decided when it is linked, so that
 * others pay nothing.
 *
 * @param enter the slow path: {@code (Object key, Object receiver, Object[] arguments)Object}
 * @param refresh the same in a scope of refresh
 * @param ofEntry {@code (Object entry)Object}, null for an entry that is no answer; or null if the
 *     entry is the answer
 */
record CallAnswers(MethodHandle enter, MethodHandle refresh, @Nullable MethodHandle ofEntry) {

  private static final MethodHandle ENTER = way(CachedCall.class, "enter");
  private static final MethodHandle REFRESH = way(CachedCall.class, "refresh");
  private static final MethodHandle ANSWER = answerOf(Results.class);

  static CallAnswers of(CachedCall call, MethodTypes types) {
    AsyncType async = types.async();
    if (async != null) {
      AsyncCall asyncCall = new AsyncCall(call, AsyncKind.of(async, types.returnedClass()));
      return new CallAnswers(
          way(AsyncCall.class, "enter").bindTo(asyncCall),
          way(AsyncCall.class, "refresh").bindTo(asyncCall),
          answerOf(AsyncCall.class).bindTo(asyncCall));
    }
    return new CallAnswers(
        ENTER.bindTo(call),
        REFRESH.bindTo(call),
        call.results().areShared() ? null : ANSWER.bindTo(call.results()));
  }

  /** What finds entries, made to find answers. */
  MethodHandle filter(MethodHandle hits) {
    return ofEntry == null ? hits : MethodHandles.filterReturnValue(hits, ofEntry);
  }

  private static MethodHandle way(Class<?> type, String method) {
    return CallHandles.find(type, method, Object.class, Object.class, Object.class, Object[].class);
  }

  private static MethodHandle answerOf(Class<?> type) {
    return CallHandles.find(type, "answer", Object.class, Object.class);
  }
}
