package dev.multilayercache.faults.harness;

import dev.multilayercache.agent.testing.ForkedJvm;
import dev.multilayercache.faults.history.Interval;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A machine and the JVM that runs on it at the moment. One that is started again has another name,
 * as it is another cache.
 */
public final class Node {
  private static final Duration START = Duration.ofSeconds(60);

  private final int number;
  private final Namespace namespace;
  private final Function<String, ForkedJvm> starter;
  private final List<ForkedJvm> all = new ArrayList<>();
  private final Map<String, List<Interval>> pauses = new HashMap<>();
  private long pausedAt;
  private ForkedJvm jvm;

  Node(int number, Namespace namespace, Function<String, ForkedJvm> starter) {
    this.number = number;
    this.namespace = namespace;
    this.starter = starter;
  }

  public int number() {
    return number;
  }

  public Namespace namespace() {
    return namespace;
  }

  /** The name of the JVM that runs now, in histories. */
  String name() {
    return number + "." + (all.size() - 1);
  }

  void start() {
    String name = number + "." + all.size();
    jvm = starter.apply(name);
    all.add(jvm);
  }

  void awaitReady() {
    // What the agent or a library writes to standard output is none of ours.
    for (String line; !(line = jvm.nextLine(START)).equals("ready"); ) {
      System.out.println("node " + name() + ": " + line);
    }
  }

  boolean isAlive() {
    return jvm.isAlive();
  }

  String ask(String line) {
    return jvm.ask(line);
  }

  void tell(String line) {
    jvm.tell(line);
  }

  String answer(Duration patience) {
    return jvm.nextLine(patience);
  }

  /** As {@code kill -9}. */
  void kill() {
    jvm.kill();
  }

  /** As {@code kill}, and waits for the end. */
  void terminate() {
    jvm.terminate();
    jvm.waitFor();
  }

  /** Stops it in the middle of whatever it does. */
  void pause() {
    jvm.suspend();
    pausedAt = System.nanoTime();
  }

  void resume() {
    if (pausedAt != 0) {
      pauses
          .computeIfAbsent(name(), name -> new ArrayList<>())
          .add(new Interval(pausedAt, System.nanoTime()));
      jvm.resume();
      pausedAt = 0;
    }
  }

  Map<String, List<Interval>> pauses() {
    return pauses;
  }

  /** What all of its JVMs have written to stderr. */
  List<String> errors() {
    return all.stream().flatMap(each -> each.errors().stream()).toList();
  }

  void close() {
    all.forEach(ForkedJvm::close);
  }
}
