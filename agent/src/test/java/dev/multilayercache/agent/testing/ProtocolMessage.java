package dev.multilayercache.agent.testing;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * A message of Hazelcast's Open Binary Client Protocol, version 2, that has been handed on
 * untouched: a row of frames, each with its length, flags and content, little endian.
 *
 * @param fixed the content of its first frame, with its type and its number
 * @param second the content of the second frame as text: in a question the name of an object
 * @param length in bytes, headers included
 * @param isFragment whether it is only a part of one of more than 128 KB
 */
public record ProtocolMessage(ByteBuffer fixed, String second, long length, boolean isFragment) {
  /** What a connection begins with: "CP2". */
  public static final int GREETING_BYTES = 3;

  private static final int HEADER_BYTES = 6;
  private static final int UNFRAGMENTED = 0xC000;
  private static final int FINAL = 0x2000;
  private static final int CORRELATION_OFFSET = 4;

  /** Reads the next one and writes it, without flushing. */
  public static ProtocolMessage handOn(DataInputStream in, OutputStream out) throws IOException {
    ByteBuffer fixed = ByteBuffer.allocate(0);
    String second = "";
    boolean isFragment = false;
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
        isFragment = (flags & UNFRAGMENTED) != UNFRAGMENTED;
        fixed = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
      } else if (frame == 1) {
        second = new String(content, StandardCharsets.UTF_8);
      }
      length += HEADER_BYTES + content.length;
      out.write(header);
      out.write(content);
    }
    return new ProtocolMessage(fixed, second, length, isFragment);
  }

  /** An answer bears the number of its question. */
  public long correlation() {
    return fixed.getLong(CORRELATION_OFFSET);
  }

  public boolean concernsAnObject() {
    return Operation.concernsAnObject(fixed.getInt(0));
  }

  /** Of a question that concerns an object. */
  public Operation operation() {
    return Operation.of(fixed, second);
  }
}
