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

/**
 * The database as a node sees it: a connection for each thread, over the network without faults.
 */
final class Database {
  private final ThreadLocal<Connection> connection;

  private final String rows;

  Database(String host, int port, String rows) {
    this.rows = rows + "/";
    connection = ThreadLocal.withInitial(() -> new Connection(host, port));
  }

  /** The version of a key. */
  long version(String key) {
    return connection.get().ask("G " + rows + key);
  }

  /** Gives these keys the next version, at once, and returns it. */
  long update(List<String> keys) {
    return connection.get().ask("U " + rows + String.join("," + rows, keys));
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

    long ask(String line) {
      try {
        out.write((line + "\n").getBytes(StandardCharsets.US_ASCII));
        String answer = in.readLine();
        if (answer == null) {
          throw new IOException("the database has closed the connection");
        }
        return Long.parseLong(answer);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
