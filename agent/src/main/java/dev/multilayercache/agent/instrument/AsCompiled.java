package dev.multilayercache.agent.instrument;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads in a class's own file what other agents have hidden in the class as they hand it on.
 *
 * <p>JaCoCo counts bridges too, so that they no longer look like ones; OpenTelemetry moves the
 * parameters of a method it traces, so that the debug information names them elsewhere.
 */
final class AsCompiled {
  private AsCompiled() {}

  /** The methods of a class as it was handed on, with what is missing taken from its file. */
  static List<ClassMethod> methods(ClassFile type, ClassLoader loader) {
    List<ClassMethod> methods = type.methods();
    if (methods.stream().noneMatch(AsCompiled::lacksSomething)) {
      return methods;
    }
    byte[] bytes = Inheritance.bytes(type.internalName(), loader);
    ClassFile file = bytes == null ? null : ClassFile.read(bytes);
    if (file == null) {
      return methods;
    }
    Map<String, ClassMethod> compiled = new HashMap<>();
    file.methods().forEach(method -> compiled.put(method.signature(), method));
    return methods.stream()
        .map(method -> completed(method, compiled.get(method.signature())))
        .toList();
  }

  private static boolean lacksSomething(ClassMethod method) {
    if (method.is(ClassFile.ACC_BRIDGE)) {
      return method.bridged() == null;
    }
    return !method.isCompilerMade()
        && method.hasBody()
        && method.parameterNames() == null
        && !method.descriptor().startsWith("()");
  }

  private static ClassMethod completed(ClassMethod method, @Nullable ClassMethod compiled) {
    if (compiled == null || !lacksSomething(method)) {
      return method;
    }
    return new ClassMethod(
        method.name(),
        method.descriptor(),
        method.access(),
        method.codeLength(),
        method.maxLocals(),
        compiled.parameterNames(),
        method.keyParameters(),
        method.annotations(),
        compiled.bridged());
  }
}
