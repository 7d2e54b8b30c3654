package dev.multilayercache.agent.config;

/** One thing of a call's surroundings on which its result depends: part of its key. */
public sealed interface Dimension {
  /** The value of a key in SLF4J's MDC, {@code mdc:tenant}. */
  record Mdc(String key) implements Dimension {
    static final String PREFIX = "mdc:";

    @Override
    public String toString() {
      return PREFIX + key;
    }
  }

  /** A system property, {@code sys:region}. */
  record SystemProperty(String name) implements Dimension {
    static final String PREFIX = "sys:";

    @Override
    public String toString() {
      return PREFIX + name;
    }
  }

  /** What a static method without parameters returns, {@code com.acme.Tenant#current()}. */
  record StaticMethod(String className, String method) implements Dimension {
    @Override
    public String toString() {
      return className + "#" + method + "()";
    }
  }

  /**
   * Understands one as it is written; {@code toString} gives that back.
   *
   * @throws IllegalArgumentException with what follows {@code is} in a line for people
   */
  static Dimension parse(String text) {
    if (text.startsWith(Mdc.PREFIX) && text.length() > Mdc.PREFIX.length()) {
      return new Mdc(text.substring(Mdc.PREFIX.length()));
    }
    if (text.startsWith(SystemProperty.PREFIX) && text.length() > SystemProperty.PREFIX.length()) {
      return new SystemProperty(text.substring(SystemProperty.PREFIX.length()));
    }
    int hash = text.indexOf('#');
    String owner = text.substring(0, Math.max(hash, 0));
    String call = text.substring(hash + 1);
    String method = call.endsWith("()") ? call.substring(0, call.length() - 2) : "";
    if (isClassName(owner) && isIdentifier(method)) {
      return new StaticMethod(owner, method);
    }
    throw new IllegalArgumentException(
        "\"%s\", which names nothing of a call's surroundings. Write mdc:tenant, sys:region or com.acme.Tenant#current()."
            .formatted(text));
  }

  private static boolean isClassName(String text) {
    for (String part : text.split("\\.", -1)) {
      if (!isIdentifier(part)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isIdentifier(String text) {
    return !text.isEmpty()
        && Character.isJavaIdentifierStart(text.charAt(0))
        && text.chars().allMatch(Character::isJavaIdentifierPart);
  }
}
