package dev.multilayercache.agent.engine;

import dev.multilayercache.agent.coherence.Generations;
import dev.multilayercache.agent.coherence.Invalidation;
import dev.multilayercache.agent.coherence.KeyPattern;
import dev.multilayercache.agent.engine.Lifespans.Lifespan;
import dev.multilayercache.agent.layer.Endurance;
import dev.multilayercache.agent.layer.Entry;
import dev.multilayercache.agent.layer.Key;
import dev.multilayercache.agent.layer.RegionSpec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jetbrains.lincheck.datastructures.Operation;

/**
 * One key of a cache, read and invalidated: the real chain, freshness, debts and generations over a
 * {@link PlainLayer}.
 *
 * <p>Of a call only the flight is left out, which makes loads of one key wait for each other. A
 * version is loaded from a source that an invalidation has moved on before it begins.
 */
public class LoadsAndInvalidations {

  /** What is wrong with the layer; a field of the class, as Lincheck makes the objects. */
  static volatile PlainLayer.Mutation mutation = PlainLayer.Mutation.NONE;

  private static final String CACHE = "products";
  private static final Key KEY = new Key(CACHE, "1", "1");
  private static final List<String> TAGS = List.of("red");
  private static final KeyPattern PATTERN = KeyPattern.parse("1*");
  private static final Duration TTL = Duration.ofHours(1);
  private static final Lifetime LIFETIME = new Lifetime(TTL, Map.of(), TTL);
  private static final Lifespan LIFESPAN = new Lifespans(() -> 0).of("any", LIFETIME);
  private static final LoadRequest REQUEST =
      new LoadRequest(
          KEY,
          LIFETIME,
          Long.class,
          false,
          Patience.USUAL,
          (loaded, loadNanos) -> Keeping.tagged(TAGS));

  private final Generations generations = new Generations();
  private final Debts debts = new Debts(generations, owed -> {});
  private final Freshness freshness =
      new Freshness(CACHE, generations, debts, () -> 0, Duration.ofSeconds(5), () -> true);
  private final IsolatedRegion region =
      new IsolatedRegion(new PlainLayer(mutation), new RegionSpec(CACHE, Long.class, null));
  private final FirstSight firstSight =
      freshness.firstSight(() -> 0, new HitCounter(ThreadSlots.of(1)), Long.class, false);
  private final LocalHits hits =
      new LocalHits(region.asLocal(), freshness, firstSight, /* acceptsFailures= */ false);
  private final Chain chain = new Chain(CACHE, List.of(region), freshness);
  private final Storage storage =
      new Storage(chain, freshness, /* populateUpperLayers= */ true, Endurance.NONE);
  private final AtomicLong source = new AtomicLong();
  private final AtomicLong invalidated = new AtomicLong();

  /** Whether the version read is no older than the last one whose invalidation had ended. */
  @Operation
  public boolean read() {
    long oldest = invalidated.get();
    return version() >= oldest;
  }

  private long version() {
    Entry near = firstSight.answer(region.asLocal().probe(KEY.local()));
    if (near == null) {
      near = hits.lookAgain(KEY.local());
    }
    if (near != null) {
      return (Long) near.value();
    }
    long stamp = freshness.stamp();
    Reading reading = chain.read(REQUEST, stamp);
    if (reading.entry() != null) {
      reading.leases().release();
      return (Long) reading.entry().value();
    }
    long version = source.get();
    Entry loaded = new Entry(version, TAGS, LIFESPAN.deadline(), stamp);
    storage.store(KEY, reading.leases(), loaded, /* ageNanos= */ 0, LIFESPAN);
    return version;
  }

  @Operation
  public void byKey() {
    invalidate(new Invalidation.ByKey(CACHE, KEY.canonical()));
  }

  @Operation
  public void byTag() {
    invalidate(new Invalidation.ByTags(CACHE, TAGS));
  }

  @Operation
  public void byPattern() {
    invalidate(new Invalidation.ByPattern(CACHE, PATTERN));
  }

  @Operation
  public void all() {
    invalidate(new Invalidation.All(null));
  }

  /** There was no room to invalidate: it is owed from now on, and nothing is fresh. */
  @Operation
  public void owe() {
    long version = source.incrementAndGet();
    debts.begin();
    invalidated.accumulateAndGet(version, Math::max);
  }

  /** In the order of {@link Invalidations}. */
  private void invalidate(Invalidation invalidation) {
    long version = source.incrementAndGet();
    generations.apply(invalidation);
    chain.forget(invalidation, List.of(KEY), each -> true);
    invalidated.accumulateAndGet(version, Math::max);
  }
}
