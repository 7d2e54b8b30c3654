package dev.multilayercache.agent.management;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.management.Attribute;
import javax.management.AttributeNotFoundException;
import javax.management.openmbean.SimpleType;
import org.junit.jupiter.api.Test;

class OnDemandMBeanTest {
  private final AtomicInteger made = new AtomicInteger();
  private Object written = "as it was";
  private final OnDemandMBean bean = new OnDemandMBean(this::make);

  @Test
  void nothing_is_made_before_somebody_looks() {
    assertEquals(0, made.get());
  }

  @Test
  void who_looks_again_sees_the_same_description() {
    assertEquals(bean.getMBeanInfo(), bean.getMBeanInfo());
  }

  @Test
  void an_attribute_is_read_and_written() throws Exception {
    bean.setAttribute(new Attribute("Text", "another"));

    assertEquals("another", bean.getAttribute("Text"));
  }

  @Test
  void an_operation_is_carried_out() throws Exception {
    assertEquals("done", bean.invoke("act", new Object[0], new String[0]));
  }

  @Test
  void an_attribute_that_there_is_not_is_refused() {
    assertThrows(AttributeNotFoundException.class, () -> bean.getAttribute("Other"));
  }

  private OpenMBean make() {
    made.incrementAndGet();
    return new OpenMBean(
        "Something",
        List.of(
            new MBeanAttribute(
                "Text", SimpleType.STRING, "A text", () -> written, text -> written = text)),
        List.of(
            new MBeanOperation(
                "act", "Acts.", List.of(), /* changes= */ false, arguments -> "done")));
  }
}
