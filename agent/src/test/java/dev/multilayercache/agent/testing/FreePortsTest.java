package dev.multilayercache.agent.testing;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.RepeatedTest;

class FreePortsTest {
  private static final int COUNT = 5;

  @RepeatedTest(200)
  void a_range_is_below_the_ports_that_the_system_gives() throws IOException {
    int last = FreePorts.range(COUNT) + COUNT - 1;

    try (ServerSocket any = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertTrue(last < any.getLocalPort(), last + " and " + any.getLocalPort());
    }
  }
}
