package dev.multilayercache.agent.management;

import java.util.Collection;
import java.util.Map;
import javax.management.openmbean.ArrayType;
import javax.management.openmbean.CompositeDataSupport;
import javax.management.openmbean.CompositeType;
import javax.management.openmbean.OpenDataException;
import javax.management.openmbean.OpenType;
import javax.management.openmbean.SimpleType;
import javax.management.openmbean.TabularData;
import javax.management.openmbean.TabularDataSupport;
import javax.management.openmbean.TabularType;

/** The open types beyond the simple ones, in the form in which MXBean proxies read them too. */
final class OpenTypes {
  static final OpenType<String[]> TEXTS = texts();

  /** {@code Map<String, Long>}. */
  static final TabularType COUNTS_BY_NAME;

  private static final String MAP = "java.util.Map<java.lang.String, java.lang.Long>";
  private static final String KEY = "key";
  private static final String VALUE = "value";
  private static final CompositeType COUNT_OF_NAME;

  static {
    try {
      COUNT_OF_NAME =
          new CompositeType(
              MAP,
              MAP,
              new String[] {KEY, VALUE},
              new String[] {KEY, VALUE},
              new OpenType<?>[] {SimpleType.STRING, SimpleType.LONG});
      COUNTS_BY_NAME = new TabularType(MAP, MAP, COUNT_OF_NAME, new String[] {KEY});
    } catch (OpenDataException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private OpenTypes() {}

  static TabularData countsByName(Map<String, Long> counts) {
    TabularDataSupport table = new TabularDataSupport(COUNTS_BY_NAME);
    counts.forEach((name, count) -> table.put(row(name, count)));
    return table;
  }

  static String[] texts(Collection<String> texts) {
    return texts.toArray(String[]::new);
  }

  private static CompositeDataSupport row(String name, Long count) {
    try {
      return new CompositeDataSupport(
          COUNT_OF_NAME, new String[] {KEY, VALUE}, new Object[] {name, count});
    } catch (OpenDataException e) {
      throw new IllegalStateException(e);
    }
  }

  private static OpenType<String[]> texts() {
    try {
      return new ArrayType<>(1, SimpleType.STRING);
    } catch (OpenDataException e) {
      throw new ExceptionInInitializerError(e);
    }
  }
}
