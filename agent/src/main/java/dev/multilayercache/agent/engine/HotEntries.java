package dev.multilayercache.agent.engine;

import dev.multilayercache.agent.key.KeyShape;
import dev.multilayercache.agent.layer.Entry;
import dev.multilayercache.agent.layer.Key;
import dev.multilayercache.agent.layer.LocalRegion;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a cache that are read most: which they are in this JVM, and how a JVM that starts
 * gets those of another from the layers that both share. Counts nothing: nobody has asked.
 */
public final class HotEntries {
  private final CacheCore core;
  private final Chain chain;
  private final Storage storage;
  private final Freshness freshness;
  private final Lifespans lifespans;
  private final KeyForms forms;
  private final Lifetime lifetime;
  private final @Nullable LocalRegion nearest;

  HotEntries(CacheCore core, KeyForms forms, Lifetime lifetime) {
    this.core = core;
    this.chain = core.chain();
    this.storage = core.storage();
    this.freshness = core.freshness();
    this.lifespans = core.lifespans();
    this.forms = forms;
    this.lifetime = lifetime;
    this.nearest = chain.regions().get(0).asLocal();
  }

  /** Whether there is a layer here to fill, and one that is shared to fill it from. */
  public boolean areShared() {
    return nearest != null && chain.regions().stream().anyMatch(IsolatedRegion::isShared);
  }

  /** The canonical keys of the entries that are read most in the nearest layer, hottest first. */
  public List<String> hottest(int most) {
    LocalRegion region = nearest;
    return region == null
        ? List.of()
        : region.hottest(most).stream().map(KeyShape::canonical).distinct().toList();
  }

  /**
   * Copies the entries of these keys from shared layers into this JVM, each layer asked once for
   * each thousand of them; what is here already stays.
   *
   * @return how many are here now that were not
   */
  public int take(List<String> canonicals) {
    if (!core.isOn().getAsBoolean() || !core.maySettleAndServe()) {
      return 0;
    }
    int taken = 0;
    for (int begin = 0; begin < canonicals.size(); begin += BatchRead.MOST_AT_ONCE) {
      int end = Math.min(begin + BatchRead.MOST_AT_ONCE, canonicals.size());
      taken += takeSome(absent(canonicals.subList(begin, end)));
    }
    return taken;
  }

  private List<Key> absent(List<String> canonicals) {
    List<Key> absent = new ArrayList<>();
    for (String canonical : canonicals) {
      for (Key each : forms.used(canonical)) {
        if (!isHere(each)) {
          absent.add(each);
        }
      }
    }
    return absent;
  }

  private boolean isHere(Key key) {
    return nearest != null && nearest.probe(key.local()) != null;
  }

  private int takeSome(List<Key> keys) {
    long stamp = freshness.stamp(); // before the layers are read, as for any read
    int taken = 0;
    List<Key> wanted = keys;
    for (int layer = 1; layer < chain.regions().size() && !wanted.isEmpty(); layer++) {
      List<Key> missing = new ArrayList<>();
      @Nullable Entry[] found = chain.regions().get(layer).peekAll(wanted, stamp);
      for (int i = 0; i < found.length; i++) {
        Key key = wanted.get(i);
        Entry entry = found[i];
        if (entry == null || !chain.isUsable(layer, key, entry)) {
          missing.add(key);
        } else {
          Reading reading = new Reading(new Leases(chain.regions()), entry, layer);
          storage.populateAll(key, reading, entry, lifespans.of(entry.value(), lifetime), stamp);
          taken += isHere(key) ? 1 : 0;
        }
      }
      wanted = missing;
    }
    return taken;
  }
}
