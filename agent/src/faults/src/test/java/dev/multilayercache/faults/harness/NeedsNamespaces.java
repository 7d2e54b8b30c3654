package dev.multilayercache.faults.harness;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A test that is skipped, and says so in the output, where there can be no namespaces. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NeedsNamespaces.Check.class)
public @interface NeedsNamespaces {

  /** Tries to make one, once. */
  final class Check implements BeforeAllCallback {
    private static final String OBSTACLE = Network.obstacle();

    @Override
    public void beforeAll(ExtensionContext context) {
      if (!OBSTACLE.isEmpty()) {
        System.out.println(
            "===== NOT TESTED UNDER FAULTS: "
                + context.getDisplayName()
                + " needs root and network namespaces: "
                + OBSTACLE
                + " =====");
      }
      Assumptions.assumeTrue(OBSTACLE.isEmpty(), OBSTACLE);
    }
  }
}
