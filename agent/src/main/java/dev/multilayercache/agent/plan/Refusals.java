package dev.multilayercache.agent.plan;

import dev.multilayercache.agent.log.AgentLog;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The methods that asked for something they do not get, each with its reason; each is written to
 * the log once.
 *
 * <p>Strings only, and at most {@value #MOST} of them: beyond that a refusal is written but not
 * listed, so it may be written again. Safe for use by any thread.
 */
public final class Refusals {
  private static final int MOST = 1_000;

  private final Set<Refusal> refusals = new LinkedHashSet<>();

  /**
   * A method and why it was refused.
   *
   * @param method for people, {@code com.acme.Repo.find(long)}
   * @param reason what is in the way, and what to do
   */
  public record Refusal(String method, String reason) {}

  /** A method whose results are not cached. */
  public void notCached(String method, String reason) {
    add(method, "not cached", reason);
  }

  /** A method that does not invalidate what it says. */
  public void notInvalidating(String method, String reason) {
    add(method, "does not invalidate", reason);
  }

  /** All of them, oldest first. */
  public List<Refusal> all() {
    synchronized (refusals) {
      return new ArrayList<>(refusals);
    }
  }

  private void add(String method, String effect, String reason) {
    if (isNew(new Refusal(method, reason))) {
      AgentLog.warn(method + ": " + effect + ": " + reason);
    }
  }

  private boolean isNew(Refusal refusal) {
    synchronized (refusals) {
      if (refusals.size() >= MOST) {
        return !refusals.contains(refusal);
      }
      return refusals.add(refusal);
    }
  }
}
