package dev.multilayercache.benchmark.growth;

import dev.multilayercache.benchmark.growth.Generated.Rotation;
import dev.multilayercache.benchmark.growth.MethodClass.How;
import java.util.ArrayList;
import java.util.List;

/** So many generated methods, ten in a class, loaded by a class loader as applications have it. */
final class ManyMethods {
  private static final int IN_A_CLASS = 10;

  private final int methods;
  private final List<byte[]> classes = new ArrayList<>();
  private final List<String> names = new ArrayList<>();
  private final List<Rotation> rotations = new ArrayList<>();

  ManyMethods(String prefix, How how, int methods) {
    this.methods = methods;
    for (int left = methods; left > 0; left -= IN_A_CLASS) {
      String name = "generated." + prefix + ".Of" + classes.size();
      names.add(name);
      classes.add(MethodClass.bytes(name, how, Math.min(left, IN_A_CLASS)));
    }
  }

  /** Loads all classes: this is when the agent weaves them. Calls nothing. */
  void load() throws ReflectiveOperationException {
    Loader loader = new Loader();
    for (int i = 0; i < classes.size(); i++) {
      Class<?> loaded = loader.define(names.get(i), classes.get(i));
      rotations.add((Rotation) loaded.getConstructor().newInstance());
    }
  }

  /** Each method once. */
  long callAll(long id) {
    long sum = 0;
    for (Rotation each : rotations) {
      sum += each.call(id);
    }
    return sum;
  }

  /** How many methods a class of {@link #rotations} has. */
  int inClass(int rotation) {
    return Math.min(IN_A_CLASS, methods - rotation * IN_A_CLASS);
  }

  List<Rotation> rotations() {
    return rotations;
  }

  private static final class Loader extends ClassLoader {
    Loader() {
      super(ManyMethods.class.getClassLoader());
    }

    Class<?> define(String name, byte[] bytes) {
      return defineClass(name, bytes, 0, bytes.length);
    }
  }
}
