package dev.multilayercache.agent.call;

import dev.multilayercache.agent.key.BoundTemplate;
import dev.multilayercache.agent.key.Template;
import dev.multilayercache.agent.plan.SitePlan;
import dev.multilayercache.agent.plan.WovenMethod;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

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

  /** The class of results; a wrapper class for a primitive. */
  Class<?> resultClass() {
    return erased.wrap().returnType();
  }

  boolean returnsPrimitive() {
    return erased.returnType().isPrimitive();
  }

  /** Binds templates of a plan to the parameters and the result. */
  Function<Template, BoundTemplate> binder(SitePlan plan) {
    return template -> {
      BoundTemplate.checkResult(template, resultClass());
      return BoundTemplate.of(
          template, plan.parameterNames(), parameters(), /* resultAllowed= */ true);
    };
  }

  /** The declared result with its type arguments, or the bare class if reflection cannot tell. */
  Type genericResult() {
    try {
      for (Method each : owner.getDeclaredMethods()) {
        if (each.getName().equals(method)
            && each.getReturnType() == erased.returnType()
            && Arrays.equals(each.getParameterTypes(), erased.parameterArray())) {
          return each.getGenericReturnType();
        }
      }
    } catch (LinkageError | RuntimeException e) {
      // a type of another method is missing, or the signature is malformed
    }
    return erased.returnType();
  }
}
