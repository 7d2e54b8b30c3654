package dev.multilayercache.agent.management;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.management.Attribute;
import javax.management.AttributeList;
import javax.management.AttributeNotFoundException;
import javax.management.DynamicMBean;
import javax.management.InvalidAttributeValueException;
import javax.management.JMException;
import javax.management.MBeanException;
import javax.management.MBeanInfo;
import javax.management.MBeanNotificationInfo;
import javax.management.ReflectionException;
import javax.management.openmbean.OpenMBeanAttributeInfoSupport;
import javax.management.openmbean.OpenMBeanConstructorInfoSupport;
import javax.management.openmbean.OpenMBeanInfoSupport;
import javax.management.openmbean.OpenMBeanOperationInfoSupport;
import org.jspecify.annotations.Nullable;

/**
 * An MBean made of described attributes and operations.
 *
 * <p>Whatever fails inside reaches the console as a JDK exception with a message: a class of ours
 * could not be read on the other side.
 */
final class OpenMBean implements DynamicMBean {
  private final MBeanInfo info;
  private final Map<String, MBeanAttribute> attributes = new LinkedHashMap<>();
  private final Map<String, MBeanOperation> operations = new LinkedHashMap<>();

  OpenMBean(String description, List<MBeanAttribute> attributes, List<MBeanOperation> operations) {
    attributes.forEach(each -> this.attributes.put(each.name(), each));
    operations.forEach(each -> this.operations.put(each.name(), each));
    this.info =
        new OpenMBeanInfoSupport(
            OpenMBean.class.getName(),
            description,
            attributes.stream()
                .map(MBeanAttribute::info)
                .toArray(OpenMBeanAttributeInfoSupport[]::new),
            new OpenMBeanConstructorInfoSupport[0],
            operations.stream()
                .map(MBeanOperation::info)
                .toArray(OpenMBeanOperationInfoSupport[]::new),
            new MBeanNotificationInfo[0]);
  }

  @Override
  public MBeanInfo getMBeanInfo() {
    return info;
  }

  @Override
  public Object getAttribute(String name) throws AttributeNotFoundException {
    MBeanAttribute attribute = attribute(name);
    try {
      return attribute.reader().get();
    } catch (RuntimeException e) {
      throw readable(e);
    }
  }

  @Override
  public void setAttribute(Attribute change)
      throws AttributeNotFoundException, InvalidAttributeValueException {
    MBeanAttribute attribute = attribute(change.getName());
    if (attribute.writer() == null) {
      throw new AttributeNotFoundException("Attribute " + change.getName() + " is read-only.");
    }
    if (!attribute.type().isValue(change.getValue())) {
      throw new InvalidAttributeValueException(
          "Attribute " + change.getName() + " takes a " + attribute.type().getTypeName() + ".");
    }
    try {
      attribute.writer().accept(change.getValue());
    } catch (RuntimeException e) {
      throw readable(e);
    }
  }

  @Override
  public AttributeList getAttributes(String[] names) {
    AttributeList list = new AttributeList();
    for (String name : names) {
      try {
        list.add(new Attribute(name, getAttribute(name)));
      } catch (JMException | RuntimeException e) {
        // left out: so says the contract of this method
      }
    }
    return list;
  }

  @Override
  public AttributeList setAttributes(AttributeList changes) {
    AttributeList list = new AttributeList();
    for (Attribute change : changes.asList()) {
      try {
        setAttribute(change);
        list.add(change);
      } catch (JMException | RuntimeException e) {
        // left out: so says the contract of this method
      }
    }
    return list;
  }

  @Override
  public @Nullable Object invoke(
      String name, Object @Nullable [] arguments, String @Nullable [] signature)
      throws MBeanException, ReflectionException {
    MBeanOperation operation = operations.get(name);
    Object[] given = arguments == null ? new Object[0] : arguments;
    if (operation == null || operation.parameters().size() != given.length) {
      throw new ReflectionException(
          new NoSuchMethodException(name), "There is no such operation: " + name);
    }
    try {
      return operation.action().perform(texts(operation, given));
    } catch (RuntimeException e) {
      throw readable(e);
    }
  }

  private MBeanAttribute attribute(String name) throws AttributeNotFoundException {
    MBeanAttribute attribute = attributes.get(name);
    if (attribute == null) {
      throw new AttributeNotFoundException("There is no such attribute: " + name);
    }
    return attribute;
  }

  private static String[] texts(MBeanOperation operation, Object[] arguments) {
    String[] texts = new String[arguments.length];
    for (int i = 0; i < arguments.length; i++) {
      if (!(arguments[i] instanceof String text)) {
        throw new IllegalArgumentException(
            "Parameter " + operation.parameters().get(i).name() + " takes a text.");
      }
      texts[i] = text;
    }
    return texts;
  }

  /** The same without causes, which may be of classes that only the agent has. */
  private static RuntimeException readable(RuntimeException e) {
    String message = e.getMessage();
    if (e instanceof IllegalArgumentException) {
      return new IllegalArgumentException(message);
    }
    if (e instanceof UnsupportedOperationException) {
      return new UnsupportedOperationException(message);
    }
    return new IllegalStateException(e.getClass().getSimpleName() + ": " + message);
  }
}
