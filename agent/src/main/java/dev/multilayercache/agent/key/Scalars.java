package dev.multilayercache.agent.key;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** The types that are scalars: some of the JDK, and enums. */
final class Scalars {
  /** Types of the JDK only, so that nothing of an application is held. */
  private static final Map<Class<?>, Scalar> KNOWN = new ConcurrentHashMap<>();

  private Scalars() {}

  /** The scalar that every value of a declared type is of, or null if the type leaves it open. */
  static @Nullable Scalar ofDeclared(Class<?> type) {
    Scalar known = known(type);
    return known == null && type.isEnum() ? ofEnum(type) : known;
  }

  /** The scalar that a value is of, or null. */
  static @Nullable Scalar ofValue(Object value) {
    if (value instanceof Enum<?> constant) {
      return ofEnum(constant.getDeclaringClass());
    }
    Scalar known = known(value.getClass());
    return known == null && value instanceof ZoneId ? known(ZoneId.class) : known;
  }

  private static @Nullable Scalar known(Class<?> type) {
    Scalar known = KNOWN.get(type);
    if (known == null) {
      known = made(type); // two threads may make one each: they are alike
      if (known != null) {
        KNOWN.put(type, known);
      }
    }
    return known;
  }

  /** Each is made when it is asked for: a table of all of them costs the first call 58 lambdas. */
  private static @Nullable Scalar made(Class<?> type) {
    return switch (type.getName()) {
      case "boolean", "java.lang.Boolean" ->
          bounded(Boolean.class, String::valueOf, Boolean::valueOf, 5);
      case "byte", "java.lang.Byte" -> bounded(Byte.class, String::valueOf, Byte::valueOf, 4);
      case "short", "java.lang.Short" -> bounded(Short.class, String::valueOf, Short::valueOf, 6);
      case "int", "java.lang.Integer" ->
          bounded(Integer.class, String::valueOf, Integer::valueOf, 11);
      case "long", "java.lang.Long" -> bounded(Long.class, String::valueOf, Long::valueOf, 20);
      case "float", "java.lang.Float" ->
          bounded(Float.class, FloatingPoint::text, Float::valueOf, 16);
      case "double", "java.lang.Double" ->
          bounded(Double.class, FloatingPoint::text, Double::valueOf, 26);
      case "char", "java.lang.Character" ->
          unbounded(
              Character.class,
              String::valueOf,
              Scalars::character,
              c -> c == KeyLength.MARK ? KeyLength.UNKNOWN : KeyLength.MOST_BYTES_PER_CHARACTER);
      case "java.lang.String" ->
          unbounded(String.class, text -> text, text -> text, KeyLength::mostBytes);
      case "java.math.BigInteger" ->
          unbounded(BigInteger.class, String::valueOf, BigInteger::new, n -> n.bitLength() + 4);
      case "java.math.BigDecimal" ->
          unbounded(BigDecimal.class, String::valueOf, BigDecimal::new, Scalars::mostBytes);
      case "java.util.UUID" -> bounded(UUID.class, UUID::toString, UUID::fromString, 36);
      default -> type.getName().startsWith("java.time.") ? madeOfTime(type) : null;
    };
  }

  private static @Nullable Scalar madeOfTime(Class<?> type) {
    return switch (type.getSimpleName()) {
      case "Instant" -> bounded(Instant.class, Instant::toString, Instant::parse, 38);
      case "LocalDate" -> bounded(LocalDate.class, LocalDate::toString, LocalDate::parse, 16);
      case "LocalTime" -> bounded(LocalTime.class, LocalTime::toString, LocalTime::parse, 18);
      case "LocalDateTime" ->
          bounded(LocalDateTime.class, LocalDateTime::toString, LocalDateTime::parse, 35);
      case "OffsetDateTime" ->
          bounded(OffsetDateTime.class, OffsetDateTime::toString, OffsetDateTime::parse, 44);
      case "OffsetTime" -> bounded(OffsetTime.class, OffsetTime::toString, OffsetTime::parse, 27);
      case "Duration" -> bounded(Duration.class, Duration::toString, Duration::parse, 40);
      case "Period" -> bounded(Period.class, Period::toString, Period::parse, 40);
      case "Year" ->
          bounded(Year.class, Year::toString, text -> Year.of(Integer.parseInt(text)), 11);
      case "YearMonth" -> bounded(YearMonth.class, YearMonth::toString, Scalars::yearMonth, 14);
      case "MonthDay" -> bounded(MonthDay.class, MonthDay::toString, MonthDay::parse, 7);
      case "ZoneOffset" -> bounded(ZoneOffset.class, ZoneOffset::getId, ZoneOffset::of, 9);
      case "ZoneId" -> ofZone();
      default -> null;
    };
  }

  private static Scalar ofZone() {
    return unbounded(
        ZoneId.class, ZoneId::getId, ZoneId::of, zone -> KeyLength.mostBytes(zone.getId()));
  }

  private static Scalar ofEnum(Class<?> type) {
    return new Scalar(
        type,
        type.getName(),
        constant -> ((Enum<?>) constant).name(),
        name -> constant(type, name),
        constant -> KeyLength.mostBytes(((Enum<?>) constant).name()));
  }

  private static @Nullable Object constant(Class<?> type, String name) {
    for (Object constant : type.getEnumConstants()) {
      if (((Enum<?>) constant).name().equals(name)) {
        return constant;
      }
    }
    return null;
  }

  private static @Nullable Character character(String text) {
    return text.length() == 1 ? text.charAt(0) : null;
  }

  /** Digits, and beside them a sign, a point, up to six zeros and an exponent. */
  private static int mostBytes(BigDecimal number) {
    return 2 * Math.min(number.precision() + 24, KeyLength.UNKNOWN);
  }

  /** Its own parser wants a plus sign for years above 9999, which its text does not have. */
  private static YearMonth yearMonth(String text) {
    int dash = text.lastIndexOf('-');
    return YearMonth.of(
        Integer.parseInt(text.substring(0, dash)), Integer.parseInt(text.substring(dash + 1)));
  }

  private static <T> Scalar bounded(
      Class<T> type, Function<T, String> text, Function<String, T> parse, int mostCharacters) {
    return new Scalar(
        type, type.getSimpleName(), value -> text.apply(type.cast(value)), parse, mostCharacters);
  }

  private static <T> Scalar unbounded(
      Class<T> type,
      Function<T, String> text,
      Function<String, ? extends @Nullable T> parse,
      ToIntFunction<T> mostBytes) {
    return new Scalar(
        type,
        type.getSimpleName(),
        value -> text.apply(type.cast(value)),
        parse,
        value -> mostBytes.applyAsInt(type.cast(value)));
  }
}
