package dev.multilayercache.agent.codec;

import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;

/**
 * Makes copies of values of one declared type, so that what one caller does to his is nothing to
 * the others.
 *
 * <p>Part by part where all parts are plain, which is proven when a value is kept; else by the form
 * in which it would go to the cluster. What can be copied in neither way is refused. Holds classes
 * of the application strongly, like {@link ValueCodec}. Safe for use by any thread.
 */
public final class ValueCopier {
  private final ValueCodec codec;
  private final boolean copiesAll;
  private final KnownClasses classes = new KnownClasses();

  /**
   * @param valueType the declared generic type
   * @param loader of the application, that finds the classes; null is the bootstrap loader
   * @param copiesAll whether values are copied that nobody can change, too
   */
  public ValueCopier(Type valueType, @Nullable ClassLoader loader, boolean copiesAll) {
    this.codec = new ValueCodec(valueType, loader);
    this.copiesAll = copiesAll;
  }

  /** Whether nobody can change an instance of a class, as its declaration tells. */
  public static boolean isImmutable(Class<?> type) {
    return Immutability.isSure(type);
  }

  /**
   * A copy to keep of a value that somebody else goes on using.
   *
   * @throws NotEncodableException if none can be made; the message says why
   */
  public @Nullable Object keep(@Nullable Object value) throws NotEncodableException {
    if (value == null || isShared(value)) {
      return value;
    }
    try {
      Object copy = DeepCopy.of(value, classes, copiesAll);
      if (copy != null && SameState.difference(value, copy, classes) == null) {
        return copy;
      }
    } catch (DeepCopy.UnknownPartException e) {
      // the other form may know it
    }
    return throughBytes(value);
  }

  /**
   * A copy of what is kept.
   *
   * @throws NotEncodableException if none can be made, though what is kept was itself a copy
   */
  public @Nullable Object give(@Nullable Object kept) throws NotEncodableException {
    if (kept == null || isShared(kept)) {
      return kept;
    }
    try {
      return DeepCopy.of(kept, classes, copiesAll);
    } catch (DeepCopy.UnknownPartException e) {
      return throughBytes(kept);
    }
  }

  private boolean isShared(Object value) {
    return !copiesAll && new Immutability(classes).isDeep(value);
  }

  private @Nullable Object throughBytes(Object value) throws NotEncodableException {
    try {
      return codec.decode(codec.encode(value));
    } catch (UndecodableException e) {
      throw new NotEncodableException(
          Place.root(value.getClass()) + ": it would not be read again: " + e.getMessage());
    }
  }
}
