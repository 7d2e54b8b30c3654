package dev.multilayercache.agent.instrument;

import java.util.Map;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/**
 * Rewrites methods of a class file, with the ASM that Byte Buddy brings; whatever is not to be
 * woven is copied as it is.
 *
 * <p>Classes keep their shape: no member, modifier or supertype is added, so loaded classes can be
 * woven too. No class of the application is loaded or read for it. Safe for use by any thread.
 */
final class Weaver {
  private static final int API = Opcodes.ASM9;

  private Weaver() {}

  /**
   * How a method is woven.
   *
   * @param maxLocals how many slots of local variables its body uses
   * @param isCached whether a call may be answered without the body
   * @param mayThrow whether that answer may be an exception
   * @param exchangesResult whether the caller gets what the agent gives for the body's result
   * @param mayRecover whether a call may be answered although its body has thrown
   * @param maySeeMocks whether the agent is asked for the calls of mocks before their library is
   */
  record Wish(
      int maxLocals,
      boolean isCached,
      boolean mayThrow,
      boolean exchangesResult,
      boolean mayRecover,
      boolean maySeeMocks) {}

  /**
   * The class file with the given methods woven.
   *
   * @param wishes by name and descriptor, joined
   * @throws RuntimeException if the class file is one that cannot be rewritten
   */
  static byte[] weave(byte[] bytes, Map<String, Wish> wishes) {
    ClassReader reader = new ClassReader(bytes);
    ClassWriter writer = new ClassWriter(reader, /* flags= */ 0);
    reader.accept(new Methods(writer, reader.getClassName(), wishes), ClassReader.EXPAND_FRAMES);
    return writer.toByteArray();
  }

  /** Hands each method that is to be woven to a visitor of its own. */
  private static final class Methods extends ClassVisitor {
    private final String owner;
    private final Map<String, Wish> wishes;

    Methods(ClassVisitor writer, String owner, Map<String, Wish> wishes) {
      super(API, writer);
      this.owner = owner;
      this.wishes = wishes;
    }

    @Override
    public MethodVisitor visitMethod(
        int access,
        String name,
        String descriptor,
        @Nullable String signature,
        String @Nullable [] exceptions) {
      MethodVisitor written = super.visitMethod(access, name, descriptor, signature, exceptions);
      Wish wish = wishes.get(name + descriptor);
      if (wish == null) {
        return written;
      }
      boolean isStatic = (access & Opcodes.ACC_STATIC) != 0;
      Frames frames = Frames.of(isStatic ? null : owner, descriptor, wish.maxLocals());
      return new WovenBody(API, written, name, descriptor, frames, wish);
    }
  }
}
