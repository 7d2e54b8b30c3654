package dev.multilayercache.agent.instrument;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A class file's head, and its methods when asked for: all that decides about weaving, read without
 * loading any class of the application or of Byte Buddy.
 *
 * <p>The bytes may be anything: {@link #read} and {@link #methods} then answer with null and with
 * nothing.
 */
final class ClassFile {
  static final int ACC_PUBLIC = 0x0001;
  static final int ACC_PRIVATE = 0x0002;
  static final int ACC_PROTECTED = 0x0004;
  static final int ACC_STATIC = 0x0008;
  static final int ACC_SYNCHRONIZED = 0x0020;
  static final int ACC_BRIDGE = 0x0040;
  static final int ACC_NATIVE = 0x0100;
  static final int ACC_INTERFACE = 0x0200;
  static final int ACC_ABSTRACT = 0x0400;
  static final int ACC_SYNTHETIC = 0x1000;

  private static final int MAGIC = 0xcafebabe;

  private final byte[] bytes;
  private final ConstantPool constants;
  private final int majorVersion;
  private final int access;
  private final String name;
  private final @Nullable String superName;
  private final List<String> interfaces;
  private final int membersStart;

  private ClassFile(byte[] bytes) {
    Cursor cursor = new Cursor(bytes, 0);
    if (cursor.s4() != MAGIC) {
      throw new MalformedClassException("no class file");
    }
    cursor.skip(2);
    this.bytes = bytes;
    this.majorVersion = cursor.u2();
    this.constants = ConstantPool.read(bytes, cursor.position());
    Cursor head = new Cursor(bytes, constants.end());
    this.access = head.u2();
    this.name = constants.className(head.u2());
    int superIndex = head.u2();
    this.superName = superIndex == 0 ? null : constants.className(superIndex);
    this.interfaces = new ArrayList<>();
    for (int i = head.u2(); i > 0; i--) {
      interfaces.add(constants.className(head.u2()));
    }
    this.membersStart = head.position();
  }

  /** Reads the head, or null if the bytes are not a class file. */
  static @Nullable ClassFile read(byte[] bytes) {
    try {
      return new ClassFile(bytes);
    } catch (IndexOutOfBoundsException | MalformedClassException e) {
      return null;
    }
  }

  int majorVersion() {
    return majorVersion;
  }

  /** In the form {@code com/acme/Repo}. */
  String internalName() {
    return name;
  }

  /** In the form {@code com.acme.Repo}. */
  String className() {
    return name.replace('/', '.');
  }

  boolean isInterface() {
    return (access & ACC_INTERFACE) != 0;
  }

  boolean isAbstract() {
    return (access & ACC_ABSTRACT) != 0;
  }

  /** As internal name; null for {@code java.lang.Object}. */
  @Nullable String superName() {
    return superName;
  }

  /** Superclass and interfaces, as internal names. */
  List<String> superTypes() {
    List<String> superTypes = new ArrayList<>();
    if (superName != null) {
      superTypes.add(superName);
    }
    superTypes.addAll(interfaces);
    return superTypes;
  }

  /** Whether one of the texts, as {@link ConstantPool#encoded}, is in its constant pool. */
  boolean mentionsAny(List<byte[]> texts) {
    return constants.containsAny(texts);
  }

  /** Its own methods; none if the file is malformed. */
  List<ClassMethod> methods() {
    try {
      return readMethods();
    } catch (IndexOutOfBoundsException | MalformedClassException e) {
      return List.of();
    }
  }

  /**
   * Why its methods cannot be read, or null if they can. The JVM may run such a class all the same:
   * it does not look at annotations before somebody asks for them.
   */
  @Nullable String complaint() {
    try {
      readMethods();
      return null;
    } catch (IndexOutOfBoundsException | MalformedClassException e) {
      return e.getMessage();
    }
  }

  private List<ClassMethod> readMethods() {
    Cursor cursor = new Cursor(bytes, membersStart);
    skipFields(cursor);
    List<ClassMethod> methods = new ArrayList<>();
    for (int i = cursor.u2(); i > 0; i--) {
      methods.add(new MethodReader(constants).read(cursor));
    }
    return methods;
  }

  private static void skipFields(Cursor cursor) {
    for (int i = cursor.u2(); i > 0; i--) {
      cursor.skip(6);
      for (int attributes = cursor.u2(); attributes > 0; attributes--) {
        cursor.skip(2);
        cursor.skip(cursor.s4());
      }
    }
  }
}
