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
    text.append(
        """

        - The goals were set by prototypes on another machine, which shared their libraries with all that was measured
          beside them: hand-written Caffeine cost 160 ns a hit there. With a copy of its own it costs what stands in the
          tables below, so that ratios to it are that much harder.
        - A woven hit does what hand-written Caffeine, tuned or not, and cache2k do not do: it judges the entry by its
          own deadline, by the epoch of invalidations and by the node's lease, looks at the value's class and counts.
          What it reads for that is one more place in memory; [hit-path.md](hit-path.md) goes through the parts and
          says what it would take to save it.
        - With a live cluster layer each hit reads the exact clock, because a lease must not be outlived by a
          nanosecond: `System.nanoTime` is most of the difference.
        - Redisson is not measured: it needs a Redis server.
        """);
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
