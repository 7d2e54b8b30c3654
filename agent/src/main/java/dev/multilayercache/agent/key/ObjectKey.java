package dev.multilayercache.agent.key;

/**
 * The local key of a call on an object that is told from all others.
 *
 * @param local the key that the arguments make
 */
record ObjectKey(ObjectIdentity object, Object local) {}
