package dev.multilayercache.benchmark.scale;

import dev.multilayercache.agent.testing.ProtocolMessage;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Stands between Hazelcast clients and a member on loopback, and counts what they ask and how many
 * bytes that and the answers take.
 */
final class Wire implements AutoCloseable {
  private final ServerSocket door;
  private final int serverPort;
  private final Tally tally = new Tally();
  private final List<Closeable> open = new CopyOnWriteArrayList<>();

  Wire(int port, int serverPort) throws IOException {
    this.serverPort = serverPort;
    this.door = new ServerSocket(port, 200, InetAddress.getLoopbackAddress());
    open.add(door);
    start(this::welcome);
  }

  Tally.Count counted() {
    return tally.now();
  }

  @Override
  public void close() throws IOException {
    for (Closeable each : open) {
      each.close();
    }
  }

  private void welcome() throws IOException {
    while (true) {
      Socket client = door.accept();
      Socket server = new Socket(InetAddress.getLoopbackAddress(), serverPort);
      client.setTcpNoDelay(true);
      server.setTcpNoDelay(true);
      open.add(client);
      open.add(server);
      Map<Long, Kind> questions = new ConcurrentHashMap<>();
      start(() -> questions(client, server, questions));
      start(() -> answers(server, client, questions));
    }
  }

  private void questions(Socket from, Socket to, Map<Long, Kind> questions) throws IOException {
    DataInputStream in = new DataInputStream(new BufferedInputStream(from.getInputStream()));
    OutputStream out = new BufferedOutputStream(to.getOutputStream());
    out.write(in.readNBytes(ProtocolMessage.GREETING_BYTES));
    while (true) {
      ProtocolMessage message = ProtocolMessage.handOn(in, out);
      Kind kind = kindOf(message);
      questions.put(message.correlation(), kind);
      tally.asked(kind, message.length());
      out.flush();
    }
  }

  private void answers(Socket from, Socket to, Map<Long, Kind> questions) throws IOException {
    DataInputStream in = new DataInputStream(new BufferedInputStream(from.getInputStream()));
    OutputStream out = new BufferedOutputStream(to.getOutputStream());
    while (true) {
      ProtocolMessage message = ProtocolMessage.handOn(in, out);
      Kind kind = questions.remove(message.correlation());
      tally.answered(kind == null ? Kind.OTHER : kind, message.length());
      out.flush();
    }
  }

  private static Kind kindOf(ProtocolMessage question) {
    return question.concernsAnObject() ? Kind.of(question.operation()) : Kind.OTHER;
  }

  private static void start(Transfer transfer) {
    Thread thread =
        new Thread(
            () -> {
              try {
                transfer.run();
              } catch (IOException e) {
                // Either side has gone.
              }
            },
            "wire");
    thread.setDaemon(true);
    thread.start();
  }

  private interface Transfer {
    void run() throws IOException;
  }
}
