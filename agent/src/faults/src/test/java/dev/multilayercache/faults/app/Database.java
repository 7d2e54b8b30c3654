package dev.multilayercache.faults.app;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The database as a node sees it: a connection for each thread, over the network without faults.
 */
final class Database {
  private final ThreadLocal<Connection> connection;

  private final String rows;

  private final String outbox;

  /**
   * @param node number of the node, which may be started again
   */
  Database(String host, int port, String rows, int node) {
    this.rows = rows + "/";
    outbox = rows + "@" + node;
    connection = ThreadLocal.withInitial(() -> new Connection(host, port));
  }

  /** The version of a key. */
  long version(String key) {
    return Long.parseLong(connection.get().ask("G " + rows + key));
  }

  /** Gives these keys the next version, at once, and returns it. */
  long update(List<String> keys) {
    String names = rows + String.join("," + rows, keys);
    return Long.parseLong(connection.get().ask("U " + outbox + " " + names));
  }

  /** Takes an update out of the outbox: everyone has been told. */
  void told(long version) {
    connection.get().ask("D " + outbox + " " + version);
  }

  /** What this node has updated and not told everyone of, keys by version. */
  SortedMap<Long, List<String>> toTell() {
    SortedMap<Long, List<String>> updates = new TreeMap<>();
    String answer = connection.get().ask("P " + outbox);
    for (String each : answer.isEmpty() ? new String[0] : answer.split(";")) {
      String[] word = each.split(" ");
      updates.put(Long.parseLong(word[0]), List.of(word[1].replace(rows, "").split(",")));
    }
    return updates;
  }

  private static final class Connection {
    private final Socket socket = new Socket();
    private final OutputStream out;
    private final BufferedReader in;

    Connection(String host, int port) {
      try {
        socket.setTcpNoDelay(true);
        socket.connect(new InetSocketAddress(host, port));
        out = socket.getOutputStream();
        in =
            new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
      } catch (IOException e) {
        throw new UncheckedIOException("no connection to the database", e);
      }
    }

    String ask(String line) {
      try {
        out.write((line + "\n").getBytes(StandardCharsets.US_ASCII));
        String answer = in.readLine();
        if (answer == null) {
          throw new IOException("the database has closed the connection");
        }
        return answer;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
