package dev.multilayercache.agent;

import dev.multilayercache.agent.call.ApiDoor;
import dev.multilayercache.agent.command.AttachRequest;
import dev.multilayercache.agent.command.Reply;
import dev.multilayercache.agent.instrument.AgentInstaller;
import dev.multilayercache.agent.layer.Layer;
import dev.multilayercache.agent.log.AgentLog;
import dev.multilayercache.agent.management.MBeanRegistration;
import java.lang.invoke.MethodHandle;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The agent at work in this JVM: hears what is attached after it, and can leave.
 *
 * <p>Used by one thread at a time, as {@link MultiLayerCacheAgent} promises, but for the JVM's end.
 */
final class RunningAgent implements Consumer<@Nullable String> {
  private final AgentInstaller installer;
  private final MethodHandle linker;
  private final ApiDoor api;
  private final MBeanRegistration management;
  private final List<Layer> layers;
  private final StartReport report;
  private final Thread exit = new Thread(this::end, "multilayercache-exit");

  private boolean closed;

  RunningAgent(
      AgentInstaller installer,
      MethodHandle linker,
      ApiDoor api,
      MBeanRegistration management,
      List<Layer> layers,
      StartReport report) {
    this.installer = installer;
    this.linker = linker;
    this.api = api;
    this.management = management;
    this.layers = layers;
    this.report = report;
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
    }
  }

  /** Called with the argument of each attaching while this agent runs. */
  @Override
  public void accept(@Nullable String argument) {
    AttachRequest request = AttachRequest.parse(argument);
    try (Reply reply = Reply.to(request.reply())) {
      AgentLog.copyTo(reply);
      if (request.action() == AttachRequest.Action.DETACH) {
        detach();
        reply.done();
      } else {
        AgentLog.info(
            "Version "
                + Dispatcher.version()
                + " of the agent runs in this JVM already. Second one ignored.");
      }
    } catch (ReflectiveOperationException e) {
      AgentLog.error("The agent could not leave (" + e + "). It goes on.");
    } finally {
      AgentLog.copyTo(null);
    }
  }

  /**
   * Leaves the JVM: woven classes become what they were, then nobody can reach the agent any more,
   * then its layers close. A call that is under way ends as it would have.
   */
  private void detach() throws ReflectiveOperationException {
    int restored = installer.uninstall();
    Dispatcher.uninstall(linker);
    api.close();
    try {
      Runtime.getRuntime().removeShutdownHook(exit);
    } catch (IllegalStateException ending) {
      return; // the JVM ends, and closes what is left
    }
    close();
    AgentLog.info("Detached. Classes that are what they were again: " + restored + ".");
  }

  private synchronized void close() {
    closed = true;
    report.cancel();
    management.close();
    layers.forEach(Layer::close);
  }

  /** Waits for as little as it can: the JVM ends. */
  private void end() {
    report.write();
    management.abandon();
    layers.forEach(Layer::close);
  }
}
