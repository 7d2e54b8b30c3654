package dev.multilayercache.agent.codec;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.lang.ref.WeakReference;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Date;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ValueCodecTest {

  record Product(long id, String name, BigDecimal price) {}

  record SerializableProduct(long id, String name) implements Serializable {}

  record Listing(List<Product> products) {}

  record Owned(String name, Object owner) {}

  record SerializedOwner(String name, Serializable owner) implements Serializable {}

  record Box<T>(T content) {}

  record Times(Instant instant, LocalDate date, ZonedDateTime zoned, Duration duration) {}

  enum Colour {
    RED,
    GREEN {
      @Override
      public String toString() {
        return "a body";
      }
    }
  }

  static class Animal implements Serializable {
    String name = "";

    @Override
    public boolean equals(Object other) {
      return other != null && other.getClass() == getClass() && name.equals(((Animal) other).name);
    }

    @Override
    public int hashCode() {
      return name.hashCode();
    }
  }

  static final class Dog extends Animal {
    int tricks;

    @Override
    public boolean equals(Object other) {
      return super.equals(other) && tricks == ((Dog) other).tricks;
    }

    @Override
    public int hashCode() {
      return super.hashCode() + tricks;
    }
  }

  record Kennel(Animal animal) implements Serializable {}

  /** Getters lie, the constructor counts: only fields may matter. */
  static final class Pojo {
    private int number;
    private final List<String> words = new ArrayList<>();

    int getNumber() {
      return 7;
    }

    void setNumber(int ignored) {
      throw new IllegalStateException("setters are not called");
    }
  }

  static final class Remembering implements Serializable {
    String text = "t";
    transient int hash;
  }

  static class Entity {
    final Object lock = new Object();
    int id;
    List<String> notes = new ArrayList<>();
  }

  /** Not to be made from JSON, and serialized without what it inherits. */
  static final class Customer extends Entity implements Serializable {
    final String name;

    Customer(int id, String name) {
      this.id = id;
      this.name = name;
    }
  }

  /** The same, but it takes care. */
  static final class Careful extends Entity implements Serializable {
    Careful(int id) {
      this.id = id;
    }

    private void writeObject(ObjectOutputStream out) throws IOException {
      out.writeInt(id);
    }

    private void readObject(ObjectInputStream in) throws IOException {
      id = in.readInt();
    }
  }

  static final class Immutable {
    private final int x;

    Immutable(int x) {
      this.x = x;
    }
  }

  static final class Singleton implements Serializable {
    static final Singleton ONE = new Singleton();
    int state = 1;

    private Object readResolve() {
      return ONE;
    }
  }

  static final class Cyclic implements Serializable {
    Object self = this;
  }

  static final class Gadget implements Serializable {
    static final AtomicInteger RUNS = new AtomicInteger();

    private void readObject(ObjectInputStream in) {
      RUNS.incrementAndGet();
    }
  }

  static Stream<org.junit.jupiter.params.provider.Arguments> asJson() {
    Dog dog = new Dog();
    return Stream.of(
        arguments(String.class, "text with \u20ac and \ud83d\ude00"),
        arguments(String.class, "a lone surrogate \ud83d"),
        arguments(int.class, 5),
        arguments(long.class, Long.MAX_VALUE),
        arguments(double.class, Double.NaN),
        arguments(double.class, -0.0),
        arguments(float.class, Float.MIN_VALUE),
        arguments(char.class, 'x'),
        arguments(boolean.class, true),
        arguments(byte[].class, new byte[] {1, -1}),
        arguments(int[][].class, new int[][] {{1}, {}}),
        arguments(String[].class, new String[] {"a", null}),
        arguments(BigDecimal.class, new BigDecimal("1.10")),
        arguments(BigDecimal.class, new BigDecimal("1E+5")),
        arguments(BigInteger.class, BigInteger.TWO.pow(200)),
        arguments(UUID.class, new UUID(1, 2)),
        arguments(URI.class, URI.create("http://example.org/a?b")),
        arguments(Instant.class, Instant.ofEpochSecond(1, 123_456_789)),
        arguments(LocalDateTime.class, LocalDateTime.of(2026, 1, 2, 3, 4)),
        arguments(OffsetDateTime.class, OffsetDateTime.of(2026, 1, 2, 3, 4, 5, 6, ZoneOffset.MAX)),
        arguments(ZoneId.class, ZoneId.of("Europe/Berlin")),
        arguments(Date.class, new Date(5)),
        arguments(TimeUnit.class, TimeUnit.DAYS),
        arguments(Colour.class, Colour.GREEN),
        arguments(Product.class, new Product(1, "n", new BigDecimal("10.00"))),
        arguments(Product.class, new Product(1, null, null)),
        arguments(
            Times.class,
            new Times(
                Instant.EPOCH,
                LocalDate.EPOCH,
                ZonedDateTime.of(2026, 10, 25, 2, 30, 0, 0, ZoneId.of("Europe/Berlin"))
                    .withLaterOffsetAtOverlap(),
                Duration.ofNanos(5))),
        arguments(Dog.class, dog),
        arguments(
            generic("products"), new ArrayList<>(List.of(new Product(1, "a", BigDecimal.ONE)))),
        arguments(
            generic("byId"),
            new LinkedHashMap<>(Map.of(1L, new Box<>(new Product(1, "a", BigDecimal.ONE))))),
        arguments(generic("hashed"), new HashMap<>(Map.of("a", 1, "b", 2))),
        arguments(generic("byColour"), new EnumMap<>(Map.of(Colour.GREEN, 1))),
        arguments(generic("sorted"), new TreeMap<>(Map.of(LocalDate.EPOCH, "x"))),
        arguments(generic("words"), List.of("a", "b")),
        arguments(generic("byName"), Map.of("a", 1)),
        arguments(generic("byName"), new HashMap<>(Map.of("a", 1))),
        arguments(generic("colours"), EnumSet.of(Colour.RED)),
        arguments(Listing.class, new Listing(List.of(new Product(1, "a", BigDecimal.ONE)))),
        arguments(Object.class, new ArrayList<>(List.of("a", 1, true))));
  }

  static Stream<org.junit.jupiter.params.provider.Arguments> serialized() {
    Dog dog = new Dog();
    dog.tricks = 3;
    return Stream.of(
        arguments(generic("words"), new CopyOnWriteArrayList<>(List.of("a"))),
        arguments(generic("byName"), new ConcurrentHashMap<>(Map.of("a", 1))),
        arguments(Animal.class, dog),
        arguments(Kennel.class, new Kennel(dog)),
        arguments(java.sql.Timestamp.class, new java.sql.Timestamp(1234)),
        arguments(Object.class, 5L),
        arguments(Object.class, Set.of(new UUID(1, 2))));
  }

  static Stream<org.junit.jupiter.params.provider.Arguments> refused() {
    return Stream.of(
        arguments(Owned.class, new Owned("n", new Thread()), "Owned.owner: java.lang.Thread"),
        arguments(
            SerializedOwner.class,
            new SerializedOwner("n", new SerializableProduct(1, "a")),
            "SerializedOwner.owner: "),
        arguments(
            SerializedOwner.class,
            new SerializedOwner("n", (Serializable & Supplier<String>) () -> "a lambda"),
            "java.lang.invoke.SerializedLambda cannot be reached"),
        arguments(Object.class, new SerializableProduct(1, "a"), "cannot be reached"),
        arguments(Immutable.class, new Immutable(1), "Immutable: "),
        arguments(
            Customer.class,
            new Customer(7, "ann"),
            "Customer.id is lost: "
                + Entity.class.getName()
                + " is not Serializable (and as JSON: Customer"),
        arguments(
            Customer[].class,
            new Customer[] {new Customer(0, "bob"), new Customer(7, "ann")},
            "[].id is lost: "),
        arguments(byte[].class, new byte[2_000_000], "it takes 2000027 bytes"));
  }

  @SuppressWarnings("unused")
  private static final class Signatures {
    List<Product> products;
    Map<Long, Box<Product>> byId;
    Map<String, Integer> byName;
    HashMap<String, Integer> hashed;
    EnumMap<Colour, Integer> byColour;
    TreeMap<LocalDate, String> sorted;
    List<String> words;
    Set<Colour> colours;
    Optional<Product> optional;
  }

  private static Type generic(String name) {
    try {
      return Signatures.class.getDeclaredField(name).getGenericType();
    } catch (NoSuchFieldException e) {
      throw new AssertionError(e);
    }
  }

  private static ValueCodec codec(Type type) {
    return new ValueCodec(type, ValueCodecTest.class.getClassLoader());
  }

  private static int form(byte[] encoded) {
    return encoded[0] & ~ValueCodec.IN_OPTIONAL;
  }

  private static byte[] javaSerialized(Object value) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(ValueCodec.SERIALIZED);
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(value);
    }
    return bytes.toByteArray();
  }

  @ParameterizedTest
  @MethodSource("asJson")
  void a_value_that_survives_json_travels_as_json(Type type, Object value) throws Exception {
    byte[] encoded = codec(type).encode(value);

    assertEquals(ValueCodec.JSON, form(encoded));
    assertTrue(Objects.deepEquals(value, codec(type).decode(encoded)));
  }

  @ParameterizedTest
  @MethodSource("serialized")
  void a_value_that_does_not_survive_json_is_serialized(Type type, Object value) throws Exception {
    byte[] encoded = codec(type).encode(value);
    Object decoded = codec(type).decode(encoded);

    assertEquals(ValueCodec.SERIALIZED, form(encoded));
    assertEquals(value, decoded);
    assertEquals(value.getClass(), decoded.getClass());
  }

  @ParameterizedTest
  @MethodSource("refused")
  void a_value_that_survives_neither_is_refused_with_the_reason(
      Type type, Object value, String reason) {
    NotEncodableException refusal =
        assertThrows(NotEncodableException.class, () -> codec(type).encode(value));

    assertTrue(refusal.getMessage().contains(reason), refusal.getMessage());
  }

  @Test
  void only_fields_are_read_and_written() throws Exception {
    Pojo pojo = new Pojo();
    pojo.number = 3;
    pojo.words.add("w");

    Pojo copy = (Pojo) codec(Pojo.class).decode(codec(Pojo.class).encode(pojo));

    assertEquals(3, copy.number);
    assertEquals(List.of("w"), copy.words);
  }

  @Test
  void transient_state_is_left_to_serialization() throws Exception {
    Remembering value = new Remembering();
    value.hash = 5;

    assertEquals(ValueCodec.SERIALIZED, form(codec(Remembering.class).encode(value)));
  }

  @Test
  void inherited_state_that_a_constructor_gives_anew_is_left_to_it() throws Exception {
    ValueCodec codec = codec(Customer.class);

    assertEquals("ann", ((Customer) codec.decode(codec.encode(new Customer(0, "ann")))).name);
  }

  @Test
  void inherited_state_is_left_to_a_class_that_writes_itself() throws Exception {
    ValueCodec codec = codec(Careful.class);

    assertEquals(7, ((Careful) codec.decode(codec.encode(new Careful(7)))).id);
  }

  @Test
  void a_class_that_guards_its_identity_keeps_it() throws Exception {
    ValueCodec codec = codec(Singleton.class);

    assertSame(Singleton.ONE, codec.decode(codec.encode(Singleton.ONE)));
  }

  @Test
  void a_cycle_is_kept() throws Exception {
    ValueCodec codec = codec(Cyclic.class);

    Cyclic copy = (Cyclic) codec.decode(codec.encode(new Cyclic()));

    assertSame(copy, copy.self);
  }

  @Test
  void an_object_referenced_twice_stays_one_object() throws Exception {
    ArrayList<Object> twice = new ArrayList<>();
    ArrayList<String> shared = new ArrayList<>(List.of("a"));
    twice.add(shared);
    twice.add(shared);
    ValueCodec codec = codec(Object.class);

    List<?> copy = (List<?>) codec.decode(codec.encode(twice));

    assertSame(copy.get(0), copy.get(1));
    assertNotSame(shared, copy.get(0));
  }

  @Test
  void null_is_a_value() throws Exception {
    assertNull(codec(Product.class).decode(codec(Product.class).encode(null)));
  }

  @Nested
  class AnOptional {
    private final ValueCodec codec = codec(generic("optional"));

    @Test
    void carries_its_content() throws Exception {
      Optional<Product> value = Optional.of(new Product(1, "a", BigDecimal.ONE));

      assertEquals(value, codec.decode(codec.encode(value)));
    }

    @Test
    void may_be_empty() throws Exception {
      assertEquals(Optional.empty(), codec.decode(codec.encode(Optional.empty())));
    }

    @Test
    void may_be_null() throws Exception {
      assertNull(codec.decode(codec.encode(null)));
    }
  }

  @Nested
  class Foreign {

    @Test
    void classes_are_never_instantiated() throws Exception {
      byte[] forged = javaSerialized(new Gadget());

      assertThrows(UndecodableException.class, () -> codec(Product.class).decode(forged));
      assertEquals(0, Gadget.RUNS.get());
    }

    @Test
    void classes_inside_a_container_are_never_instantiated() throws Exception {
      byte[] forged = javaSerialized(new ArrayList<>(List.of("a", new Gadget())));

      assertThrows(UndecodableException.class, () -> codec(Object.class).decode(forged));
      assertThrows(UndecodableException.class, () -> codec(generic("words")).decode(forged));
      assertEquals(0, Gadget.RUNS.get());
    }

    @Test
    void proxies_are_never_made() throws Exception {
      Object proxy =
          java.lang.reflect.Proxy.newProxyInstance(
              ValueCodecTest.class.getClassLoader(),
              new Class<?>[] {Comparable.class},
              new SerializableHandler());
      byte[] forged = javaSerialized(proxy);

      assertThrows(UndecodableException.class, () -> codec(Object.class).decode(forged));
    }

    @Test
    void properties_make_json_undecodable() {
      byte[] forged = json("{\"id\":1,\"name\":\"n\",\"price\":1,\"more\":1}");

      assertThrows(UndecodableException.class, () -> codec(Product.class).decode(forged));
    }

    @Test
    void bytes_are_undecodable() {
      assertThrows(UndecodableException.class, () -> codec(String.class).decode(new byte[0]));
      assertThrows(UndecodableException.class, () -> codec(String.class).decode(new byte[] {99}));
      assertThrows(UndecodableException.class, () -> codec(String.class).decode(json("{")));
    }

    @Test
    void class_names_in_json_load_nothing() {
      byte[] forged = json("\"java.lang.Thread\"");

      assertThrows(UndecodableException.class, () -> codec(Class.class).decode(forged));
    }

    @Test
    void optionals_are_undecodable_where_none_is_declared() {
      byte[] forged = {(byte) ValueCodec.IN_OPTIONAL};

      assertThrows(UndecodableException.class, () -> codec(String.class).decode(forged));
    }

    private byte[] json(String text) {
      byte[] bytes = (" " + text).getBytes(java.nio.charset.StandardCharsets.UTF_8);
      bytes[0] = (byte) ValueCodec.JSON;
      return bytes;
    }
  }

  static final class SerializableHandler
      implements java.lang.reflect.InvocationHandler, Serializable {
    @Override
    public Object invoke(Object proxy, java.lang.reflect.Method method, Object[] args) {
      return null;
    }
  }

  @Nested
  class AnotherLoader {

    @Test
    void finds_its_own_class() throws Exception {
      Class<?> other = new ChildFirst().loadClass(SerializableProduct.class.getName());
      ValueCodec theirs = new ValueCodec(other, other.getClassLoader());
      byte[] encoded = codec(SerializableProduct.class).encode(new SerializableProduct(1, "a"));

      Object decoded = theirs.decode(encoded);

      assertSame(other, decoded.getClass());
    }

    @Test
    void finds_its_own_class_when_serialized() throws Exception {
      Class<?> other = new ChildFirst().loadClass(Kennel.class.getName());
      ValueCodec theirs = new ValueCodec(other, other.getClassLoader());
      byte[] encoded = codec(Kennel.class).encode(new Kennel(new Dog()));

      Object decoded = theirs.decode(encoded);

      assertSame(other, decoded.getClass());
    }
  }

  @Test
  void nothing_holds_a_loader_after_its_codec_is_gone() throws Exception {
    WeakReference<ClassLoader> loader = useAndForget();

    await()
        .until(
            () -> {
              System.gc();
              return loader.get() == null;
            });
  }

  private static WeakReference<ClassLoader> useAndForget() throws Exception {
    ChildFirst loader = new ChildFirst();
    ValueCodec asJson = new ValueCodec(loader.loadClass(Product.class.getName()), loader);
    asJson.encode(asJson.decode(codec(Product.class).encode(new Product(1, "a", BigDecimal.ONE))));
    ValueCodec serializing = new ValueCodec(loader.loadClass(Kennel.class.getName()), loader);
    Dog dog = new Dog();
    dog.tricks = 2;
    serializing.encode(serializing.decode(codec(Kennel.class).encode(new Kennel(dog))));
    return new WeakReference<>(loader);
  }

  /** Defines the classes of this test a second time. */
  private static final class ChildFirst extends ClassLoader {
    ChildFirst() {
      super(ValueCodecTest.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (!name.startsWith(ValueCodecTest.class.getName())) {
        return super.loadClass(name, resolve);
      }
      Class<?> known = findLoadedClass(name);
      if (known != null) {
        return known;
      }
      try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
        byte[] bytes = in.readAllBytes();
        return defineClass(name, bytes, 0, bytes.length);
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }
  }

  @Nested
  class TheFingerprint {

    @Test
    void is_the_same_for_the_same_type() {
      assertEquals(
          codec(generic("products")).fingerprint(), codec(generic("products")).fingerprint());
    }

    @Test
    void differs_for_another_type() {
      assertNotEquals(
          codec(generic("products")).fingerprint(), codec(generic("words")).fingerprint());
    }
  }
}
