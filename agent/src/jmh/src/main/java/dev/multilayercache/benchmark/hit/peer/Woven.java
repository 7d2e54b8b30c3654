package dev.multilayercache.benchmark.hit.peer;

import dev.multilayercache.benchmark.hit.contender.Contender;
import dev.multilayercache.benchmark.hit.contender.Described;
import dev.multilayercache.benchmark.hit.contender.Peer;

/** Methods that the agent caches: a time-to-live, two tags, statistics. */
@Described(
    title = "woven method",
    setUp =
        "`@MultiLayerCached(tags = {two fixed ones}, ttl = \"1h\")` on a method of an object; local layer of 10,000 entries, statistics on, JMX on, as it comes")
public final class Woven implements Peer {
  private final WovenMethods methods = new WovenMethods();

  @Override
  public Contender oneArgument() {
    return new OneArgument() {
      @Override
      Long answer(long id) {
        return methods.one(id);
      }
    };
  }

  @Override
  public Contender twoArguments() {
    return new TwoArguments() {
      @Override
      Long answer(long id, String region) {
        return methods.two(id, region);
      }
    };
  }

  @Override
  public Contender noArgument() {
    return new NoArgument() {
      @Override
      Long answer() {
        return methods.none();
      }
    };
  }

  @Override
  public Contender fourArguments() {
    return new FourArguments() {
      @Override
      Long answer(long id, String region, int page, boolean detailed) {
        return methods.four(id, region, page, detailed);
      }
    };
  }
}
