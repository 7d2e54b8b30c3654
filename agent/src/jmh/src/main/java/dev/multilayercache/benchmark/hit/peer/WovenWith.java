package dev.multilayercache.benchmark.hit.peer;

import dev.multilayercache.MultiLayerCached;
import dev.multilayercache.Receiver;
import dev.multilayercache.benchmark.hit.contender.Contender;
import dev.multilayercache.benchmark.hit.contender.Described;
import dev.multilayercache.benchmark.hit.contender.Peer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongFunction;

/** The method of {@link Woven} which asks for one thing more. */
public final class WovenWith {
  private static final String NUMBERS = "numbers";
  private static final String ANSWERS = "answers";
  private static final String TTL = "1h";

  private WovenWith() {}

  private static Contender contender(LongFunction<Long> method) {
    return new OneArgument() {
      @Override
      Long answer(long id) {
        return method.apply(id);
      }
    };
  }

  /** A key with a text of its own. */
  @Described(title = "key = \"number:{id}\"", setUp = "the woven method with that")
  public static final class KeyTemplate implements Peer {
    @Override
    public Contender oneArgument() {
      return contender(this::one);
    }

    @MultiLayerCached(
        key = "number:{id}",
        tags = {NUMBERS, ANSWERS},
        ttl = TTL)
    private Long one(long id) {
      return Bodies.run(id);
    }
  }

  /** A condition. */
  @Described(title = "condition = \"id >= 0\"", setUp = "the woven method with that")
  public static final class Condition implements Peer {
    @Override
    public Contender oneArgument() {
      return contender(this::one);
    }

    @MultiLayerCached(
        condition = "id >= 0",
        tags = {NUMBERS, ANSWERS},
        ttl = TTL)
    private Long one(long id) {
      return Bodies.run(id);
    }
  }

  /** Entries that are reloaded in time, and stand in for loads that fail. */
  @Described(
      title = "refreshAhead and staleIfError",
      setUp = "the woven method with `refreshAhead = \"0.8\"` and `staleIfError = \"1h\"`")
  public static final class Enduring implements Peer {
    @Override
    public Contender oneArgument() {
      return contender(this::one);
    }

    @MultiLayerCached(
        refreshAhead = "0.8",
        staleIfError = "1h",
        tags = {NUMBERS, ANSWERS},
        ttl = TTL)
    private Long one(long id) {
      return Bodies.run(id);
    }
  }

  /** A result that a body may fail to give. */
  @Described(
      title = "cachedExceptions",
      setUp = "the woven method with `cachedExceptions = IllegalStateException.class`")
  public static final class CachedExceptions implements Peer {
    @Override
    public Contender oneArgument() {
      return contender(this::one);
    }

    @MultiLayerCached(
        cachedExceptions = IllegalStateException.class,
        tags = {NUMBERS, ANSWERS},
        ttl = TTL)
    private Long one(long id) {
      return Bodies.run(id);
    }
  }

  /** A load that has the tags of what it read. */
  @Described(title = "inheritTags", setUp = "the woven method with `inheritTags = true`")
  public static final class InheritTags implements Peer {
    @Override
    public Contender oneArgument() {
      return contender(this::one);
    }

    @MultiLayerCached(
        inheritTags = true,
        tags = {NUMBERS, ANSWERS},
        ttl = TTL)
    private Long one(long id) {
      return Bodies.run(id);
    }
  }

  /** A result to come. */
  @Described(
      title = "of a CompletableFuture",
      setUp = "the woven method with a `CompletableFuture` for a result, whose value is asked for")
  public static final class Future implements Peer {
    @Override
    public Contender oneArgument() {
      return contender(id -> one(id).join());
    }

    @MultiLayerCached(
        tags = {NUMBERS, ANSWERS},
        ttl = TTL)
    private CompletableFuture<Long> one(long id) {
      return CompletableFuture.completedFuture(Bodies.run(id));
    }
  }

  /** A key that has the object in it which is called. */
  @Described(
      title = "receiver = EQUALS",
      setUp = "the woven method with that, of a record of one `int`")
  public static final class OfReceiver implements Peer {
    @Override
    public Contender oneArgument() {
      return contender(new Shelf(7)::one);
    }
  }

  /** An object of values. */
  private record Shelf(int number) {
    @MultiLayerCached(
        receiver = Receiver.EQUALS,
        tags = {NUMBERS, ANSWERS},
        ttl = TTL)
    private Long one(long id) {
      return Bodies.run(id);
    }
  }

  /** A key that has the call's surroundings in it. */
  @Described(
      title = "varyBy a system property",
      setUp = "the woven method with `varyBy = \"sys:java.vendor\"`")
  public static final class VaryBy implements Peer {
    @Override
    public Contender oneArgument() {
      return contender(this::one);
    }

    @MultiLayerCached(
        varyBy = "sys:java.vendor",
        tags = {NUMBERS, ANSWERS},
        ttl = TTL)
    private Long one(long id) {
      return Bodies.run(id);
    }
  }

  /** An argument that is a record of values. */
  @Described(
      title = "of a record",
      setUp = "the woven method with a record of a `long` and an `int` for an argument")
  public static final class OfRecord implements Peer {
    private record Page(long id, int size) {}

    @Override
    public Contender oneArgument() {
      return contender(id -> one(new Page(id, 20)));
    }

    @MultiLayerCached(
        tags = {NUMBERS, ANSWERS},
        ttl = TTL)
    private Long one(Page page) {
      return Bodies.run(page.id());
    }
  }

  /** An argument that is a list of values. */
  @Described(
      title = "of a list",
      setUp = "the woven method with a list of two `Long` for an argument")
  public static final class OfList implements Peer {
    @Override
    public Contender oneArgument() {
      return contender(id -> one(List.of(id, 20L)));
    }

    @MultiLayerCached(
        tags = {NUMBERS, ANSWERS},
        ttl = TTL)
    private Long one(List<Long> ids) {
      return Bodies.run(ids.get(0));
    }
  }

  /** A method that objects of a subclass inherit. */
  @Described(
      title = "of a subclass",
      setUp = "the woven method called on an object of a subclass that overrides nothing")
  public static final class OfSubclass implements Peer {
    private static class Base {
      @MultiLayerCached(
          tags = {NUMBERS, ANSWERS},
          ttl = TTL)
      Long one(long id) {
        return Bodies.run(id);
      }
    }

    private static final class Sub extends Base {}

    @Override
    public Contender oneArgument() {
      return contender(new Sub()::one);
    }
  }
}
