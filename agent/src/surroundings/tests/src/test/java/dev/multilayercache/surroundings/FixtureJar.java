package dev.multilayercache.surroundings;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** Packs compiled classes of the tests into a jar: a bundle, a module, a class path of its own. */
final class FixtureJar {
  private final Manifest manifest = new Manifest();
  private final List<Class<?>> classes;

  private FixtureJar(List<Class<?>> classes) {
    this.classes = classes;
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
  }

  static FixtureJar of(Class<?>... classes) {
    return new FixtureJar(List.of(classes));
  }

  FixtureJar header(String name, String value) {
    manifest.getMainAttributes().putValue(name, value);
    return this;
  }

  Path write(Path file) {
    try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(file), manifest)) {
      for (Class<?> each : withNested()) {
        String entry = each.getName().replace('.', '/') + ".class";
        jar.putNextEntry(new JarEntry(entry));
        try (InputStream bytes = each.getClassLoader().getResourceAsStream(entry)) {
          bytes.transferTo(jar);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return file;
  }

  private List<Class<?>> withNested() {
    List<Class<?>> all = new ArrayList<>(classes);
    for (Class<?> each : classes) {
      all.addAll(List.of(each.getDeclaredClasses()));
    }
    return all;
  }
}
