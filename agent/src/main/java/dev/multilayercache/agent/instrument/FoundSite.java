package dev.multilayercache.agent.instrument;

import dev.multilayercache.agent.plan.MethodSite;
import org.jspecify.annotations.Nullable;

/** A method that asks to be woven, as found in a class file. */
record FoundSite(ClassMethod method, MethodSite site) {

  /** Each is found once; for a record's own comparison a JVM first makes up a hundred classes. */
  @Override
  public boolean equals(@Nullable Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }
}
