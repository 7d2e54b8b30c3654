package dev.multilayercache.agent.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.ProtectionDomain;
import java.util.HexFormat;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/**
 * An agent for tests that tells an application which bytes the JVM runs a class from.
 *
 * <p>Agents see a class in the order in which they came, so it is attached anew to be the last.
 */
public final class ProbeAgent {
  private static Instrumentation instrumentation;

  private ProbeAgent() {}

  /** Called by the JVM. */
  public static void agentmain(String argument, Instrumentation given) {
    instrumentation = given;
  }

  /** The class's bytes behind all agents that there are now, in hexadecimal digits. */
  public static String bytes(Class<?> type) throws Exception {
    byte[][] seen = new byte[1][];
    ClassFileTransformer last =
        new ClassFileTransformer() {
          @Override
          public byte[] transform(
              ClassLoader loader,
              String name,
              Class<?> redefined,
              ProtectionDomain domain,
              byte[] bytes) {
            if (redefined == type) {
              seen[0] = bytes;
            }
            return null;
          }
        };
    instrumentation.addTransformer(last, /* canRetransform= */ true);
    try {
      instrumentation.retransformClasses(type);
    } finally {
      instrumentation.removeTransformer(last);
    }
    return HexFormat.of().formatHex(seen[0]);
  }

  /** The agent as a jar, to be attached. */
  public static Path jar(Path directory) {
    Manifest manifest = new Manifest();
    Attributes attributes = manifest.getMainAttributes();
    attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    attributes.putValue("Agent-Class", ProbeAgent.class.getName());
    attributes.putValue("Can-Retransform-Classes", "true");
    Path jar = directory.resolve("probe.jar");
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream entries = new JarOutputStream(out, manifest)) {
      for (String suffix : new String[] {"", "$1"}) {
        String name = ProbeAgent.class.getName().replace('.', '/') + suffix + ".class";
        entries.putNextEntry(new JarEntry(name));
        try (InputStream in = ProbeAgent.class.getClassLoader().getResourceAsStream(name)) {
          in.transferTo(entries);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return jar;
  }
}
