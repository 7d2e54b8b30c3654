package dev.multilayercache.agent.packaging;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What goes under {@code inst/}: our classes and the libraries', by the names that the isolated
 * class loader asks for.
 *
 * <p>Lists of services are merged. Releases for newer Java versions are taken from jars that
 * declare themselves multi-release. Legal texts are kept per library. Manifests, signatures, module
 * descriptors, Maven's files and samples are left out.
 */
final class BundleContent {
  private static final String ROOT = "inst/";
  private static final String SERVICES = "META-INF/services/";
  private static final Pattern RELEASE = Pattern.compile("META-INF/versions/(\\d+)/.+");
  private static final Pattern LEGAL =
      Pattern.compile(
          "(META-INF/)?[^/]*(LICENSE|NOTICE|THIRD-PARTY|attribution)[^/]*|META-INF/licenses/.+");
  private static final Pattern LEFT_OUT =
      Pattern.compile(
          "META-INF/(MANIFEST\\.MF|maven/.*|INDEX\\.LIST|[^/]*\\.(SF|RSA|DSA|EC))"
              + "|(META-INF/versions/\\d+/)?module-info\\.class"
              // Hazelcast: samples, older and JSON schemas, helpers for other ways of joining.
              + "|lib/.*|release_notes\\.txt|hazelcast-.*(full-example|docker|hardened).*"
              + "|hazelcast-(client-|client-failover-)?config-\\d.*\\.(json|xsd)"
              + "|hazelcast-download\\.properties");

  private final Map<String, byte[]> content = new TreeMap<>();
  private final Map<String, Set<String>> services = new TreeMap<>();
  private final Set<Integer> releases = new TreeSet<>();
  private final List<String> libraries = new ArrayList<>();

  /** Adds a file under the name it is asked for; the second of one name is an error. */
  void add(String name, byte[] bytes, String origin) {
    if (content.putIfAbsent(name, bytes) != null) {
      throw new IllegalStateException("Two files named " + name + ", one of them of " + origin);
    }
  }

  /** Adds all that a library needs at run time. */
  void addLibrary(Path jar) throws IOException {
    String library = String.valueOf(jar.getFileName()).replaceFirst("\\.jar$", "");
    libraries.add(library);
    try (JarFile file = new JarFile(jar.toFile())) {
      boolean multiRelease = file.isMultiRelease();
      for (JarEntry entry : Collections.list(file.entries())) {
        if (!entry.isDirectory() && !LEFT_OUT.matcher(entry.getName()).matches()) {
          try (InputStream in = file.getInputStream(entry)) {
            addOf(library, multiRelease, entry.getName(), in.readAllBytes());
          }
        }
      }
    }
  }

  private void addOf(String library, boolean multiRelease, String name, byte[] bytes) {
    Matcher release = RELEASE.matcher(name);
    if (LEGAL.matcher(name).matches()) {
      add("licenses/" + library + "/" + name, bytes, library);
    } else if (name.startsWith(SERVICES)) {
      Set<String> providers = services.computeIfAbsent(name, first -> new LinkedHashSet<>());
      new String(bytes, StandardCharsets.UTF_8)
          .lines()
          .map(line -> line.replaceFirst("#.*", "").strip())
          .filter(line -> !line.isEmpty())
          .forEach(providers::add);
    } else if (release.matches()) {
      if (multiRelease) {
        releases.add(Integer.valueOf(release.group(1)));
        add(name, bytes, library);
      }
    } else {
      add(name, bytes, library);
    }
  }

  /** Changes classes, then makes sure that none is left which starts a logging framework. */
  void apply(List<ClassPatch> patches) {
    for (ClassPatch patch : patches) {
      String name = patch.className() + ".class";
      content.put(name, patch.apply(content.get(name)));
    }
    content.forEach(
        (name, bytes) -> {
          if (name.endsWith(".class") && SystemLoggerCalls.countIn(bytes) > 0) {
            throw new IllegalStateException(name + " calls System.getLogger; add a patch for it");
          }
        });
  }

  /** Puts everything under {@code inst/}, where nothing has the name of a class any more. */
  void hideIn(ReproducibleJar jar) {
    content.forEach((name, bytes) -> jar.add(hidden(name), bytes));
    services.forEach(
        (name, providers) ->
            jar.add(
                hidden(name),
                (String.join("\n", providers) + "\n").getBytes(StandardCharsets.UTF_8)));
  }

  private static String hidden(String name) {
    return ROOT + (name.endsWith(".class") ? name + "data" : name);
  }

  /** Java versions that some class has a release of its own for, ascending. */
  String releases() {
    return String.join(" ", releases.stream().map(String::valueOf).toList());
  }

  /** The libraries added, with their versions. */
  List<String> libraries() {
    return Collections.unmodifiableList(libraries);
  }

  int size() {
    return content.size() + services.size();
  }
}
