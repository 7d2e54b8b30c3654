package dev.multilayercache.agent.codec;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.util.AbstractMap;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Currency;
import java.util.Date;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.AbstractOwnableSynchronizer;
import java.util.concurrent.locks.AbstractQueuedSynchronizer;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The classes of the JDK that may cross the wire: values and containers that do nothing but hold.
 *
 * <p>A closed list, because "everything in {@code java.}" lets names be looked up, connections
 * opened and code be loaded by mere reading.
 */
final class JdkTypes {

  /** Immutable ones whose {@code equals} is exact: class, scale, zone and all. */
  private static final Set<Class<?>> SCALARS =
      Set.of(
          String.class,
          Boolean.class,
          Byte.class,
          Short.class,
          Character.class,
          Integer.class,
          Long.class,
          Float.class,
          Double.class,
          BigDecimal.class,
          BigInteger.class,
          UUID.class,
          URI.class,
          Currency.class,
          Locale.class,
          OptionalInt.class,
          OptionalLong.class,
          OptionalDouble.class);

  private static final Set<Class<?>> CONTAINERS =
      Set.of(
          Number.class,
          Enum.class,
          Date.class,
          BitSet.class,
          ArrayList.class,
          LinkedList.class,
          ArrayDeque.class,
          HashMap.class,
          LinkedHashMap.class,
          TreeMap.class,
          EnumMap.class,
          HashSet.class,
          LinkedHashSet.class,
          TreeSet.class,
          AbstractMap.SimpleEntry.class,
          AbstractMap.SimpleImmutableEntry.class,
          ConcurrentHashMap.class,
          ConcurrentSkipListMap.class,
          ConcurrentSkipListSet.class,
          CopyOnWriteArrayList.class,
          AtomicBoolean.class,
          AtomicInteger.class,
          AtomicLong.class,
          // how a ConcurrentHashMap writes itself
          ReentrantLock.class,
          AbstractQueuedSynchronizer.class,
          AbstractOwnableSynchronizer.class,
          // what exceptions are made of
          Throwable.class,
          Exception.class,
          RuntimeException.class,
          StackTraceElement.class);

  /** Nested and hidden classes that the above, or factory methods such as List.of, write. */
  private static final Set<String> HIDDEN =
      Set.of(
          "java.util.CollSer",
          "java.util.ImmutableCollections$List12",
          "java.util.ImmutableCollections$ListN",
          "java.util.ImmutableCollections$Set12",
          "java.util.ImmutableCollections$SetN",
          "java.util.ImmutableCollections$Map1",
          "java.util.ImmutableCollections$MapN",
          "java.util.Arrays$ArrayList",
          "java.util.EnumSet",
          "java.util.EnumSet$SerializationProxy",
          "java.util.RegularEnumSet",
          "java.util.JumboEnumSet",
          "java.util.Vector",
          "java.util.Collections$EmptyList",
          "java.util.Collections$EmptySet",
          "java.util.Collections$EmptyMap",
          "java.util.Collections$SingletonList",
          "java.util.Collections$SingletonSet",
          "java.util.Collections$SingletonMap",
          "java.util.Collections$UnmodifiableCollection",
          "java.util.Collections$UnmodifiableList",
          "java.util.Collections$UnmodifiableRandomAccessList",
          "java.util.Collections$UnmodifiableSet",
          "java.util.Collections$UnmodifiableSortedSet",
          "java.util.Collections$UnmodifiableNavigableSet",
          "java.util.Collections$UnmodifiableMap",
          "java.util.Collections$UnmodifiableSortedMap",
          "java.util.Collections$UnmodifiableNavigableMap",
          "java.util.Collections$UnmodifiableMap$UnmodifiableEntrySet",
          "java.util.Collections$SynchronizedCollection",
          "java.util.Collections$SynchronizedList",
          "java.util.Collections$SynchronizedRandomAccessList",
          "java.util.Collections$SynchronizedSet",
          "java.util.Collections$SynchronizedMap",
          "java.util.Collections$ReverseComparator",
          "java.util.Collections$SetFromMap",
          "java.util.Comparators$NaturalOrderComparator",
          "java.lang.String$CaseInsensitiveComparator",
          "java.util.concurrent.ConcurrentHashMap$Segment",
          "java.util.concurrent.locks.ReentrantLock$Sync",
          "java.util.concurrent.locks.ReentrantLock$NonfairSync",
          "java.util.Map$Entry",
          "java.lang.Object",
          "java.sql.Date",
          "java.sql.Time",
          "java.sql.Timestamp");

  private JdkTypes() {}

  /** Whether the class comes with the JDK and not with the application. */
  static boolean isJdk(Class<?> type) {
    ClassLoader loader = type.getClassLoader();
    return loader == null || loader == ClassLoader.getPlatformClassLoader();
  }

  /** Whether two of them are interchangeable when {@code equals} says so. */
  static boolean isScalar(Class<?> type) {
    return SCALARS.contains(type) || type.isEnum() || isEnumBody(type) || isTime(type);
  }

  /** Whether an object of this class of the JDK may be written and read. */
  static boolean isHarmless(Class<?> type) {
    return type.isPrimitive()
        || SCALARS.contains(type)
        || CONTAINERS.contains(type)
        || isTime(type)
        || HIDDEN.contains(type.getName())
        || (isJdk(type) && (type.isEnum() || isEnumBody(type)));
  }

  private static boolean isEnumBody(Class<?> type) {
    Class<?> parent = type.getSuperclass();
    return parent != null && parent.isEnum();
  }

  private static boolean isTime(Class<?> type) {
    return isJdk(type) && type.getName().startsWith("java.time.") && !type.isInterface();
  }
}
