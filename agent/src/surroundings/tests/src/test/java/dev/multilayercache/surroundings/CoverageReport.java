package dev.multilayercache.surroundings;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.jacoco.core.analysis.Analyzer;
import org.jacoco.core.analysis.CoverageBuilder;
import org.jacoco.core.analysis.IClassCoverage;
import org.jacoco.core.analysis.IMethodCoverage;
import org.jacoco.core.data.ExecutionDataStore;
import org.jacoco.core.tools.ExecFileLoader;

/**
 * What JaCoCo says about compiled classes after it has watched them run.
 *
 * @param strangeClasses those it has seen under the same name with other content
 * @param coveredMethods those that ran, as {@code Class.method}
 */
record CoverageReport(Set<String> strangeClasses, Set<String> coveredMethods) {

  static CoverageReport of(Path execFile, Path classes) throws IOException {
    ExecFileLoader watched = new ExecFileLoader();
    watched.load(execFile.toFile());
    return of(watched.getExecutionDataStore(), classes);
  }

  private static CoverageReport of(ExecutionDataStore watched, Path classes) throws IOException {
    CoverageBuilder coverage = new CoverageBuilder();
    new Analyzer(watched, coverage).analyzeAll(classes.toFile());
    Set<String> strange = new TreeSet<>();
    Set<String> covered = new TreeSet<>();
    for (IClassCoverage type : coverage.getClasses()) {
      if (type.isNoMatch()) {
        strange.add(type.getName());
      }
      String simpleName = type.getName().substring(type.getName().lastIndexOf('/') + 1);
      for (IMethodCoverage method : type.getMethods()) {
        if (method.getInstructionCounter().getCoveredCount() > 0) {
          covered.add(simpleName + "." + method.getName());
        }
      }
    }
    return new CoverageReport(strange, covered);
  }
}
