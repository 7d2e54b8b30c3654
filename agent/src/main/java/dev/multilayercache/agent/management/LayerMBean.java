package dev.multilayercache.agent.management;

import dev.multilayercache.agent.layer.Layer;
import dev.multilayercache.agent.layer.LayerStatus;
import java.util.List;
import java.util.function.Function;
import javax.management.openmbean.SimpleType;

/** The MBean of one layer: its health and its counts over all caches. */
final class LayerMBean {
  private final Layer layer;

  LayerMBean(Layer layer) {
    this.layer = layer;
  }

  OpenMBean make() {
    return new OpenMBean(
        "Layer " + layer.name() + " as this node sees it",
        List.of(
            MBeanAttribute.readOnly(
                "State",
                SimpleType.STRING,
                "Whether it is used, and if not, why",
                () -> layer.status().state()),
            MBeanAttribute.readOnly(
                "Shared",
                SimpleType.BOOLEAN,
                "Whether other nodes see its entries",
                layer::isShared),
            MBeanAttribute.readOnly(
                "Entries", SimpleType.LONG, "Entries of all caches", layer::entries),
            count("Errors", "Operations that failed or took too long", LayerStatus::errors),
            count("Evictions", "Entries dropped to make room", LayerStatus::evictions),
            count(
                "Expirations",
                "Entries dropped because their time had passed",
                LayerStatus::expirations),
            count("Reads", "Reads of this layer", LayerStatus::reads),
            MBeanAttribute.readOnly(
                "MeanReadMicros",
                SimpleType.DOUBLE,
                "Mean time of a read in microseconds; 0 where a layer does not measure it",
                () -> meanReadMicros(layer.status()))),
        List.of());
  }

  private static double meanReadMicros(LayerStatus status) {
    return status.reads() == 0 ? 0 : status.readNanos() / 1e3 / status.reads();
  }

  private MBeanAttribute count(
      String name, String description, Function<LayerStatus, Long> reader) {
    return MBeanAttribute.readOnly(
        name, SimpleType.LONG, description, () -> reader.apply(layer.status()));
  }
}
