package dev.multilayercache.benchmark.scale;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What the calculation takes from measured windows of one node alone.
 *
 * @param renewalsPerSecond of a node
 * @param bytes of an operation, question and answer together
 * @param otherPerSecond what a node's connection asks beside
 * @param otherBytes of that, in a second
 * @param idleCores what the member uses while one node is at rest
 */
record Constants(
    double renewalsPerSecond,
    Map<Kind, Double> bytes,
    double otherPerSecond,
    double otherBytes,
    double idleCores) {

  /**
   * @param windows of one node, the first of them at rest
   */
  static Constants of(List<Window> windows) {
    Map<Kind, Double> operations = new EnumMap<>(Kind.class);
    Map<Kind, Double> bytes = new EnumMap<>(Kind.class);
    for (Window window : windows) {
      window.operations().forEach((kind, count) -> operations.merge(kind, count, Double::sum));
      window.bytes().forEach((kind, length) -> bytes.merge(kind, length, Double::sum));
    }
    Map<Kind, Double> each = new EnumMap<>(Kind.class);
    operations.forEach(
        (kind, count) -> each.put(kind, count == 0 ? 0 : bytes.getOrDefault(kind, 0.0) / count));
    Window rest = windows.get(0);
    return new Constants(
        rest.of(Kind.REGISTRY_SET),
        each,
        operations.getOrDefault(Kind.OTHER, 0.0) / windows.size(),
        bytes.getOrDefault(Kind.OTHER, 0.0) / windows.size(),
        rest.memberCpu());
  }

  /** A scan's answer grows with the nodes: by what a write, which carries a record twice, shows. */
  double bytesOf(Kind kind, int nodes) {
    double set = bytes.getOrDefault(Kind.REGISTRY_SET, 0.0);
    return switch (kind) {
      case REGISTRY_SCAN -> set + nodes * set / 2;
      case OTHER -> otherPerSecond == 0 ? 0 : otherBytes / otherPerSecond;
      default -> bytes.getOrDefault(kind, 0.0);
    };
  }
}
