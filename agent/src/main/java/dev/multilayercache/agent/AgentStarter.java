package dev.multilayercache.agent;

import dev.multilayercache.agent.command.AttachRequest;
import dev.multilayercache.agent.command.Reply;
import dev.multilayercache.agent.config.AgentConfig;
import dev.multilayercache.agent.config.ConfigException;
import dev.multilayercache.agent.config.ConfigReader;
import dev.multilayercache.agent.log.AgentLog;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether there will be an agent in this JVM, and starts it.
 *
 * <p>{@link MultiLayerCacheAgent}, which belongs to another class loader, makes one by reflection
 * and calls it through types of {@code java.base}: reflective calls with arguments cost the start
 * 20 ms of CPU on JDK 25.
 */
public final class AgentStarter
    implements BiFunction<
        Instrumentation, @Nullable String, @Nullable Function<@Nullable String, Boolean>> {

  /**
   * Starts the agent.
   *
   * @param argument what stands after {@code =} in {@code -javaagent}, or null
   * @return what is to be given the argument of each further attaching, and answers whether the
   *     agent still runs then; null if it stays out
   */
  @Override
  public @Nullable Function<@Nullable String, Boolean> apply(
      Instrumentation instrumentation, @Nullable String argument) {
    AttachRequest request = AttachRequest.parse(argument);
    @Nullable RunningAgent[] running = new RunningAgent[1];
    try (Reply reply = Reply.to(request.reply())) {
      reply.during(
          () -> {
            running[0] = start(instrumentation, request);
            if (running[0] != null) {
              reply.done();
            }
          });
    }
    return running[0];
  }

  private static @Nullable RunningAgent start(
      Instrumentation instrumentation, AttachRequest request) {
    if (request.action() != AttachRequest.Action.ATTACH) {
      AgentLog.info("No agent runs in this JVM. Nothing to detach.");
      return null;
    }
    AgentConfig config;
    try {
      config = ConfigReader.read(request.configuration());
    } catch (ConfigException mistake) {
      AgentLog.error(String.valueOf(mistake.getMessage()));
      return null;
    }
    if (!config.enabled()) {
      AgentLog.info(
          ConfigReader.whereEnabled(config) + " is false. The application runs uncached.");
      return null;
    }
    try {
      return new AgentAssembly(config, instrumentation)
          .start(/* isLate= */ request.reply() != null);
    } catch (ConfigException mistake) {
      AgentLog.error(String.valueOf(mistake.getMessage()));
      return null;
    } catch (IOException | ReflectiveOperationException | RuntimeException | Error e) {
      AgentLog.error("Agent not installed; the application runs uncached. Cause: " + e);
      return null;
    }
  }
}
