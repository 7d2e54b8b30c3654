package dev.multilayercache.benchmark.coherence;

import dev.multilayercache.benchmark.coherence.HitVariant.Chain;
import java.util.ArrayList;
import java.util.List;

/**
 * The ways to answer a call from this JVM's memory that are compared.
 *
 * <p>Every JVM measures all caches, so that the compiled code has seen the same in each.
 */
final class HitVariants {
  static final String BOUNDED = "bounded";
  static final String STRONG = "strong";
  static final String NEAR = "near";

  static final HitVariant MAP = new HitVariant(Chain.LOCAL, "map");
  static final HitVariant MAP_AND_VOLATILE = new HitVariant(Chain.LOCAL, "mapAndVolatile");

  static final List<HitVariant> ALL = all();

  private HitVariants() {}

  private static List<HitVariant> all() {
    List<HitVariant> all = new ArrayList<>(List.of(MAP, MAP_AND_VOLATILE));
    for (Chain chain : Chain.values()) {
      for (String cache : List.of(BOUNDED, STRONG, NEAR)) {
        all.add(new HitVariant(chain, cache));
      }
    }
    return List.copyOf(all);
  }
}
