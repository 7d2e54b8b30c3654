package dev.multilayercache.agent.instrument;

import dev.multilayercache.agent.plan.GeneratedClasses;
import java.util.List;

/**
 * The classes that are never woven: the JDK's, other agents', and those generated at run time on
 * top of a class that is woven itself.
 */
final class IgnoredClasses {
  private static final List<String> JDK = List.of("java/", "javax/", "jdk/", "sun/", "com/sun/");

  /** Those of the JDK that load in hundreds, and ours. */
  private static final List<String> OWN =
      List.of("java/", "jdk/internal/", "sun/", "dev/multilayercache/agent/", "net/bytebuddy/");

  /**
   * Frameworks and libraries whose types applications and each other extend: none of them carries
   * our annotations. What is not here is read once more than the JVM does.
   */
  private static final List<String> FRAMEWORKS =
      List.of(
          "jakarta/",
          "org/springframework/",
          "org/hibernate/",
          "kotlin/",
          "scala/",
          "groovy/",
          "tools/jackson/",
          "com/fasterxml/jackson/",
          "org/slf4j/",
          "ch/qos/logback/",
          "org/apache/logging/",
          "org/apache/catalina/",
          "org/apache/tomcat/",
          "org/apache/coyote/",
          "org/apache/commons/",
          "org/apache/kafka/",
          "org/eclipse/jetty/",
          "io/undertow/",
          "io/netty/",
          "io/micrometer/",
          "reactor/",
          "com/zaxxer/hikari/");

  /** Applications whose packages have a framework's name. */
  private static final List<String> EXAMPLES = List.of("org/springframework/samples/");

  private static final List<String> AGENTS =
      List.of(
          "dev/multilayercache/agent/",
          "net/bytebuddy/",
          "io/opentelemetry/javaagent/",
          "datadog/",
          "com/newrelic/",
          "com/dynatrace/",
          "com/appdynamics/",
          "co/elastic/apm/",
          "org/glowroot/",
          "org/aspectj/",
          "org/jacoco/agent/",
          "com/intellij/rt/");

  private IgnoredClasses() {}

  /** Whether a class that is being loaded is left alone without a look at its bytes. */
  static boolean isIgnored(String internalName) {
    return startsWithAny(internalName, JDK)
        || startsWithAny(internalName, AGENTS)
        || GeneratedClasses.isGenerated(internalName);
  }

  /**
   * Whether an ignored class may be an application's all the same: neither the JDK's nor ours, nor
   * generated on top of a class that is woven.
   */
  static boolean mayBeAnApplications(String internalName) {
    return !startsWithAny(internalName, OWN) && !GeneratedClasses.isGenerated(internalName);
  }

  /** Whether a supertype is known to pass on no annotation of ours. */
  static boolean neverAnnotated(String internalName) {
    return startsWithAny(internalName, JDK)
        || (startsWithAny(internalName, FRAMEWORKS) && !startsWithAny(internalName, EXAMPLES));
  }

  private static boolean startsWithAny(String internalName, List<String> prefixes) {
    for (String prefix : prefixes) {
      if (internalName.startsWith(prefix)) {
        return true;
      }
    }
    return false;
  }
}
