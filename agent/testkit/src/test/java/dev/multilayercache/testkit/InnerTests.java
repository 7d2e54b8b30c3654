package dev.multilayercache.testkit;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** Test classes that are run by a test, or by themselves in a JVM of their own. */
final class InnerTests {
  private InnerTests() {}

  /** Writes one line for each failure and one that counts. */
  public static void main(String[] names) throws Exception {
    for (String each : names) {
      run(Class.forName(each)).forEach(System.out::println);
    }
  }

  /** {@code 2 of 3 succeeded}, and then each {@code test: message} that did not. */
  static List<String> run(Class<?>... classes) {
    return run(Map.of(), classes);
  }

  static List<String> run(Map<String, String> parameters, Class<?>... classes) {
    SummaryGeneratingListener listener = new SummaryGeneratingListener();
    LauncherFactory.create()
        .execute(
            LauncherDiscoveryRequestBuilder.request()
                .configurationParameters(parameters)
                .selectors(Stream.of(classes).map(each -> selectClass(each)).toList())
                .build(),
            listener);
    TestExecutionSummary summary = listener.getSummary();
    List<String> lines = new ArrayList<>();
    lines.add(
        summary.getTestsSucceededCount() + " of " + summary.getTestsFoundCount() + " succeeded");
    summary.getFailures().stream()
        .map(
            each ->
                each.getTestIdentifier().getDisplayName() + ": " + each.getException().getMessage())
        .sorted()
        .forEach(lines::add);
    return lines;
  }
}
