package dev.multilayercache.agent.plan;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names as frameworks and compilers give them. */
class GeneratedClassesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdk.proxy2.$Proxy7",
        "com.acme.Repo$$SpringCGLIB$$0",
        "com.acme.Repo$HibernateProxy$x1",
        "com.acme.Repo$ByteBuddy$x1",
        "com.acme.Repo$MockitoMock$17",
        "com.acme.Repo$Proxy$_$$_WeldSubclass",
        "com.acme.Repo_ClientProxy",
        "com.acme.Repo_Subclass",
        "com.acme.$Repo$Definition$Intercepted",
        "com.acme.Repo__Intercepted",
      })
  void of_a_class_on_top_of_another_are_known(String name) {
    assertTrue(GeneratedClasses.isGenerated(name));
  }

  /** Micronaut implements an interface so: there is no other class that could be woven. */
  @ParameterizedTest
  @ValueSource(strings = {"com.acme.Repo", "com.acme.Repo$$anon$1", "com.acme.$Repo$Intercepted"})
  void of_lasting_classes_are_not_taken_for_such(String name) {
    assertFalse(GeneratedClasses.isGenerated(name));
  }
}
