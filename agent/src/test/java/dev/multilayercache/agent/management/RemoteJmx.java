package dev.multilayercache.agent.management;

import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import javax.management.Attribute;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXConnectorServer;
import javax.management.remote.JMXConnectorServerFactory;
import javax.management.remote.JMXServiceURL;

/** A console's view of an MBean server: everything goes through serialization, on loopback. */
final class RemoteJmx implements AutoCloseable {
  private final JMXConnectorServer server;
  private final JMXConnector connector;
  final MBeanServerConnection connection;

  @SuppressWarnings("BanJNDI") // the address is our own, of a server in this JVM
  RemoteJmx(MBeanServer mbeans) throws IOException {
    JMXServiceURL url = new JMXServiceURL("rmi", "127.0.0.1", 0);
    server = JMXConnectorServerFactory.newJMXConnectorServer(url, Map.of(), mbeans);
    server.start();
    connector = JMXConnectorFactory.connect(server.getAddress());
    connection = connector.getMBeanServerConnection();
  }

  static ObjectName name(String keys) {
    try {
      return new ObjectName("dev.multilayercache:" + keys);
    } catch (JMException e) {
      throw new IllegalArgumentException(e);
    }
  }

  @SuppressWarnings("unchecked")
  <T> T get(String keys, String attribute) throws Exception {
    return (T) connection.getAttribute(name(keys), attribute);
  }

  void set(String keys, String attribute, Object value) throws Exception {
    connection.setAttribute(name(keys), new Attribute(attribute, value));
  }

  Object invoke(String keys, String operation, String... arguments) throws Exception {
    String[] signature = new String[arguments.length];
    Arrays.fill(signature, String.class.getName());
    return connection.invoke(name(keys), operation, arguments, signature);
  }

  @Override
  public void close() throws IOException {
    connector.close();
    server.stop();
  }
}
