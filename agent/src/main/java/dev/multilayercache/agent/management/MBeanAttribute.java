package dev.multilayercache.agent.management;

import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.management.openmbean.OpenMBeanAttributeInfoSupport;
import javax.management.openmbean.OpenType;
import org.jspecify.annotations.Nullable;

/**
 * One attribute of an {@link OpenMBean}.
 *
 * @param reader gives a value of the type
 * @param writer null if it is read-only
 */
record MBeanAttribute(
    String name,
    OpenType<?> type,
    String description,
    Supplier<?> reader,
    @Nullable Consumer<Object> writer) {

  static MBeanAttribute readOnly(
      String name, OpenType<?> type, String description, Supplier<?> reader) {
    return new MBeanAttribute(name, type, description, reader, null);
  }

  OpenMBeanAttributeInfoSupport info() {
    return new OpenMBeanAttributeInfoSupport(
        name, description, type, /* isReadable= */ true, writer != null, /* isIs= */ false);
  }
}
