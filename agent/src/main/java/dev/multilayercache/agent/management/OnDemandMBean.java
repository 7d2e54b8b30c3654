package dev.multilayercache.agent.management;

import java.lang.ref.WeakReference;
import java.util.function.Supplier;
import javax.management.Attribute;
import javax.management.AttributeList;
import javax.management.AttributeNotFoundException;
import javax.management.DynamicMBean;
import javax.management.InvalidAttributeValueException;
import javax.management.MBeanException;
import javax.management.MBeanInfo;
import javax.management.ReflectionException;
import org.jspecify.annotations.Nullable;

/**
 * An MBean that is made when somebody looks at it, as its registration does once, and forgotten
 * with the next collection of garbage.
 *
 * <p>What describes one cache to a console is more than all else that an empty cache takes, and of
 * thousands of caches nobody ever looks at most. Safe for use by any thread.
 */
final class OnDemandMBean implements DynamicMBean {
  private final Supplier<OpenMBean> maker;
  private volatile @Nullable WeakReference<OpenMBean> made;

  OnDemandMBean(Supplier<OpenMBean> maker) {
    this.maker = maker;
  }

  @Override
  public MBeanInfo getMBeanInfo() {
    return bean().getMBeanInfo();
  }

  @Override
  public Object getAttribute(String name) throws AttributeNotFoundException {
    return bean().getAttribute(name);
  }

  @Override
  public void setAttribute(Attribute change)
      throws AttributeNotFoundException, InvalidAttributeValueException {
    bean().setAttribute(change);
  }

  @Override
  public AttributeList getAttributes(String[] names) {
    return bean().getAttributes(names);
  }

  @Override
  public AttributeList setAttributes(AttributeList changes) {
    return bean().setAttributes(changes);
  }

  @Override
  public @Nullable Object invoke(
      String name, Object @Nullable [] arguments, String @Nullable [] signature)
      throws MBeanException, ReflectionException {
    return bean().invoke(name, arguments, signature);
  }

  private OpenMBean bean() {
    WeakReference<OpenMBean> reference = made;
    OpenMBean known = reference == null ? null : reference.get();
    if (known != null) {
      return known;
    }
    OpenMBean fresh = maker.get();
    made = new WeakReference<>(fresh);
    return fresh;
  }
}
