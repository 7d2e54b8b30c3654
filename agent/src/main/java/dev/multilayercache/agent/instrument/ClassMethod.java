package dev.multilayercache.agent.instrument;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A method as its class file has it.
 *
 * @param access the access flags
 * @param codeLength bytes of bytecode; 0 without a body
 * @param maxLocals slots of local variables that the body uses
 * @param parameterNames null if the class file has none
 * @param keyParameters indexes of the parameters marked {@code @CacheKey}
 * @param annotations those of this product only
 * @param bridged for a bridge method: name and descriptor of the method it calls, joined
 */
record ClassMethod(
    String name,
    String descriptor,
    int access,
    int codeLength,
    int maxLocals,
    @Nullable List<String> parameterNames,
    List<Integer> keyParameters,
    List<ClassAnnotation> annotations,
    @Nullable String bridged) {

  /** Name and descriptor, joined: unique in a class. */
  String signature() {
    return name + descriptor;
  }

  boolean is(int flag) {
    return (access & flag) != 0;
  }

  boolean isConstructor() {
    return name.startsWith("<");
  }

  /** Made by the compiler: javac copies annotations onto bridges, so they are never looked at. */
  boolean isCompilerMade() {
    return is(ClassFile.ACC_BRIDGE | ClassFile.ACC_SYNTHETIC);
  }

  boolean hasBody() {
    return codeLength > 0;
  }
}
