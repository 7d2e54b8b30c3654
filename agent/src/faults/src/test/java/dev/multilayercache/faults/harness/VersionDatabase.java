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

/**
 * The source of truth: a version for each key, from one counter, behind one lock, and so
 * linearizable.
 *
 * <pre>{@code
 * G h7        the version of h7
 * U h7,h11    gives both the next version, and answers it
 * }</pre>
 */
final class VersionDatabase implements AutoCloseable {
  private final ServerSocket server;
  private final Map<String, Long> versions = new HashMap<>();
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

  private synchronized long version(String key) {
    return versions.getOrDefault(key, 0L);
  }

  private synchronized long update(String[] keys) {
    last++;
    for (String key : keys) {
      versions.put(key, last);
    }
    return last;
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
        String names = line.substring(2);
        long answer = line.charAt(0) == 'G' ? version(names) : update(names.split(","));
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
