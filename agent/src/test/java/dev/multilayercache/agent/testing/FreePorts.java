package dev.multilayercache.agent.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Ranges of ports on loopback that were free a moment ago.
 *
 * <p>They lie below the ports that a system gives to whoever asks for any, from 32768 on Linux,
 * from 49152 elsewhere. Among those, a member that looks for others on a port where nobody listens
 * may be given that very port for its own end, and is connected with itself. Hazelcast takes the
 * port for an address of this member ever after, and answers nothing to the one that really starts
 * there. Or the JMX connector of a JVM that shall become a member listens on a port of its own
 * range: it accepts the member's connection and says nothing.
 */
public final class FreePorts {
  /** A JVM of tests has them for itself, whatever the others of one build take meanwhile. */
  private static final int COUNT = 3_000;

  private static final int LOWEST = 20_000 + COUNT * (Integer.getInteger("test.fork", 1) % 4);

  /**
   * Tests that run one after the other get other ports; so do those of another build, by chance.
   */
  private static final AtomicInteger NEXT =
      new AtomicInteger(ThreadLocalRandom.current().nextInt(COUNT));

  private FreePorts() {}

  /** The first port of a range of so many. */
  public static int range(int count) {
    for (int attempt = 0; attempt < 100; attempt++) {
      int first = LOWEST + Math.floorMod(NEXT.getAndAdd(count), COUNT - count);
      if (allFree(first, count)) {
        return first;
      }
    }
    throw new AssertionError("No free range of " + count + " ports");
  }

  private static boolean allFree(int first, int count) {
    for (int port = first; port < first + count; port++) {
      if (!isFree(port)) {
        return false;
      }
    }
    return true;
  }

  /** Strict, as the members are: a port that waits for the last packets of others is not free. */
  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(false);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), /* backlog= */ 1);
      return true;
    } catch (IOException taken) {
      return false;
    }
  }
}
