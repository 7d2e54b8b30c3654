package dev.multilayercache.surroundings.boot;

import dev.multilayercache.MultiLayerCached;

/** Asks for prices; whoever implements it is cached. */
public interface Quotes {
  @MultiLayerCached(cache = "quotes", key = "quote:{article}")
  String quote(String article);
}
