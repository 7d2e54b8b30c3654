package dev.multilayercache.agent.plan;

import org.jspecify.annotations.Nullable;

/**
 * A woven method, by name: it holds no class.
 *
 * @param className in the form of {@link Class#getName}
 * @param descriptor as the JVM writes it
 */
public record WovenMethod(String className, String name, String descriptor) {

  /** Written out: for a record's own comparison a JVM first makes up a hundred classes. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof WovenMethod that
        && className.equals(that.className)
        && name.equals(that.name)
        && descriptor.equals(that.descriptor);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * className.hashCode() + name.hashCode()) + descriptor.hashCode();
  }
}
