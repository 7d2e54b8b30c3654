package dev.multilayercache.surroundings.boot;

import dev.multilayercache.InvalidateCached;
import dev.multilayercache.MultiLayerCached;
import java.util.logging.Logger;
import org.springframework.stereotype.Service;

/** Methods that no proxy could cache. */
@Service
public class Catalog {
  private final Bodies bodies;

  public Catalog(Bodies bodies) {
    this.bodies = bodies;
    Logger.getLogger(Catalog.class.getName()).info("the catalog is open");
  }

  @MultiLayerCached(cache = "products", key = "product:{id}", tags = "products")
  public Product find(long id) {
    bodies.ran("find", id);
    return new Product(id, "product " + id);
  }

  /** Calls itself, past any proxy. */
  public String title(long id) {
    return find(id).name();
  }

  @MultiLayerCached(cache = "stock")
  public final int stock(long id) {
    bodies.ran("stock", id);
    return (int) id * 10;
  }

  public String greeting(String language) {
    return slogan(language) + "!";
  }

  @MultiLayerCached(cache = "slogans")
  private String slogan(String language) {
    bodies.ran("slogan", language);
    return language.equals("de") ? "Gut und billig" : "Good and cheap";
  }

  @InvalidateCached(cache = "products", key = "product:{id}")
  public void changed(long id) {
    bodies.ran("changed", id);
  }
}
