package dev.multilayercache.agent.instrument;

import dev.multilayercache.agent.plan.Refusals;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Names the annotated classes that are never woven for where they are or how they came, so that
 * none of them is silent. Safe for use by any thread.
 */
record OverlookedClasses(Refusals refusals) {

  /**
   * A class is left alone.
   *
   * @param reason what is in the way, and what to do
   */
  void add(String internalName, byte[] bytes, String reason) {
    ClassFile type = ClassFile.read(bytes);
    boolean isAnnotated =
        type == null ? contains(bytes) : type.mentionsAny(Annotations.DESCRIPTORS);
    if (isAnnotated) {
      refusals.notCached(internalName.replace('/', '.'), reason);
    }
  }

  /** A class that something went wrong with, whether it has annotations or not. */
  void addFailed(String internalName, Throwable failure) {
    refusals.notCached(
        internalName.replace('/', '.'),
        "it could not be examined (" + failure + "). Please report this.");
  }

  /** A class in the loader of the JVM's own classes, or in a package that is left alone. */
  void addIgnored(@Nullable ClassLoader loader, String internalName, byte[] bytes) {
    if (IgnoredClasses.mayBeAnApplications(internalName)) {
      add(
          internalName,
          bytes,
          loader == null
              ? "it is on the boot class path, where nothing is woven. Put it on the class path."
              : "it is in a package of the JDK or of an agent, where nothing is woven. Move it.");
    }
  }

  private static boolean contains(byte[] bytes) {
    for (byte[] descriptor : Annotations.DESCRIPTORS) {
      for (int at = 0; at + descriptor.length <= bytes.length; at++) {
        if (bytes[at] == descriptor[0] && matches(bytes, at, descriptor)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean matches(byte[] bytes, int at, byte[] text) {
    return Arrays.equals(bytes, at, at + text.length, text, 0, text.length);
  }
}
