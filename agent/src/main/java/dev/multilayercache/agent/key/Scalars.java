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
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** The types that are scalars: those of a table, and enums. */
final class Scalars {
  private static final Scalar ZONE =
      unbounded(ZoneId.class, ZoneId::getId, ZoneId::of, zone -> KeyLength.mostBytes(zone.getId()));

  /** Types of the JDK only, so that nothing of an application is held. */
  private static final Map<Class<?>, Scalar> TABLE = new HashMap<>();

  static {
    add(bounded(Boolean.class, String::valueOf, Boolean::valueOf, 5), boolean.class);
    add(bounded(Byte.class, String::valueOf, Byte::valueOf, 4), byte.class);
    add(bounded(Short.class, String::valueOf, Short::valueOf, 6), short.class);
    add(bounded(Integer.class, String::valueOf, Integer::valueOf, 11), int.class);
    add(bounded(Long.class, String::valueOf, Long::valueOf, 20), long.class);
    add(bounded(Float.class, FloatingPoint::text, Float::valueOf, 16), float.class);
    add(bounded(Double.class, FloatingPoint::text, Double::valueOf, 26), double.class);
    add(
        unbounded(
            Character.class,
            String::valueOf,
            Scalars::character,
            c -> c == KeyLength.MARK ? KeyLength.UNKNOWN : KeyLength.MOST_BYTES_PER_CHARACTER),
        char.class);
    add(unbounded(String.class, text -> text, text -> text, KeyLength::mostBytes));
    add(unbounded(BigInteger.class, String::valueOf, BigInteger::new, n -> n.bitLength() + 4));
    add(unbounded(BigDecimal.class, String::valueOf, BigDecimal::new, Scalars::mostBytes));
    add(bounded(UUID.class, UUID::toString, UUID::fromString, 36));
    add(bounded(Instant.class, Instant::toString, Instant::parse, 38));
    add(bounded(LocalDate.class, LocalDate::toString, LocalDate::parse, 16));
    add(bounded(LocalTime.class, LocalTime::toString, LocalTime::parse, 18));
    add(bounded(LocalDateTime.class, LocalDateTime::toString, LocalDateTime::parse, 35));
    add(bounded(OffsetDateTime.class, OffsetDateTime::toString, OffsetDateTime::parse, 44));
    add(bounded(OffsetTime.class, OffsetTime::toString, OffsetTime::parse, 27));
    add(bounded(Duration.class, Duration::toString, Duration::parse, 40));
    add(bounded(Period.class, Period::toString, Period::parse, 40));
    add(bounded(Year.class, Year::toString, text -> Year.of(Integer.parseInt(text)), 11));
    add(bounded(YearMonth.class, YearMonth::toString, Scalars::yearMonth, 14));
    add(bounded(MonthDay.class, MonthDay::toString, MonthDay::parse, 7));
    add(bounded(ZoneOffset.class, ZoneOffset::getId, ZoneOffset::of, 9));
    add(ZONE);
  }

  private Scalars() {}

  /** The scalar that every value of a declared type is of, or null if the type leaves it open. */
  static @Nullable Scalar ofDeclared(Class<?> type) {
    Scalar known = TABLE.get(type);
    return known == null && type.isEnum() ? ofEnum(type) : known;
  }

  /** The scalar that a value is of, or null. */
  static @Nullable Scalar ofValue(Object value) {
    if (value instanceof Enum<?> constant) {
      return ofEnum(constant.getDeclaringClass());
    }
    Scalar known = TABLE.get(value.getClass());
    return known == null && value instanceof ZoneId ? ZONE : known;
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

  private static void add(Scalar scalar) {
    TABLE.put(scalar.type(), scalar);
  }

  private static void add(Scalar scalar, Class<?> primitive) {
    add(scalar);
    TABLE.put(primitive, scalar);
  }
}
