package dev.multilayercache.agent.call;

import dev.multilayercache.agent.engine.Calls;
import dev.multilayercache.agent.engine.LoadRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One call of a batch method in a scope of refresh: the body runs for all keys, and each value is
 * stored as that of a method of one key would be. Used by one thread.
 */
final class BatchReload {
  private final BatchCall call;
  private final @Nullable Object receiver;
  private final @Nullable Object[] arguments;

  /** By element, in the order of the elements; null if nothing is to be stored for it. */
  private final Map<Object, @Nullable BiConsumer<@Nullable Object, @Nullable Throwable>> loads =
      new LinkedHashMap<>();

  /** All keys have one body. */
  private boolean isLoadCounted;

  BatchReload(BatchCall call, @Nullable Object receiver, @Nullable Object[] arguments) {
    this.call = call;
    this.receiver = receiver;
    this.arguments = arguments;
  }

  /** The token of the call: a reference to the map, or what the body threw. */
  Object answer(Iterable<?> elements) throws Throwable {
    @Nullable Object[] asked = begin(elements);
    OwnBody.Start start = new OwnBody.Start();
    Object loaded;
    try {
      loaded = call.run(start, receiver, asked);
    } catch (Throwable thrown) {
      fail(thrown);
      if (!start.isMade()) {
        throw thrown;
      }
      return thrown;
    }
    if (!(loaded instanceof Map<?, ?> map)) {
      fail(new IllegalStateException("no map"));
      return new AtomicReference<>();
    }
    try {
      return loaded(map);
    } catch (Throwable unreadable) {
      fail(unreadable);
      call.each().failures().ofMap(call.each().method(), unreadable);
      return new AtomicReference<>(loaded);
    }
  }

  /** Stores what the body's map has, and answers with it; fails if it cannot be read. */
  private Object loaded(Map<?, ?> map) {
    Map<Object, Object> answer = new LinkedHashMap<>();
    for (Object each : loads.keySet()) {
      Object value = BatchKeys.valueIn(map, each);
      if (value != null) {
        answer.put(each, value);
      }
    }
    AtomicReference<?> token = new AtomicReference<>(answer);
    loads.forEach((element, load) -> end(load, answer.get(element), /* thrown= */ null));
    return token;
  }

  /** The arguments that the body is to be given. */
  private @Nullable Object[] begin(Iterable<?> elements) throws Throwable {
    Map<Object, @Nullable Object> keys = call.keys().locals(receiver, arguments, elements);
    try {
      for (Map.Entry<Object, @Nullable Object> each : keys.entrySet()) {
        Object localKey = Objects.requireNonNull(each.getValue());
        loads.put(each.getKey(), load(localKey, each.getKey()));
      }
      return call.arguments(arguments, new ArrayList<>(loads.keySet()));
    } catch (Throwable e) {
      fail(e);
      throw e;
    }
  }

  @SuppressWarnings("unchecked") // what LayeredCache gives
  private @Nullable BiConsumer<@Nullable Object, @Nullable Throwable> load(
      Object localKey, Object element) {
    Calls calls = call.each().cache().calls();
    LoadRequest request =
        call.each()
            .request(localKey, call.keys().replaced(arguments, element), new LoadEnd(call.each()));
    Object token = isLoadCounted ? calls.refreshAlongside(request) : calls.refresh(request);
    isLoadCounted |= token != null;
    return (BiConsumer<@Nullable Object, @Nullable Throwable>) token;
  }

  private void fail(Throwable thrown) {
    loads.values().forEach(load -> end(load, /* value= */ null, thrown));
  }

  /** Nothing of ours that fails here keeps the next from its end, or the caller from the answer. */
  private void end(
      @Nullable BiConsumer<@Nullable Object, @Nullable Throwable> load,
      @Nullable Object value,
      @Nullable Throwable thrown) {
    if (load == null) {
      return;
    }
    try {
      call.each().results().end(load, value, thrown);
    } catch (Throwable failure) {
      try {
        call.each().failedAtTheEnd(failure);
      } catch (Throwable ofTheJvm) {
        return;
      }
    }
  }
}
