package dev.multilayercache.agent.testing;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * What one client says to a server, handed on untouched and understood just enough to tell the
 * operations: Hazelcast's Open Binary Client Protocol, version 2.
 *
 * <p>A message is a row of frames, each with its length, flags and content, little endian. The
 * first has the type, the second the name of the object. Messages of more than 128 KB come in
 * fragments, which are refused here: nothing that is counted is so large.
 */
final class ClientMessages {
  private static final int GREETING_BYTES = 3; // "CP2"
  private static final int HEADER_BYTES = 6;
  private static final int UNFRAGMENTED = 0xC000;
  private static final int FINAL = 0x2000;

  private final DataInputStream in;
  private final OutputStream out;
  private final Consumer<Operation> told;

  ClientMessages(InputStream in, OutputStream out, Consumer<Operation> told) {
    this.in = new DataInputStream(in);
    this.out = out;
    this.told = told;
  }

  /** Returns never, but throws when either side has gone. */
  void handOn() throws IOException {
    out.write(in.readNBytes(GREETING_BYTES));
    out.flush();
    while (true) {
      handOnMessage();
    }
  }

  private void handOnMessage() throws IOException {
    ByteBuffer fixed = ByteBuffer.allocate(0);
    int flags = 0;
    for (int frame = 0; (flags & FINAL) == 0; frame++) {
      byte[] header = new byte[HEADER_BYTES];
      in.readFully(header);
      ByteBuffer fields = ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN);
      byte[] content = new byte[fields.getInt() - HEADER_BYTES];
      flags = fields.getShort() & 0xffff;
      in.readFully(content);
      if (frame == 0) {
        if ((flags & UNFRAGMENTED) != UNFRAGMENTED) {
          throw new IOException("a fragment, which cannot be counted");
        }
        fixed = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
      } else if (frame == 1 && Operation.concernsAnObject(fixed.getInt(0))) {
        told.accept(Operation.of(fixed, new String(content, StandardCharsets.UTF_8)));
      }
      out.write(header);
      out.write(content);
    }
    out.flush();
  }
}
