package dev.multilayercache.faults.harness;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The source of truth: a version for each key, from one counter, behind one lock, and so
 * linearizable.
 *
 * <pre>{@code
 * G h7          the version of h7
 * U 1 h7,h11    gives both the next version, and answers it
 * D 1 17        node 1 has told everyone of version 17
 * P 1           the versions and keys of which node 1 has not: 18 h3,h4;19 h5
 * }</pre>
 *
 * <p>The last two are an outbox: a node that is killed between its update and its invalidation
 * finds there, when it is started again, what it still has to invalidate.
 */
final class VersionDatabase implements AutoCloseable {
  private final ServerSocket server;
  private final Map<String, Long> versions = new HashMap<>();
  private final Map<String, NavigableMap<Long, String>> outboxes = new HashMap<>();
  private final Map<String, Long> reads = new HashMap<>();
  private long last;

  private VersionDatabase(ServerSocket server) {
    this.server = server;
  }

  static VersionDatabase listenOn(String address) {
    try {
      ServerSocket server = new ServerSocket(0, 200, InetAddress.getByName(address));
      VersionDatabase database = new VersionDatabase(server);
      background("database", database::accept);
      return database;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int port() {
    return server.getLocalPort();
  }

  /** How often a key has been asked for. */
  synchronized long reads(String key) {
    return reads.getOrDefault(key, 0L);
  }

  private synchronized String answer(String[] word) {
    return switch (word[0]) {
      case "G" -> {
        reads.merge(word[1], 1L, Long::sum);
        yield Long.toString(versions.getOrDefault(word[1], 0L));
      }
      case "U" -> Long.toString(update(word[1], word[2]));
      case "D" -> "" + outbox(word[1]).remove(Long.parseLong(word[2]));
      case "P" ->
          outbox(word[1]).entrySet().stream()
              .map(each -> each.getKey() + " " + each.getValue())
              .collect(Collectors.joining(";"));
      default -> throw new IllegalArgumentException(word[0]);
    };
  }

  private long update(String node, String keys) {
    last++;
    for (String key : keys.split(",")) {
      versions.put(key, last);
    }
    outbox(node).put(last, keys);
    return last;
  }

  private NavigableMap<Long, String> outbox(String node) {
    return outboxes.computeIfAbsent(node, name -> new TreeMap<>());
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        background("database connection", () -> serve(socket));
      } catch (IOException e) {
        // Closed: the loop ends.
      }
    }
  }

  private void serve(Socket socket) {
    try (socket;
        BufferedReader in =
            new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))) {
      socket.setTcpNoDelay(true);
      for (String line; (line = in.readLine()) != null; ) {
        String answer = answer(line.split(" "));
        socket.getOutputStream().write((answer + "\n").getBytes(StandardCharsets.US_ASCII));
      }
    } catch (IOException e) {
      // The node has been killed.
    }
  }

  private static void background(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
