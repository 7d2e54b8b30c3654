package dev.multilayercache.agent.key;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.fail;

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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Over random arguments: keys are equal exactly when arguments are, and parsing is the inverse. */
class KeyInjectivityTest {
  private static final int ROUNDS = 4_000;

  /** Few pieces, so that texts that could be taken for others are frequent. */
  private static final List<String> PIECES =
      List.of(
          "",
          "a",
          "b",
          ":",
          ",",
          "\\",
          "N",
          "\\N",
          "(",
          ")",
          "[",
          "]",
          "{",
          "}",
          "=",
          "#",
          "u",
          "D800",
          "\uD800",
          "\uDC00",
          "\uD83D\uDE00",
          "null()",
          "String",
          "é",
          "-and-",
          "?",
          "*");

  private static final Map<Class<?>, Function<Random, Object>> SCALARS = new HashMap<>();

  record Line(@Nullable String text, long number, @Nullable TimeUnit unit) {}

  static {
    SCALARS.put(String.class, KeyInjectivityTest::text);
    SCALARS.put(long.class, random -> (long) random.nextInt(3) - 1);
    SCALARS.put(Integer.class, Random::nextInt);
    SCALARS.put(char.class, random -> (char) random.nextInt(65536));
    SCALARS.put(double.class, random -> Double.longBitsToDouble(random.nextLong()));
    SCALARS.put(float.class, random -> Float.intBitsToFloat(random.nextInt()));
    SCALARS.put(boolean.class, Random::nextBoolean);
    SCALARS.put(byte.class, random -> (byte) random.nextInt());
    SCALARS.put(short.class, random -> (short) random.nextInt());
    SCALARS.put(BigInteger.class, random -> new BigInteger(random.nextInt(200), random).negate());
    SCALARS.put(
        BigDecimal.class,
        random -> new BigDecimal(new BigInteger(70, random), random.nextInt(60) - 30));
    SCALARS.put(UUID.class, random -> new UUID(random.nextLong(), random.nextLong()));
    SCALARS.put(TimeUnit.class, random -> TimeUnit.values()[random.nextInt(7)]);
    SCALARS.put(
        Line.class,
        random ->
            new Line(
                random.nextInt(9) == 0 ? null : text(random),
                random.nextInt(3) - 1,
                random.nextInt(3) == 0 ? null : TimeUnit.values()[random.nextInt(7)]));
    SCALARS.put(Instant.class, KeyInjectivityTest::instant);
    SCALARS.put(LocalDate.class, random -> dateTime(random).toLocalDate());
    SCALARS.put(LocalTime.class, random -> dateTime(random).toLocalTime());
    SCALARS.put(LocalDateTime.class, KeyInjectivityTest::dateTime);
    SCALARS.put(OffsetDateTime.class, random -> dateTime(random).atOffset(offset(random)));
    SCALARS.put(
        OffsetTime.class, random -> dateTime(random).toLocalTime().atOffset(offset(random)));
    SCALARS.put(
        Duration.class,
        random ->
            Duration.ofSeconds(random.nextLong() >> random.nextInt(64), random.nextInt(3) - 1));
    SCALARS.put(
        Period.class,
        random -> Period.of(random.nextInt(), random.nextInt(5) - 2, random.nextInt()));
    SCALARS.put(Year.class, random -> Year.of(dateTime(random).getYear()));
    SCALARS.put(YearMonth.class, random -> YearMonth.from(dateTime(random)));
    SCALARS.put(MonthDay.class, random -> MonthDay.from(dateTime(random)));
    SCALARS.put(ZoneOffset.class, KeyInjectivityTest::offset);
    SCALARS.put(
        ZoneId.class,
        random ->
            random.nextBoolean()
                ? offset(random)
                : ZoneId.of(random.nextBoolean() ? "Europe/Berlin" : "UTC+01:00"));
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(5); i > 0; i--) {
      text.append(PIECES.get(random.nextInt(PIECES.size())));
    }
    return random.nextInt(50) == 0 ? text.toString().repeat(100) : text.toString();
  }

  private static Instant instant(Random random) {
    return random.nextInt(20) == 0
        ? List.of(Instant.MIN, Instant.MAX, Instant.EPOCH).get(random.nextInt(3))
        : Instant.ofEpochSecond(random.nextLong() >> 30, random.nextInt(1_000_000_000));
  }

  private static LocalDateTime dateTime(Random random) {
    int year = random.nextInt(4) == 0 ? random.nextInt(1_999_999_999) - 999_999_999 : 2024;
    return LocalDateTime.of(year, 1 + random.nextInt(12), 1 + random.nextInt(28), 0, 0)
        .plusSeconds(random.nextInt(86400))
        .plusNanos(random.nextInt(3) * 1_000);
  }

  private static ZoneOffset offset(Random random) {
    return ZoneOffset.ofTotalSeconds(random.nextInt(36 * 3600) - 18 * 3600);
  }

  private static @Nullable Object anything(Random random, int depth) {
    int kind = random.nextInt(depth > 2 ? 4 : 9);
    return switch (kind) {
      case 0 -> null;
      case 1 -> text(random);
      case 2 -> random.nextInt(3);
      case 3 -> (long) random.nextInt(3);
      case 4 -> Arrays.asList(anything(random, depth + 1), anything(random, depth + 1));
      case 5 -> List.of(text(random));
      case 6 -> Set.of(text(random), random.nextInt(2));
      case 7 -> Map.of(text(random), List.of(text(random)));
      default -> new Pair(text(random), anything(random, depth + 1));
    };
  }

  record Pair(String left, Object right) {}

  @Test
  void two_open_arguments_make_one_key_only_if_they_are_equal() {
    checkInjective(Keys.shape("k:{0}:{1}", Object.class, Object.class), r -> anything(r, 0));
  }

  @Test
  void one_open_argument_makes_one_key_only_if_it_is_equal() {
    checkInjective(Keys.shape("{0}", Object.class), r -> anything(r, 0));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{0},{1},{2}",
        "{0}:{1},{2}",
        "{0}-and-{1}-{2}",
        "a\\{0}(){1}[{2}]",
        "{0}#{1}##{2}#",
        "{0}D{1}8{2}",
        "{0}:v|{1}|{2}"
      })
  void three_strings_make_one_key_only_if_they_are_equal(String template) {
    checkInjective(
        Keys.shape(template, String.class, String.class, String.class),
        random -> random.nextInt(10) == 0 ? null : text(random));
  }

  /** An object that counts by its value. */
  record Shop(@Nullable String name, @Nullable String city) {}

  @Test
  void a_receiver_in_front_and_an_argument_make_one_key_only_if_both_are_equal() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    KeyShape shape = Keys.shape("{0}", String.class);
    Map<String, List<Object>> seen = new HashMap<>();
    for (int round = 0; round < ROUNDS; round++) {
      Shop shop = new Shop(text(random), text(random));
      String argument = text(random);
      Object key = ReceiverText.ofValue(shop).before(Keys.local(shape, argument));
      List<Object> call = List.of(shop, argument);

      List<Object> other = seen.putIfAbsent(KeyShape.canonical(key), call);

      if (other != null && !other.equals(call)) {
        fail("seed " + seed + ": " + key + " is the key of two calls");
      }
      assertEquals(key, shape.parse(KeyShape.canonical(key)), () -> "seed " + seed + ": " + key);
    }
  }

  private static void checkInjective(KeyShape shape, Function<Random, @Nullable Object> values) {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    Map<String, List<@Nullable Object>> seen = new HashMap<>();
    Map<List<@Nullable Object>, Object> locals = new HashMap<>();
    for (int round = 0; round < ROUNDS; round++) {
      List<@Nullable Object> arguments = new ArrayList<>();
      for (int i = 0; i < shape.localKey().type().parameterCount(); i++) {
        arguments.add(values.apply(random));
      }
      Object local = Keys.local(shape, arguments.toArray());
      String canonical = KeyShape.canonical(local);
      List<@Nullable Object> other = seen.putIfAbsent(canonical, arguments);
      if (other != null && !other.equals(arguments)) {
        fail("seed " + seed + ": " + canonical + " is the key of two arguments");
      }
      assertEquals(local, shape.parse(canonical), () -> "seed " + seed + ": " + canonical);
      Object before = locals.putIfAbsent(arguments, local);
      assertEquals(before == null ? local : before, local, () -> "seed " + seed);
    }
  }

  @Test
  void a_scalar_of_each_type_is_found_again_by_its_text() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    SCALARS.forEach(
        (type, values) -> {
          KeyShape alone = Keys.shape("{0}", type);
          KeyShape among = Keys.shape("x-{0}:{1}-", type, type);
          for (int round = 0; round < 500; round++) {
            Object a = values.apply(random);
            Object b = values.apply(random);
            Object local = Keys.local(alone, a);
            assertEquals(
                local,
                alone.parse(KeyShape.canonical(local)),
                () -> "seed " + seed + ", " + type + " " + a);
            Object both = Keys.local(among, a, b);
            assertEquals(
                both,
                among.parse(KeyShape.canonical(both)),
                () -> "seed " + seed + ", " + type + " " + a + " " + b);
          }
        });
  }

  @Test
  void any_text_is_either_no_key_or_the_canonical_form_of_what_it_is_parsed_to() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    List<KeyShape> shapes = new ArrayList<>();
    SCALARS.keySet().forEach(type -> shapes.add(Keys.shape("{0}", type)));
    shapes.add(Keys.shape("{0}:{1}", String.class, Object.class));
    shapes.add(Keys.shape("{0},{1}", String.class, String.class));
    for (int round = 0; round < ROUNDS; round++) {
      String text = text(random);
      for (KeyShape shape : shapes) {
        Object local = shape.parse(text);
        if (local == null) {
          assertNull(local);
        } else {
          assertEquals(text, KeyShape.canonical(local), () -> "seed " + seed);
        }
      }
    }
  }
}
