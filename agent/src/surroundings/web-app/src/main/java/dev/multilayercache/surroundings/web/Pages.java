package dev.multilayercache.surroundings.web;

import dev.multilayercache.InvalidateCached;
import dev.multilayercache.MultiLayerCache;
import dev.multilayercache.MultiLayerCached;
import dev.multilayercache.MultiLayerCaches;
import java.util.concurrent.atomic.AtomicInteger;

/** The application's cached methods. */
final class Pages {
  private static final int LETTERS = 10_000;

  private final AtomicInteger bodies = new AtomicInteger();
  private final MultiLayerCache fromCode = MultiLayerCaches.cache("pages from code");

  @MultiLayerCached(tags = "pages")
  Page of(Article article) {
    return new Page(article, bodies.incrementAndGet(), text());
  }

  @MultiLayerCached(cache = "pages by number", key = "page:{number}", tags = "page:{result.load}")
  Page numbered(String number) {
    return new Page(new Article(number), bodies.incrementAndGet(), text());
  }

  /** The same through the programming interface. */
  Page fromCode(String number) {
    return fromCode.getOrLoad(
        number, () -> new Page(new Article(number), bodies.incrementAndGet(), text()));
  }

  @InvalidateCached(tags = "pages")
  void printed() {}

  private static String text() {
    return "a".repeat(LETTERS);
  }

  int bodies() {
    return bodies.get();
  }
}
