package dev.multilayercache.agent.plan;

/**
 * The mocks that Mockito makes by changing the classes that are mocked, where it has changed a
 * class before the agent sees it.
 *
 * <p>Of two agents the one that came last is the outer one. If that is this one, which happens when
 * tests attach it, calls of mocks come to it first: without a question its caches would answer
 * them, and keep what mocks return for other objects. Where Mockito came last nothing is asked.
 */
public final class InlineMocks {
  /** Internal name of the class, in the boot loader, that each changed method of Mockito's asks. */
  public static final String ASKED =
      "org/mockito/internal/creation/bytebuddy/inject/MockMethodDispatcher";

  /** What a woven method's {@code invokedynamic} is named where mocks may call it. */
  public static final String ENTER_UNLESS_MOCK = "enterUnlessMock";

  private InlineMocks() {}
}
