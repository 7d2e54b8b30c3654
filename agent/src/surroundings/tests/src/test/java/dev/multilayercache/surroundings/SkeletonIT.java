package dev.multilayercache.surroundings;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.multilayercache.agent.testing.ForkedJvm;
import org.junit.jupiter.api.Test;

class SkeletonIT {
  @Test
  void the_packaged_agent_is_found() {
    assertTrue(ForkedJvm.agentJar().toFile().isFile());
  }
}
