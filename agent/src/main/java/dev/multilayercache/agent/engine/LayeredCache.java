package dev.multilayercache.agent.engine;

import dev.multilayercache.agent.coherence.Consistency;
import dev.multilayercache.agent.coherence.Invalidation;
import dev.multilayercache.agent.key.KeyLength;
import dev.multilayercache.agent.key.KeyShape;
import dev.multilayercache.agent.layer.Entry;
import dev.multilayercache.agent.layer.Key;
import dev.multilayercache.agent.layer.LocalRegion;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One cache over a chain of layers.
 *
 * <p>Reads go down the chain, what is found or loaded goes up; each read counts as one hit or one
 * miss. While it is off, reads find nothing, loads run, nothing is stored and nothing is counted;
 * invalidations still apply. No method fails because a layer does. Safe for use by any thread.
 */
public final class LayeredCache {
  private final CacheSettings settings;
  private final Chain chain;
  private final @Nullable LocalRegion nearest;
  private final LongSupplier hitClock;
  private final KeyForms forms;
  private final Freshness freshness;
  private final Lifespans lifespans;
  private final Counters counters;
  private final RegionCounts regionCounts;
  private final Loading loading;
  private final Reloading reloading;
  private final AsyncLoading asyncLoading;
  private final RefreshAhead refreshAhead;
  private final Tags tags;
  private final DirectAccess direct;
  private final Expiring expiring;
  private final Invalidations invalidations;
  private final Debts debts;
  private final KillSwitch all;
  private final KillSwitch own;

  LayeredCache(
      CacheSettings settings,
      Chain chain,
      Freshness freshness,
      LongSupplier hitClock,
      ThreadSlots slots,
      Lifespans lifespans,
      SingleFlight flights,
      Executor asyncStores,
      Invalidations invalidations,
      Debts debts,
      KillSwitch own,
      KillSwitch all) {
    this.settings = settings;
    this.chain = chain;
    this.nearest = chain.regions().get(0).asLocal();
    this.forms = new KeyForms(settings.name());
    this.freshness = freshness;
    this.hitClock = hitClock;
    this.lifespans = lifespans;
    this.counters = new Counters(chain.regions().size(), slots);
    this.regionCounts = new RegionCounts(chain.regions());
    this.tags = new Tags(name());
    this.loading =
        new Loading(
            name(), chain, freshness, lifespans, flights, counters, tags, debts, this::isOn);
    this.reloading =
        new Reloading(name(), chain, freshness, flights, invalidations, debts, loading);
    this.asyncLoading = new AsyncLoading(loading, chain, freshness, flights, counters, asyncStores);
    this.refreshAhead = new RefreshAhead(name(), chain, freshness, flights, loading);
    this.direct = new DirectAccess(chain, freshness, lifespans, counters, tags);
    this.expiring = new Expiring(chain, freshness, forms);
    this.invalidations = invalidations;
    this.debts = debts;
    this.own = own;
    this.all = all;
  }

  public String name() {
    return settings.name();
  }

  /**
   * The hits of one method in the nearest layer, for who asks {@link #isOn} in another way; null if
   * that layer is not in this JVM.
   *
   * <p>Another method, or the API, may have stored under a key what this one cannot use.
   *
   * @param type what a value must be an instance of
   * @param acceptsNull whether null is an answer
   */
  public @Nullable LocalHits hits(Class<?> type, boolean acceptsNull) {
    return nearest == null
        ? null
        : new LocalHits(
            nearest,
            freshness,
            freshness.firstSight(hitClock, counters.nearestHits(), type, acceptsNull));
  }

  /** A hit of the nearest layer if that is in this JVM, or null; counts hits only. */
  @Nullable Entry probe(Object localKey, Class<?> type, boolean acceptsNull) {
    LocalHits hits = isOn() ? hits(type, acceptsNull) : null;
    return hits == null ? null : hits.lookAgain(localKey);
  }

  /**
   * Reads all layers, or waits for a thread that does, and makes this thread the one that loads if
   * there is nothing.
   *
   * @return an {@link AtomicReference} has the answer; a {@code BiConsumer} is to be given what the
   *     method body returns or throws; null means that the body runs and the cache has no part in
   *     it
   */
  public @Nullable Object enter(LoadRequest request) {
    return isOn() ? loading.enter(request) : null;
  }

  /**
   * Like {@link #enter} for a call that loads anew: what is there, and what other loads bring that
   * are on their way, is void from now on, on all nodes.
   *
   * @return a {@code BiConsumer} or null
   */
  public @Nullable Object refresh(LoadRequest request) {
    return isOn() ? reloading.enter(request) : null;
  }

  /**
   * Like {@link #enter} for a call whose result is still to come when its method returns, which
   * waits for nobody.
   *
   * @return an {@link AtomicReference} has the answer; a {@link PendingLoad} is to be told what
   *     becomes of the body; a {@code CompletableFuture}, the caller's own, brings what another
   *     call's load does; null means that the body runs and the cache has no part in it
   */
  public @Nullable Object enterWithoutWaiting(LoadRequest request) {
    return isOn() ? asyncLoading.enter(request) : null;
  }

  /**
   * Like {@link #refresh} for such a call.
   *
   * @return a {@link PendingLoad} or null
   */
  public @Nullable Object refreshWithoutWaiting(LoadRequest request) {
    return isOn() ? reloading.enter(request, stamp -> asyncLoading.flight(request, stamp)) : null;
  }

  /** Loads entries anew before they expire, where methods ask for that. */
  public RefreshAhead refreshAhead() {
    return refreshAhead;
  }

  /**
   * Reads all layers for several keys, and makes this thread the one that loads what there is not.
   *
   * @return null means that the body runs and the cache has no part in it
   */
  public @Nullable Batch enterAll(List<LoadRequest> requests) {
    return isOn()
        ? new BatchLoading(chain, freshness, lifespans, counters, tags, debts, this::isOn)
            .enter(requests)
        : null;
  }

  /** Whether hot entries can be taken from a layer that other nodes share. */
  public boolean sharesHotEntries() {
    return hotEntries().areShared();
  }

  /** Canonical keys of the entries that are read most in this JVM, hottest first. */
  public List<String> hottest(int most) {
    return hotEntries().hottest(most);
  }

  /** Copies what shared layers have under these keys into this JVM; how many entries that were. */
  public int takeHotEntries(List<String> canonicals) {
    return isOn() && debts.settle() && freshness.mayServe()
        ? hotEntries().take(canonicals, settings.lifetime())
        : 0;
  }

  private HotEntries hotEntries() {
    return new HotEntries(chain, freshness, lifespans, forms);
  }

  /** Makes canonical keys findable by the local keys of a method. */
  public void register(KeyShape shape) {
    forms.register(shape);
  }

  /**
   * The key in the form under which the nearest layer holds it; else as methods make it, if a
   * registered shape fits; else its text.
   */
  public Key key(String text) {
    return held(forms.of(KeyLength.limit(text)));
  }

  private Key held(List<Key> keys) {
    LocalRegion region = nearest;
    if (region != null && keys.size() > 1) {
      for (Key key : keys) {
        if (region.probe(key.local()) != null) {
          return key;
        }
      }
    }
    return keys.get(0);
  }

  /** Reads all layers and populates upward; never loads. */
  public @Nullable Entry get(String key) {
    return isOn() && debts.settle() && freshness.mayServe()
        ? direct.get(key(key), settings.lifetime())
        : null;
  }

  /** Writes to all layers; newer than any load in flight, on all nodes. */
  public void put(String key, @Nullable Object value, List<String> tags, Lifetime lifetime) {
    debts.settle(); // what is paid later takes this value, too
    String canonical = KeyLength.limit(key);
    long stamp = invalidations.supersede(new Invalidation.ByKey(name(), canonical));
    if (isOn()) {
      direct.put(forms.used(canonical), value, tags, lifetime, stamp);
    }
  }

  /**
   * Checks that results of another method's type may be written here.
   *
   * @throws IllegalArgumentException with what to write instead, if who reads from here expects
   *     others
   */
  public void checkHolds(Type type) {
    Sharing.checkWriter(type, settings);
  }

  /** Reads all layers, else runs the loader as a method body; its exceptions pass untouched. */
  public <X extends Throwable> @Nullable Object getOrLoad(
      String text, Lifetime lifetime, List<String> tags, Loader<X> loader) throws X {
    Keeper keeper = (loaded, loadNanos) -> Keeping.tagged(tags);
    return getOrLoad(text, lifetime, keeper, found -> {}, loader);
  }

  /**
   * The same.
   *
   * @param whenFound told of what answers instead of the loader
   */
  public <X extends Throwable> @Nullable Object getOrLoad(
      String text, Lifetime lifetime, Keeper keeper, Consumer<Entry> whenFound, Loader<X> loader)
      throws X {
    Key key = key(text);
    Entry near =
        holdsFailure(key) ? null : probe(key.local(), Object.class, /* acceptsNull= */ true);
    if (near != null) {
      whenFound.accept(near);
      return near.value();
    }
    Object token = enter(request(key, lifetime, keeper));
    if (token instanceof Entry entry) {
      whenFound.accept(entry);
    }
    return ended(token, loader);
  }

  /** An exception that a method keeps is no answer here, and no hit. */
  private boolean holdsFailure(Key key) {
    Entry near = nearest == null ? null : nearest.probe(key.local());
    return near != null && near.value() instanceof CachedFailure;
  }

  /** Runs the loader as the body of a method that loads anew; its exceptions pass untouched. */
  public <X extends Throwable> @Nullable Object reload(
      String canonical, Lifetime lifetime, Keeper keeper, Loader<X> loader) throws X {
    return ended(refresh(request(key(canonical), lifetime, keeper)), loader);
  }

  private static LoadRequest request(Key key, Lifetime lifetime, Keeper keeper) {
    return new LoadRequest(
        key, lifetime, Object.class, /* acceptsNull= */ true, Patience.USUAL, keeper);
  }

  private static <X extends Throwable> @Nullable Object ended(
      @Nullable Object token, Loader<X> loader) throws X {
    if (token instanceof AtomicReference<?> found) {
      return found.getPlain();
    }
    return token instanceof Flight flight ? flight.run(loader) : loader.load();
  }

  /** Whether some layer holds the key; counts nothing. */
  public boolean contains(String key) {
    return isOn() && debts.settle() && freshness.mayServe() && direct.contains(key(key));
  }

  /**
   * One line: which layers hold the key, for how long, with how many tags.
   *
   * @param text a key of any length, or what the agent has made of a long one
   */
  public String explain(String text) {
    Key key = held(forms.of(KeyLength.named(text).get(0)));
    String line = "%s: %s.".formatted(name(), direct.explain(key));
    return isOn() ? line : line + " The cache is disabled.";
  }

  public CacheStatistics statistics() {
    return counters.snapshot(
        chain.regions().stream().map(IsolatedRegion::layer).toList(),
        regionCounts.expirations(),
        regionCounts.evictions());
  }

  public void resetStatistics() {
    counters.reset();
    regionCounts.reset();
  }

  /** The cache's own switch; {@link Caches#isEnabled} is that of all. */
  public boolean isEnabled() {
    return own.isOn();
  }

  public void enable(boolean on) {
    own.set(on);
  }

  /** How often somebody has set this cache on, or all: it changes with each time. */
  public long timesEnabled() {
    return own.timesOn() + all.timesOn();
  }

  /** The upper bound on age in force. */
  public Duration ttl() {
    return lifespans.ttl(settings.lifetime().ttl());
  }

  /**
   * Takes the place of the ttl, longer or shorter; layers keep their shorter ones. Zero stores
   * nothing. What is stored already ends by a shorter one as well, and is not made to live longer.
   */
  public synchronized void overrideTtl(Duration ttl) {
    Duration before = ttl();
    lifespans.override(ttl);
    TtlChange change = TtlChange.of(before, ttl, freshness.nowNanos());
    chain.localRegions().forEach(change::apply);
  }

  public Lifetime lifetime() {
    return settings.lifetime();
  }

  /** What a confirmed invalidation of it promises about the other nodes. */
  public Consistency consistency() {
    return settings.consistency();
  }

  /** Entries in the nearest layer, as well as it can tell without a scan. */
  public long entries() {
    return chain.regions().get(0).entries();
  }

  /**
   * Has somebody told each time that this cache, or all, have been switched on or off.
   *
   * @param listener held weakly; asks {@link #isOn}
   */
  public void onSwitch(Runnable listener) {
    own.onChange(listener);
    all.onChange(listener);
  }

  Expiring expiring() {
    return expiring;
  }

  CacheSettings settings() {
    return settings;
  }

  /** A call that is left alone because its method or its caller asks so: no read. */
  public void countBypass() {
    counters.bypass();
  }

  /**
   * Whether some entry can have the key. Where keys say more than the arguments, one without that
   * is nobody's.
   */
  boolean canHave(String canonical) {
    CacheUser user = settings.user();
    return user == null
        || !user.hasMoreInKeys()
        || KeyShape.namesReceiver(canonical)
        || (user.receiver().equals(CacheUser.IGNORED) && forms.fit(canonical));
  }

  void countInvalidation() {
    counters.invalidation();
  }

  /** Removes from shared layers that do not by themselves; false if one failed to. */
  boolean forgetShared(Invalidation invalidation) {
    return forget(invalidation, region -> region.isShared() && !region.forgetsByItself());
  }

  /** Removes from the layers in this JVM; false if one failed to. */
  boolean forgetHere(Invalidation invalidation) {
    return forget(invalidation, region -> !region.isShared() && !region.forgetsByItself());
  }

  private boolean forget(Invalidation invalidation, Predicate<IsolatedRegion> which) {
    List<Key> keys =
        invalidation instanceof Invalidation.ByKey byKey ? forms.of(byKey.key()) : List.of();
    return chain.forget(invalidation, keys, which);
  }

  /** Whether reads may answer: neither this cache nor all are switched off. */
  public boolean isOn() {
    return own.isOn() && all.isOn();
  }
}
