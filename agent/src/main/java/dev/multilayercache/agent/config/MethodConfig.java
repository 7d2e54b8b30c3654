package dev.multilayercache.agent.config;

import java.util.List;

/**
 * A method of which agent.yaml says what it does, without touching its source: {@code
 * com.acme.Repo#find(long)}.
 *
 * @param className binary name of the class
 * @param parameterTypes binary names, arrays as in the source: {@code java.lang.String[]}
 * @param wishes how it is cached, unless it changes what others have cached
 * @param line where it stands in the file; 0 if not in one
 */
public record MethodConfig(
    String className,
    String method,
    List<String> parameterTypes,
    CacheWishes wishes,
    ChangeWishes changes,
    int line) {
  public MethodConfig {
    parameterTypes = List.copyOf(parameterTypes);
  }

  /** A cached one. */
  public MethodConfig(
      String className, String method, List<String> parameterTypes, CacheWishes wishes, int line) {
    this(className, method, parameterTypes, wishes, ChangeWishes.NONE, line);
  }

  /** Whether it is to be cached; else it changes what others have cached. */
  public boolean isCached() {
    return changes.isNone();
  }
}
