package dev.multilayercache.surroundings.boot;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** The shop over HTTP. */
@RestController
public class ShopController {
  private final Catalog catalog;
  private final AsyncQuotes quotes;
  private final Reviews reviews;
  private final Stock stock;
  private final Bodies bodies;

  public ShopController(
      Catalog catalog, AsyncQuotes quotes, Reviews reviews, Stock stock, Bodies bodies) {
    this.catalog = catalog;
    this.quotes = quotes;
    this.reviews = reviews;
    this.stock = stock;
    this.bodies = bodies;
  }

  @GetMapping("/find/{id}")
  public Product find(@PathVariable long id) {
    return catalog.find(id);
  }

  @GetMapping("/title/{id}")
  public String title(@PathVariable long id) {
    return catalog.title(id);
  }

  @GetMapping("/stock/{id}")
  public int stock(@PathVariable long id) {
    return catalog.stock(id);
  }

  @GetMapping("/greeting/{language}")
  public String greeting(@PathVariable String language) {
    return catalog.greeting(language);
  }

  @PostMapping("/changed/{id}")
  public void changed(@PathVariable long id) {
    catalog.changed(id);
  }

  @GetMapping("/quote/{article}")
  public String quote(@PathVariable String article) {
    return quotes.quote(article);
  }

  @GetMapping("/quote-later/{article}")
  public String quoteLater(@PathVariable String article) {
    return quotes.quoteLater(article).join();
  }

  @GetMapping("/reviews/{id}/{language}")
  public List<String> reviews(@PathVariable long id, @PathVariable String language) {
    return reviews.of(id, language);
  }

  @GetMapping("/left/{id}")
  public int left(@PathVariable long id) {
    return stock.left(id);
  }

  /** Its request waits on no thread. */
  @GetMapping("/left-elsewhere/{id}")
  public CompletableFuture<Integer> leftElsewhere(@PathVariable long id) {
    return stock.leftElsewhere(id);
  }

  @PostMapping("/sold/{id}/{buyerHasMoney}")
  public void sold(@PathVariable long id, @PathVariable boolean buyerHasMoney) {
    try {
      stock.sell(id, buyerHasMoney);
    } catch (IllegalStateException noMoney) {
      // the transaction was rolled back
    }
  }

  /** How often a method's body ran with an argument. */
  @GetMapping("/bodies/{method}/{argument}")
  public int bodies(@PathVariable String method, @PathVariable String argument) {
    return bodies.of(method, argument);
  }
}
