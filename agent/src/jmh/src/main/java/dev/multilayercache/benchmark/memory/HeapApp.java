package dev.multilayercache.benchmark.memory;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.multilayercache.benchmark.forked.Histogram;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongConsumer;

/**
 * Fills one cache and tells by class what the heap has more than before. All keys have one value,
 * so that keys and structure alone are counted.
 */
public final class HeapApp {
  private static final long FIRST = 1_000; // beyond the boxes that the JDK keeps

  private HeapApp() {}

  /** Takes the variant and how many entries; writes {@code <class> <bytes>} lines, then a dot. */
  public static void main(String[] arguments) throws Exception {
    int entries = Integer.parseInt(arguments[1]);
    LongConsumer cache = cache(arguments[0], entries);
    cache.accept(FIRST);
    Histogram before = Histogram.atRest();
    for (long id = FIRST + 1; id <= FIRST + entries; id++) {
      cache.accept(id);
    }
    Map<String, Long> more = Histogram.atRest().minus(before);
    Numbers.BODIES.set(0);
    for (long id = FIRST + 1; id <= FIRST + entries; id++) {
      cache.accept(id);
    }
    // What was evicted would take no memory; one entry had to make room for the first.
    if (Numbers.BODIES.get() > entries / 1_000) {
      throw new IllegalStateException(Numbers.BODIES.get() + " entries were not there");
    }
    more.forEach((name, bytes) -> System.out.println(name + " " + bytes));
    System.out.println(".");
  }

  private static LongConsumer cache(String variant, int entries) {
    return switch (variant) {
      case "woven" -> Numbers::plain;
      case "tagged" -> Numbers::tagged;
      case "templated" -> Numbers::templated;
      case "bounded" -> loading(Caffeine.newBuilder().maximumSize(entries).build());
      case "expiring" ->
          loading(
              Caffeine.newBuilder()
                  .maximumSize(entries)
                  .expireAfterWrite(Duration.ofDays(1))
                  .build());
      default -> throw new IllegalArgumentException(variant);
    };
  }

  private static LongConsumer loading(Cache<Long, Object> cache) {
    return id -> Objects.requireNonNull(cache.get(id, Numbers::body));
  }
}
