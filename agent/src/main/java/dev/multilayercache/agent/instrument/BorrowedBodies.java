package dev.multilayercache.agent.instrument;

import dev.multilayercache.agent.plan.MethodSite;
import dev.multilayercache.agent.plan.Refusals;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds annotated interface methods whose body a class takes from a superclass that knows nothing
 * of the interface: nobody weaves that body, and nobody else would say so.
 */
final class BorrowedBodies {
  private BorrowedBodies() {}

  /**
   * @param inherited what the class inherits, by name and descriptor
   * @param fromSuperclass the part of it that its superclass inherits or declares too
   */
  static void refuse(
      ClassFile type,
      List<ClassMethod> methods,
      Map<String, Declaration> inherited,
      Map<String, Declaration> fromSuperclass,
      Refusals refusals) {
    if (type.isInterface() || type.isAbstract()) {
      return;
    }
    Set<String> implemented = implemented(methods);
    inherited.forEach(
        (signature, declaration) -> {
          ClassMethod method = declaration.method();
          if (!method.hasBody()
              && !implemented.contains(signature)
              && !fromSuperclass.containsKey(signature)) {
            refusals.notCached(
                MethodSite.display(type.className(), method.name(), method.descriptor()),
                "its body is in a superclass that does not implement "
                    + declaration.owner().replace('/', '.')
                    + ". Annotate the method there.");
          }
        });
  }

  /** The methods with a body in this class, be it behind a bridge. */
  private static Set<String> implemented(List<ClassMethod> methods) {
    Set<String> implemented = new HashSet<>();
    for (ClassMethod method : methods) {
      if (!method.isCompilerMade()) {
        implemented.add(method.signature());
      }
    }
    for (ClassMethod method : methods) {
      String target = method.bridged();
      if (target != null && implemented.contains(target)) {
        implemented.add(method.signature());
      }
    }
    return implemented;
  }
}
