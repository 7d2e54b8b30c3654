package dev.multilayercache.agent.call;

import dev.multilayercache.agent.plan.SubscribedType;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One kind of results with which a method that changes caches does so at each subscription: how
 * their subscriptions are heard of.
 */
interface ChangeKind {

  /**
   * The kind of a declared result, or null if it is none: then the method's work is over when it
   * returns, as far as the agent knows.
   *
   * @param declared the class as the application has it
   * @throws IllegalArgumentException if it lacks what the agent needs of it
   */
  static @Nullable ChangeKind of(Class<?> declared) {
    SubscribedType type = SubscribedType.named(declared.getName());
    if (type == null) {
      return null;
    }
    return switch (type) {
      case MONO -> ReactorChange.ofMono(declared);
      case FLUX -> ReactorChange.ofFlux(declared);
      case UNI -> UniChange.of(declared);
      case MULTI -> MultiChange.of(declared);
    };
  }

  /**
   * Stands for one whose subscriptions cannot be heard of.
   *
   * @param reason for people
   */
  static ChangeKind unheard(IllegalArgumentException reason) {
    return new ChangeKind() {
      @Override
      public Object deferred(Supplier<Object> subscription) {
        throw reason;
      }

      @Override
      public Object heard(Object result, HeardChange change) {
        throw reason;
      }
    };
  }

  /** A result that asks at each subscription what is to be subscribed to. */
  Object deferred(Supplier<Object> subscription);

  /** A result that brings what the body's does, and tells first how that ends. */
  Object heard(Object result, HeardChange change);

  /** What the caller gets for the body's result; the listener is told of each subscription. */
  default Object told(Object result, ChangeListener listener) {
    return deferred(() -> subscribed(result, listener));
  }

  private Object subscribed(Object result, ChangeListener listener) {
    try {
      listener.begins();
      return heard(result, new HeardChange(listener));
    } catch (Throwable cannotListen) {
      listener.isUnheard(cannotListen);
      return result;
    }
  }
}
