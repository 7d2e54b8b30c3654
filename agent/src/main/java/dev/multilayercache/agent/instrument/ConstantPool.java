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

  /** Reads the pool that begins with its count at {@code start}. */
  static ConstantPool read(byte[] bytes, int start) {
    Cursor cursor = new Cursor(bytes, start);
    int[] offsets = new int[cursor.u2()];
    for (int i = 1; i < offsets.length; i++) {
      int tag = cursor.u1();
      offsets[i] = cursor.position();
      int size = size(tag);
      cursor.skip(tag == UTF8 ? cursor.u2() : size);
      if (tag == 5 || tag == 6) { // a long or double counts twice
        i++;
      }
    }
    return new ConstantPool(bytes, offsets, cursor.position());
  }

  /** How many bytes follow a tag; a text's length is its own. */
  private static int size(int tag) {
    return switch (tag) {
      case UTF8 -> 0;
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
    for (int i = 1; i < offsets.length; i++) {
      int offset = offsets[i];
      if (offset != 0 && bytes[offset - 1] == UTF8) {
        int length = new Cursor(bytes, offset).u2();
        for (byte[] text : texts) {
          if (text.length == length
              && Arrays.equals(bytes, offset + 2, offset + 2 + length, text, 0, length)) {
            return true;
          }
        }
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
