package dev.multilayercache.agent.call;

import dev.multilayercache.agent.config.Dimension;
import dev.multilayercache.agent.config.KeyWishes;
import dev.multilayercache.agent.config.ReceiverPolicy;
import dev.multilayercache.agent.key.KeyShape;
import dev.multilayercache.agent.key.Template;
import dev.multilayercache.agent.plan.CachePlan;
import dev.multilayercache.agent.plan.SitePlan;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the key of a call is made at its call site: of the arguments, or by a function of the
 * application, with what the call's surroundings and its receiver add.
 *
 * @param ofArguments {@code (parameter types…)Object}
 * @param onlyKey the key of all calls, as far as the arguments say, or null
 * @param receiver adds what belongs to the object that is called, or null if it does not matter
 */
record CallKey(
    MethodHandle ofArguments, @Nullable Object onlyKey, @Nullable ReceiverPart receiver) {

  /**
   * The keys that a method's arguments and surroundings make; needs no class of the application.
   *
   * @param parameters the types of what one entry is of
   */
  static KeyShape shape(SitePlan plan, CachePlan cached, List<Class<?>> parameters) {
    KeyWishes wishes = cached.wishes().key();
    boolean isOfArguments = wishes.keyFunction().isEmpty();
    List<Class<?>> values = new ArrayList<>(isOfArguments ? parameters : List.of(String.class));
    List<Dimension> varyBy = wishes.varyBy();
    Template template = cached.key().followedBy(values.size(), varyBy.size());
    values.addAll(Collections.nCopies(varyBy.size(), String.class));
    return KeyShape.of(template, isOfArguments ? plan.parameterNames() : null, values);
  }

  /**
   * Builds it for a method.
   *
   * @param owner the woven class
   * @param parameters the types of what one entry is of
   * @param shape that of {@link #shape}
   * @param caller of the woven class, with all its rights
   * @throws IllegalArgumentException with a one-line reason if something that it names is not there
   */
  static CallKey of(
      CachePlan cached,
      Class<?> owner,
      List<Class<?>> parameters,
      KeyShape shape,
      MethodHandles.Lookup caller,
      boolean isStatic) {
    KeyWishes wishes = cached.wishes().key();
    ReceiverPolicy policy = wishes.receiver() == null ? ReceiverPolicy.IGNORE : wishes.receiver();
    MethodHandle key = shape.localKey();
    List<Dimension> varyBy = wishes.varyBy();
    for (int i = varyBy.size() - 1; i >= 0; i--) {
      int last = key.type().parameterCount() - 1;
      key = MethodHandles.collectArguments(key, last, Ambient.value(varyBy.get(i), caller));
    }
    if (!wishes.keyFunction().isEmpty()) {
      KeyFunction function = KeyFunction.of(wishes.keyFunction(), caller);
      key = MethodHandles.collectArguments(key, 0, function.handle(parameters));
    }
    return new CallKey(
        key,
        shape.onlyKey(),
        isStatic ? null : ReceiverPart.of(policy, owner, wishes.isKeyWritten()));
  }
}
