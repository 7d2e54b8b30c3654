package dev.multilayercache.agent.plan;

/**
 * Where the configuration names a method, for the reasons why it is refused.
 *
 * @param file as the configuration was found
 * @param isOnly whether nothing else asks for it to be cached: it has no annotation
 */
record NamedAt(String file, int line, boolean isOnly) {

  /** A reason that sends people to the file, not to an annotation that is not there. */
  String in(String reason) {
    String place = "line %d of %s".formatted(line, file);
    String see = " See %s:%d.".formatted(file, line);
    if (reason.contains(place) || reason.endsWith(see)) {
      return reason;
    }
    return isOnly && reason.contains("@MultiLayerCached")
        ? reason.replace("@MultiLayerCached", place)
        : reason + see;
  }
}
