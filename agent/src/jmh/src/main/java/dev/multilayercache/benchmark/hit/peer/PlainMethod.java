package dev.multilayercache.benchmark.hit.peer;

import dev.multilayercache.benchmark.hit.contender.Contender;
import dev.multilayercache.benchmark.hit.contender.Described;
import dev.multilayercache.benchmark.hit.contender.Peer;

/** A method that is not cached. */
@Described(title = "plain method", setUp = "adds two numbers and boxes the sum")
public final class PlainMethod implements Peer {

  @Override
  public Contender oneArgument() {
    return new OneArgument() {
      @Override
      Long answer(long id) {
        return add(id);
      }
    };
  }

  private static Long add(long id) {
    return id + Contender.MORE;
  }
}
