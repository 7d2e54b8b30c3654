package dev.multilayercache.agent.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.events.SequenceStartEvent;
import org.yaml.snakeyaml.parser.Parser;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.ReaderException;
import org.yaml.snakeyaml.reader.StreamReader;

/**
 * Composes the settings of one YAML document; creates no object that the document names.
 *
 * <p>Anchors, tags, several documents, duplicate keys and more than 20 levels are refused. Only the
 * parser of SnakeYAML is used, because more of it would do harm before {@code main}: its nodes load
 * {@code java.sql.Date}, which opens the default file system, and its {@code Yaml} class starts
 * java.util.logging.
 */
final class YamlComposer {
  private static final int MOST_LEVELS = 20;
  private static final Set<String> NULLS = Set.of("", "~", "null", "Null", "NULL");

  private final String name;
  private final String text;

  YamlComposer(String name, String text) {
    this.name = name;
    this.text = text;
  }

  Setting.Section compose() throws ConfigException {
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(YamlFile.MOST_BYTES);
    try {
      return document(new ParserImpl(new StreamReader(text), options));
    } catch (MarkedYAMLException e) {
      Mark mark = e.getProblemMark();
      String where = mark == null ? name : name + ":" + (mark.getLine() + 1);
      throw new ConfigException(where + ": this is not YAML: " + e.getProblem() + ".");
    } catch (ReaderException e) {
      throw new ConfigException(
          String.format(
              "%s is not YAML: it contains the character U+%04X. Remove it.",
              name, e.getCodePoint()));
    } catch (YAMLException e) {
      throw new ConfigException(name + " is not usable YAML: " + e.getMessage() + ".");
    }
  }

  private Setting.Section document(Parser events) throws ConfigException {
    events.getEvent(); // start of the stream
    if (events.checkEvent(Event.ID.StreamEnd)) {
      return new Setting.Section(Place.inFile(name, 1, ""), new LinkedHashMap<>());
    }
    events.getEvent(); // start of the document
    Setting root = setting(events, "", /* level= */ 1);
    events.getEvent(); // end of the document
    if (!events.checkEvent(Event.ID.StreamEnd)) {
      throw at(events.getEvent(), "")
          .refuse("has a second document. Keep one and remove the line ---.");
    }
    if (root instanceof Setting.Nothing) {
      return new Setting.Section(root.place(), new LinkedHashMap<>());
    }
    return SectionReader.sectionOf(root);
  }

  private Setting setting(Parser events, String path, int level) throws ConfigException {
    NodeEvent event = (NodeEvent) events.getEvent();
    Place place = at(event, path);
    if (event.getAnchor() != null) {
      throw place.refuse("has an anchor or alias, which are not allowed. Write the value out.");
    }
    if (level > MOST_LEVELS) {
      throw place.refuse("is nested more than " + MOST_LEVELS + " levels deep. Flatten it.");
    }
    if (event instanceof MappingStartEvent mapping) {
      refuseTag(place, mapping.getTag());
      return new Setting.Section(place, settings(events, path, level));
    }
    if (event instanceof SequenceStartEvent sequence) {
      refuseTag(place, sequence.getTag());
      return new Setting.Items(place, items(events, path, level));
    }
    ScalarEvent scalar = (ScalarEvent) event;
    refuseTag(place, scalar.getTag());
    boolean nothing = scalar.isPlain() && NULLS.contains(scalar.getValue());
    return nothing ? new Setting.Nothing(place) : new Setting.Text(place, scalar.getValue());
  }

  private List<Setting> items(Parser events, String path, int level) throws ConfigException {
    List<Setting> items = new ArrayList<>();
    while (!events.checkEvent(Event.ID.SequenceEnd)) {
      items.add(setting(events, path + "[" + items.size() + "]", level + 1));
    }
    events.getEvent();
    return items;
  }

  private Map<String, Setting> settings(Parser events, String path, int level)
      throws ConfigException {
    Map<String, Setting> settings = new LinkedHashMap<>();
    while (!events.checkEvent(Event.ID.MappingEnd)) {
      Place section = at(events.peekEvent(), path);
      // Not read first: keys within keys would be levels that nobody counts.
      boolean isNode = events.peekEvent() instanceof CollectionStartEvent;
      if (isNode || !(setting(events, path, level) instanceof Setting.Text key)) {
        throw section.refuse("has a key that is not text. Write a name.");
      }
      Place place = section.child(key.text());
      Setting earlier = settings.put(key.text(), setting(events, place.key(), level + 1));
      if (earlier != null) {
        throw place.refuse("is written twice, before at " + earlier.place().file() + ". Keep one.");
      }
    }
    events.getEvent();
    return settings;
  }

  private static void refuseTag(Place place, @Nullable String tag) throws ConfigException {
    if (tag != null) {
      throw place.refuse("has the tag " + tag + ", and tags are not allowed. Remove it.");
    }
  }

  private Place at(Event event, String path) {
    return Place.inFile(name, event.getStartMark().getLine() + 1, path);
  }
}
