package dev.multilayercache.surroundings.boot;

import dev.multilayercache.InvalidateCached;
import dev.multilayercache.MultiLayerCached;
import java.util.concurrent.CompletableFuture;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What is left: changed in transactions, and asked of somebody who takes his time. */
@Service
public class Stock {
  private final Bodies bodies;

  public Stock(Bodies bodies) {
    this.bodies = bodies;
  }

  @MultiLayerCached(cache = "left", key = "left:{id}")
  public int left(long id) {
    bodies.ran("left", id);
    return 3;
  }

  /**
   * Sells one, or fails after it was taken off.
   *
   * @throws IllegalStateException if the buyer has no money
   */
  @Transactional
  public void sell(long id, boolean buyerHasMoney) {
    taken(id);
    if (!buyerHasMoney) {
      throw new IllegalStateException("no money");
    }
  }

  @InvalidateCached(cache = "left", key = "left:{id}")
  void taken(long id) {
    bodies.ran("taken", id);
  }

  @MultiLayerCached(cache = "left elsewhere")
  public CompletableFuture<Integer> leftElsewhere(long id) {
    bodies.ran("leftElsewhere", id);
    return CompletableFuture.supplyAsync(() -> 30);
  }
}
