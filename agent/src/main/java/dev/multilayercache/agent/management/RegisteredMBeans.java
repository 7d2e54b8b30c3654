package dev.multilayercache.agent.management;

import dev.multilayercache.agent.engine.Caches;
import dev.multilayercache.agent.engine.LayeredCache;
import dev.multilayercache.agent.layer.Layer;
import dev.multilayercache.agent.log.AgentLog;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;

/** What is registered on one MBean server. Used by one thread; holds caches weakly. */
final class RegisteredMBeans {
  private static final String DOMAIN = "dev.multilayercache";

  private final MBeanServer server;
  private final Caches caches;
  private final AgentFacts facts;
  private final Operator operator;
  private final List<ObjectName> lasting = new ArrayList<>();
  private final Map<ObjectName, WeakReference<LayeredCache>> byName = new LinkedHashMap<>();
  private boolean begun;

  RegisteredMBeans(MBeanServer server, Caches caches, AgentFacts facts, Operator operator) {
    this.server = server;
    this.caches = caches;
    this.facts = facts;
    this.operator = operator;
  }

  /** Registers what is new and unregisters what is gone. */
  void update() {
    if (!begun) {
      begun = true;
      registerLasting();
    }
    List<LayeredCache> live = caches.all();
    unregisterGone(live);
    for (LayeredCache cache : live) {
      if (!isRegistered(cache)) {
        registerCache(cache);
      }
    }
  }

  void unregisterAll() {
    lasting.forEach(this::unregister);
    byName.keySet().forEach(this::unregister);
    lasting.clear();
    byName.clear();
  }

  private void registerLasting() {
    for (Layer layer : caches.layers()) {
      registerLasting("type=Layer,name=" + layer.name(), new LayerMBean(layer).make());
    }
    registerLasting("type=Agent", new AgentMBean(caches, facts, operator).make());
  }

  private void registerLasting(String keys, OpenMBean bean) {
    ObjectName name = name(keys);
    if (register(name, bean)) {
      lasting.add(name);
    }
  }

  private void registerCache(LayeredCache cache) {
    ObjectName name = freeName(cache.name());
    if (register(name, new CacheMBean(caches, cache, operator).make())) {
      byName.put(name, new WeakReference<>(cache));
    }
  }

  /** The name of the cache; where another class loader has one of that name, with a number. */
  private ObjectName freeName(String cache) {
    String keys = "type=Cache,name=" + ObjectName.quote(cache);
    ObjectName name = name(keys);
    for (int loader = 2; byName.containsKey(name); loader++) {
      name = name(keys + ",loader=" + loader);
    }
    return name;
  }

  private void unregisterGone(List<LayeredCache> live) {
    Iterator<Map.Entry<ObjectName, WeakReference<LayeredCache>>> each =
        byName.entrySet().iterator();
    while (each.hasNext()) {
      Map.Entry<ObjectName, WeakReference<LayeredCache>> registered = each.next();
      if (live.stream().noneMatch(registered.getValue()::refersTo)) {
        each.remove();
        unregister(registered.getKey());
      }
    }
  }

  private boolean isRegistered(LayeredCache cache) {
    return byName.values().stream().anyMatch(reference -> reference.refersTo(cache));
  }

  private boolean register(ObjectName name, OpenMBean bean) {
    try {
      server.registerMBean(bean, name);
      return true;
    } catch (JMException | RuntimeException e) {
      AgentLog.warnOncePerMinute(
          "jmx " + name, "JMX: %s could not be registered (%s).".formatted(name, e));
      return false;
    }
  }

  private void unregister(ObjectName name) {
    try {
      server.unregisterMBean(name);
    } catch (InstanceNotFoundException e) {
      AgentLog.debug("JMX: %s was unregistered by somebody else.".formatted(name));
    } catch (JMException | RuntimeException e) {
      AgentLog.warn("JMX: %s could not be unregistered (%s).".formatted(name, e));
    }
  }

  private static ObjectName name(String keys) {
    try {
      return new ObjectName(DOMAIN + ":" + keys);
    } catch (MalformedObjectNameException e) {
      throw new IllegalArgumentException(keys, e);
    }
  }
}
