package dev.multilayercache.agent.key;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A record class whose components are all scalars, as a scalar itself: in a key its components
 * stand for it, and its text is the one that {@link CanonicalForm} writes, made only when it is
 * asked for. Immutable.
 */
final class RecordScalar {
  /** What is written for a component that is null, escaped once more. */
  private static final int BYTES_OF_NULL = 2 * CanonicalForm.NULL.length();

  private static final PerClass<Optional<Scalar>> BY_CLASS = new PerClass<>(RecordScalar::make);

  private static final String SEPARATOR = ",";

  private final Class<?> type;
  private final List<Property> components;
  private final List<Scalar> scalars;
  private final String begin;

  /** What the text takes without its components, escaped once more. */
  private final int literalBytes;

  private RecordScalar(Class<?> type, List<Property> components, List<Scalar> scalars) {
    this.type = type;
    this.components = components;
    this.scalars = scalars;
    this.begin = CanonicalForm.name(type) + "(";
    this.literalBytes =
        begin.indexOf(KeyLength.MARK) >= 0
            ? KeyLength.UNKNOWN
            : 2 * (begin.getBytes(StandardCharsets.UTF_8).length + scalars.size() + 1);
  }

  /** The scalar that every value of a record class is, or null if it is none. */
  static @Nullable Scalar of(Class<?> type) {
    return type.isRecord() ? BY_CLASS.of(type).orElse(null) : null;
  }

  /** The agent leaves: classes that outlive it must not keep what was found of them. */
  static void forgetAll() {
    BY_CLASS.close();
  }

  private static Optional<Scalar> make(Class<?> type) {
    List<Property> components;
    try {
      components = Members.of(type).components();
    } catch (KeyException cannotBeRead) {
      return Optional.empty(); // who makes a key of it is told
    }
    List<Scalar> scalars = new ArrayList<>();
    for (Property each : components) {
      Scalar scalar = Scalars.ofDeclared(each.type());
      if (scalar == null) {
        return Optional.empty();
      }
      scalars.add(scalar);
    }
    return Optional.of(new RecordScalar(type, components, List.copyOf(scalars)).scalar());
  }

  private Scalar scalar() {
    return new Scalar(
        type,
        type.getName(),
        this::local,
        local -> text(((RecordKey) local).components()),
        this::parse,
        mostBytes(),
        local -> mostBytes((RecordKey) local));
  }

  /**
   * What stands for a record in a local key.
   *
   * @throws KeyException if a component cannot be read, or is of a subclass of its type
   */
  private RecordKey local(Object value) {
    @Nullable Object[] read = new Object[components.size()];
    for (int i = 0; i < read.length; i++) {
      Object component = components.get(i).read(value, type.getSimpleName());
      if (component != null && !scalars.get(i).accepts(component)) {
        throw new KeyException(
            "{%s.%s}: %s is not %s itself, so it may mean something else"
                .formatted(
                    type.getSimpleName(),
                    components.get(i).name(),
                    component.getClass().getName(),
                    scalars.get(i)));
      }
      read[i] = component;
    }
    return new RecordKey(this, read);
  }

  /** As {@link CanonicalForm} writes it. */
  String text(@Nullable Object[] values) {
    StringBuilder text = new StringBuilder(begin);
    for (int i = 0; i < values.length; i++) {
      Object value = values[i];
      text.append(i == 0 ? "" : SEPARATOR)
          .append(
              value == null
                  ? CanonicalForm.NULL
                  : Escapes.escape(scalars.get(i).text(value), CanonicalForm.STRUCTURE));
    }
    return text.append(')').toString();
  }

  /** The inverse; for another text it gives null, or what has another text. */
  private @Nullable Object parse(String text) {
    int end = text.length() - 1;
    if (end < begin.length() || !text.startsWith(begin)) {
      return null;
    }
    @Nullable Object[] values = new Object[scalars.size()];
    int start = begin.length();
    for (int i = 0; i < values.length; i++) {
      boolean isLast = i == values.length - 1;
      int stop = isLast ? end : Escapes.endOfValue(text, start, SEPARATOR);
      if (stop < start || stop > end) {
        return null;
      }
      String written = text.substring(start, stop);
      if (!written.equals(CanonicalForm.NULL)) {
        String component = Escapes.unescape(written);
        values[i] = component == null ? null : scalars.get(i).parse(component);
        if (values[i] == null) {
          return null;
        }
      }
      start = stop + SEPARATOR.length();
    }
    return new RecordKey(this, values);
  }

  /** What the text takes at most, escaped once more: then each of its bytes is two at most. */
  int mostBytes(RecordKey key) {
    @Nullable Object[] values = key.components();
    long sum = literalBytes;
    for (int i = 0; i < values.length; i++) {
      Object value = values[i];
      sum += mostBytes(value == null ? 0 : scalars.get(i).mostBytes(value));
    }
    return (int) Math.min(sum, KeyLength.UNKNOWN);
  }

  /** The same of any record of the class. */
  private int mostBytes() {
    long sum = literalBytes;
    for (Scalar each : scalars) {
      sum += mostBytes(each.mostBytes());
    }
    return (int) Math.min(sum, KeyLength.UNKNOWN);
  }

  private static int mostBytes(int ofComponent) {
    return Math.max(2 * ofComponent, BYTES_OF_NULL);
  }

  boolean isOf(Class<?> other) {
    return type == other;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof RecordScalar that && that.isOf(type);
  }

  @Override
  public int hashCode() {
    return type.hashCode();
  }
}
