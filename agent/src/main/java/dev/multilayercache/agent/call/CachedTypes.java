package dev.multilayercache.agent.call;

import dev.multilayercache.agent.key.BoundTemplate;
import dev.multilayercache.agent.key.Template;
import dev.multilayercache.agent.plan.BatchShape;
import dev.multilayercache.agent.plan.CachePlan;
import dev.multilayercache.agent.plan.SitePlan;
import java.lang.invoke.MethodType;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * The types that one entry of a method's cache has to do with: the method's own, or for a method
 * that is cached by element those that it would have with one key for its keys and one value for
 * its map.
 *
 * @param value the type of the value, with its type arguments
 * @param valueClass its class; a wrapper class for a primitive
 */
record CachedTypes(List<Class<?>> parameters, Type value, Class<?> valueClass) {
  CachedTypes {
    parameters = List.copyOf(parameters);
  }

  /**
   * The types as the method's plan needs them.
   *
   * @throws IllegalArgumentException with the reason if a method that is to be cached by element
   *     does not say of what its keys or its map are
   */
  static CachedTypes of(CachePlan plan, MethodTypes types) {
    return plan.isBatch() ? ofElements(types) : whole(types);
  }

  /** Those of a method that is cached by its arguments, or changes what others have cached. */
  static CachedTypes whole(MethodTypes types) {
    return new CachedTypes(types.parameters(), types.valueType(), types.resultClass());
  }

  /** Binds templates of a plan to parameters and value. */
  Function<Template, BoundTemplate> binder(SitePlan plan) {
    return template -> {
      BoundTemplate.checkResult(template, valueClass);
      return BoundTemplate.of(
          template, plan.parameterNames(), parameters, /* resultAllowed= */ true);
    };
  }

  private static CachedTypes ofElements(MethodTypes types) {
    int keys = BatchShape.parameter(types.parameters());
    List<Class<?>> parameters = new ArrayList<>(types.parameters());
    parameters.set(keys, elementClass(types.genericParameter(keys)));
    Type value = argument(types.genericResult(), 1, "its map", "Map<Long, Product>");
    return new CachedTypes(parameters, value, MethodTypes.erasure(value));
  }

  private static Class<?> elementClass(Type keys) {
    if (keys instanceof GenericArrayType array) {
      return MethodTypes.erasure(array.getGenericComponentType());
    }
    if (keys instanceof Class<?> array && array.isArray()) {
      return boxed(array.getComponentType());
    }
    return MethodTypes.erasure(argument(keys, 0, "its keys", "Collection<Long>"));
  }

  private static Type argument(Type generic, int index, String what, String example) {
    if (!(generic instanceof ParameterizedType parameterized)) {
      throw new IllegalArgumentException(
          "batch is true, and its declaration does not say of what type %s are. Write %s."
              .formatted(index == 0 ? what : "the values of " + what, example));
    }
    Type argument = parameterized.getActualTypeArguments()[index];
    return argument instanceof WildcardType wildcard ? wildcard.getUpperBounds()[0] : argument;
  }

  private static Class<?> boxed(Class<?> type) {
    return MethodType.methodType(type).wrap().returnType();
  }
}
