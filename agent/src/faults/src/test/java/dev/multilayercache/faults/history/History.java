package dev.multilayercache.faults.history;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What all JVMs did to one cache.
 *
 * @param pauses when which node was stopped, and so could make no progress
 */
public record History(
    List<Read> reads,
    List<Invalidation> invalidations,
    List<Failure> failures,
    Map<String, List<Interval>> pauses) {

  public static History of(List<Read> reads, List<Invalidation> invalidations) {
    return new History(reads, invalidations, List.of(), Map.of());
  }

  /**
   * Reads the files of one cache, {@code <cache>@<node>.history}, and the pauses in {@code
   * pauses.history} beside them.
   */
  public static History in(Path directory, String cache) {
    List<Path> files;
    try (Stream<Path> all = Files.list(directory)) {
      files =
          all.filter(each -> each.getFileName().toString().startsWith(cache + "@"))
              .sorted()
              .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    History whole =
        new History(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new HashMap<>());
    Map<String, String> names = new HashMap<>();
    files.forEach(file -> whole.add(file, names));
    Path pauses = directory.resolve("pauses.history");
    if (Files.exists(pauses)) {
      whole.add(pauses, names);
    }
    return whole;
  }

  private void add(Path file, Map<String, String> names) {
    try {
      String text = Files.readString(file);
      // What follows the last line's end is half a line of a JVM that was killed.
      text.substring(0, text.lastIndexOf('\n') + 1).lines().forEach(line -> add(line, names));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void add(String line, Map<String, String> names) {
    String[] word = line.split(" ", 7);
    String node = names.computeIfAbsent(word[1], name -> name);
    switch (word[0]) {
      case "R" ->
          reads.add(
              new Read(
                  node,
                  Long.parseLong(word[2]),
                  Long.parseLong(word[3]),
                  names.computeIfAbsent(word[4], name -> name),
                  Long.parseLong(word[5]),
                  names.computeIfAbsent(word[6], name -> name)));
      case "I" ->
          invalidations.add(
              new Invalidation(
                  node,
                  Long.parseLong(word[2]),
                  Long.parseLong(word[3]),
                  Scope.parse(word[4]),
                  Long.parseLong(word[5]),
                  Boolean.parseBoolean(word[6])));
      case "X" -> failures.add(new Failure(node, Long.parseLong(word[2]), line));
      case "P" ->
          pauses
              .computeIfAbsent(node, name -> new ArrayList<>())
              .add(new Interval(Long.parseLong(word[2]), Long.parseLong(word[3])));
      default -> throw new IllegalArgumentException("not a line of a history: " + line);
    }
  }
}
