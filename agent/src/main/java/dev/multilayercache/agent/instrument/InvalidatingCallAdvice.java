package dev.multilayercache.agent.instrument;

import java.util.function.BiConsumer;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner;
import org.jspecify.annotations.NullUnmarked;

/**
 * The code around the body of a method that invalidates. The body always runs; the token is null or
 * a {@link BiConsumer} that is told how it ended. Speaks of {@code java.base} only.
 */
@NullUnmarked
final class InvalidatingCallAdvice {
  private InvalidatingCallAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static Object enter(@Entered Object token) {
    return token;
  }

  @SuppressWarnings("unchecked")
  @Advice.OnMethodExit(
      onThrowable = Throwable.class,
      suppress = Throwable.class,
      backupArguments = false)
  static void exit(
      @Advice.Enter Object token,
      @Advice.Return(typing = Assigner.Typing.DYNAMIC) Object result,
      @Advice.Thrown Throwable thrown) {
    if (token != null) {
      ((BiConsumer<Object, Throwable>) token).accept(result, thrown);
    }
  }
}
