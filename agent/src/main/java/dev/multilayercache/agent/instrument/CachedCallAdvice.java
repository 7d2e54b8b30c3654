package dev.multilayercache.agent.instrument;

import java.util.Optional;
import java.util.function.BiConsumer;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner;
import org.jspecify.annotations.NullUnmarked;

/**
 * The code around the body of a cached method. It is copied into application classes and so speaks
 * of {@code java.base} only.
 *
 * <p>Entering gives a token: an {@link Optional} is a hit, its content the result, the body is
 * skipped; a {@link BiConsumer} is told how the body ended; null leaves the call alone. A hit's
 * content is known to be of the method's result type before it comes here: after the body was
 * skipped nothing may fail any more, because a suppressed failure would answer 0 or null.
 */
@NullUnmarked
final class CachedCallAdvice {
  private CachedCallAdvice() {}

  @Advice.OnMethodEnter(skipOn = Optional.class, suppress = Throwable.class)
  static Object enter(@Entered Object token) {
    return token;
  }

  @SuppressWarnings({"unchecked", "UnusedVariable"})
  @Advice.OnMethodExit(
      onThrowable = Throwable.class,
      suppress = Throwable.class,
      backupArguments = false)
  static void exit(
      @Advice.Enter Object token,
      @Advice.Return(readOnly = false, typing = Assigner.Typing.DYNAMIC) Object result,
      @Advice.Thrown Throwable thrown) {
    if (token instanceof Optional) {
      result = ((Optional<Object>) token).orElse(null);
    } else if (token != null) {
      ((BiConsumer<Object, Throwable>) token).accept(result, thrown);
    }
  }
}
