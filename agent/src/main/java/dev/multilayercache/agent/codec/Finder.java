package dev.multilayercache.agent.codec;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the field of a value that holds an object of a class, to be named in a message. */
final class Finder {
  private static final int MOST_OBJECTS = 100_000;

  private record Found(Object object, Place place) {}

  private final Deque<Found> open = new ArrayDeque<>();
  private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());

  private Finder() {}

  /** Nearest first; the value itself if no field is found. */
  static Place find(Object value, String className) {
    Place root = Place.root(value.getClass());
    Finder finder = new Finder();
    finder.visit(value, root);
    while (!finder.open.isEmpty() && finder.seen.size() < MOST_OBJECTS) {
      Found next = finder.open.remove();
      if (next.object.getClass().getName().equals(className)) {
        return next.place;
      }
      finder.expand(next);
    }
    return root;
  }

  private void expand(Found from) {
    Object object = from.object;
    if (object instanceof Object[] array) {
      visitAll(array, from.place.element());
    } else if (!JdkTypes.isJdk(object.getClass())) {
      visitFields(from);
    } else if (object instanceof Collection<?> collection) {
      visitAll(collection.toArray(), from.place.element());
    } else if (object instanceof Map<?, ?> map) {
      visitAll(map.keySet().toArray(), from.place.element());
      visitAll(map.values().toArray(), from.place.element());
    }
  }

  private void visitFields(Found from) {
    Object object = from.object;
    for (Class<?> type = object.getClass();
        type != null && !JdkTypes.isJdk(type);
        type = type.getSuperclass()) {
      for (Field field : InstanceFields.of(type)) {
        if (!Modifier.isTransient(field.getModifiers()) && !field.getType().isPrimitive()) {
          visit(InstanceFields.read(field, object), from.place.field(field.getName()));
        }
      }
    }
  }

  private void visitAll(Object[] elements, Place place) {
    for (Object each : elements) {
      visit(each, place);
    }
  }

  private void visit(@Nullable Object object, Place place) {
    if (object != null && seen.add(object)) {
      open.add(new Found(object, place));
    }
  }
}
