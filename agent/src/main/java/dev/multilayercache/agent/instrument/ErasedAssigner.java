package dev.multilayercache.agent.instrument;

import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.implementation.bytecode.StackManipulation;
import net.bytebuddy.implementation.bytecode.assign.Assigner;
import net.bytebuddy.implementation.bytecode.assign.TypeCasting;
import net.bytebuddy.implementation.bytecode.assign.primitive.PrimitiveTypeAwareAssigner;
import net.bytebuddy.implementation.bytecode.assign.primitive.VoidAwareAssigner;

/**
 * Casts between {@code Object} and a method's own types without asking what those types are.
 *
 * <p>Byte Buddy's own assigner resolves the hierarchy of a result type, so one annotated method
 * with a missing type would keep its whole class from being woven.
 */
enum ErasedAssigner implements Assigner {
  INSTANCE;

  /** Boxes and unboxes too, and knows void. */
  static final Assigner WITH_PRIMITIVES =
      new VoidAwareAssigner(new PrimitiveTypeAwareAssigner(INSTANCE));

  @Override
  public StackManipulation assign(
      TypeDescription.Generic source, TypeDescription.Generic target, Typing typing) {
    if (target.represents(Object.class) || source.asErasure().equals(target.asErasure())) {
      return StackManipulation.Trivial.INSTANCE;
    }
    return typing.isDynamic()
        ? TypeCasting.to(target.asErasure())
        : Assigner.DEFAULT.assign(source, target, typing);
  }
}
