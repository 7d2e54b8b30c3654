package dev.multilayercache.testkit;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/** Opens the caches for each test that is {@link WithMultiLayerCache}, and shuts them after it. */
final class MultiLayerCacheExtension
    implements BeforeEachCallback, AfterEachCallback, ParameterResolver {
  private final RunningAgent agent = new RunningAgent();

  @Override
  public void beforeEach(ExtensionContext context) {
    Class<?> test = context.getRequiredTestClass();
    TestedJvm.require(Configuration.of(annotation(context), test), test);
    agent.begin();
  }

  @Override
  public void afterEach(ExtensionContext context) {
    agent.end();
  }

  /** That of the method, else of its class, else of the nearest class around that has one. */
  private static WithMultiLayerCache annotation(ExtensionContext context) {
    var ofMethod =
        AnnotationSupport.findAnnotation(
            context.getRequiredTestMethod(), WithMultiLayerCache.class);
    if (ofMethod.isPresent()) {
      return ofMethod.get();
    }
    for (Class<?> each = context.getRequiredTestClass();
        each != null;
        each = each.getEnclosingClass()) {
      var ofClass = AnnotationSupport.findAnnotation(each, WithMultiLayerCache.class);
      if (ofClass.isPresent()) {
        return ofClass.get();
      }
    }
    throw new ExtensionConfigurationException(
        context.getRequiredTestClass().getName()
            + " registers this extension by itself. Annotate the class with @WithMultiLayerCache.");
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return type == CacheProbe.class || type == VirtualClock.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == CacheProbe.class
        ? new CacheProbe(agent)
        : new VirtualClock(agent);
  }
}
