package dev.multilayercache.benchmark.hit.peer;

import dev.multilayercache.benchmark.hit.contender.Contender;
import dev.multilayercache.benchmark.hit.contender.Described;
import dev.multilayercache.benchmark.hit.contender.Peer;
import java.util.concurrent.ConcurrentHashMap;

/** {@code ConcurrentHashMap.get}: no bound, no expiry, the floor of whatever looks a key up. */
@Described(title = "ConcurrentHashMap.get", setUp = "a map without bound or expiry")
public final class PlainMap implements Peer {

  @Override
  public Contender oneArgument() {
    ConcurrentHashMap<Long, Long> map = new ConcurrentHashMap<>();
    return new OneArgument() {
      @Override
      Long answer(long id) {
        Long found = map.get(id);
        return found != null ? found : map.computeIfAbsent(id, Bodies::run);
      }
    };
  }
}
