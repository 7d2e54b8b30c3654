package dev.multilayercache.agent.call;

import dev.multilayercache.agent.engine.BodyLoad;
import dev.multilayercache.agent.engine.Keeping;
import dev.multilayercache.agent.thread.StackRoom;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Told how the body of a cached method ended; keeps what fails in us then from the woven code,
 * which could only swallow it. Made before there is a load, so that none is lost for want of memory
 * to make this. If the method inherits tags, its thread is within such a load from {@link #begin}
 * to {@link #leave}. Used by one thread.
 */
final class LoadEnd implements BodyLoad {
  private final CachedCall call;

  /** The cache's own, which takes one ending. */
  @Nullable BodyLoad load;

  /** Null unless the method inherits tags and its load is under way. */
  private @Nullable InheritedTags inherited;

  /** Whether its thread had changed what is not committed when the call came. */
  private final boolean beganUncommitted;

  LoadEnd(CachedCall call) {
    this.call = call;
    this.beganUncommitted = call.scopes().uncommitted().mayBeRead();
  }

  /**
   * Before it is known whether there will be a load.
   *
   * @throws StackOverflowError if the stack has no room for {@link #leave}; nothing was begun then
   */
  void begin() {
    if (call.inheritsTags()) {
      StackRoom.proveForCall();
      inherited = call.scopes().inheritance().begin();
    }
  }

  /** The agent failed on a thread of its own. */
  void failedInTheBackground(Throwable failure) {
    call.failedInTheBackground(failure);
  }

  /** There is no load, or it is over. */
  void leave() {
    InheritedTags left = inherited;
    inherited = null;
    if (left != null) {
      call.scopes().inheritance().end(left);
    }
  }

  /**
   * How a value is kept that was loaded here: not at all if what the thread read was not committed
   * when the call came, or is not now; else with the tags of what the value was made of, if it
   * inherits them.
   *
   * @param own as it would be kept by itself
   */
  @Nullable Keeping keep(@Nullable Keeping own) {
    if (own == null || beganUncommitted || call.scopes().uncommitted().mayBeRead()) {
      return null;
    }
    if (!call.inheritsTags()) {
      return own;
    }
    InheritedTags known = inherited;
    if (known == null || !known.areComplete()) {
      call.failures().ofInheritedTags(call.method());
      return null;
    }
    Set<String> all = new LinkedHashSet<>(own.tags());
    all.addAll(known.tags());
    return new Keeping(List.copyOf(all), own.ttl());
  }

  @Override
  public void accept(@Nullable Object result, @Nullable Throwable thrown) {
    BodyLoad ended = Objects.requireNonNull(load);
    try {
      call.results().end(ended, result, thrown);
    } catch (Throwable failure) {
      try {
        ended.accept(null, failure); // if it failed too early to let the followers go on
      } finally {
        call.failedAtTheEnd(failure);
      }
    } finally {
      leave();
    }
  }

  @Override
  public @Nullable Object get() {
    return answer(Objects.requireNonNull(load).get());
  }

  @Override
  public @Nullable Object substitute() {
    return answer(Objects.requireNonNull(load).substitute());
  }

  @Override
  public boolean maySubstitute() {
    return Objects.requireNonNull(load).maySubstitute();
  }

  @Override
  public void handOver() {
    Objects.requireNonNull(load).handOver();
  }

  @Override
  public void takeOver() {
    Objects.requireNonNull(load).takeOver();
  }

  @Override
  public void giveUp() {
    end(BodyLoad::giveUp);
  }

  /** The body has run, and it is not known of which key what it gave is the value. */
  void keepNothing() {
    end(load -> load.accept(Copies.NOT_KEPT, null));
  }

  private void end(Consumer<BodyLoad> way) {
    try {
      way.accept(Objects.requireNonNull(load));
    } catch (Throwable failure) {
      call.failedAtTheEnd(failure);
    } finally {
      leave();
    }
  }

  private @Nullable Object answer(@Nullable Object substitute) {
    return call.results().areShared() ? substitute : call.results().answer(substitute);
  }
}
