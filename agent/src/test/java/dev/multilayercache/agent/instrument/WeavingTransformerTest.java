package dev.multilayercache.agent.instrument;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.multilayercache.agent.config.AgentConfig;
import dev.multilayercache.agent.plan.CachePlanner;
import dev.multilayercache.agent.plan.PlanRegistry;
import dev.multilayercache.agent.plan.Refusals;
import dev.multilayercache.agent.testing.Background;
import java.io.InputStream;
import java.util.concurrent.CountDownLatch;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.Opcodes;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class WeavingTransformerTest {
  private final Refusals refusals = new Refusals();
  private final WeavingTransformer transformer =
      new WeavingTransformer(
          new ClassWeaver(new CachePlanner(AgentConfig.builtIn()), new PlanRegistry(), refusals),
          new OverlookedClasses(refusals));
  private final ClassLoader loader = new ClassLoader(null) {};

  private static byte[] annotated(String name, String superName) {
    ClassWriter writer = new ClassWriter(0);
    writer.visit(Opcodes.V11, Opcodes.ACC_PUBLIC, name, null, superName, null);
    var method = writer.visitMethod(Opcodes.ACC_PUBLIC, "find", "()Ljava/lang/String;", null, null);
    method.visitAnnotation("Ldev/multilayercache/MultiLayerCached;", true).visitEnd();
    method.visitCode();
    method.visitInsn(Opcodes.ACONST_NULL);
    method.visitInsn(Opcodes.ARETURN);
    method.visitMaxs(1, 1);
    method.visitEnd();
    writer.visitEnd();
    return writer.toByteArray();
  }

  private byte[] transform(ClassLoader of, String name) {
    return transformer.transform(of, name, null, null, annotated(name, "java/lang/Object"));
  }

  private void assertOneRefusal(String method, String part) {
    assertEquals(1, refusals.all().size(), () -> refusals.all().toString());
    assertEquals(method, refusals.all().get(0).method());
    assertTrue(refusals.all().get(0).reason().contains(part), refusals.all().get(0).reason());
  }

  @Nested
  class AnAnnotatedClassThatIsNotWoven {
    @Test
    void is_named_if_it_is_on_the_boot_class_path() {
      assertNull(transform(null, "app/Booted"));
      assertOneRefusal("app.Booted", "boot class path");
    }

    @Test
    void is_named_if_it_is_in_a_package_of_the_JDK() {
      assertNull(transform(loader, "javax/acme/Repo"));
      assertOneRefusal("javax.acme.Repo", "in a package of the JDK");
    }

    @Test
    void is_named_if_too_many_others_are_being_looked_at() {
      ClassLoader deep =
          new ClassLoader(null) {
            private int depth;

            @Override
            public InputStream getResourceAsStream(String name) {
              depth++;
              String next = "app/Deep" + depth;
              transformer.transform(this, next, null, null, annotated(next, "app/Super" + depth));
              return null;
            }
          };

      transformer.transform(deep, "app/First", null, null, annotated("app/First", "app/Super0"));

      assertOneRefusal("app.Deep4", "Load it earlier");
    }

    @Test
    void is_silent_if_it_was_generated_on_top_of_one_that_is() {
      assertNull(transform(loader, "app/Repo$$SpringCGLIB$$0"));
      assertEquals(0, refusals.all().size());
    }
  }

  /** A loader that gives no class file before it may. */
  private static final class Stuck extends ClassLoader {
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch mayAnswer = new CountDownLatch(1);

    Stuck() {
      super(null);
    }

    @Override
    public InputStream getResourceAsStream(String name) {
      asked.countDown();
      try {
        mayAnswer.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return null;
    }
  }

  @Nested
  class OnceItIsClosed {
    private final Stuck stuck = new Stuck();

    /** On a thread that is looking for its superclass now. */
    private Background.Call<byte[]> beingTransformed() throws InterruptedException {
      byte[] bytes = annotated("app/Loading", "app/Super");
      Background.Call<byte[]> call =
          Background.run(() -> transformer.transform(stuck, "app/Loading", null, null, bytes));
      Background.reach(stuck.asked);
      return call;
    }

    @Test
    void nothing_is_woven() {
      transformer.close();

      assertNull(transform(loader, "app/Late"));
    }

    @Test
    void a_class_that_it_was_looking_at_stays_as_it_is() throws Exception {
      Background.Call<byte[]> loading = beingTransformed();

      transformer.close();
      stuck.mayAnswer.countDown();

      assertNull(loading.result());
    }

    @Test
    void it_has_waited_for_that_class() throws Exception {
      beingTransformed();

      Background.Call<Boolean> closing =
          Background.run(
                  () -> {
                    transformer.close();
                    return true;
                  })
              .untilItWaits();

      stuck.mayAnswer.countDown();
      assertTrue(closing.result());
    }
  }

  @Test
  void a_class_of_the_JDK_without_annotations_is_silent() {
    byte[] plain = new ClassWriter(0).toByteArray();

    assertNull(transformer.transform(null, "org/xml/sax/Parser", null, null, plain));
    assertEquals(0, refusals.all().size());
  }
}
