package dev.multilayercache.agent.engine;

import dev.multilayercache.agent.key.KeyShape;
import dev.multilayercache.agent.layer.Key;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** The local forms under which one canonical key may be held in this JVM. */
final class KeyForms {
  private final String cache;
  private final CopyOnWriteArrayList<KeyShape> shapes = new CopyOnWriteArrayList<>();

  KeyForms(String cache) {
    this.cache = cache;
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
