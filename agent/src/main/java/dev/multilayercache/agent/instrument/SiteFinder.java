package dev.multilayercache.agent.instrument;

import dev.multilayercache.agent.plan.CachePlanner;
import dev.multilayercache.agent.plan.MethodSite;
import dev.multilayercache.agent.plan.Refusals;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds the methods of a class that ask to be woven: annotated themselves, overriding an annotated
 * method, or named in agent.yaml.
 *
 * <p>Most classes have none and are told apart by their constant pool and the names of their
 * supertypes. Safe for use by any thread.
 */
final class SiteFinder {
  private final CachePlanner planner;
  private final Inheritance inheritance;
  private final Refusals refusals;

  SiteFinder(CachePlanner planner, Inheritance inheritance, Refusals refusals) {
    this.planner = planner;
    this.inheritance = inheritance;
    this.refusals = refusals;
  }

  /** The sites of a class, in the order of its methods; refuses those named but not there. */
  List<FoundSite> find(ClassFile type, ClassLoader loader) {
    boolean isNamed = planner.namesClass(type.className());
    Map<String, Declaration> inherited = inheritance.inheritedBy(type, loader);
    if (!isNamed && inherited.isEmpty() && !type.mentionsAny(Annotations.DESCRIPTORS)) {
      return List.of();
    }
    List<ClassMethod> methods = AsCompiled.methods(type, loader);
    if (methods.isEmpty()) {
      refuseUnreadable(type);
    }
    Map<String, Declaration> declarations =
        Inheritance.declarationsOfOwnMethods(type, methods, inherited);
    refuseMissed(type, inheritance.note(type, loader, inherited, declarations));
    if (!inherited.isEmpty()) {
      Map<String, Declaration> bySuperclass = inheritance.inheritedFromSuperclass(type, loader);
      BorrowedBodies.refuse(type, methods, inherited, bySuperclass, refusals);
    }
    if (isNamed) {
      refuseMissing(type, methods);
    }
    List<FoundSite> sites = new ArrayList<>();
    for (ClassMethod method : methods) {
      Declaration declaration = declarations.get(method.signature());
      if (declaration != null || (isNamed && isNamed(type, method))) {
        MethodSite site = site(type, method, declaration);
        sites.add(new FoundSite(method, isNamed ? planner.withNamedChanges(site) : site));
      }
    }
    return sites;
  }

  private static MethodSite site(
      ClassFile type, ClassMethod method, @Nullable Declaration declaration) {
    ClassMethod declared = declaration == null ? method : declaration.method();
    return new MethodSite(
        type.className(),
        method.name(),
        method.descriptor(),
        method.is(ClassFile.ACC_STATIC),
        method.is(ClassFile.ACC_SYNCHRONIZED),
        declared.parameterNames() == null ? method.parameterNames() : declared.parameterNames(),
        method.keyParameters().isEmpty() ? declared.keyParameters() : method.keyParameters(),
        Annotations.cached(declared.annotations()),
        Annotations.invalidations(declared.annotations()),
        Annotations.updates(declared.annotations()),
        MethodSite.display(
            declaration == null ? type.className() : declaration.owner().replace('/', '.'),
            declared.name(),
            declared.descriptor()));
  }

  private void refuseUnreadable(ClassFile type) {
    String complaint = type.complaint();
    if (complaint != null) {
      refusals.notCached(
          type.className(),
          "its class file cannot be read ("
              + complaint
              + "), so none of its methods is woven. If a tool has rewritten it, let that leave"
              + " annotations as they are.");
    }
  }

  private void refuseMissed(ClassFile type, List<Declaration> missed) {
    for (Declaration each : missed) {
      each.refuse(
          refusals,
          "the annotation is in "
              + type.className()
              + ", which was loaded later, by a loader that gives no class files. Annotate this"
              + " method too.");
    }
  }

  private boolean isNamed(ClassFile type, ClassMethod method) {
    return !method.isCompilerMade()
        && !method.isConstructor()
        && planner.names(type.className(), method.name(), method.descriptor());
  }

  private void refuseMissing(ClassFile type, List<ClassMethod> methods) {
    List<Map.Entry<String, String>> known = new ArrayList<>();
    for (ClassMethod method : methods) {
      if (!method.isCompilerMade() && !method.isConstructor()) {
        known.add(Map.entry(method.name(), method.descriptor()));
      }
    }
    planner.refuseMissing(type.className(), known, refusals);
  }
}
