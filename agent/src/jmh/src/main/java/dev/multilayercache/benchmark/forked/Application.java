package dev.multilayercache.benchmark.forked;

import com.github.benmanes.caffeine.cache.Caffeine;
import dev.multilayercache.agent.testing.ForkedJvm;
import java.net.URISyntaxException;
import java.nio.file.Path;
import net.bytebuddy.jar.asm.ClassWriter;

/**
 * A program of the benchmarks in a JVM of its own: on its class path are the benchmarks, the
 * annotations, and what hand-written code is compared with.
 */
public final class Application {
  private Application() {}

  /** To be given options, and started. */
  public static ForkedJvm.Builder on(Path jdk) {
    return ForkedJvm.java()
        .jdk(jdk)
        .classPath(
            home(Application.class),
            ForkedJvm.annotationsJar(),
            home(Caffeine.class),
            home(ClassWriter.class));
  }

  /** The option that attaches an agent with its configuration. */
  public static String agent(Path jar, Path configuration) {
    return "-javaagent:" + jar + "=" + configuration;
  }

  private static Path home(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
