package dev.multilayercache.benchmark.growth;

import dev.multilayercache.benchmark.forked.Histogram;
import dev.multilayercache.benchmark.growth.MethodClass.How;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Loads so many methods of each kind, tells what that took, and then calls them in rotation on
 * demand; ends with its standard input.
 */
public final class MethodsApp {
  private static final int WARM_UP_METHODS = 200;

  private final int methods;
  private final ManyMethods bare;
  private final ManyMethods woven;
  private final ManyMethods byHand;
  private final MethodCalls wovenCalls;
  private final MethodCalls byHandCalls;

  private MethodsApp(int methods) {
    this.methods = methods;
    this.bare = new ManyMethods("bare", How.NOBODY, methods);
    this.woven = new ManyMethods("woven", How.WOVEN, methods);
    this.byHand = new ManyMethods("hand", How.BY_HAND, methods);
    this.wovenCalls = new MethodCalls(woven);
    this.byHandCalls = new MethodCalls(byHand);
  }

  /**
   * Takes how many methods; writes {@code <what> <figure>} lines, then a dot. From then on {@code
   * warm woven 40} (seconds at most), {@code slice woven 25} (milliseconds), {@code rest 5000} are
   * answered.
   */
  public static void main(String[] arguments) throws Exception {
    ManyMethods[] warmUp = {
      new ManyMethods("first.bare", How.NOBODY, WARM_UP_METHODS),
      new ManyMethods("first.woven", How.WOVEN, WARM_UP_METHODS),
      new ManyMethods("first.hand", How.BY_HAND, WARM_UP_METHODS)
    };
    for (ManyMethods each : warmUp) {
      each.load();
      new MethodCalls(each).fill();
    }
    MethodsApp app = new MethodsApp(Integer.parseInt(arguments[0]));
    app.tellCosts();
    System.out.println(".");
    BufferedReader commands =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line; (line = commands.readLine()) != null; ) {
      System.out.println(app.answer(line.split(" ")));
    }
    if (warmUp[0].callAll(1) == 0) { // and so they were needed until now
      System.err.println("nothing was called");
    }
  }

  private void tellCosts() throws Exception {
    Usage begin = Usage.now();
    bare.load();
    Usage bareLoaded = Usage.now();
    bare.callAll(MethodCalls.FIRST_ID);
    Usage bareCalled = Usage.now();
    Histogram before = Histogram.atRest();
    Usage wovenBegin = Usage.now();
    woven.load();
    Usage wovenLoaded = Usage.now();
    woven.callAll(MethodCalls.FIRST_ID);
    Usage wovenCalled = Usage.now();
    Histogram withWoven = Histogram.atRest();
    Usage byHandBegin = Usage.now();
    byHand.load();
    byHand.callAll(MethodCalls.FIRST_ID);
    Usage byHandCalled = Usage.now();
    Histogram withByHand = Histogram.atRest();

    Usage bareLoad = bareLoaded.since(begin);
    Usage bareCall = bareCalled.since(bareLoaded);
    Usage weave = wovenLoaded.since(wovenBegin);
    Usage link = wovenCalled.since(wovenLoaded);
    Usage hand = byHandCalled.since(byHandBegin);
    tell("weaveMicros", (weave.threadCpuNanos() - bareLoad.threadCpuNanos()) / 1e3);
    tell("linkMicros", (link.threadCpuNanos() - bareCall.threadCpuNanos()) / 1e3);
    tell(
        "byHandMicros",
        (hand.threadCpuNanos() - bareLoad.threadCpuNanos() - bareCall.threadCpuNanos()) / 1e3);
    Usage allOfBare = bareCalled.since(begin);
    tell("metaspace", wovenCalled.since(wovenBegin).metaspaceBytes() - allOfBare.metaspaceBytes());
    tell("byHandMetaspace", hand.metaspaceBytes() - allOfBare.metaspaceBytes());
    tell("classes", wovenCalled.since(wovenBegin).classes() - allOfBare.classes());
    tell("heap", withWoven.total() - before.total());
    tell("byHandHeap", withByHand.total() - withWoven.total());
    for (Map.Entry<String, Long> each : withWoven.minus(before).entrySet()) {
      tell("of " + each.getKey(), each.getValue());
    }
    wovenCalls.fill();
    byHandCalls.fill();
  }

  private String answer(String[] words) throws InterruptedException {
    return switch (words[0]) {
      case "warm" -> calls(words[1]).warm(methods, Long.parseLong(words[2]) * 1_000_000_000);
      case "slice" -> calls(words[1]).slice(Long.parseLong(words[2]) * 1_000_000);
      case "rest" -> rest(Long.parseLong(words[1]));
      default -> throw new IllegalArgumentException(words[0]);
    };
  }

  private MethodCalls calls(String kind) {
    return kind.equals("woven") ? wovenCalls : byHandCalls;
  }

  /** Milliseconds of this process's CPU in a second in which it does nothing. */
  private static String rest(long millis) throws InterruptedException {
    Usage before = Usage.now();
    Thread.sleep(millis);
    return Double.toString(Usage.now().since(before).processCpuNanos() / 1e3 / millis);
  }

  private void tell(String what, long all) {
    tell(what, (double) all);
  }

  /** Per method. */
  private void tell(String what, double all) {
    System.out.println(what + " " + all / methods);
  }
}
