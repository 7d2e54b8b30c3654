package dev.multilayercache.agent.call;

import dev.multilayercache.agent.plan.AsyncType;
import dev.multilayercache.agent.plan.WovenMethod;
import java.lang.invoke.MethodType;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The types of a woven method as its own class sees them.
 *
 * @param owner the woven class
 * @param method the method's name
 * @param erased its erased type, without the receiver
 */
record MethodTypes(Class<?> owner, String method, MethodType erased) {

  /**
   * Resolves a descriptor.
   *
   * @throws TypeNotPresentException if the application lacks one of the types
   */
  static MethodTypes of(Class<?> owner, WovenMethod method) {
    MethodType erased =
        MethodType.fromMethodDescriptorString(method.descriptor(), owner.getClassLoader());
    return new MethodTypes(owner, method.name(), erased);
  }

  /** Tells it from all other methods of its class loader. */
  String identity() {
    return owner.getName() + "#" + method + erased.descriptorString();
  }

  List<Class<?>> parameters() {
    return erased.parameterList();
  }

  /** The class that it returns; a wrapper class for a primitive. */
  Class<?> returnedClass() {
    return erased.wrap().returnType();
  }

  /** How the result brings its value later, or null if it is the value. */
  @Nullable AsyncType async() {
    return AsyncType.named(erased.returnType().getName());
  }

  /** The values that caches hold or are told of: results, or what those bring later. */
  Type valueType() {
    return AsyncType.valueOf(genericResult());
  }

  /** The class of that; a wrapper class for a primitive. */
  Class<?> resultClass() {
    return async() == null ? returnedClass() : erasure(valueType());
  }

  /** The class that stands for a type where its arguments are not known. */
  static Class<?> erasure(Type type) {
    if (type instanceof Class<?> bare) {
      return bare;
    }
    if (type instanceof ParameterizedType generic) {
      return erasure(generic.getRawType());
    }
    if (type instanceof GenericArrayType array) {
      return erasure(array.getGenericComponentType()).arrayType();
    }
    if (type instanceof WildcardType wildcard) {
      return erasure(wildcard.getUpperBounds()[0]);
    }
    return type instanceof TypeVariable<?> variable
        ? erasure(variable.getBounds()[0])
        : Object.class;
  }

  boolean returnsPrimitive() {
    return erased.returnType().isPrimitive();
  }

  /** The declared result with its type arguments, or the bare class if reflection cannot tell. */
  Type genericResult() {
    return declared(Method::getGenericReturnType, erased.returnType());
  }

  /** A parameter's type with its type arguments, or the bare class if reflection cannot tell. */
  Type genericParameter(int index) {
    return declared(found -> found.getGenericParameterTypes()[index], erased.parameterType(index));
  }

  private Type declared(Function<Method, Type> wanted, Class<?> otherwise) {
    try {
      for (Method each : owner.getDeclaredMethods()) {
        if (each.getName().equals(method)
            && each.getReturnType() == erased.returnType()
            && Arrays.equals(each.getParameterTypes(), erased.parameterArray())) {
          return wanted.apply(each);
        }
      }
    } catch (LinkageError | RuntimeException e) {
      // a type of another method is missing, or the signature is malformed
    }
    return otherwise;
  }
}
