package dev.multilayercache.agent.call;

import dev.multilayercache.agent.key.ReceiverText;
import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/**
 * Puts what the called object is, by its value, in front of the key that the arguments make, as an
 * argument would stand in it.
 *
 * <p>The text of an object that cannot change is remembered for the one that was called last, which
 * is not kept alive. Safe for use by any thread.
 */
final class ReceiverValue implements ReceiverPart {
  private static final WeakReference<Object> NOBODY = new WeakReference<>(null);

  /** Written without synchronization: one thread may not see what another remembers. */
  private Known last = new Known(NOBODY, null);

  private record Known(WeakReference<Object> receiver, @Nullable ReceiverText text) {}

  @Override
  public Object key(Object receiver, Object local) {
    Known known = last;
    ReceiverText text = known.text;
    if (text == null || !known.receiver.refersTo(receiver)) {
      text = ReceiverText.ofValue(receiver);
      if (ReceiverText.isLasting(receiver)) {
        last = new Known(new WeakReference<>(receiver), text);
      }
    }
    return text.before(local);
  }
}
