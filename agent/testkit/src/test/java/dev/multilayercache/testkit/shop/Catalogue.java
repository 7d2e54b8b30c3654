package dev.multilayercache.testkit.shop;

import dev.multilayercache.InvalidateCached;
import dev.multilayercache.MultiLayerCached;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** An application's class whose bodies say how often they ran. */
public class Catalogue {
  private static final AtomicInteger CATEGORIES = new AtomicInteger();

  private int titles;

  /** Calls a private method of its own. */
  public String title(long id) {
    return find(id);
  }

  @MultiLayerCached(cache = "titles", key = "title:{id}", ttl = "10m", nullTtl = "1m")
  private String find(long id) {
    titles++;
    return id < 0 ? null : "title " + id + ", body " + titles;
  }

  @InvalidateCached(cache = "titles", key = "title:{id}")
  public void rename(long id) {}

  @MultiLayerCached(cache = "categories", key = "all", ttl = "10m")
  public static List<String> categories() {
    return List.of("body " + CATEGORIES.incrementAndGet());
  }

  @MultiLayerCached(cache = "streams")
  public Stream<String> stream() {
    return Stream.of("a");
  }

  public String plain() {
    return "plain";
  }
}
