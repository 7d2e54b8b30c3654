package dev.multilayercache.benchmark.cluster;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/** What an application caches: about one kilobyte as JSON. */
record Product(
    long id,
    String name,
    String description,
    BigDecimal price,
    int stock,
    boolean available,
    List<String> labels,
    List<Review> reviews,
    Map<String, String> attributes) {

  record Review(String author, int stars, String text) {}

  static Product sample(long id) {
    return new Product(
        id,
        "Adjustable desk lamp, model " + id,
        "A lamp for desks of any depth. Its arm has two joints and turns around its foot; the light"
            + " can be set in eight steps from warm to cold and remembers the last one. The cable"
            + " is two metres long. Delivered with a clamp for boards of up to six centimetres.",
        new BigDecimal("129.90"),
        37,
        true,
        List.of("lighting", "office", "desk", "adjustable"),
        List.of(
            new Review("M. Okafor", 5, "Bright enough for the whole desk, and it stays in place."),
            new Review("J. Lindqvist", 4, "Good light. The clamp could be a little wider."),
            new Review("A. Moreau", 5, "Second one that I bought, the first is still fine.")),
        Map.of(
            "colour", "anthracite",
            "material", "aluminium",
            "power", "11 W",
            "height", "62 cm",
            "guarantee", "5 years"));
  }
}
