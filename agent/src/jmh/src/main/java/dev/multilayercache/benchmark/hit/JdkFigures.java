package dev.multilayercache.benchmark.hit;

import dev.multilayercache.benchmark.hit.contender.Described;
import dev.multilayercache.benchmark.hit.contender.Peer;
import dev.multilayercache.benchmark.hit.harness.Work;
import java.util.Map;
import java.util.Objects;

/**
 * All that was measured on one JDK.
 *
 * @param version as the JDK tells it
 */
record JdkFigures(String version, Map<Comparison, Measured> measured) {

  /** Of a comparison without a cluster layer. */
  Measured of(Work work) {
    return of(new Comparison(work, /* isClustered= */ false));
  }

  Measured of(Comparison comparison) {
    return Objects.requireNonNull(measured.get(comparison), () -> "not measured: " + comparison);
  }

  /** The number before the first point. */
  String release() {
    return version.replaceAll("\\..*", "");
  }

  static String title(Class<? extends Peer> peer) {
    return described(peer).title();
  }

  static String setUp(Class<? extends Peer> peer) {
    return described(peer).setUp();
  }

  private static Described described(Class<? extends Peer> peer) {
    return Objects.requireNonNull(peer.getAnnotation(Described.class), peer::getName);
  }
}
