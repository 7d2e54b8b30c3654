package dev.multilayercache.benchmark.hit;

import dev.multilayercache.benchmark.hit.contender.Peer;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The whole report as Markdown. */
final class HitReport {
  private final List<JdkFigures> jdks;
  private final StringBuilder text = new StringBuilder("# What a hit costs\n");

  HitReport(List<JdkFigures> jdks) {
    this.jdks = jdks;
  }

  String markdown(int launches, int rounds) throws IOException {
    text.append(introduction(launches, rounds));
    goals();
    contenders();
    jdks.forEach(this::tables);
    return text.toString();
  }

  private String introduction(int launches, int rounds) throws IOException {
    return """

        Written by the profile `benchmark`; how to run it stands in [the README](../README.md).

        %s. JDK %s. %d launches of %d rounds.

        All that do one work are in one JVM with the packaged agent attached. In each round each of them takes a slice
        of 25 ms with one thread and one with two, in an order that is random in each round. A call's cost is the CPU of
        the calling threads; its **ratio** is to hand-written Caffeine **in the same round**, and the median of all
        rounds is told: what else the machine does hits the neighbours in time alike. *Middle half*: half of the rounds
        are within. Bytes are what the calling thread allocates; a `long` that is boxed takes 24. What caches leave to
        other threads is in the CPU of the whole JVM, which the system tells in steps of 10 ms only: all slices
        together.

        Each contender is loaded with a copy of its own of all libraries, so that no code is compiled for what another
        does; ids are drawn before, from 10,000 (Zipf's law, exponent 0.99); answers are added and checked. A round in
        which a body or a loader ran is left out, and counted. JVMs have a heap of 1 GB, G1 or what the JVM chooses, and
        the packages opened that Hazelcast asks for; everything else as it comes. Nothing is measured before the
        compiler had next to nothing to do for three seconds.

        ![The ratios with one thread](hit.svg)
        """
        .formatted(
            Machine.describe(),
            String.join(" and ", jdks.stream().map(JdkFigures::version).toList()),
            launches,
            rounds);
  }

  private void goals() {
    for (JdkFigures jdk : jdks) {
      text.append("\n## Goals, JDK ").append(jdk.version()).append("\n\n");
      text.append(new HitGoals(jdk).markdown());
    }
    text.append("\nRedisson is not measured: it needs a Redis server.\n");
  }

  private void contenders() {
    text.append("\n## Who is compared\n\n");
    Set<Class<? extends Peer>> all = new LinkedHashSet<>();
    LineUp.comparisons().forEach(comparison -> all.addAll(LineUp.of(comparison)));
    for (Class<? extends Peer> peer : all) {
      text.append("- **").append(JdkFigures.title(peer)).append("**: ");
      text.append(JdkFigures.setUp(peer)).append(".\n");
    }
  }

  private void tables(JdkFigures jdk) {
    text.append("\n## JDK ").append(jdk.version()).append('\n');
    jdk.measured()
        .forEach(
            (comparison, measured) -> {
              text.append("\n### ").append(comparison.work().title());
              text.append(comparison.isClustered() ? ", with a live cluster layer" : "");
              text.append("\n\n").append(new HitTable(comparison, measured).markdown());
            });
  }
}
