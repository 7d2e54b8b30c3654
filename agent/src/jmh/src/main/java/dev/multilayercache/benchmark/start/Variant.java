package dev.multilayercache.benchmark.start;

import java.util.ArrayList;
import java.util.List;

/**
 * One way to start a JVM.
 *
 * @param title as the table shows it
 * @param options of the JVM
 * @param application its main class
 */
record Variant(String title, List<String> options, Class<?> application) {

  /** The command line for a JDK, with further options before the application's class. */
  List<String> command(String java, String classPath, String... further) {
    List<String> command = new ArrayList<>(List.of(java));
    command.addAll(options);
    command.addAll(List.of(further));
    command.addAll(List.of("-cp", classPath, application.getName()));
    return command;
  }
}
