package dev.multilayercache.agent.hostile;

import java.util.List;

/**
 * A place where bytes come in that somebody else has written.
 *
 * @param samples what it takes when nobody is hostile
 * @param attacks made by hand and given as they are; none is ever an answer
 * @param inputs how many are made from the samples beside those
 */
public record Target(
    String name, int inputs, List<byte[]> samples, List<byte[]> attacks, Taker taker) {

  /** What became of an input. */
  public enum Outcome {
    /** It is as good as one that nobody has tampered with. */
    ANSWER,
    MISS,
    REFUSAL
  }

  /** Takes one input; all that it throws has escaped. */
  @FunctionalInterface
  public interface Taker {
    Outcome take(byte[] input) throws Throwable;
  }
}
