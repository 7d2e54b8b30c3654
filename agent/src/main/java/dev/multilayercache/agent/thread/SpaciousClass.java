package dev.multilayercache.agent.thread;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.invoke.MethodHandles;

/**
 * The class file of a {@link Runnable} that does nothing, yet has so many local variables that it
 * runs only if the stack has room for them.
 *
 * <p>In the interpreter they make the frame as large. Compiled code does without them, but the JVM
 * must be able to go back to the interpreter at the call inside, and touches the stack for that on
 * the way in: one store for each page. No compiler of the Java language makes so large a method of
 * a few lines.
 */
final class SpaciousClass {
  private static final int BYTES_PER_LOCAL = 8;

  /** Too long for compilers to put it into its caller, which then would need the room to run. */
  private static final int LENGTH = 400;

  private static final int MAGIC = 0xCAFEBABE;
  private static final int JAVA_17 = 61;
  private static final int PUBLIC = 0x0001;
  private static final int FINAL_SUPER = 0x0030;
  private static final int UTF8 = 1;
  private static final int CLASS = 7;
  private static final int METHOD = 10;
  private static final int NAME_AND_TYPE = 12;
  private static final byte ICONST_3 = 0x06;
  private static final byte ALOAD_0 = 0x2a;
  private static final byte RETURN = (byte) 0xb1;
  private static final byte INVOKESPECIAL = (byte) 0xb7;
  private static final byte INVOKESTATIC = (byte) 0xb8;

  // Indexes of constants, in the order in which they are written.
  private static final int ITSELF = 2;
  private static final int OBJECT = 4;
  private static final int RUNNABLE = 6;
  private static final int NEW = 7;
  private static final int RUN = 8;
  private static final int NOTHING = 9;
  private static final int CODE = 10;
  private static final int NEW_OBJECT = 12;
  private static final int CALL = 18;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final DataOutputStream out = new DataOutputStream(bytes);

  private SpaciousClass() {}

  /** An instance of such a class. */
  static Runnable define(int room) {
    try {
      byte[] file = new SpaciousClass().write(room / BYTES_PER_LOCAL);
      Class<?> defined =
          MethodHandles.lookup().defineHiddenClass(file, /* initialize= */ true).lookupClass();
      return (Runnable) defined.getDeclaredConstructor().newInstance();
    } catch (IOException | ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }

  /** What the method calls. It recurses because no compiler follows a recursion to its end. */
  static void call(int times) {
    if (times > 0) {
      call(times - 1);
    }
  }

  private byte[] write(int locals) throws IOException {
    out.writeInt(MAGIC);
    out.writeInt(JAVA_17);
    writeConstants();
    writeShorts(FINAL_SUPER, ITSELF, OBJECT);
    writeShorts(1, RUNNABLE); // interfaces
    writeShorts(0, 2); // fields, methods
    writeMethod(NEW, /* locals= */ 1, ALOAD_0, INVOKESPECIAL, (byte) 0, (byte) NEW_OBJECT, RETURN);
    byte[] code = new byte[LENGTH]; // a zero does nothing
    code[LENGTH - 5] = ICONST_3;
    code[LENGTH - 4] = INVOKESTATIC;
    code[LENGTH - 2] = CALL;
    code[LENGTH - 1] = RETURN;
    writeMethod(RUN, locals, code);
    writeShorts(0); // attributes
    return bytes.toByteArray();
  }

  private void writeConstants() throws IOException {
    String own = SpaciousClass.class.getName().replace('.', '/');
    writeShorts(CALL + 1);
    writeClass(own + "Defined", ITSELF);
    writeClass("java/lang/Object", OBJECT);
    writeClass("java/lang/Runnable", RUNNABLE);
    writeText("<init>"); // NEW
    writeText("run"); // RUN
    writeText("()V"); // NOTHING
    writeText("Code"); // CODE
    writePair(NAME_AND_TYPE, NEW, NOTHING);
    writePair(METHOD, OBJECT, NEW_OBJECT - 1);
    writeClass(own, CALL - 4);
    writeText("call");
    writeText("(I)V");
    writePair(NAME_AND_TYPE, CALL - 3, CALL - 2);
    writePair(METHOD, CALL - 4, CALL - 1);
  }

  private void writeClass(String name, int index) throws IOException {
    writeText(name);
    out.writeByte(CLASS);
    writeShorts(index - 1);
  }

  private void writeText(String text) throws IOException {
    out.writeByte(UTF8);
    out.writeUTF(text);
  }

  private void writePair(int kind, int first, int second) throws IOException {
    out.writeByte(kind);
    writeShorts(first, second);
  }

  private void writeMethod(int name, int locals, byte... code) throws IOException {
    writeShorts(PUBLIC, name, NOTHING, 1, CODE); // with one attribute
    out.writeInt(code.length + 12);
    writeShorts(1, locals); // on the stack, local variables
    out.writeInt(code.length);
    out.write(code);
    writeShorts(0, 0); // handlers, attributes
  }

  private void writeShorts(int... values) throws IOException {
    for (int value : values) {
      out.writeShort(value);
    }
  }
}
