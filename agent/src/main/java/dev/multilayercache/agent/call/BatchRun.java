package dev.multilayercache.agent.call;

import dev.multilayercache.agent.engine.Batch;
import dev.multilayercache.agent.engine.LoadRequest;
import dev.multilayercache.agent.engine.LocalHits;
import dev.multilayercache.agent.layer.Entry;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One call of a batch method. A key without a value is not in the map that is answered, whether the
 * body said null or said nothing. Used by one thread.
 */
final class BatchRun {
  private final BatchCall call;
  private final @Nullable Object receiver;
  private final @Nullable Object[] arguments;

  /** By element, in the order of the elements; null stands for one that is missing as yet. */
  private Map<Object, @Nullable Object> answer = Map.of();

  private int keyCount;

  /** What the nearest layer lacks; made for a miss only. */
  private @Nullable List<Missing> missing;

  private record Missing(Object element, Object localKey) {}

  BatchRun(BatchCall call, @Nullable Object receiver, @Nullable Object[] arguments) {
    this.call = call;
    this.receiver = receiver;
    this.arguments = arguments;
  }

  /** The token of the call. */
  @Nullable Object answer(Iterable<?> elements) throws Throwable {
    probe(elements);
    List<Missing> lacking = missing;
    if (lacking == null) {
      return new AtomicReference<>(answer);
    }
    call.each().watch(receiver);
    Batch batch = call.each().cache().calls().enterAll(requests(lacking));
    if (batch == null) {
      return null;
    }
    List<Object> unknown;
    @Nullable Object[] asked;
    try {
      unknown = settleFound(batch, lacking);
      asked = call.arguments(arguments, unknown);
    } catch (Throwable e) {
      batch.leave();
      throw e;
    }
    return unknown.isEmpty()
        ? new AtomicReference<>(answer)
        : load(batch, lacking, asked, /* isOfAll= */ unknown.size() == keyCount);
  }

  /** Puts what the layers have into the answer; gives the elements that none has. */
  private List<Object> settleFound(Batch batch, List<Missing> lacking) {
    List<Object> unknown = new ArrayList<>();
    for (int i = 0; i < lacking.size(); i++) {
      Entry found = batch.found(i);
      if (found == null) {
        unknown.add(lacking.get(i).element);
      } else {
        settle(lacking.get(i).element, call.given(found));
      }
    }
    return unknown;
  }

  /** Makes an answer of the keys, with what the nearest layer has in their place. */
  private void probe(Iterable<?> elements) throws Throwable {
    LocalHits hits = call.hits();
    answer = call.keys().locals(receiver, arguments, elements);
    keyCount = answer.size();
    Iterator<Map.Entry<Object, @Nullable Object>> all = answer.entrySet().iterator();
    while (all.hasNext()) {
      Map.Entry<Object, @Nullable Object> each = all.next();
      Object localKey = Objects.requireNonNull(each.getValue());
      AtomicReference<?> hit = hits == null ? null : call.given(hits.lookAgain(localKey));
      Object value = hit == null ? null : hit.getPlain();
      each.setValue(value);
      if (hit == null) {
        miss(new Missing(each.getKey(), localKey));
      } else if (value == null) {
        all.remove();
      }
    }
  }

  private void miss(Missing one) {
    List<Missing> known = missing;
    if (known == null) {
      missing = known = new ArrayList<>();
    }
    known.add(one);
  }

  private List<LoadRequest> requests(List<Missing> lacking) {
    LoadEnd end = new LoadEnd(call.each());
    List<LoadRequest> requests = new ArrayList<>(lacking.size());
    for (Missing each : lacking) {
      requests.add(
          call.each().request(each.localKey, call.keys().replaced(arguments, each.element), end));
    }
    return requests;
  }

  private void settle(Object element, @Nullable AtomicReference<?> found) {
    settle(element, found == null ? null : found.getPlain());
  }

  private void settle(Object element, @Nullable Object value) {
    if (value == null) {
      answer.remove(element);
    } else {
      answer.put(element, value);
    }
  }

  /**
   * Runs the body for what no layer has.
   *
   * @param isOfAll whether no layer had anything: then the body's map is an answer as it is
   */
  private @Nullable Object load(
      Batch batch, List<Missing> lacking, @Nullable Object[] asked, boolean isOfAll)
      throws Throwable {
    OwnBody.Start start = new OwnBody.Start();
    Object loaded;
    try {
      loaded = call.run(start, receiver, asked);
    } catch (Throwable thrown) {
      if (!start.isMade()) {
        end(batch::leave);
        throw thrown;
      }
      end(batch::failed);
      return thrown;
    }
    if (!(loaded instanceof Map<?, ?> map)) {
      end(batch::failed);
      answer.values().removeIf(Objects::isNull);
      return new AtomicReference<>(answer.isEmpty() ? null : answer);
    }
    try {
      return loaded(batch, lacking, map);
    } catch (Throwable unreadable) {
      leave(batch, unreadable);
      return isOfAll ? new AtomicReference<>(loaded) : null; // null: it runs anew, for all keys
    }
  }

  /**
   * Stores what the body's map has, and answers with it. Fails if the map cannot be read, or is of
   * keys that cannot be told apart: both are the application's.
   */
  private Object loaded(Batch batch, List<Missing> lacking, Map<?, ?> map) {
    @Nullable Object[] values = new Object[lacking.size()];
    for (int i = 0; i < values.length; i++) {
      if (batch.found(i) == null) {
        values[i] = BatchKeys.valueIn(map, lacking.get(i).element);
        settle(lacking.get(i).element, values[i]);
      }
    }
    AtomicReference<?> token = new AtomicReference<>(answer);
    end(() -> batch.loaded(i -> call.each().results().kept(values[i])));
    return token;
  }

  private void leave(Batch batch, Throwable unreadable) {
    try {
      batch.leave();
      call.each().failures().ofMap(call.each().method(), unreadable);
    } catch (Throwable ofOurs) {
      // The caller gets what the body gave.
    }
  }

  private void end(Runnable action) {
    try {
      action.run();
    } catch (Throwable failure) {
      try {
        call.each().failedAtTheEnd(failure);
      } catch (Throwable ofTheJvm) {
        // The caller gets what the body gave, or what it threw.
      }
    }
  }
}
