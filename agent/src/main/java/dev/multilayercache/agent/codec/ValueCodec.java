package dev.multilayercache.agent.codec;

import dev.multilayercache.agent.thread.InterruptFlag;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Values of one declared type as bytes and back.
 *
 * <p>JSON where the value provably survives it, else the JDK's serialization restricted to what the
 * declared type can be made of, else a refusal that names the field. {@code null} and a {@code
 * Optional} are values like any other. Immutable objects may lose their identity. A codec holds
 * classes of the application strongly and must be held by nothing that outlives them. Safe for use
 * by any thread.
 */
public final class ValueCodec {
  /** What says that bytes were written by a codec that writes as this one does. */
  public static final byte ID = 3;

  /** How large an encoded value may be where nobody says otherwise. */
  public static final int USUAL_MOST_BYTES = 1 << 20;

  static final int NULL = 0;
  static final int JSON = 1;
  static final int SERIALIZED = 2;
  static final int IN_OPTIONAL = 0x10;

  private final boolean takesOptional;
  private final JsonForm json;
  private final SerializedForm serialized;
  private final int mostBytes;
  private final long fingerprint;

  /** A codec for one declared type and values of up to {@link #USUAL_MOST_BYTES}. */
  public ValueCodec(Type valueType, @Nullable ClassLoader loader) {
    this(valueType, loader, USUAL_MOST_BYTES);
  }

  /**
   * A codec for one declared type.
   *
   * @param valueType the declared generic type; {@code Object} admits plain values of the JDK only
   * @param loader the application's loader that finds the classes; null is the bootstrap loader
   * @param mostBytes how many an encoded value may have
   */
  public ValueCodec(Type valueType, @Nullable ClassLoader loader, int mostBytes) {
    Class<?> raw = raw(valueType);
    this.takesOptional = raw != null && raw.isAssignableFrom(Optional.class);
    Type content = raw == Optional.class ? contentOf(valueType) : valueType;
    Reach reach = Reach.from(content);
    KnownClasses classes = new KnownClasses();
    this.mostBytes = mostBytes;
    this.json = new JsonForm(content, loader, classes, mostBytes);
    this.serialized = new SerializedForm(content, reach, loader, classes, mostBytes);
    this.fingerprint = Shape.digest(TypeText.of(valueType) + '\n' + reach.shape());
  }

  /**
   * A number that changes when the declared type, or a class that is reached from it, changes its
   * {@link Shape}. Subclasses that only a value brings are known by the value alone.
   */
  public long fingerprint() {
    return fingerprint;
  }

  /**
   * Writes a value of the declared type.
   *
   * @throws NotEncodableException if the value cannot leave this JVM; the message says why
   */
  public byte[] encode(@Nullable Object value) throws NotEncodableException {
    if (takesOptional && value instanceof Optional<?> optional) {
      return encode(optional.orElse(null), IN_OPTIONAL);
    }
    return encode(value, 0);
  }

  /**
   * Reads a value of the declared type.
   *
   * @throws UndecodableException if the bytes are no value of the declared type
   */
  public @Nullable Object decode(byte[] bytes) throws UndecodableException {
    return decode(bytes, 0, bytes.length);
  }

  /** The same of a part of the bytes. */
  public @Nullable Object decode(byte[] bytes, int offset, int length) throws UndecodableException {
    if (length == 0 || length > mostBytes + 1) {
      throw new UndecodableException("a length of " + length);
    }
    int form = bytes[offset];
    Object value =
        switch (form & ~IN_OPTIONAL) {
          case NULL -> null;
          case JSON -> json.read(bytes, offset + 1, length - 1);
          case SERIALIZED -> serialized.read(bytes, offset + 1, length - 1);
          default -> throw new UndecodableException("an unknown form");
        };
    return (form & IN_OPTIONAL) == 0 ? value : wrap(value);
  }

  private Object wrap(@Nullable Object content) throws UndecodableException {
    if (!takesOptional) {
      throw new UndecodableException("an Optional where none is declared");
    }
    return Optional.ofNullable(content);
  }

  private byte[] encode(@Nullable Object value, int flags) throws NotEncodableException {
    if (value == null) {
      return new byte[] {(byte) (NULL | flags)};
    }
    NotEncodableException notJson;
    try {
      return json.write(JSON | flags, value);
    } catch (NotEncodableException e) {
      notJson = e;
    }
    try {
      return serialized.write(SERIALIZED | flags, value);
    } catch (NotEncodableException e) {
      throw inNeitherForm(notJson, e);
    } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError e) {
      InterruptFlag.restoreAfter(e);
      throw new NotEncodableException(
          Place.root(value.getClass()) + ": encoding fails with " + e.getClass().getName());
    }
  }

  /** Tells first what stopped the form that came closest. */
  private static NotEncodableException inNeitherForm(
      NotEncodableException json, NotEncodableException serialized) {
    return new NotEncodableException(
        serialized.isUnprepared()
            ? json.getMessage() + "; the alternative is to make its classes Serializable"
            : serialized.getMessage() + " (and as JSON: " + json.getMessage() + ")",
        serialized.isUnprepared(),
        serialized.size() > 0 ? serialized.size() : json.size());
  }

  private static Type contentOf(Type optional) {
    if (!(optional instanceof ParameterizedType generic)) {
      return Object.class;
    }
    Type content = generic.getActualTypeArguments()[0];
    return content instanceof WildcardType wildcard ? wildcard.getUpperBounds()[0] : content;
  }

  private static @Nullable Class<?> raw(Type type) {
    if (type instanceof Class<?> plain) {
      return plain;
    }
    return type instanceof ParameterizedType generic ? (Class<?>) generic.getRawType() : null;
  }
}
