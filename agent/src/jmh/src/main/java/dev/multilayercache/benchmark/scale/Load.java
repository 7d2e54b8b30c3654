package dev.multilayercache.benchmark.scale;

/**
 * What a cluster is asked to bear.
 *
 * @param perSecond invalidations of all nodes together
 */
record Load(int nodes, What what, double perSecond) {

  /** What is invalidated. */
  enum What {
    NOTHING("at rest"),
    KEY("keys"),
    TAG("tags"),
    /** Keys of a strong cache. */
    STRONG("keys, `STRONG`");

    private final String title;

    What(String title) {
      this.title = title;
    }

    String title() {
      return title;
    }
  }

  static Load rest(int nodes) {
    return new Load(nodes, What.NOTHING, 0);
  }
}
