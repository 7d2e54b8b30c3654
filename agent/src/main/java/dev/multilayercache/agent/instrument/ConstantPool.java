package dev.multilayercache.agent.instrument;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * The constant pool of a class file: found out by one walk, decoded only where asked.
 *
 * <p>JVMS 4.4. The bytes may be anything: reading throws {@link IndexOutOfBoundsException} or
 * {@link MalformedClassException}.
 */
final class ConstantPool {
  private static final int UTF8 = 1;
  private static final int CLASS = 7;

  private final byte[] bytes;

  /** Where the content of each constant begins, behind its tag; 0 for none. */
  private final int[] offsets;

  private final int end;

  private ConstantPool(byte[] bytes, int[] offsets, int end) {
    this.bytes = bytes;
    this.offsets = offsets;
    this.end = end;
  }

  /** Reads the pool that begins with its count at {@code start}; no walk of ours is longer. */
  static ConstantPool read(byte[] bytes, int start) {
    int[] offsets = new int[new Cursor(bytes, start).u2()];
    int at = start + 2;
    for (int i = 1; i < offsets.length; i++) {
      int tag = bytes[at++];
      offsets[i] = at;
      at += tag == UTF8 ? 2 + u2(bytes, at) : size(tag);
      if (tag == 5 || tag == 6) { // a long or double counts twice
        i++;
      }
    }
    return new ConstantPool(bytes, offsets, at);
  }

  private static int u2(byte[] bytes, int at) {
    return ((bytes[at] & 0xff) << 8) | (bytes[at + 1] & 0xff);
  }

  /** How many bytes follow a tag that is not a text's. */
  private static int size(int tag) {
    return switch (tag) {
      case CLASS, 8, 16, 19, 20 -> 2; // class, string, method type, module, package
      case 15 -> 3; // method handle
      case 3, 4, 9, 10, 11, 12, 17, 18 -> 4; // int, float, members, name and type, dynamic
      case 5, 6 -> 8; // long, double
      default -> throw new MalformedClassException("constant with tag " + tag);
    };
  }

  /** Where the class file goes on. */
  int end() {
    return end;
  }

  /** Whether one of the texts is in the pool; texts as {@link #encoded}. */
  boolean containsAny(List<byte[]> texts) {
    byte[][] sought = texts.toArray(new byte[0][]);
    int lengths = 0; // a bit for each length that one of them has; most texts have another
    for (byte[] text : sought) {
      lengths |= 1 << text.length;
    }
    for (int offset : offsets) {
      if (offset != 0 && bytes[offset - 1] == UTF8) {
        int length = u2(bytes, offset);
        if ((lengths & (1 << length)) != 0 && isAnyOf(sought, offset + 2, length)) {
          return true;
        }
      }
    }
    return false;
  }

  private boolean isAnyOf(byte[][] texts, int start, int length) {
    for (byte[] text : texts) {
      if (text.length == length && Arrays.equals(bytes, start, start + length, text, 0, length)) {
        return true;
      }
    }
    return false;
  }

  /** An ASCII text as the pool has it. */
  static byte[] encoded(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  String utf8(int index) {
    int offset = offset(index, UTF8);
    int length = new Cursor(bytes, offset).u2();
    try (DataInputStream in =
        new DataInputStream(new ByteArrayInputStream(bytes, offset, length + 2))) {
      return in.readUTF();
    } catch (IOException e) {
      throw new MalformedClassException("constant " + index + " is no text");
    }
  }

  /** The internal name that a class constant holds. */
  String className(int index) {
    return utf8(new Cursor(bytes, offset(index, CLASS)).u2());
  }

  /** Name and descriptor, joined, of the method that a member constant means. */
  String memberNameAndDescriptor(int index) {
    Cursor member = new Cursor(bytes, offset(index, 10, 11));
    member.skip(2);
    Cursor nameAndType = new Cursor(bytes, offset(member.u2(), 12));
    return utf8(nameAndType.u2()) + utf8(nameAndType.u2());
  }

  int integer(int index) {
    return new Cursor(bytes, offset(index, 3)).s4();
  }

  private int offset(int index, int... tags) {
    if (index > 0 && index < offsets.length && offsets[index] != 0) {
      int tag = bytes[offsets[index] - 1];
      for (int each : tags) {
        if (tag == each) {
          return offsets[index];
        }
      }
    }
    throw new MalformedClassException("constant " + index + " is of another kind");
  }
}
