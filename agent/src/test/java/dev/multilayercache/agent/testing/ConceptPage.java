package dev.multilayercache.agent.testing;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/** A page of {@code agent/docs} that explains one concept, with its blocks of code. */
public record ConceptPage(Path file, List<Block> blocks) {
  private static final Path DOCS = Path.of("docs");
  private static final Pattern LINK =
      Pattern.compile("(?m)^\\d+\\. \\[[^\\]]+\\]\\(([\\w-]+\\.md)\\)");
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w+)\\n(.*?)^```$");
  private static final Pattern MAIN =
      Pattern.compile("(?s)class (\\w+)(?:(?!\\nclass |\\nfinal class ).)*? void main\\(");

  /** One fenced block. */
  public record Block(String language, String text) {}

  /**
   * A program of a page.
   *
   * @param configuration the agent.yaml before it, or null for the built-in defaults
   * @param output what the page says that it prints
   */
  public record Example(String mainClass, String source, String configuration, String output) {}

  /** All of them, in the order in which {@code docs/README.md} has them read. */
  public static List<ConceptPage> all() {
    return LINK.matcher(text(DOCS.resolve("README.md")))
        .results()
        .map(link -> of(DOCS.resolve(link.group(1))))
        .toList();
  }

  private static ConceptPage of(Path file) {
    return new ConceptPage(
        file,
        BLOCK
            .matcher(text(file))
            .results()
            .map(block -> new Block(block.group(1), block.group(2)))
            .toList());
  }

  /** The texts of the blocks in a language. */
  public List<String> in(String language) {
    return blocks.stream().filter(each -> each.language.equals(language)).map(Block::text).toList();
  }

  /** Its programs: blocks of Java with a main method, each with a block of text after it. */
  public List<Example> examples() {
    List<Example> examples = new ArrayList<>();
    String configuration = null;
    for (int i = 0; i < blocks.size(); i++) {
      Block block = blocks.get(i);
      Optional<String> main = mainClass(block);
      if (block.language.equals("yaml")) {
        configuration = block.text;
      } else if (main.isPresent()) {
        boolean isFollowed = i + 1 < blocks.size() && blocks.get(i + 1).language.equals("text");
        String output = isFollowed ? blocks.get(i + 1).text : "";
        examples.add(new Example(main.get(), block.text, configuration, output));
        configuration = null;
      }
    }
    return examples;
  }

  private static Optional<String> mainClass(Block block) {
    Matcher main = MAIN.matcher(block.text);
    String found = null;
    while (block.language.equals("java") && main.find()) {
      found = main.group(1);
    }
    return Optional.ofNullable(found);
  }

  /** Compiles a block into a directory; what the compiler says, empty if nothing. */
  public static String compile(String source, Path directory, Path... classPath)
      throws IOException {
    Path file = Files.writeString(directory.resolve("Example.java"), source);
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter said = new StringWriter();
    List<String> entries = new ArrayList<>(List.of(ForkedJvm.annotationsJar().toString()));
    for (Path each : classPath) {
      entries.add(each.toString());
    }
    boolean compiled =
        compiler
            .getTask(
                said,
                null,
                null,
                List.of(
                    "-g",
                    "-proc:none",
                    "-d",
                    directory.toString(),
                    "-cp",
                    String.join(System.getProperty("path.separator"), entries)),
                null,
                compiler.getStandardFileManager(null, null, null).getJavaFileObjects(file.toFile()))
            .call();
    return compiled ? "" : said.toString();
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return file.getFileName().toString();
  }
}
