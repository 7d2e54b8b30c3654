package dev.multilayercache.agent.key;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the keys of one cached method are made.
 *
 * <p>A key has a canonical form, a string that is the same on every node, and a local form, which
 * is cheap to make on a hit: a scalar argument itself, several scalars side by side, or else the
 * canonical form. Of one shape, two local forms are equal exactly when their canonical forms are.
 * Immutable.
 */
public final class KeyShape {
  private final Template template;
  private final Layout layout;
  private final List<BoundPlaceholder> placeholders;

  /** Makes the local keys if all placeholders are scalars, else null. */
  private final @Nullable ScalarKeys scalarKeys;

  private final MethodHandle localKey;

  /** The one key there is, without placeholders. */
  private final @Nullable String onlyKey;

  private KeyShape(
      Template template, List<BoundPlaceholder> placeholders, List<Class<?>> parameterTypes) {
    this.template = template;
    this.layout = Layout.of(template);
    this.placeholders = List.copyOf(placeholders);
    this.scalarKeys = scalarKeys(layout, placeholders);
    MethodType type = MethodType.methodType(Object.class, parameterTypes);
    this.onlyKey = placeholders.isEmpty() ? layout.render() : null;
    if (onlyKey != null) {
      this.localKey = constantKeyOf(onlyKey, type);
    } else {
      this.localKey = scalarKeys == null ? canonicalKeyOf(type) : scalarKeyOf(scalarKeys, type);
    }
  }

  /**
   * Binds a key template to a method.
   *
   * @param parameterNames null if the class file has none; then only indexes can be used
   * @throws IllegalArgumentException with a one-line reason if it cannot be bound
   */
  public static KeyShape of(
      Template key, @Nullable List<String> parameterNames, List<Class<?>> parameterTypes) {
    if (key.usesResult()) {
      throw new IllegalArgumentException(
          "{result}: a key is made before there is a result. Use parameters only; one named \"result\" by its index");
    }
    List<BoundPlaceholder> placeholders = new ArrayList<>();
    for (Template.Placeholder each : key.placeholders()) {
      placeholders.add(BoundPlaceholder.of(each, parameterNames, parameterTypes));
    }
    return new KeyShape(key, placeholders, parameterTypes);
  }

  private static @Nullable ScalarKeys scalarKeys(
      Layout layout, List<BoundPlaceholder> placeholders) {
    List<Scalar> scalars = new ArrayList<>();
    for (BoundPlaceholder placeholder : placeholders) {
      Scalar scalar = placeholder.scalar();
      if (scalar == null) {
        return null;
      }
      scalars.add(scalar);
    }
    return new ScalarKeys(layout, scalars);
  }

  /**
   * Makes the local key of a call: {@code (parameter types…)Object}, without the receiver.
   *
   * <p>It throws {@link KeyException} for an argument without a canonical form.
   */
  public MethodHandle localKey() {
    return localKey;
  }

  /** The object that is the local key of every call, or null if it depends on arguments. */
  public @Nullable Object onlyKey() {
    return onlyKey;
  }

  /**
   * The agent leaves: takes off all classes what was found of their properties. Keys can still be
   * made, at the price of finding them each time.
   */
  public static void forgetClasses() {
    Members.forgetAll();
    RecordScalar.forgetAll();
    ReceiverText.forgetAll();
  }

  /** The canonical form of any local key. */
  public static String canonical(Object local) {
    if (local instanceof String canonical) {
      return canonical;
    }
    if (local instanceof ObjectKey key) {
      return ReceiverText.MARK + key.object().number() + ReceiverText.END + canonical(key.local());
    }
    if (local instanceof ShapedKey key) {
      return key.canonical();
    }
    if (local instanceof ReceiverKey key) {
      return key.canonical();
    }
    if (local instanceof RecordKey key) {
      return KeyLength.limit(Escapes.escape(key.text(), /* separators= */ ""));
    }
    Scalar scalar = Scalars.ofValue(local);
    if (scalar == null) {
      throw new IllegalArgumentException(local.getClass().getName() + " is no local key");
    }
    return KeyLength.limit(Escapes.escape(scalar.text(local), /* separators= */ ""));
  }

  /** What the canonical form of a local key takes at most, or much more; cheaper than that form. */
  static int mostBytes(Object local) {
    if (local instanceof String canonical) {
      return KeyLength.mostBytesWritten(canonical);
    }
    if (local instanceof ShapedKey key) {
      return key.mostBytes();
    }
    if (local instanceof RecordKey key) {
      return key.mostBytes();
    }
    Scalar scalar = Scalars.ofValue(local);
    return scalar == null ? KeyLength.UNKNOWN : scalar.mostBytes(local);
  }

  /**
   * The key of a call on an object that is told from all others; its canonical form begins with a
   * number. It does not keep the object alive.
   *
   * @param local the key that the arguments make
   */
  public static Object ofObject(Object receiver, Object local) {
    return new ObjectKey(ObjectIdentity.of(receiver), local);
  }

  /** Whether the object that a local key speaks of is gone: nobody can ask for it any more. */
  public static boolean isGone(Object local) {
    return local instanceof ObjectKey key && key.object().isGone();
  }

  /** Whether a canonical key says of which receiver it is. */
  public static boolean namesReceiver(String canonical) {
    return canonical.startsWith(ReceiverText.MARK);
  }

  /** The local key of this shape for a canonical key, or null if the text is none of this shape. */
  public @Nullable Object parse(String canonical) {
    if (KeyLength.looksShortened(canonical)) {
      return canonical;
    }
    Object behindReceiver = namesReceiver(canonical) ? parseBehind(canonical) : null;
    if (behindReceiver != null) {
      return behindReceiver;
    }
    if (scalarKeys != null && !placeholders.isEmpty()) {
      return scalarKeys.parse(canonical);
    }
    return isWellFormed(canonical) ? canonical : null;
  }

  private @Nullable Object parseBehind(String canonical) {
    ReceiverText receiver = ReceiverText.inFrontOf(canonical);
    Object local = receiver == null ? null : parse(canonical.substring(receiver.length()));
    if (receiver == null || local == null) {
      return null;
    }
    return receiver.isNumber() ? ofNumbered(receiver, local) : receiver.before(local);
  }

  private static @Nullable Object ofNumbered(ReceiverText number, Object local) {
    ObjectIdentity object = ObjectIdentity.numbered(number.content());
    return object == null ? null : new ObjectKey(object, local);
  }

  /** Whether it could be a key with non-scalars; which texts these have is not known. */
  private boolean isWellFormed(String canonical) {
    @Nullable String[] texts = layout.split(canonical);
    return texts != null && layout.render(texts).equals(canonical);
  }

  /** The local key of a call as its canonical form; reached through a method handle. */
  Object canonicalKey(@Nullable Object[] arguments) {
    @Nullable String[] texts = new String[placeholders.size()];
    for (int i = 0; i < texts.length; i++) {
      texts[i] = placeholders.get(i).keyText(arguments);
    }
    return layout.render(texts);
  }

  private static MethodHandle constantKeyOf(Object only, MethodType type) {
    MethodHandle key = MethodHandles.constant(Object.class, only);
    return MethodHandles.dropArguments(key, 0, type.parameterList());
  }

  private MethodHandle canonicalKeyOf(MethodType type) {
    return bind(this, "canonicalKey", MethodType.methodType(Object.class, Object[].class))
        .asCollector(Object[].class, type.parameterCount())
        .asType(type);
  }

  private MethodHandle scalarKeyOf(ScalarKeys keys, MethodType type) {
    int count = placeholders.size();
    MethodType ofValues = MethodType.genericMethodType(count);
    MethodHandle key =
        count <= 2
            ? bind(keys, "keyOf", ofValues)
            : bind(keys, "keyOf", MethodType.methodType(Object.class, Object[].class))
                .asCollector(Object[].class, count);
    int[] order = new int[count];
    MethodType valueTypes = ofValues;
    for (int i = 0; i < count; i++) {
      BoundPlaceholder placeholder = placeholders.get(i);
      order[i] = placeholder.parameter();
      valueTypes = valueTypes.changeParameterType(i, type.parameterType(order[i]));
      if (!placeholder.isArgumentItself()) {
        MethodHandle value = bind(placeholder, "scalarValue", MethodType.genericMethodType(1));
        key = MethodHandles.filterArguments(key, i, value);
      }
    }
    return MethodHandles.permuteArguments(key.asType(valueTypes), type, order);
  }

  /** As it was written. */
  @Override
  public String toString() {
    return template.toString();
  }

  private static MethodHandle bind(Object receiver, String method, MethodType type) {
    try {
      return MethodHandles.lookup().bind(receiver, method, type);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(method + type, e);
    }
  }
}
