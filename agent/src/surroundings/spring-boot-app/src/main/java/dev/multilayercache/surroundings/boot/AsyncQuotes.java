package dev.multilayercache.surroundings.boot;

import java.util.concurrent.CompletableFuture;
import org.springframework.scheduling.annotation.Async;
import org.springframework.stereotype.Service;

/** A bean behind a proxy that Spring generates as its subclass. */
@Service
public class AsyncQuotes implements Quotes {
  private final Bodies bodies;

  public AsyncQuotes(Bodies bodies) {
    this.bodies = bodies;
  }

  @Override
  public String quote(String article) {
    bodies.ran("quote", article);
    return article + " costs 1 euro";
  }

  @Async
  public CompletableFuture<String> quoteLater(String article) {
    return CompletableFuture.completedFuture(quote(article));
  }
}
