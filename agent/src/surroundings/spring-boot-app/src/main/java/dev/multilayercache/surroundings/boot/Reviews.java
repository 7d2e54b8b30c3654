package dev.multilayercache.surroundings.boot;

import java.util.List;
import org.springframework.stereotype.Service;

/** Knows nothing of caching. */
@Service
public class Reviews {
  private final Bodies bodies;

  public Reviews(Bodies bodies) {
    this.bodies = bodies;
  }

  public List<String> of(long id, String language) {
    bodies.ran("reviews", id);
    return List.of(language + " review of product " + id);
  }
}
