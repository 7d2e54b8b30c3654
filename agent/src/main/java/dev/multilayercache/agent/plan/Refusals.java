package dev.multilayercache.agent.plan;

import dev.multilayercache.agent.log.AgentLog;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The methods that asked for something they do not get, each with its reason; each is written to
 * the log once, and of the calls that fail in one way only the first.
 *
 * <p>Strings only, and at most {@value #MOST} of them: beyond that a refusal is written but not
 * listed, so it may be written again. Safe for use by any thread.
 */
public final class Refusals {
  private static final int MOST = 1_000;

  private final Map<Cause, Refusal> refusals = new LinkedHashMap<>();

  /**
   * A method and why it was refused.
   *
   * @param method for people, {@code com.acme.Repo.find(long)}
   * @param reason what is in the way, and what to do
   */
  public record Refusal(String method, String reason) {}

  /** The ways in which single calls of a method fail. */
  public enum Kind {
    KEY("some calls are not cached"),
    TAGS("some results are not cached"),
    INHERITED("some results are not cached"),
    RESULT("some results are not cached"),
    INVALIDATION("some calls do not invalidate"),
    UPDATE("some results are not stored by @UpdateCached");

    private final String effect;

    Kind(String effect) {
      this.effect = effect;
    }
  }

  /**
   * What makes two refusals one: the reason, for single calls the kind, or who was switched off.
   */
  private record Cause(String method, Object what) {}

  /** A method whose results are not cached. */
  public void notCached(String method, String reason) {
    add(method, "not cached", reason);
  }

  /** A method that does not invalidate what it says. */
  public void notInvalidating(String method, String reason) {
    add(method, "does not invalidate", reason);
  }

  /** A method that makes caches forget before its work is done, because nobody hears of its end. */
  public void changingTooEarly(String method, String reason) {
    add(method, "changes caches too early", reason);
  }

  /** A method that does not do what it says to what others have cached. */
  public void notChanging(String method, boolean onlyUpdates, String reason) {
    if (onlyUpdates) {
      add(method, "does not update", reason);
    } else {
      notInvalidating(method, reason);
    }
  }

  /** A method of which single calls fail, whatever their arguments or results. */
  public void ofSomeCalls(String method, Kind kind, String reason) {
    String line = kind.effect + ": " + reason;
    if (isNew(new Cause(method, kind), new Refusal(method, line))) {
      AgentLog.warn(method + ": " + line);
    }
  }

  /**
   * A method that was cached, or did invalidate, until the agent failed too often. Always written:
   * it may go off, on and off again.
   *
   * @param identity tells it from methods of the same name in other class loaders; holds nothing
   */
  public void switchedOff(Object identity, String method, String reason) {
    String line = "switched off: " + reason;
    isNew(new Cause(method, identity), new Refusal(method, line));
    AgentLog.warn(method + ": " + line);
  }

  /** The same method, on again: it is refused no longer. */
  public void switchedOn(Object identity, String method) {
    synchronized (refusals) {
      refusals.remove(new Cause(method, identity));
    }
    AgentLog.info(method + ": switched on again.");
  }

  /** All of them, oldest first. */
  public List<Refusal> all() {
    synchronized (refusals) {
      return new ArrayList<>(refusals.values());
    }
  }

  private void add(String method, String effect, String reason) {
    if (isNew(new Cause(method, reason), new Refusal(method, reason))) {
      AgentLog.warn(method + ": " + effect + ": " + reason);
    }
  }

  private boolean isNew(Cause cause, Refusal refusal) {
    synchronized (refusals) {
      if (refusals.size() >= MOST) {
        return !refusals.containsKey(cause);
      }
      return refusals.putIfAbsent(cause, refusal) == null;
    }
  }
}
