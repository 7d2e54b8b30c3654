package dev.multilayercache.agent.testing;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import javax.management.Attribute;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;

/** What a person does in JConsole, over a real connection. */
public final class JmxConsole {
  private static final String DOMAIN = "dev.multilayercache:";

  private final MBeanServerConnection connection;

  private JmxConsole(MBeanServerConnection connection) {
    this.connection = connection;
  }

  public static JmxConsole of(ForkedJvm jvm) {
    return new JmxConsole(jvm.jmx());
  }

  public static ObjectName agentName() {
    return name("type=Agent");
  }

  public static ObjectName cacheName(String cache) {
    return name("type=Cache,name=" + ObjectName.quote(cache));
  }

  public static ObjectName layerName(String layer) {
    return name("type=Layer,name=" + layer);
  }

  /** Runs an operation of the agent's MBean whose parameters are all strings. */
  public String agent(String operation, String... arguments) {
    return invoke(agentName(), operation, arguments);
  }

  /** Runs an operation of a cache's MBean. */
  public String cache(String cache, String operation, String... arguments) {
    return invoke(cacheName(cache), operation, arguments);
  }

  public Object attribute(ObjectName bean, String attribute) {
    try {
      awaitRegistration(bean);
      return connection.getAttribute(bean, attribute);
    } catch (JMException | IOException e) {
      throw new AssertionError(bean + " " + attribute, e);
    }
  }

  public void set(ObjectName bean, String attribute, Object value) {
    try {
      awaitRegistration(bean);
      connection.setAttribute(bean, new Attribute(attribute, value));
    } catch (JMException | IOException e) {
      throw new AssertionError(bean + " " + attribute, e);
    }
  }

  /** How many members the cluster has, 0 while there is none or the MBean is not registered yet. */
  public int clusterMembers() {
    try {
      return ((String[]) connection.getAttribute(agentName(), "ClusterMembers")).length;
    } catch (InstanceNotFoundException e) {
      return 0;
    } catch (JMException | IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Hits by layer name. */
  public Map<String, Long> layerHits(String cache) {
    Map<String, Long> hits = new TreeMap<>();
    for (Object row : ((TabularData) attribute(cacheName(cache), "LayerHits")).values()) {
      CompositeData pair = (CompositeData) row;
      hits.put((String) pair.get("key"), (Long) pair.get("value"));
    }
    return hits;
  }

  private String invoke(ObjectName bean, String operation, String... arguments) {
    String[] signature = new String[arguments.length];
    java.util.Arrays.fill(signature, String.class.getName());
    try {
      awaitRegistration(bean);
      return (String) connection.invoke(bean, operation, arguments, signature);
    } catch (JMException | IOException e) {
      throw new AssertionError(bean + " " + operation, e);
    }
  }

  /** A person, too, sees a new cache a moment after its first use. */
  private void awaitRegistration(ObjectName bean) {
    await().atMost(Duration.ofSeconds(10)).until(() -> connection.isRegistered(bean));
  }

  private static ObjectName name(String properties) {
    try {
      return ObjectName.getInstance(DOMAIN + properties);
    } catch (JMException e) {
      throw new AssertionError(e);
    }
  }
}
