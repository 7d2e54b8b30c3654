package dev.multilayercache.benchmark.start;

import dev.multilayercache.fixture.startup.Start;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** How many classes a JVM loads, hidden ones included; counted in a run that is not timed. */
final class ClassCount {
  private ClassCount() {}

  static long of(Variant variant, String java, String classPath)
      throws IOException, InterruptedException {
    Path log = Files.createTempFile("start-up", ".classes");
    List<String> command =
        new ArrayList<>(
            variant.command(java, classPath, "-Xlog:class+load:file=" + log + "::filecount=0"));
    Start.of(command);
    try (Stream<String> lines = Files.lines(log)) {
      return lines.filter(line -> line.contains(" source: ")).count();
    } finally {
      Files.delete(log);
    }
  }
}
