package dev.multilayercache.agent.call;

import dev.multilayercache.agent.call.MethodSwitch.Wording;
import dev.multilayercache.agent.engine.Caches;
import dev.multilayercache.agent.engine.Debt;
import dev.multilayercache.agent.key.BoundTemplate;
import dev.multilayercache.agent.key.Template;
import dev.multilayercache.agent.plan.PlanRegistry;
import dev.multilayercache.agent.plan.Refusals;
import dev.multilayercache.agent.plan.ResultTypes;
import dev.multilayercache.agent.plan.SitePlan;
import dev.multilayercache.agent.plan.SubscribedType;
import dev.multilayercache.agent.transaction.Transactions;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Binds what methods change of what others have cached, when their first calls are linked. */
record ChangesBinder(
    PlanRegistry registry,
    Caches caches,
    Refusals refusals,
    CallFailures failures,
    Uncommitted uncommitted,
    LongSupplier nanoClock) {
  private static final String KOTLIN_CONTINUATION = "kotlin.coroutines.Continuation";

  private static final String UNHEARD =
      "its result is still to come when it returns (%s), and the agent cannot hear of its end. Return a CompletableFuture, Mono, Flux, Uni or Multi, or invalidate through MultiLayerCaches where it ends.";

  private static final String FORGOTTEN_WHOLE =
      " Until then its caches are forgotten as a whole when it returns, before its work is done.";

  /**
   * What the call site of such a method does.
   *
   * @param bind binds templates to the method's parameters
   * @throws IllegalArgumentException with the reason if it cannot be done
   */
  InvalidatingCall bind(SitePlan plan, MethodTypes types, Function<Template, BoundTemplate> bind) {
    NamedCaches named = new NamedCaches(registry, caches);
    List<BoundInvalidation> invalidations =
        plan.invalidations().stream().map(each -> BoundInvalidation.of(each, bind)).toList();
    List<BoundUpdate> updates =
        plan.updates().stream()
            .map(each -> BoundUpdate.of(each, new UpdatedCache(caches, named, each, types), bind))
            .toList();
    if (!updates.isEmpty() && types.valueType() == Void.class) {
      throw new IllegalArgumentException(
          "@UpdateCached stores a result, and its result brings no value (Void). Return what is to be stored, or write @InvalidateCached.");
    }
    List<@Nullable String> names = Changes.cacheNames(invalidations, updates);
    Changes changes =
        new Changes(
            caches,
            plan.method(),
            invalidations,
            updates,
            failures,
            switchOf(plan, names),
            new KeyHints(caches, named, types.owner()));
    List<Debt> debts = new ArrayList<>();
    names.forEach(name -> debts.add(caches.debt(name)));
    Transactions transactions = Transactions.of(types.owner().getClassLoader());
    return new InvalidatingCall(
        changes, kindOf(plan, types), transactions, uncommitted, new Owing(debts));
  }

  /** If there is no better way, caches are told when the method returns, with a line. */
  private @Nullable ChangeKind kindOf(SitePlan plan, MethodTypes types) {
    String unheard = unheard(types);
    if (unheard != null) {
      refusals.changingTooEarly(plan.method(), UNHEARD.formatted(unheard));
    }
    try {
      return ChangeKind.of(types.erased().returnType());
    } catch (IllegalArgumentException e) {
      refusals.changingTooEarly(plan.method(), e.getMessage() + FORGOTTEN_WHOLE);
      return ChangeKind.unheard(e);
    }
  }

  /** What tells that the work goes on after the method has returned, of which nobody hears. */
  private static @Nullable String unheard(MethodTypes types) {
    for (Class<?> each : types.parameters()) {
      if (each.getName().equals(KOTLIN_CONTINUATION)) {
        return "a Kotlin suspend function";
      }
    }
    Class<?> declared = types.erased().returnType();
    boolean isHeard = types.async() != null || SubscribedType.named(declared.getName()) != null;
    return isHeard || !ResultTypes.isToCome(declared) ? null : declared.getName();
  }

  /** If it concerns several caches, that of the agent is the one that brings it back. */
  private MethodSwitch switchOf(SitePlan plan, List<@Nullable String> names) {
    String only = names.size() == 1 ? names.get(0) : null;
    return new MethodSwitch(
        plan.method(),
        new Wording(
            "Each call forgets "
                + (only == null ? "every entry of its caches" : "every entry of cache " + only)
                + " instead of what it names.",
            only == null ? "the agent" : "cache " + only + " or of the agent"),
        refusals,
        nanoClock,
        () -> caches.timesEnabled(only));
  }
}
