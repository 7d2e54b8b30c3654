package dev.multilayercache.agent.config;

import java.util.List;
import java.util.Map;

/** A piece of the configuration that is not yet understood; it knows where it was written. */
sealed interface Setting {
  Place place();

  /** What it is, for people. */
  String kind();

  /** A scalar as it was written. */
  record Text(Place place, String text) implements Setting {
    @Override
    public String kind() {
      return "text";
    }
  }

  /** A key without a value. */
  record Nothing(Place place) implements Setting {
    @Override
    public String kind() {
      return "empty";
    }
  }

  /** A list; overrides change it in place. */
  record Items(Place place, List<Setting> items) implements Setting {
    @Override
    public String kind() {
      return "a list";
    }
  }

  /** Keys with their settings in the order of the file; overrides change it in place. */
  record Section(Place place, Map<String, Setting> settings) implements Setting {
    @Override
    public String kind() {
      return "a section";
    }
  }
}
