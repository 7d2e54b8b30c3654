package dev.multilayercache.agent;

import dev.multilayercache.agent.call.ApiDoor;
import dev.multilayercache.agent.call.Linker;
import dev.multilayercache.agent.instrument.AgentInstaller;
import java.lang.invoke.MethodHandle;

/** The ways by which the application reaches the agent; all of them end when it leaves. */
record Woven(AgentInstaller installer, Linker links, MethodHandle linker, ApiDoor api) {

  /**
   * Closes them: woven classes become what they were, then nobody reaches the agent any more.
   *
   * @return how many classes
   * @throws ReflectiveOperationException if the dispatcher cannot be emptied
   */
  int close() throws ReflectiveOperationException {
    int restored = installer.uninstall();
    Dispatcher.uninstall(linker);
    links.close();
    api.close();
    return restored;
  }
}
