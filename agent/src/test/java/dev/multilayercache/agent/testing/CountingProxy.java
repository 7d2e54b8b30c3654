package dev.multilayercache.agent.testing;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Stands between Hazelcast clients and a server on loopback, and counts what they ask. */
public final class CountingProxy implements AutoCloseable {
  private final ServerSocket door;
  private final int serverPort;
  private final Map<Operation, LongAdder> counts = new ConcurrentHashMap<>();
  private final List<Closeable> open = new CopyOnWriteArrayList<>();
  private final AtomicReference<@Nullable IOException> misunderstood = new AtomicReference<>();

  /**
   * @param port where clients come
   * @param serverPort where they are led
   */
  public CountingProxy(int port, int serverPort) {
    this.serverPort = serverPort;
    try {
      this.door = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    open.add(door);
    start(this::welcome);
  }

  /** How often each operation was asked for until now. */
  public Map<Operation, Long> counts() {
    if (misunderstood.get() != null) {
      throw new AssertionError("not everything was counted", misunderstood.get());
    }
    Map<Operation, Long> copy = new ConcurrentHashMap<>();
    counts.forEach((operation, count) -> copy.put(operation, count.sum()));
    return copy;
  }

  @Override
  public void close() {
    for (Closeable each : open) {
      try {
        each.close();
      } catch (IOException e) {
        // It is gone, which is what was wanted.
      }
    }
  }

  private void welcome() {
    try {
      while (true) {
        Socket client = door.accept();
        Socket server = new Socket(InetAddress.getLoopbackAddress(), serverPort);
        client.setTcpNoDelay(true);
        server.setTcpNoDelay(true);
        open.add(client);
        open.add(server);
        start(() -> ask(client, server));
        start(() -> answer(server, client));
      }
    } catch (IOException e) {
      // The door is closed.
    }
  }

  private void ask(Socket client, Socket server) {
    try (client;
        server) {
      new ClientMessages(
              new BufferedInputStream(client.getInputStream()),
              new BufferedOutputStream(server.getOutputStream()),
              operation -> counts.computeIfAbsent(operation, first -> new LongAdder()).increment())
          .handOn();
    } catch (IOException e) {
      if (String.valueOf(e.getMessage()).startsWith("a fragment")) {
        misunderstood.set(e);
      }
    }
  }

  private static void answer(Socket server, Socket client) {
    try (client;
        server) {
      server.getInputStream().transferTo(client.getOutputStream());
    } catch (IOException e) {
      // Either side has gone.
    }
  }

  private static void start(Runnable task) {
    Thread thread = new Thread(task, "counting-proxy");
    thread.setDaemon(true);
    thread.start();
  }
}
