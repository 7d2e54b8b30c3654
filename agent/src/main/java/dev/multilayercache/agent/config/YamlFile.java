package dev.multilayercache.agent.config;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.ReaderException;
import org.yaml.snakeyaml.reader.StreamReader;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * Reads a YAML file into settings; creates no object that the file names.
 *
 * <p>Anchors, tags, several documents, duplicate keys, more than 20 levels and more than 1 MiB are
 * refused. Only the composer of SnakeYAML is used: its {@code Yaml} class starts java.util.logging.
 */
final class YamlFile {
  private static final int MOST_BYTES = 1 << 20;
  private static final int MOST_LEVELS = 20;

  /** What the resolver finds in text without tags. */
  private static final Set<Tag> PLAIN_TAGS =
      Set.of(
          Tag.STR,
          Tag.INT,
          Tag.FLOAT,
          Tag.BOOL,
          Tag.NULL,
          Tag.TIMESTAMP,
          Tag.MERGE,
          Tag.SEQ,
          Tag.MAP);

  private final String name;

  private YamlFile(String name) {
    this.name = name;
  }

  static Setting.Section read(File file) throws ConfigException {
    YamlFile yaml = new YamlFile(file.getPath());
    return yaml.root(yaml.compose(yaml.text(file)));
  }

  private String text(File file) throws ConfigException {
    if (file.isDirectory()) {
      throw refuse("is a directory. Name the file in it.");
    }
    if (!file.exists()) {
      throw refuse("does not exist. Correct the path.");
    }
    byte[] bytes;
    try (InputStream in = new FileInputStream(file)) {
      bytes = in.readNBytes(MOST_BYTES + 1);
    } catch (IOException e) {
      throw refuse("cannot be read (" + e.getMessage() + "). Allow this process to read it.");
    }
    if (bytes.length > MOST_BYTES) {
      throw refuse("is larger than 1 MiB. Name an agent.yaml.");
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw refuse("is not UTF-8 text. Save it as UTF-8.");
    }
  }

  private @Nullable Node compose(String text) throws ConfigException {
    LoaderOptions options = new LoaderOptions();
    options.setMaxAliasesForCollections(0);
    options.setNestingDepthLimit(MOST_LEVELS);
    options.setCodePointLimit(MOST_BYTES);
    options.setTagInspector(tag -> true); // composing makes no objects; tags are refused below
    try {
      String withoutMark = text.startsWith("\uFEFF") ? text.substring(1) : text;
      ParserImpl parser = new ParserImpl(new StreamReader(withoutMark), options);
      return new Composer(parser, new Resolver(), options).getSingleNode();
    } catch (MarkedYAMLException e) {
      Mark mark = e.getProblemMark();
      String line = mark == null ? "" : ":" + lineOf(mark);
      throw new ConfigException(name + line + ": this is not YAML: " + e.getProblem() + ".");
    } catch (ReaderException e) {
      String character = String.format("U+%04X", e.getCodePoint());
      throw refuse("is not YAML: it contains the character " + character + ". Remove it.");
    } catch (YAMLException e) {
      throw refuse("is not usable YAML: " + e.getMessage() + ".");
    }
  }

  private Setting.Section root(@Nullable Node node) throws ConfigException {
    Setting root = node == null ? new Setting.Nothing(at(1, "")) : setting(node, "");
    if (root instanceof Setting.Section section) {
      return section;
    }
    if (root instanceof Setting.Nothing) {
      return new Setting.Section(root.place(), new LinkedHashMap<>());
    }
    throw root.place().refuse("is " + root.kind() + ", not a section. Write keys with values.");
  }

  private Setting setting(Node node, String path) throws ConfigException {
    Place place = at(lineOf(node.getStartMark()), path);
    if (node.getAnchor() != null) {
      throw place.refuse("has an anchor or alias, which are not allowed. Write the value out.");
    }
    if (!PLAIN_TAGS.contains(node.getTag())) {
      throw place.refuse("has the tag " + node.getTag() + ", and tags are not allowed. Remove it.");
    }
    if (node instanceof MappingNode mapping) {
      return new Setting.Section(place, settings(mapping, path));
    }
    if (node instanceof SequenceNode sequence) {
      return new Setting.Items(place, items(sequence, path));
    }
    return node.getTag().equals(Tag.NULL)
        ? new Setting.Nothing(place)
        : new Setting.Text(place, ((ScalarNode) node).getValue());
  }

  private List<Setting> items(SequenceNode node, String path) throws ConfigException {
    List<Setting> items = new ArrayList<>();
    for (Node item : node.getValue()) {
      items.add(setting(item, path + "[" + items.size() + "]"));
    }
    return items;
  }

  private Map<String, Setting> settings(MappingNode node, String path) throws ConfigException {
    Map<String, Setting> settings = new LinkedHashMap<>();
    for (NodeTuple tuple : node.getValue()) {
      int line = lineOf(tuple.getKeyNode().getStartMark());
      if (!(tuple.getKeyNode() instanceof ScalarNode keyNode)) {
        throw at(line, path).refuse("has a key that is not text. Write a name.");
      }
      String key = keyNode.getValue();
      Place place = at(line, path).child(key);
      Setting earlier = settings.put(key, setting(tuple.getValueNode(), place.key()));
      if (earlier != null) {
        throw place.refuse("is written twice, before at " + earlier.place().file() + ". Keep one.");
      }
    }
    return settings;
  }

  private Place at(int line, String path) {
    return Place.inFile(name, line, path);
  }

  private ConfigException refuse(String problem) {
    return new ConfigException(name + " " + problem);
  }

  private static int lineOf(Mark mark) {
    return mark.getLine() + 1;
  }
}
