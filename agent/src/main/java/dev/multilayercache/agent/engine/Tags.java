package dev.multilayercache.agent.engine;

import dev.multilayercache.agent.log.AgentLog;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The one way in which the tags of one cache are written, wherever they come from: annotations,
 * agent.yaml, the API, JMX. Entries and invalidations that mean the same tag carry the same text.
 * Safe for use by any thread.
 */
final class Tags {
  private static final int MOST = 128;
  private static final int MOST_BYTES = 128;

  private final String cache;

  /** Of the entry before: most often those of the next, which then takes no list of its own. */
  private List<String> last = List.of();

  Tags(String cache) {
    this.cache = cache;
  }

  /** Each once, in percent-encoding. */
  static List<String> written(List<String> tags) {
    return tags.stream().map(PercentEncoding::encode).distinct().toList();
  }

  /** The tags that an entry carries, or null, with a warning, if they are more than it may. */
  @Nullable List<String> ofEntry(List<String> tags) {
    List<String> before = last; // unsynchronized: another one is as good
    if (before.equals(tags)) {
      return before;
    }
    List<String> written = written(tags);
    boolean fit =
        written.size() <= MOST
            && written.stream()
                .allMatch(tag -> tag.getBytes(StandardCharsets.UTF_8).length <= MOST_BYTES);
    if (fit) {
      List<String> shared = List.copyOf(written); // as an entry keeps it
      last = shared;
      return shared;
    }
    AgentLog.warnOncePerMinute(
        "tags " + cache,
        "cache %s: a value has more than %d tags or one longer than %d bytes. It is returned and"
                .formatted(cache, MOST, MOST_BYTES)
            + " not stored. Use fewer or shorter tags.");
    return null;
  }
}
