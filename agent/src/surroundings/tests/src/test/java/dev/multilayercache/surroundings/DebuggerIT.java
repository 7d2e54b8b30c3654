package dev.multilayercache.surroundings;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.multilayercache.agent.testing.ForkedJvm;
import dev.multilayercache.surroundings.fixture.swapped.SwappedApp;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** An application under a debugger, as developers run it. */
class DebuggerIT {

  @Test
  void a_swapped_class_is_cached_as_before_and_a_breakpoint_in_it_stops_loads_only()
      throws Exception {
    try (Debugger debugger = Debugger.listening();
        ForkedJvm jvm =
            debugger.start(
                ForkedJvm.java()
                    .agent(null)
                    .classPath(ForkedJvm.annotationsJar(), Libraries.of(SwappedApp.class)),
                java -> java.start(SwappedApp.class.getName()))) {
      assertEquals("before pear, before pear, bodies 1", jvm.ask("pear"));

      debugger.swap(SwappedApp.class, changed(SwappedApp.class, "before", "behind"));

      assertEquals("behind plum, behind plum, bodies 1", jvm.ask("plum"));
      assertEquals("before pear, before pear, bodies 0", jvm.ask("pear"));

      debugger.breakAt(SwappedApp.class, "greeting");
      jvm.tell("fig");

      assertEquals("\"fig\"", debugger.passed("name"));
      assertEquals("behind fig, behind fig, bodies 1", jvm.nextLine());
    }
  }

  /** The class file with another text of equal length in the place of a constant. */
  private static byte[] changed(Class<?> type, String before, String after) throws Exception {
    String file = "/" + type.getName().replace('.', '/') + ".class";
    try (InputStream in = type.getResourceAsStream(file)) {
      String bytes = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
      return bytes.replace(before, after).getBytes(StandardCharsets.ISO_8859_1);
    }
  }
}
