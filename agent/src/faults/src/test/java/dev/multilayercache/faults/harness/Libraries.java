package dev.multilayercache.faults.harness;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.hazelcast.core.Hazelcast;
import dev.multilayercache.agent.testing.ForkedJvm;
import java.net.URISyntaxException;
import java.nio.file.Path;

/** The class path of the applications. */
final class Libraries {
  private Libraries() {}

  static Path[] ofTheApplication() {
    return new Path[] {
      of(Libraries.class), of(Hazelcast.class), of(Caffeine.class), ForkedJvm.annotationsJar()
    };
  }

  private static Path of(Class<?> one) {
    try {
      return Path.of(one.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }
}
