package dev.multilayercache.agent.coherence.model;

/** Takes the steps that are possible in a state. */
@FunctionalInterface
interface Steps {
  void to(String actor, int index, String what, State next);
}
