package dev.multilayercache.agent.instrument;

import java.util.ArrayList;
import java.util.List;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.annotation.AnnotationDescription;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.method.ParameterDescription;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.implementation.Implementation;
import net.bytebuddy.implementation.bytecode.StackManipulation;
import net.bytebuddy.implementation.bytecode.assign.Assigner;
import net.bytebuddy.implementation.bytecode.member.MethodVariableAccess;
import net.bytebuddy.jar.asm.Handle;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/**
 * Puts one {@code invokedynamic} in the place of {@link Entered}: this and the arguments go in, the
 * token comes out.
 *
 * <p>Primitives stay what they are and references become {@code Object}, so nothing is boxed and no
 * application class is resolved to link the call. The static arguments are the method's name and
 * descriptor.
 */
final class EnterCall implements Advice.OffsetMapping, Advice.OffsetMapping.Factory<Entered> {
  private static final Handle BOOTSTRAP =
      new Handle(
          Opcodes.H_INVOKESTATIC,
          "java/lang/MultiLayerCacheDispatcher",
          "bootstrap",
          "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;"
              + "Ljava/lang/invoke/MethodType;[Ljava/lang/Object;)"
              + "Ljava/lang/invoke/CallSite;",
          /* isInterface= */ false);
  private static final String OBJECT = "Ljava/lang/Object;";

  @Override
  public Class<Entered> getAnnotationType() {
    return Entered.class;
  }

  @Override
  public Advice.OffsetMapping make(
      ParameterDescription.InDefinedShape target,
      AnnotationDescription.Loadable<Entered> annotation,
      AdviceType adviceType) {
    return this;
  }

  @Override
  public Target resolve(
      TypeDescription type,
      MethodDescription method,
      Assigner assigner,
      Advice.ArgumentHandler arguments,
      Sort sort) {
    List<StackManipulation> call = new ArrayList<>();
    StringBuilder descriptor = new StringBuilder("(");
    if (!method.isStatic()) {
      call.add(
          MethodVariableAccess.REFERENCE.loadFrom(
              arguments.argument(Advice.ArgumentHandler.THIS_REFERENCE)));
      descriptor.append(OBJECT);
    }
    for (ParameterDescription parameter : method.getParameters()) {
      TypeDescription parameterType = parameter.getType().asErasure();
      call.add(
          MethodVariableAccess.of(parameterType)
              .loadFrom(arguments.argument(parameter.getOffset())));
      descriptor.append(parameterType.isPrimitive() ? parameterType.getDescriptor() : OBJECT);
    }
    call.add(new Invocation(method, descriptor.append(")").append(OBJECT).toString()));
    return new Target.ForStackManipulation(new StackManipulation.Compound(call));
  }

  private static final class Invocation extends StackManipulation.AbstractBase {
    private final MethodDescription method;
    private final String descriptor;

    Invocation(MethodDescription method, String descriptor) {
      this.method = method;
      this.descriptor = descriptor;
    }

    @Override
    public Size apply(MethodVisitor visitor, Implementation.Context context) {
      visitor.visitInvokeDynamicInsn(
          "enter", descriptor, BOOTSTRAP, method.getInternalName(), method.getDescriptor());
      int argumentSlots = method.getStackSize(); // this included
      return new Size(1 - argumentSlots, Math.max(0, 1 - argumentSlots));
    }
  }
}
