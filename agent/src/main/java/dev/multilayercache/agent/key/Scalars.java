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

/** The types that are scalars: some of the JDK, and enums. Safe for use by any thread. */
final class Scalars {
  /** Types of the JDK only, so that nothing of an application is held. */
  private static final Map<Class<?>, Scalar> MADE = new ConcurrentHashMap<>();

  private Scalars() {}

  /** The scalar that every value of a declared type is of, or null if the type leaves it open. */
  static @Nullable Scalar ofDeclared(Class<?> type) {
    return type.isEnum() ? ofEnum(type) : ofTheJdk(type);
  }

  /** The scalar that a value is of, or null. */
  static @Nullable Scalar ofValue(Object value) {
    if (value instanceof Enum<?> constant) {
      return ofEnum(constant.getDeclaringClass());
    }
    Scalar known = ofTheJdk(value.getClass());
    return known == null && value instanceof ZoneId ? ofTheJdk(ZoneId.class) : known;
  }

  private static @Nullable Scalar ofTheJdk(Class<?> type) {
    Scalar known = MADE.get(type);
    if (known == null) {
      known = make(type.getName());
      if (known != null) {
        MADE.put(type, known);
      }
    }
    return known;
  }

  /**
   * Each is made when it is first asked for: to link the functions of all of them would take a
   * third of an application's first cached call.
   */
  private static @Nullable Scalar make(String type) {
    return switch (type) {
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
          unbounded(Character.class, String::valueOf, Scalars::character, Scalars::mostBytes);
      case "java.lang.String" ->
          unbounded(String.class, text -> text, text -> text, KeyLength::mostBytes);
      case "java.math.BigInteger" ->
          unbounded(BigInteger.class, String::valueOf, BigInteger::new, n -> n.bitLength() + 4);
      case "java.math.BigDecimal" ->
          unbounded(BigDecimal.class, String::valueOf, BigDecimal::new, Scalars::mostBytes);
      case "java.util.UUID" -> bounded(UUID.class, UUID::toString, UUID::fromString, 36);
      default -> type.startsWith("java.time.") ? makeTime(type) : null;
    };
  }

  private static @Nullable Scalar makeTime(String type) {
    return switch (type) {
      case "java.time.Instant" -> bounded(Instant.class, Instant::toString, Instant::parse, 38);
      case "java.time.LocalDate" ->
          bounded(LocalDate.class, LocalDate::toString, LocalDate::parse, 16);
      case "java.time.LocalTime" ->
          bounded(LocalTime.class, LocalTime::toString, LocalTime::parse, 18);
      case "java.time.LocalDateTime" ->
          bounded(LocalDateTime.class, LocalDateTime::toString, LocalDateTime::parse, 35);
      case "java.time.OffsetDateTime" ->
          bounded(OffsetDateTime.class, OffsetDateTime::toString, OffsetDateTime::parse, 44);
      case "java.time.OffsetTime" ->
          bounded(OffsetTime.class, OffsetTime::toString, OffsetTime::parse, 27);
      case "java.time.Duration" -> bounded(Duration.class, Duration::toString, Duration::parse, 40);
      case "java.time.Period" -> bounded(Period.class, Period::toString, Period::parse, 40);
      case "java.time.Year" ->
          bounded(Year.class, Year::toString, text -> Year.of(Integer.parseInt(text)), 11);
      case "java.time.YearMonth" ->
          bounded(YearMonth.class, YearMonth::toString, Scalars::yearMonth, 14);
      case "java.time.MonthDay" -> bounded(MonthDay.class, MonthDay::toString, MonthDay::parse, 7);
      case "java.time.ZoneOffset" ->
          bounded(ZoneOffset.class, ZoneOffset::getId, ZoneOffset::of, 9);
      case "java.time.ZoneId" ->
          unbounded(
              ZoneId.class, ZoneId::getId, ZoneId::of, zone -> KeyLength.mostBytes(zone.getId()));
      default -> null;
    };
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

  private static int mostBytes(char character) {
    return character == KeyLength.MARK ? KeyLength.UNKNOWN : KeyLength.MOST_BYTES_PER_CHARACTER;
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
