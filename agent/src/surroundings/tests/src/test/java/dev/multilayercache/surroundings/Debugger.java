package dev.multilayercache.surroundings;

import com.sun.jdi.Bootstrap;
import com.sun.jdi.ReferenceType;
import com.sun.jdi.VMDisconnectedException;
import com.sun.jdi.VirtualMachine;
import com.sun.jdi.connect.Connector;
import com.sun.jdi.connect.ListeningConnector;
import com.sun.jdi.event.BreakpointEvent;
import com.sun.jdi.event.EventSet;
import dev.multilayercache.agent.testing.ForkedJvm;
import java.util.Map;
import java.util.function.Function;

/** A debugger as an IDE has one, which a JVM connects to as it starts. */
final class Debugger implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 60_000;

  private final ListeningConnector connector;
  private final Map<String, Connector.Argument> arguments;
  private VirtualMachine machine;

  private Debugger(ListeningConnector connector) {
    this.connector = connector;
    this.arguments = connector.defaultArguments();
    arguments.get("localAddress").setValue("127.0.0.1");
    arguments.get("timeout").setValue(Integer.toString(PATIENCE_MILLIS));
  }

  static Debugger listening() {
    return new Debugger(
        Bootstrap.virtualMachineManager().listeningConnectors().stream()
            .filter(each -> each.name().equals("com.sun.jdi.SocketListen"))
            .findFirst()
            .orElseThrow());
  }

  /** Starts a JVM under it. */
  ForkedJvm start(ForkedJvm.Builder java, Function<ForkedJvm.Builder, ForkedJvm> starter)
      throws Exception {
    String address = connector.startListening(arguments);
    ForkedJvm started =
        starter.apply(
            java.option(
                "-agentlib:jdwp=transport=dt_socket,server=n,suspend=n,address=" + address));
    machine = connector.accept(arguments);
    connector.stopListening(arguments);
    return started;
  }

  /** Puts other bytes in the place of a class that is loaded. */
  void swap(Class<?> type, byte[] bytes) {
    machine.redefineClasses(Map.of(type(type), bytes));
  }

  /** Stops whoever comes to the first line of a method. */
  void breakAt(Class<?> type, String method) throws Exception {
    machine
        .eventRequestManager()
        .createBreakpointRequest(type(type).methodsByName(method).get(0).allLineLocations().get(0))
        .enable();
  }

  /** Waits for somebody to be stopped, and lets him go on. Returns the value of a variable. */
  String passed(String variable) throws Exception {
    for (EventSet events; (events = machine.eventQueue().remove(PATIENCE_MILLIS)) != null; ) {
      try {
        if (events.iterator().next() instanceof BreakpointEvent stopped) {
          var frame = stopped.thread().frame(0);
          return frame.getValue(frame.visibleVariableByName(variable)).toString();
        }
      } finally {
        events.resume();
      }
    }
    throw new AssertionError("nobody was stopped");
  }

  private ReferenceType type(Class<?> type) {
    return machine.classesByName(type.getName()).get(0);
  }

  @Override
  public void close() {
    try {
      if (machine != null) {
        machine.dispose();
      }
    } catch (VMDisconnectedException gone) {
      // the JVM was closed before
    }
  }
}
