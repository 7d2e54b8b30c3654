package dev.multilayercache.agent.benchmark;

import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;

/** An agent that does nothing: what any agent costs, and so what ours is measured against. */
public final class EmptyAgent {
  private EmptyAgent() {}

  /** Called by the JVM before {@code main}. */
  public static void premain(String argument, Instrumentation instrumentation) {}

  /** Writes a jar with this class alone. */
  static Path writeJar(Path target) throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().putValue("Premain-Class", EmptyAgent.class.getName());
    String name = EmptyAgent.class.getName().replace('.', '/') + ".class";
    try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(target), manifest);
        InputStream bytes = ClassLoader.getSystemResourceAsStream(name)) {
      jar.putNextEntry(new ZipEntry(name));
      bytes.transferTo(jar);
      jar.closeEntry();
    }
    return target;
  }
}
