package dev.multilayercache.agent.testing;

import dev.multilayercache.agent.coherence.Confirmation;
import dev.multilayercache.agent.coherence.Invalidation;
import dev.multilayercache.agent.coherence.InvalidationBus;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** A bus that remembers what was published and answers as told. */
public final class RecordingBus implements InvalidationBus {
  private final List<Invalidation> published = new CopyOnWriteArrayList<>();
  private final List<Consumer<Invalidation>> listeners = new CopyOnWriteArrayList<>();
  private volatile Confirmation answer = new Confirmation(true, "2 members");
  private volatile Runnable whenPublishing = () -> {};

  public void answer(Confirmation next) {
    answer = next;
  }

  public void whenPublishing(Runnable action) {
    whenPublishing = action;
  }

  public List<Invalidation> published() {
    return published;
  }

  /** As if another node had published it. */
  public void receive(Invalidation invalidation) {
    listeners.forEach(each -> each.accept(invalidation));
  }

  @Override
  public Confirmation publish(Invalidation invalidation) {
    published.add(invalidation);
    whenPublishing.run();
    return answer;
  }

  @Override
  public void subscribe(Consumer<Invalidation> listener) {
    listeners.add(listener);
  }
}
