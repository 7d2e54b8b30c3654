package dev.multilayercache.agent.instrument;

import java.util.Set;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.asm.AsmVisitorWrapper;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.VisibilityBridgeStrategy;
import net.bytebuddy.dynamic.scaffold.InstrumentedType;
import net.bytebuddy.dynamic.scaffold.MethodGraph;
import net.bytebuddy.dynamic.scaffold.TypeValidation;
import net.bytebuddy.pool.TypePool;

/**
 * Rewrites methods: the only door to Byte Buddy, made on the first class that needs it.
 *
 * <p>Classes keep their shape: no member, modifier or supertype is added, so loaded classes can be
 * woven too. Safe for use by any thread.
 */
final class Weaver {
  private final ByteBuddy byteBuddy;
  private final Advice cachedCall;
  private final Advice invalidatingCall;

  Weaver() {
    this.byteBuddy =
        new ByteBuddy()
            .with(MethodGraph.Compiler.ForDeclaredMethods.INSTANCE)
            .with(VisibilityBridgeStrategy.Default.NEVER)
            .with(InstrumentedType.Factory.Default.FROZEN)
            .with(TypeValidation.DISABLED);
    this.cachedCall = advice(CachedCallAdvice.class);
    this.invalidatingCall = advice(InvalidatingCallAdvice.class);
  }

  private static Advice advice(Class<?> type) {
    return Advice.withCustomMapping()
        .bind(new EnterCall())
        .to(type, ClassFileLocator.ForClassLoader.of(type.getClassLoader()))
        .withAssigner(ErasedAssigner.WITH_PRIMITIVES);
  }

  /**
   * The class file with the given methods woven.
   *
   * @param cached name and descriptor, joined, of each method whose calls are cached
   * @param invalidating the same of each method that invalidates
   * @throws RuntimeException if one of them cannot be woven
   */
  byte[] weave(
      String className,
      byte[] bytes,
      ClassLoader loader,
      Set<String> cached,
      Set<String> invalidating) {
    ClassFileLocator locator =
        new ClassFileLocator.Compound(
            ClassFileLocator.Simple.of(className, bytes),
            ClassFileLocator.ForClassLoader.WeaklyReferenced.of(loader));
    TypePool types =
        new TypePool.Default.WithLazyResolution(
            new TypePool.CacheProvider.Simple(), locator, TypePool.Default.ReaderMode.FAST);
    TypeDescription type = types.describe(className).resolve();
    return byteBuddy
        .decorate(type, locator)
        .visit(on(cachedCall, cached))
        .visit(on(invalidatingCall, invalidating))
        .make(types)
        .getBytes();
  }

  private static AsmVisitorWrapper on(Advice advice, Set<String> methods) {
    return advice.on(method -> methods.contains(method.getInternalName() + method.getDescriptor()));
  }
}
