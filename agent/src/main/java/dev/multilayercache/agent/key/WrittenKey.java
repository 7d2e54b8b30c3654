package dev.multilayercache.agent.key;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A key as a person or a program writes it who knows how methods make theirs: whole, however long.
 *
 * <p>What the arguments make is shortened before the receiver comes in front of it, so here the two
 * are taken apart first.
 *
 * @param receiver null if the key does not say of which it is
 */
public record WrittenKey(@Nullable ReceiverText receiver, String rest) {

  /**
   * Understands a text. Half a surrogate pair, which no encoding on the way to other nodes would
   * keep, is written as methods write it.
   */
  public static WrittenKey of(String written) {
    String text = Escapes.escapeHalfPairs(written);
    ReceiverText receiver = ReceiverText.inFrontOf(text);
    return new WrittenKey(receiver, receiver == null ? text : text.substring(receiver.length()));
  }

  /** The one canonical key that it is. */
  public String canonical() {
    return behindReceiver(KeyLength.limit(rest));
  }

  /** The canonical keys that it can mean if it may also be what the agent made of a long one. */
  public List<String> named() {
    List<String> named = new ArrayList<>();
    if (receiver != null && KeyLength.looksShortened(receiver + rest)) {
      named.add(receiver + rest);
    }
    for (String each : KeyLength.named(rest)) {
      named.add(behindReceiver(each));
    }
    return named;
  }

  /** The number of an object stands for it in this JVM only, where keys may be a little longer. */
  private String behindReceiver(String shortened) {
    if (receiver == null) {
      return shortened;
    }
    String key = receiver + shortened;
    return receiver.isNumber() ? key : KeyLength.limit(key);
  }
}
