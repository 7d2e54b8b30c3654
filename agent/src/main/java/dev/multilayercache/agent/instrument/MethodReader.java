package dev.multilayercache.agent.instrument;

import dev.multilayercache.agent.plan.Signature;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads one method of a class file; JVMS 4.6. Used once. */
final class MethodReader {
  private final ConstantPool constants;

  private int codeLength;
  private int maxLocals;
  private @Nullable String bridged;
  private @Nullable List<String> declaredNames;
  private @Nullable List<String> debugNames;
  private List<ClassAnnotation> annotations = List.of();
  private List<Integer> keyParameters = List.of();

  MethodReader(ConstantPool constants) {
    this.constants = constants;
  }

  /** Reads the method at the cursor, which then stands behind it. */
  ClassMethod read(Cursor cursor) {
    int access = cursor.u2();
    String name = constants.utf8(cursor.u2());
    String descriptor = constants.utf8(cursor.u2());
    for (int i = cursor.u2(); i > 0; i--) {
      String attribute = constants.utf8(cursor.u2());
      Cursor content = cursor.slice(cursor.s4());
      switch (attribute) {
        case "Code" -> readCode(content, access, descriptor);
        case "MethodParameters" -> readParameterNames(content);
        case "RuntimeVisibleAnnotations" ->
            annotations =
                new AnnotationReader(constants, Annotations::isOnMethods).annotations(content);
        case "RuntimeVisibleParameterAnnotations" -> readKeyParameters(content);
        default -> {}
      }
    }
    return new ClassMethod(
        name,
        descriptor,
        access,
        codeLength,
        maxLocals,
        declaredNames == null ? debugNames : declaredNames,
        keyParameters,
        annotations,
        bridged);
  }

  private void readCode(Cursor code, int access, String descriptor) {
    code.skip(2);
    maxLocals = code.u2();
    codeLength = code.s4();
    Cursor instructions = code.slice(codeLength);
    if ((access & ClassFile.ACC_BRIDGE) != 0) {
      bridged = BridgeTarget.of(instructions, constants);
    }
    code.skip(code.u2() * 8);
    for (int i = code.u2(); i > 0; i--) {
      String attribute = constants.utf8(code.u2());
      Cursor content = code.slice(code.s4());
      if (attribute.equals("LocalVariableTable")) {
        boolean isStatic = (access & ClassFile.ACC_STATIC) != 0;
        readLocalVariables(content, isStatic, descriptor);
      }
    }
  }

  /** Names of the variables that live from the first instruction on, by slot. */
  private void readLocalVariables(Cursor table, boolean isStatic, String descriptor) {
    List<String> types = parameterTypes(descriptor);
    String[] names = new String[types.size()];
    for (int i = table.u2(); i > 0; i--) {
      int start = table.u2();
      table.skip(2);
      int name = table.u2();
      table.skip(2);
      int parameter = start == 0 ? parameterAt(table.u2(), isStatic, types) : skipped(table);
      if (parameter >= 0) {
        names[parameter] = constants.utf8(name);
      }
    }
    if (!Arrays.asList(names).contains(null)) {
      debugNames = List.of(names);
    }
  }

  private static int skipped(Cursor table) {
    table.skip(2);
    return -1;
  }

  private static int parameterAt(int slot, boolean isStatic, List<String> types) {
    int at = isStatic ? 0 : 1;
    for (int i = 0; i < types.size(); i++) {
      if (at == slot) {
        return i;
      }
      at += Signature.slotsOf(types.get(i));
    }
    return -1;
  }

  private static List<String> parameterTypes(String descriptor) {
    try {
      return Signature.of(descriptor).parameterTypes();
    } catch (IllegalArgumentException e) {
      throw new MalformedClassException(String.valueOf(e.getMessage()));
    }
  }

  private void readParameterNames(Cursor parameters) {
    List<String> names = new ArrayList<>();
    boolean complete = true;
    for (int i = parameters.u1(); i > 0; i--) {
      int name = parameters.u2();
      parameters.skip(2);
      complete &= name != 0;
      names.add(name == 0 ? "" : constants.utf8(name));
    }
    if (complete) {
      declaredNames = names;
    }
  }

  private void readKeyParameters(Cursor content) {
    AnnotationReader reader = new AnnotationReader(constants, Annotations::isCacheKey);
    List<Integer> marked = new ArrayList<>();
    int count = content.u1();
    for (int i = 0; i < count; i++) {
      if (!reader.annotations(content).isEmpty()) {
        marked.add(i);
      }
    }
    keyParameters = marked;
  }
}
