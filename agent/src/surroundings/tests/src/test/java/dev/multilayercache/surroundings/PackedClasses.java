package dev.multilayercache.surroundings;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/** Compiled classes in a jar, as class data sharing wants them: it takes no directories. */
final class PackedClasses {
  private final Manifest manifest = new Manifest();
  private final JarOutputStream jar;

  private PackedClasses(Path file, String premainClass) throws IOException {
    Attributes attributes = manifest.getMainAttributes();
    attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    if (premainClass != null) {
      attributes.putValue("Premain-Class", premainClass);
    }
    jar = new JarOutputStream(Files.newOutputStream(file), manifest);
  }

  /** Packs one package of each directory of classes. */
  static Path application(Path file, List<Path> classes, List<String> packages) {
    return pack(file, null, classes, packages);
  }

  /** Packs a package of an agent. */
  static Path agent(Path file, Class<?> premainClass, Path classes) {
    String owner = premainClass.getPackageName().replace('.', '/');
    return pack(file, premainClass.getName(), List.of(classes), List.of(owner));
  }

  private static Path pack(
      Path file, String premainClass, List<Path> classes, List<String> packages) {
    try {
      PackedClasses packed = new PackedClasses(file, premainClass);
      try (JarOutputStream closedAtTheEnd = packed.jar) {
        for (int i = 0; i < classes.size(); i++) {
          packed.add(classes.get(i), packages.get(i));
        }
      }
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void add(Path root, String owner) throws IOException {
    try (Stream<Path> files = Files.list(root.resolve(owner))) {
      for (Path each : files.filter(Files::isRegularFile).sorted().toList()) {
        jar.putNextEntry(new JarEntry(owner + "/" + each.getFileName()));
        jar.write(Files.readAllBytes(each));
      }
    }
  }
}
