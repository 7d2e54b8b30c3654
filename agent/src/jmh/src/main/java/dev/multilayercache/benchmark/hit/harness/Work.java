package dev.multilayercache.benchmark.hit.harness;

import dev.multilayercache.benchmark.hit.contender.Contender;
import dev.multilayercache.benchmark.hit.contender.Peer;
import org.jspecify.annotations.Nullable;

/** What the contenders are asked to do. */
public enum Work {
  ZIPF("One `long`, by Zipf's law from 10,000"),

  HOT_KEY("One `long`, always the same") {
    @Override
    Ids ids() {
      return Ids.always(4_711);
    }
  },

  TWO_ARGUMENTS("A `long` and a `String`, by Zipf's law from 10,000") {
    @Override
    @Nullable Contender of(Peer peer) throws Exception {
      return peer.twoArguments();
    }
  },

  NO_ARGUMENT("No argument") {
    @Override
    Ids ids() {
      return Ids.always(0);
    }

    @Override
    @Nullable Contender of(Peer peer) throws Exception {
      return peer.noArgument();
    }
  },

  FOUR_ARGUMENTS("Four arguments, by Zipf's law from 10,000") {
    @Override
    @Nullable Contender of(Peer peer) throws Exception {
      return peer.fourArguments();
    }
  },

  OPTIONS("One `long`, by Zipf's law from 10,000: what options of the method cost"),

  SWITCHED_OFF("One `long`, nothing cached");

  private final String title;

  Work(String title) {
    this.title = title;
  }

  public String title() {
    return title;
  }

  Ids ids() {
    return Ids.zipf();
  }

  @Nullable Contender of(Peer peer) throws Exception {
    return peer.oneArgument();
  }

  Contender contender(Peer peer) throws Exception {
    Contender contender = of(peer);
    if (contender == null) {
      throw new IllegalArgumentException(peer + " takes no part in " + this);
    }
    return contender;
  }
}
