package dev.multilayercache.agent.key;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a class has made of its supertypes' type variables: for {@code Product extends
 * Entity<Long>}, {@code ID getId()} of {@code Entity} gives a {@code Long}.
 */
final class TypeArguments {
  private TypeArguments() {}

  /** The class that a member's generic type stands for in a class; the erased one if unknown. */
  static Class<?> resolve(Class<?> owner, Type generic, Class<?> erased) {
    if (!(generic instanceof TypeVariable<?> variable)) {
      return erased;
    }
    try {
      return argument(owner, variable) instanceof Class<?> known ? known : erased;
    } catch (RuntimeException | LinkageError e) {
      return erased; // A signature may name types that are not there.
    }
  }

  private static @Nullable Type argument(Class<?> from, TypeVariable<?> variable) {
    for (Type parent : parents(from)) {
      Class<?> raw = raw(parent);
      Type found = raw == variable.getGenericDeclaration() ? variable : argument(raw, variable);
      if (found instanceof TypeVariable<?> open) {
        return parent instanceof ParameterizedType parameterized
            ? parameterized.getActualTypeArguments()[index(raw, open)]
            : null;
      }
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private static List<Type> parents(Class<?> type) {
    List<Type> parents = new ArrayList<>(List.of(type.getGenericInterfaces()));
    Type superclass = type.getGenericSuperclass();
    if (superclass != null) {
      parents.add(superclass);
    }
    return parents;
  }

  private static Class<?> raw(Type parent) {
    return (Class<?>)
        (parent instanceof ParameterizedType parameterized ? parameterized.getRawType() : parent);
  }

  private static int index(Class<?> declaring, TypeVariable<?> variable) {
    return List.of(declaring.getTypeParameters()).indexOf(variable);
  }
}
