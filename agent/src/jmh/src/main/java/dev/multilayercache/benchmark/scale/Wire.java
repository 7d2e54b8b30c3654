package dev.multilayercache.benchmark.scale;

import dev.multilayercache.agent.testing.Operation;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Stands between Hazelcast clients and a member on loopback, and counts what they ask and how many
 * bytes that and the answers take.
 *
 * <p>An answer bears the number of its question: Open Binary Client Protocol, version 2.
 */
final class Wire implements AutoCloseable {
  private static final int GREETING_BYTES = 3; // "CP2"
  private static final int HEADER_BYTES = 6;
  private static final int FINAL = 0x2000;
  private static final int CORRELATION_OFFSET = 4;

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
    out.write(in.readNBytes(GREETING_BYTES));
    while (true) {
      Message message = Message.handOn(in, out);
      Kind kind = message.kind();
      questions.put(message.correlation(), kind);
      tally.asked(kind, message.length());
      out.flush();
    }
  }

  private void answers(Socket from, Socket to, Map<Long, Kind> questions) throws IOException {
    DataInputStream in = new DataInputStream(new BufferedInputStream(from.getInputStream()));
    OutputStream out = new BufferedOutputStream(to.getOutputStream());
    while (true) {
      Message message = Message.handOn(in, out);
      Kind kind = questions.remove(message.correlation());
      tally.answered(kind == null ? Kind.OTHER : kind, message.length());
      out.flush();
    }
  }

  /**
   * A message that has been handed on.
   *
   * @param fixed its first frame, with its type and its number
   * @param second the second frame as text: in a question the name of an object
   */
  private record Message(ByteBuffer fixed, String second, long length) {

    static Message handOn(DataInputStream in, OutputStream out) throws IOException {
      ByteBuffer fixed = ByteBuffer.allocate(Integer.BYTES + Long.BYTES);
      String second = "";
      long length = 0;
      int flags = 0;
      for (int frame = 0; (flags & FINAL) == 0; frame++) {
        byte[] header = new byte[HEADER_BYTES];
        in.readFully(header);
        ByteBuffer fields = ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN);
        byte[] content = new byte[fields.getInt() - HEADER_BYTES];
        flags = fields.getShort() & 0xffff;
        in.readFully(content);
        if (frame == 0) {
          fixed = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
        } else if (frame == 1) {
          second = new String(content, StandardCharsets.UTF_8);
        }
        length += HEADER_BYTES + content.length;
        out.write(header);
        out.write(content);
      }
      return new Message(fixed, second, length);
    }

    long correlation() {
      return fixed.getLong(CORRELATION_OFFSET);
    }

    Kind kind() {
      return Operation.concernsAnObject(fixed.getInt(0))
          ? Kind.of(Operation.of(fixed, second))
          : Kind.OTHER;
    }
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
