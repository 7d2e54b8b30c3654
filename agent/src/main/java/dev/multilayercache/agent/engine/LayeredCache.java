package dev.multilayercache.agent.engine;

import dev.multilayercache.agent.coherence.Consistency;
import dev.multilayercache.agent.coherence.Invalidation;
import dev.multilayercache.agent.key.KeyShape;
import dev.multilayercache.agent.key.WrittenKey;
import dev.multilayercache.agent.layer.Entry;
import dev.multilayercache.agent.layer.Key;
import dev.multilayercache.agent.layer.LocalRegion;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One cache over a chain of layers, by key text: how the API, JMX and {@code @UpdateCached} use it.
 *
 * <p>Methods go through its {@link Calls}. Each read counts as one hit or one miss. While it is
 * off, reads find nothing, loads run, nothing is stored and nothing is counted; invalidations still
 * apply. No method fails because a layer does. Safe for use by any thread.
 */
public final class LayeredCache {
  private final CacheSettings settings;
  private final CacheCore core;
  private final Chain chain;
  private final KeyForms forms;
  private final Counters counters;
  private final RegionCounts regionCounts;
  private final Calls calls;
  private final KeyedLoads loads;
  private final DirectAccess direct;
  private final HotEntries hotEntries;
  private final Expiring expiring;
  private final Forgetting forgetting;
  private final Invalidations invalidations;
  private final KillSwitch all;
  private final KillSwitch own;

  LayeredCache(
      CacheSettings settings,
      CacheCore core,
      LongSupplier hitClock,
      Executor asyncStores,
      Invalidations invalidations,
      KillSwitch own,
      KillSwitch all) {
    this.settings = settings;
    this.core = core;
    this.chain = core.chain();
    LocalRegion nearest = chain.regions().get(0).asLocal();
    this.forms = new KeyForms(settings.name(), nearest);
    this.counters = core.counters();
    this.regionCounts = new RegionCounts(chain.regions());
    this.calls = new Calls(core, hitClock, asyncStores, invalidations);
    this.loads = new KeyedLoads(calls);
    this.direct = new DirectAccess(core);
    this.hotEntries = new HotEntries(core, forms, settings.lifetime());
    this.expiring = new Expiring(core, forms);
    this.forgetting = new Forgetting(settings, chain, forms);
    this.invalidations = invalidations;
    this.own = own;
    this.all = all;
  }

  public String name() {
    return settings.name();
  }

  /** How calls of methods read from it and load. */
  public Calls calls() {
    return calls;
  }

  /** Its entries that are read most. */
  public HotEntries hotEntries() {
    return hotEntries;
  }

  /** Makes canonical keys findable by the local keys of a method. */
  public void register(KeyShape shape) {
    forms.register(shape);
  }

  /** Somebody reads or writes it by texts that may be any, as the API does. */
  public void useByText() {
    forms.useByText();
  }

  public boolean isUsedByText() {
    return forms.isUsedByText();
  }

  /**
   * The key in the form under which the nearest layer holds it; else as methods make it, if a
   * registered shape fits; else its text.
   */
  public Key key(String text) {
    return forms.held(WrittenKey.of(text).canonical());
  }

  /** Reads all layers and populates upward; never loads. */
  public @Nullable Entry get(String key) {
    return isOn() && core.maySettleAndServe() ? direct.get(key(key), settings.lifetime()) : null;
  }

  /** Writes to all layers; newer than any load in flight, on all nodes. */
  public void put(String text, @Nullable Object value, List<String> tags, Lifetime lifetime) {
    replace(WrittenKey.of(text).canonical(), value, tags, lifetime);
  }

  /** The same under a key as methods make it. */
  public void replace(
      String canonical, @Nullable Object value, List<String> tags, Lifetime lifetime) {
    core.debts().settle(); // what is paid later takes this value, too
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
    return loads.getOrLoad(key(text), lifetime, keeper, whenFound, loader);
  }

  /** Runs the loader as the body of a method that loads anew; its exceptions pass untouched. */
  public <X extends Throwable> @Nullable Object reload(
      String text, Lifetime lifetime, Keeper keeper, Loader<X> loader) throws X {
    return loads.reload(key(text), lifetime, keeper, loader);
  }

  /** Whether some layer holds the key; counts nothing. */
  public boolean contains(String key) {
    return isOn() && core.maySettleAndServe() && direct.contains(key(key));
  }

  /**
   * One line: which layers hold the key, for how long, with how many tags.
   *
   * @param text a key of any length, or what the agent has made of a long one
   */
  public String explain(String text) {
    Key key = forms.held(WrittenKey.of(text).named().get(0));
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
    return core.lifespans().ttl(settings.lifetime().ttl());
  }

  /**
   * Takes the place of the ttl, longer or shorter; layers keep their shorter ones. Zero stores
   * nothing. What is stored already ends by a shorter one as well, and is not made to live longer.
   */
  public synchronized void overrideTtl(Duration ttl) {
    Duration before = ttl();
    core.lifespans().override(ttl);
    TtlChange change = TtlChange.of(before, ttl, core.freshness().nowNanos());
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

  Forgetting forgetting() {
    return forgetting;
  }

  CacheSettings settings() {
    return settings;
  }

  void countInvalidation() {
    counters.invalidation();
  }

  /** Whether reads may answer: neither this cache nor all are switched off. */
  public boolean isOn() {
    return own.isOn() && all.isOn();
  }
}
