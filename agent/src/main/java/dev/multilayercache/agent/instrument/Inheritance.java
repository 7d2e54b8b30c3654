package dev.multilayercache.agent.instrument;

import dev.multilayercache.agent.plan.PerLoader;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Which annotated methods a class inherits from its superclasses and interfaces.
 *
 * <p>The JVM shows a class to an agent before it loads the class's supertypes. So their class files
 * are read here, each once per class loader that asks, and never loaded; where a loader does not
 * give them, what was noted of supertypes that were loaded before has to do. What is remembered is
 * strings, by weakly held loader. Safe for use by any thread.
 */
final class Inheritance {
  /** Stands for those of a type whose loader does not give its class file. */
  private static final Map<String, Declaration> UNREADABLE = new LinkedHashMap<>();

  private final PerLoader<Map<String, Map<String, Declaration>>> declarationsByLoader =
      new PerLoader<>(ConcurrentHashMap::new);
  private final NotedDeclarations noted = new NotedDeclarations();

  /**
   * Notes what a class that is being loaded passes on. Returns the abstract methods among it for
   * subtypes which were loaded too early to know of it: nothing is done for those.
   */
  List<Declaration> note(
      ClassFile type,
      ClassLoader loader,
      Map<String, Declaration> inherited,
      Map<String, Declaration> own) {
    Map<String, Declaration> passedOn = new LinkedHashMap<>(inherited);
    passedOn.putAll(own);
    List<Declaration> missed = new ArrayList<>();
    for (String subtype : noted.note(type.internalName(), loader, Map.copyOf(passedOn))) {
      for (Declaration each : passedOn.values()) {
        if (each.method().is(ClassFile.ACC_ABSTRACT) && each.isOverriddenIn(subtype)) {
          missed.add(new Declaration(subtype, each.method()));
        }
      }
    }
    return missed;
  }

  /** Whether a type was loaded that passes on an abstract method. */
  boolean passesOnAbstractMethods() {
    return noted.hasAbstractMethods();
  }

  /** The abstract methods that a type which is loaded passes on. */
  List<Declaration> abstractMethodsOf(Class<?> type) {
    return noted.abstractMethodsOf(type);
  }

  /**
   * The declarations a class inherits, by name and descriptor of the method; the superclass's come
   * before those of the interfaces.
   */
  Map<String, Declaration> inheritedBy(ClassFile type, ClassLoader loader) {
    return inheritedBy(type, loader, new HashSet<>());
  }

  /** The declarations that a class's superclass, and not only its interfaces, passes on to it. */
  Map<String, Declaration> inheritedFromSuperclass(ClassFile type, ClassLoader loader) {
    String superName = type.superName();
    return superName == null ? Map.of() : declarations(superName, type, loader, new HashSet<>());
  }

  /**
   * Which declaration holds for each of a class's own methods, by name and descriptor: the method's
   * own, else the one it overrides, directly or through a bridge.
   */
  static Map<String, Declaration> declarationsOfOwnMethods(
      ClassFile type, List<ClassMethod> methods, Map<String, Declaration> inherited) {
    Map<String, Declaration> bridged = new HashMap<>();
    for (ClassMethod method : methods) {
      Declaration overridden = inherited.get(method.signature());
      String target = method.bridged();
      if (overridden != null && target != null) {
        bridged.put(target, overridden);
      }
    }
    Map<String, Declaration> declarations = new LinkedHashMap<>();
    for (ClassMethod method : methods) {
      Declaration declaration = declaration(type, method, inherited, bridged);
      if (declaration != null) {
        declarations.put(method.signature(), declaration);
      }
    }
    return declarations;
  }

  private static @Nullable Declaration declaration(
      ClassFile type,
      ClassMethod method,
      Map<String, Declaration> inherited,
      Map<String, Declaration> bridged) {
    if (method.isCompilerMade()) {
      return null;
    }
    if (!method.annotations().isEmpty()) {
      return new Declaration(type.internalName(), method);
    }
    if (method.isConstructor() || method.is(ClassFile.ACC_PRIVATE | ClassFile.ACC_STATIC)) {
      return null;
    }
    Declaration overridden = inherited.get(method.signature());
    if (overridden == null) {
      overridden = bridged.get(method.signature());
    }
    return overridden != null && overridden.isOverriddenIn(type.internalName()) ? overridden : null;
  }

  private Map<String, Declaration> inheritedBy(
      ClassFile type, ClassLoader loader, Set<String> visiting) {
    Map<String, Declaration> inherited = new LinkedHashMap<>();
    for (String superType : type.superTypes()) {
      declarations(superType, type, loader, visiting).forEach(inherited::putIfAbsent);
    }
    return inherited;
  }

  /** What a type passes on: its own declarations and those it inherits. */
  private Map<String, Declaration> declarations(
      String internalName, ClassFile subtype, ClassLoader loader, Set<String> visiting) {
    if (IgnoredClasses.neverAnnotated(internalName)) {
      return Map.of();
    }
    Map<String, Map<String, Declaration>> known = declarationsByLoader.of(loader);
    Map<String, Declaration> declarations = known.get(internalName);
    if (declarations == null) {
      if (!visiting.add(internalName)) {
        return Map.of(); // a type that is its own supertype: the JVM will refuse it
      }
      declarations = readDeclarations(internalName, loader, visiting);
      known.put(internalName, declarations);
    }
    return declarations == UNREADABLE
        ? noted.of(internalName, loader, subtype.internalName())
        : declarations;
  }

  private Map<String, Declaration> readDeclarations(
      String internalName, ClassLoader loader, Set<String> visiting) {
    byte[] bytes = bytes(internalName, loader);
    if (bytes == null) {
      return UNREADABLE;
    }
    ClassFile type = ClassFile.read(bytes);
    if (type == null) {
      return Map.of();
    }
    Map<String, Declaration> inherited = inheritedBy(type, loader, visiting);
    if (inherited.isEmpty() && !type.mentionsAny(Annotations.DESCRIPTORS)) {
      return Map.of();
    }
    Map<String, Declaration> passedOn = new LinkedHashMap<>(inherited);
    passedOn.putAll(declarationsOfOwnMethods(type, type.methods(), inherited));
    return Map.copyOf(passedOn);
  }

  /** A class file's bytes, or null if its loader does not give them. */
  static byte @Nullable [] bytes(String internalName, ClassLoader loader) {
    try (InputStream in = loader.getResourceAsStream(internalName + ".class")) {
      return in == null ? null : in.readAllBytes();
    } catch (VirtualMachineError e) {
      throw e;
    } catch (Exception | Error e) {
      return null; // whatever an application's loader may do
    }
  }
}
