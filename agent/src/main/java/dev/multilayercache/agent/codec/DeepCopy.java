package dev.multilayercache.agent.codec;

import dev.multilayercache.agent.thread.InterruptFlag;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A copy of one object with all that it holds, part by part.
 *
 * <p>It knows arrays, the plain collections of the JDK, records, and objects of the application
 * with a constructor without parameters, all of whose fields it sets, transient ones included. Of
 * anything else it makes no guess, nor of a mutable part in two places: like a {@link PlainTree}.
 * One instance copies one value.
 */
@SuppressWarnings("JavaUtilDate")
final class DeepCopy {
  private final KnownClasses classes;

  private final boolean copiesAll;
  private final Immutability immutability;
  private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());

  private DeepCopy(KnownClasses classes, boolean copiesAll) {
    this.classes = classes;
    this.copiesAll = copiesAll;
    this.immutability = new Immutability(classes);
  }

  /** There is a part of which no copy can be made here. */
  static final class UnknownPartException extends Exception {
    UnknownPartException(String reason) {
      super(reason, null, /* enableSuppression= */ false, /* writableStackTrace= */ false);
    }
  }

  /**
   * The copy.
   *
   * @param copiesAll whether parts that cannot change are copied, too
   */
  static @Nullable Object of(@Nullable Object value, KnownClasses classes, boolean copiesAll)
      throws UnknownPartException {
    try {
      return new DeepCopy(classes, copiesAll).copy(value);
    } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
      InterruptFlag.restoreAfter(e);
      throw new UnknownPartException(e.getClass().getName());
    } catch (StackOverflowError e) {
      throw new UnknownPartException("it is nested too deeply");
    }
  }

  private @Nullable Object copy(@Nullable Object part)
      throws UnknownPartException, ReflectiveOperationException {
    if (part == null || JdkTypes.isScalar(part.getClass()) || isSharedAtOnce(part)) {
      return part;
    }
    boolean isNew = seen.add(part);
    if ((!copiesAll || !isNew) && immutability.isDeep(part)) {
      return part;
    }
    if (!isNew) {
      throw new UnknownPartException("a mutable object referenced twice");
    }
    return make(part);
  }

  private boolean isSharedAtOnce(Object part) {
    return !copiesAll && classes.isSurelyImmutable(part.getClass());
  }

  private Object make(Object part) throws UnknownPartException, ReflectiveOperationException {
    Class<?> type = part.getClass();
    if (type.isArray()) {
      return array(part);
    }
    if (part instanceof Record) {
      return madeRecord(part);
    }
    return JdkTypes.isJdk(type) ? ofJdk(part) : bean(part);
  }

  private Object array(Object part) throws UnknownPartException, ReflectiveOperationException {
    int length = Array.getLength(part);
    Object copy = Array.newInstance(part.getClass().getComponentType(), length);
    if (!(part instanceof Object[] elements)) {
      System.arraycopy(part, 0, copy, 0, length);
      return copy;
    }
    for (int i = 0; i < length; i++) {
      ((Object[]) copy)[i] = copy(elements[i]);
    }
    return copy;
  }

  private Object ofJdk(Object part) throws UnknownPartException, ReflectiveOperationException {
    if (part.getClass() == Date.class) {
      return ((Date) part).clone();
    }
    if (part instanceof Optional<?> optional) {
      return Optional.ofNullable(copy(optional.orElse(null)));
    }
    if (part instanceof EnumSet<?> set) {
      return set.clone();
    }
    if (part instanceof EnumMap<?, ?> map) {
      return enumMap(map);
    }
    Container container = Container.of(part);
    if (container == null) {
      throw new UnknownPartException(part.getClass().getName());
    }
    return container(container);
  }

  private Object container(Container container)
      throws UnknownPartException, ReflectiveOperationException {
    ArrayList<@Nullable Object> elements = new ArrayList<>(container.elements().size());
    for (Object each : container.elements()) {
      elements.add(copy(each));
    }
    Object copy =
        container.kind() instanceof MapKind kind
            ? kind.make(elements, Object.class)
            : ((CollectionKind) container.kind()).make(elements, Object.class);
    List<Unmodifiable> views = new ArrayList<>(container.views());
    Collections.reverse(views);
    for (Unmodifiable each : views) {
      copy = each.wrap(copy);
    }
    return copy;
  }

  private <K extends Enum<K>, V> Object enumMap(EnumMap<K, V> map)
      throws UnknownPartException, ReflectiveOperationException {
    EnumMap<K, Object> copy = new EnumMap<>(map);
    for (Map.Entry<K, Object> each : copy.entrySet()) {
      each.setValue(copy(each.getValue()));
    }
    return copy;
  }

  private Object madeRecord(Object part) throws UnknownPartException, ReflectiveOperationException {
    RecordComponent[] components = part.getClass().getRecordComponents();
    Class<?>[] types = new Class<?>[components.length];
    @Nullable Object[] values = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      types[i] = components[i].getType();
      Field field = part.getClass().getDeclaredField(components[i].getName());
      field.setAccessible(true);
      values[i] = copy(field.get(part));
    }
    Constructor<?> canonical = part.getClass().getDeclaredConstructor(types);
    canonical.setAccessible(true);
    return canonical.newInstance(values);
  }

  private Object bean(Object part) throws UnknownPartException, ReflectiveOperationException {
    Constructor<?> constructor = part.getClass().getDeclaredConstructor();
    constructor.setAccessible(true);
    Object copy = constructor.newInstance();
    for (Class<?> type = part.getClass(); type != Object.class; type = type.getSuperclass()) {
      if (JdkTypes.isJdk(type) || classes.replacesItself(type)) {
        throw new UnknownPartException(type.getName());
      }
      for (Field field : classes.fieldsOf(type)) {
        field.set(copy, copy(field.get(part)));
      }
    }
    return copy;
  }
}
