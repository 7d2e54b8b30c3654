package dev.multilayercache.agent.engine;

import dev.multilayercache.agent.key.KeyShape;
import dev.multilayercache.agent.layer.Key;
import dev.multilayercache.agent.layer.LocalRegion;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** The local forms under which one canonical key may be held in this JVM. */
final class KeyForms {
  private final String cache;
  private final @Nullable LocalRegion nearest;
  private final CopyOnWriteArrayList<KeyShape> shapes = new CopyOnWriteArrayList<>();
  private volatile boolean usedByText;

  /**
   * @param nearest layer, if that is in this JVM
   */
  KeyForms(String cache, @Nullable LocalRegion nearest) {
    this.cache = cache;
    this.nearest = nearest;
  }

  void useByText() {
    usedByText = true;
  }

  boolean isUsedByText() {
    return usedByText;
  }

  /** Each in quotes, as it was written. */
  List<String> templates() {
    return shapes.stream().map(shape -> "\"" + shape + "\"").toList();
  }

  void register(KeyShape shape) {
    shapes.addIfAbsent(shape);
  }

  /** Every form: those of the shapes that fit, then the text itself. */
  List<Key> of(String canonical) {
    Set<Object> locals = made(canonical);
    locals.add(canonical);
    return keys(locals, canonical);
  }

  /** The forms that methods make, else the text itself; never empty. */
  List<Key> used(String canonical) {
    Set<Object> locals = made(canonical);
    return keys(locals.isEmpty() ? Set.of(canonical) : locals, canonical);
  }

  /** The form under which the nearest layer holds it, else the first of all. */
  Key held(String canonical) {
    List<Key> keys = of(canonical);
    LocalRegion region = nearest;
    if (region != null && keys.size() > 1) {
      for (Key key : keys) {
        if (region.probe(key.local()) != null) {
          return key;
        }
      }
    }
    return keys.get(0);
  }

  /** Whether a method can make the key. */
  boolean fit(String canonical) {
    return !made(canonical).isEmpty();
  }

  private Set<Object> made(String canonical) {
    Set<Object> locals = new LinkedHashSet<>();
    for (KeyShape shape : shapes) {
      @Nullable Object local = shape.parse(canonical);
      if (local != null) {
        locals.add(local);
      }
    }
    return locals;
  }

  private List<Key> keys(Set<Object> locals, String canonical) {
    return locals.stream().map(local -> new Key(cache, local, canonical)).toList();
  }
}
