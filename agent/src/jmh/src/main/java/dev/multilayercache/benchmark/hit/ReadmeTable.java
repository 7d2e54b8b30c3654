package dev.multilayercache.benchmark.hit;

import dev.multilayercache.benchmark.hit.contender.Peer;
import dev.multilayercache.benchmark.hit.harness.Slice;
import dev.multilayercache.benchmark.hit.harness.Work;
import dev.multilayercache.benchmark.hit.peer.Woven;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** The short form of the report, between two comments of the README that mark its place. */
final class ReadmeTable {
  private static final String BEGIN = "<!-- hit table -->";
  private static final String END = "<!-- /hit table -->";

  private final List<JdkFigures> jdks;

  ReadmeTable(List<JdkFigures> jdks) {
    this.jdks = jdks;
  }

  void writeTo(Path readme) throws IOException {
    String text = Files.readString(readme);
    int begin = text.indexOf(BEGIN);
    int end = text.indexOf(END);
    if (begin < 0 || end < begin) {
      throw new IllegalStateException(
          readme + " has no place for the table: " + BEGIN + ", " + END);
    }
    Files.writeString(
        readme,
        text.substring(0, begin + BEGIN.length()) + "\n" + markdown() + text.substring(end));
  }

  private String markdown() throws IOException {
    StringBuilder table = new StringBuilder(Machine.describe()).append(":\n\n|");
    for (JdkFigures jdk : jdks) {
      table
          .append(" | JDK ")
          .append(jdk.version())
          .append(": ratio with 1 / 2 threads | ns | bytes");
    }
    table.append(" |\n|---|").append("---|---|---|".repeat(jdks.size())).append('\n');
    for (Class<? extends Peer> peer :
        LineUp.of(new Comparison(Work.ZIPF, /* isClustered= */ false))) {
      table.append(row(peer));
    }
    return table.append("\n![CPU of a hit as a picture](agent/docs/hit.svg)\n").toString();
  }

  private String row(Class<? extends Peer> peer) {
    String title = JdkFigures.title(peer);
    StringBuilder row =
        new StringBuilder("| " + (peer == Woven.class ? "**" + title + "**" : title));
    for (JdkFigures jdk : jdks) {
      Measured zipf = jdk.of(Work.ZIPF);
      row.append(
          String.format(
              Locale.ROOT,
              " | %.2f / %.2f | %.0f | %.0f",
              zipf.ratio(peer, LineUp.REFERENCE, 1, Slice::nanos),
              zipf.ratio(peer, LineUp.REFERENCE, 2, Slice::nanos),
              zipf.median(peer, 1, Slice::nanos),
              zipf.median(peer, 1, Slice::bytes)));
    }
    return row.append(" |\n").toString();
  }
}
