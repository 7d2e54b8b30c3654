package dev.multilayercache.agent.instrument;

import org.jspecify.annotations.Nullable;

/**
 * Finds which method a bridge passes its call on to: it loads its arguments, casts them, calls.
 *
 * <p>Only the instructions that compilers use for this are known; in other code none is found.
 */
final class BridgeTarget {
  private static final int ILOAD = 0x15;
  private static final int ALOAD = 0x19;
  private static final int ILOAD_0 = 0x1a;
  private static final int ALOAD_3 = 0x2d;
  private static final int INVOKEVIRTUAL = 0xb6;
  private static final int INVOKEINTERFACE = 0xb9;
  private static final int CHECKCAST = 0xc0;

  private BridgeTarget() {}

  /** Name and descriptor, joined, of the first method called, or null. */
  static @Nullable String of(Cursor instructions, ConstantPool constants) {
    while (true) {
      int opcode = instructions.u1();
      if (opcode >= ILOAD && opcode <= ALOAD) {
        instructions.skip(1);
      } else if (opcode == CHECKCAST) {
        instructions.skip(2);
      } else if (opcode >= INVOKEVIRTUAL && opcode <= INVOKEINTERFACE) {
        return constants.memberNameAndDescriptor(instructions.u2());
      } else if (opcode < ILOAD_0 || opcode > ALOAD_3) {
        return null;
      }
    }
  }
}
