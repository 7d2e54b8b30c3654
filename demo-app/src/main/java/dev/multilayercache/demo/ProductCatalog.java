package dev.multilayercache.demo;

import dev.multilayercache.InvalidateCached;
import dev.multilayercache.MultiLayerCached;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The catalogue as its callers see it. Without the agent the annotations do nothing, and every call
 * asks the database.
 */
final class ProductCatalog {

  static final String PRODUCTS = "products";
  static final String LISTINGS = "listings";
  static final List<String> CACHES = List.of(PRODUCTS, LISTINGS);

  private final Database database;

  ProductCatalog(Database database) {
    this.database = database;
  }

  /** The product, or {@code null} if there is none: an answer as well, and cached like one. */
  @MultiLayerCached(
      cache = PRODUCTS,
      key = "product:{id}",
      tags = {"products", "category:{result.category}"},
      ttl = "10m")
  @Nullable Product find(long id) {
    return database.find(id);
  }

  /** The products of a category, by name. */
  @MultiLayerCached(
      cache = LISTINGS,
      key = "listing:{category}",
      tags = {"products", "category:{category}"},
      ttl = "10m")
  List<Product> inCategory(String category) {
    return database.inCategory(category);
  }

  /**
   * Changes a price: the product's own entry goes, and the listings it appears in; the other
   * products of its category stay cached.
   */
  @InvalidateCached(cache = PRODUCTS, key = "product:{id}")
  @InvalidateCached(cache = LISTINGS, tags = "category:{result.category}")
  Product reprice(long id, BigDecimal price) {
    return database.changePrice(id, price);
  }
}
