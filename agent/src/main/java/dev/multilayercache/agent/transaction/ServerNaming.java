package dev.multilayercache.agent.transaction;

import javax.naming.InitialContext;
import javax.naming.NamingException;
import org.jspecify.annotations.Nullable;

/** JNDI, in a class of its own: there are JVMs without it. */
final class ServerNaming {
  private ServerNaming() {}

  /** What a server has bound to one of its own names, or null. */
  @SuppressWarnings("BanJNDI") // a name of the server's, which nobody can choose
  static @Nullable Object find(String name) {
    try {
      return new InitialContext().lookup(name);
    } catch (NamingException e) {
      return null; // no server, or none in whose naming this thread works
    }
  }
}
