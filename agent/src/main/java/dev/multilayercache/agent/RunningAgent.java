package dev.multilayercache.agent;

import dev.multilayercache.agent.command.AttachRequest;
import dev.multilayercache.agent.command.Reply;
import dev.multilayercache.agent.engine.Caches;
import dev.multilayercache.agent.layer.Layer;
import dev.multilayercache.agent.log.AgentLog;
import dev.multilayercache.agent.management.MBeanRegistration;
import dev.multilayercache.agent.thread.FailureTold;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The agent at work in this JVM: hears what is attached after it, and can leave.
 *
 * <p>Used by one thread at a time, as {@link MultiLayerCacheAgent} promises, but for the JVM's end.
 */
final class RunningAgent implements Function<@Nullable String, Boolean> {
  private final Woven woven;
  private final Caches caches;
  private final MBeanRegistration management;
  private final List<Layer> layers;
  private final StartReport report;
  private final @Nullable AgentWarmUp warmUp;
  private final Thread exit = new Thread(this::end, "multilayercache-exit");
  private boolean closed;
  private boolean left;

  RunningAgent(
      Woven woven,
      Caches caches,
      MBeanRegistration management,
      List<Layer> layers,
      StartReport report,
      @Nullable AgentWarmUp warmUp) {
    this.woven = woven;
    this.caches = caches;
    this.management = management;
    this.layers = layers;
    this.report = report;
    this.warmUp = warmUp;
    exit.setUncaughtExceptionHandler(new FailureTold());
  }

  /** Starts what takes time, in the background, and closes it when the JVM ends. */
  void start() {
    Runtime.getRuntime().addShutdownHook(exit);
    AfterPremain.run(this::startLayers);
  }

  private synchronized void startLayers() {
    if (!closed) {
      layers.forEach(Layer::start);
      management.start();
      report.start();
      if (warmUp != null) {
        warmUp.start();
      }
    }
  }

  /** Called with the argument of each attaching while this agent runs; whether it still does. */
  @Override
  public Boolean apply(@Nullable String argument) {
    AttachRequest request = AttachRequest.parse(argument);
    try (Reply reply = Reply.to(request.reply())) {
      reply.during(() -> answer(request, reply));
    }
    return !left;
  }

  private void answer(AttachRequest request, Reply reply) {
    if (request.action() == AttachRequest.Action.ATTACH) {
      AgentLog.info(
          "Version "
              + Dispatcher.version()
              + " of the agent runs in this JVM already. Second one ignored.");
    } else if (detach()) {
      reply.done();
    }
  }

  /**
   * Leaves the JVM, whatever fails on the way. Nothing is answered from a cache from the first
   * moment on: while classes are given back one batch after another, one that invalidated may be
   * plain already. A call that is under way ends as it would have.
   */
  private boolean detach() {
    left = true;
    caches.enable(false);
    boolean complete = true;
    try {
      AgentLog.info("Classes that are what they were again: " + woven.close() + ".");
    } catch (ReflectiveOperationException | RuntimeException | Error e) {
      complete = false;
      AgentLog.error(
          "The agent could not leave whole (" + e + "). It caches nothing more. Restart the JVM.");
    }
    try {
      Runtime.getRuntime().removeShutdownHook(exit);
      close();
      AgentLog.info("Detached.");
    } catch (IllegalStateException ending) {
      AgentLog.info("The JVM ends, and the agent with it.");
    }
    return complete;
  }

  private synchronized void close() {
    closed = true;
    report.cancel();
    management.close();
    closeWarmUp();
    caches.close();
    layers.forEach(Layer::close);
  }

  private void closeWarmUp() {
    if (warmUp != null) {
      warmUp.close();
    }
  }

  /** Waits for as little as it can: the JVM ends. */
  private void end() {
    report.write();
    management.abandon();
    closeWarmUp();
    layers.forEach(Layer::end);
  }
}
