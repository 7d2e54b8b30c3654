package dev.multilayercache.agent.coherence;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The shared objects on which the protocol is built: a register with the clock, a map of scopes, a
 * log, a registry of nodes, and the entries themselves.
 *
 * <p>Clock, log and registry live in one place: what one of them confirms was not answered by
 * another copy of the others. A confirmed write is held by a second copy. Every method throws an
 * unchecked exception if it did not come about in time; a write may then have taken effect or take
 * it later. Safe for use by any thread.
 */
public interface Cluster {
  /** The scope of everything: it stands for those that were forgotten. */
  String EVERYTHING = "a";

  /** How the names begin that are no scopes of entries, and are never forgotten. */
  String MARK = "s";

  /** How many members there are now, as this node sees them. */
  int members();

  /** How many there must be; a majority of all, so that two halves never both go on. */
  int minMembers();

  @Nullable ClusterClock clock();

  /**
   * Sets the clock if it is the one expected.
   *
   * @param expected null if there must be none
   */
  boolean setClock(@Nullable ClusterClock expected, ClusterClock next);

  /** The clock at the last invalidation of each scope; none is missing that still counts. */
  Map<String, Long> scopes();

  /** Those invalidated after that sequence. */
  Map<String, Long> scopesAfter(long sequence);

  /** Raises each to at least the sequence. */
  void raiseScopes(Set<String> scopes, long sequence);

  int scopeCount();

  /**
   * Removes the scopes that were invalidated up to that sequence, but neither {@link #EVERYTHING}
   * nor what begins with {@link #MARK}.
   */
  void forgetScopes(long sequence);

  /** Removes the entries, with the leases of those who load them. */
  void delete(List<Invalidation.ByKey> keys);

  void deleteMatching(Invalidation.ByPattern pattern);

  /** Appends to the log; the position. */
  long append(LogRecord record);

  /** The last position in the log; less than {@link #head} if it is empty. */
  long tail();

  /** The first position that is still there. */
  long head();

  /** What the log holds there, or null. */
  @Nullable Logged logged(long position);

  /**
   * Reads the log, waiting for at least one record. What it answers may begin elsewhere: see {@link
   * Batch#first}.
   */
  CompletableFuture<Batch> read(long from, int most);

  /**
   * The member that answers for clock, log and registry now, as this node sees it. If it is the
   * same before a read and after a confirmed write, the read was that member's in its office.
   */
  UUID holder();

  /** The nodes in the registry, this one too. */
  Map<String, Registered> nodes();

  /** This node's name in the registry, unlike any other's. */
  String self();

  @Nullable Registered node(String name);

  /**
   * Writes into the registry if it holds what is expected.
   *
   * @param expected null if there must be nothing
   * @return what was written, or null if something else is there
   */
  @Nullable Registered setNode(String name, @Nullable Registered expected, NodeRecord next);

  /** Removes a node from the registry if it holds what is expected. */
  boolean removeNode(String name, Registered expected);

  /**
   * A part of the log.
   *
   * @param first the position of the first record: another one than was asked for says that the log
   *     no longer holds that, or is another log
   */
  record Batch(long first, List<Logged> records) {}

  /**
   * One place in the log.
   *
   * @param content the bytes as they are
   * @param record null if they are not a record of this application's nodes
   */
  record Logged(Content content, @Nullable LogRecord record) {}

  /**
   * A node as the registry has it.
   *
   * @param record null if it is not a record that this node understands
   */
  record Registered(Content content, @Nullable NodeRecord record) {}
}
