package dev.multilayercache.agent.call;

import dev.multilayercache.agent.engine.LoadRequest;
import dev.multilayercache.agent.engine.LocalHits;
import dev.multilayercache.agent.layer.EnduringEntry;
import dev.multilayercache.agent.layer.Entry;
import dev.multilayercache.agent.thread.DetachedPool;
import java.lang.invoke.MethodHandle;
import java.time.Duration;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What the call site of a method does, that did not hit at first sight, if the method wants entries
 * reloaded before they expire or does not bear with slow loads.
 *
 * @param hits null if the nearest layer is not in this JVM
 * @param softTimeout null bears with loads to their end
 * @param key see {@link BodyRun}
 */
record ResilientCall(
    CachedCall call,
    @Nullable LocalHits hits,
    @Nullable Duration softTimeout,
    OwnBody body,
    MethodHandle key,
    DetachedPool background) {

  /** A hit, a flight to complete, an exception to throw, or null. */
  @Nullable Object enter(Object localKey, @Nullable Object receiver, @Nullable Object[] arguments) {
    Entry again = hits == null ? null : hits.lookAgain(localKey);
    Object token = again == null ? null : answer(again);
    if (token == null) {
      token = call.enter(localKey, receiver, arguments);
    }
    Object hit = again == null ? original(token) : again;
    if (hit instanceof EnduringEntry entry && call.cache().calls().refreshAhead().isDue(entry)) {
      reload(entry, run(localKey, receiver, arguments));
    } else if (softTimeout != null && token instanceof LoadEnd end && end.maySubstitute()) {
      return new SoftLoad(end, run(localKey, receiver, arguments)).outcome(background, softTimeout);
    }
    return token;
  }

  private static @Nullable Object original(@Nullable Object token) {
    return token instanceof CopiedAnswer copy ? copy.original() : token;
  }

  private @Nullable Object answer(Entry entry) {
    return call.results().areShared() ? entry : call.results().answer(entry);
  }

  private BodyRun run(Object localKey, @Nullable Object receiver, @Nullable Object[] arguments) {
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    return new BodyRun(body, key, localKey, receiver, arguments, context);
  }

  private void reload(EnduringEntry entry, BodyRun run) {
    boolean isTaken =
        background.offer(
            () -> {
              try {
                LoadRequest request =
                    call.request(run.localKey(), run.arguments(), new LoadEnd(call));
                call.cache()
                    .calls()
                    .refreshAhead()
                    .reload(request, entry, end -> reload(entry, run, end));
              } catch (Throwable failure) {
                call.failedInTheBackground(failure);
              }
            });
    if (!isTaken) {
      call.cache().calls().refreshAhead().postpone(entry);
    }
  }

  /** On a thread of ours. */
  private void reload(
      EnduringEntry entry, BodyRun run, BiConsumer<@Nullable Object, @Nullable Throwable> load) {
    BodyRun.End end = null;
    try {
      end = run.once();
    } catch (Throwable failure) { // ours: the body's is in its end
      call.failedInTheBackground(failure);
    }
    if (end == null) {
      call.cache().calls().refreshAhead().postpone(entry); // another call's arguments may do
    } else if (end.isOfKey()) {
      call.results().end(load, end.value(), end.thrown());
    } else {
      load.accept(Copies.NOT_KEPT, null);
    }
  }
}
