package dev.multilayercache;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;

/** The agent's side of {@link AgentDoor} over a map; remembers what it was asked. */
final class FakeAgent implements BiFunction<String, Object[], Object> {
  final Map<String, Object> values = new ConcurrentHashMap<>();
  final List<List<Object>> calls = new ArrayList<>();

  @Override
  public Object apply(String operation, Object[] arguments) {
    synchronized (calls) {
      List<Object> call = new ArrayList<>(List.of(operation));
      call.addAll(Arrays.asList(arguments));
      calls.add(call);
    }
    return switch (operation) {
      case "v1.get" -> values.get(arguments[2]);
      case "v1.contains" -> values.containsKey(arguments[2]);
      case "v1.put" -> {
        values.put((String) arguments[2], arguments[6]);
        yield null;
      }
      case "v1.getOrLoad" -> {
        Object value = call((Callable<?>) arguments[6]);
        values.put((String) arguments[2], value);
        yield value;
      }
      case "v1.statistics" ->
          Map.of("hits", 3L, "misses", 1L, "layerHits", Map.of("local", 3L), "loadNanos", 5L);
      default -> new Object[] {false, operation + " done"};
    };
  }

  private static Object call(Callable<?> loader) {
    try {
      return loader.call();
    } catch (Throwable e) {
      throw FakeAgent.<RuntimeException>untouched(e);
    }
  }

  @SuppressWarnings("unchecked")
  private static <X extends Throwable> X untouched(Throwable e) throws X {
    throw (X) e;
  }
}
