package dev.multilayercache.agent.engine;

import dev.multilayercache.agent.coherence.Invalidation;
import dev.multilayercache.agent.key.KeyShape;
import dev.multilayercache.agent.layer.Key;
import java.util.List;
import java.util.function.Predicate;

/** How the layers of one cache forget what an invalidation concerns, and when there is nothing. */
final class Forgetting {
  private final CacheSettings settings;
  private final Chain chain;
  private final KeyForms forms;

  Forgetting(CacheSettings settings, Chain chain, KeyForms forms) {
    this.settings = settings;
    this.chain = chain;
    this.forms = forms;
  }

  /**
   * Whether some entry can have the key. Where keys say more than the arguments, one without that
   * is nobody's.
   */
  boolean canHave(String canonical) {
    CacheUser user = settings.user();
    return user == null
        || !user.hasMoreInKeys()
        || KeyShape.namesReceiver(canonical)
        || (user.receiver().equals(CacheUser.IGNORED) && forms.fit(canonical));
  }

  /**
   * Whether a method can make the key; true where none is known, where {@link #canHave} judges, or
   * where keys are texts of the API.
   */
  boolean fits(String canonical) {
    CacheUser user = settings.user();
    return user == null || user.hasMoreInKeys() || forms.isUsedByText() || forms.fit(canonical);
  }

  /** For people, what keys are made of. */
  List<String> keyTemplates() {
    return forms.templates();
  }

  /** Removes from shared layers that do not by themselves; false if one failed to. */
  boolean inShared(Invalidation invalidation) {
    return forget(invalidation, region -> region.isShared() && !region.forgetsByItself());
  }

  /** Removes from the layers in this JVM; false if one failed to. */
  boolean here(Invalidation invalidation) {
    return forget(invalidation, region -> !region.isShared() && !region.forgetsByItself());
  }

  private boolean forget(Invalidation invalidation, Predicate<IsolatedRegion> which) {
    List<Key> keys =
        invalidation instanceof Invalidation.ByKey byKey ? forms.of(byKey.key()) : List.of();
    return chain.forget(invalidation, keys, which);
  }
}
