package dev.multilayercache.agent.key;

/**
 * The local key of a call whose receiver counts by its class or its value; short enough to be
 * written out.
 *
 * @param local the key that the arguments make
 */
record ReceiverKey(ReceiverText receiver, Object local) {
  String canonical() {
    return receiver + KeyShape.canonical(local);
  }
}
