package dev.multilayercache.agent.management;

import dev.multilayercache.agent.engine.Caches;
import dev.multilayercache.agent.engine.LayeredCache;
import dev.multilayercache.agent.layer.Layer;
import dev.multilayercache.agent.log.AgentLog;
import dev.multilayercache.agent.time.VirtualClock;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.management.DynamicMBean;
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
    Set<LayeredCache> known = unregisterGone(live);
    for (LayeredCache cache : live) {
      if (!known.contains(cache)) {
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
    VirtualClock clock = facts.clock();
    if (clock != null) {
      registerLasting("type=Clock", new ClockMBean(clock, operator).make());
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
    CacheMBean bean = new CacheMBean(caches, cache, operator);
    if (register(name, new OnDemandMBean(bean::make))) {
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

  /** The caches that stay registered. Looked up, not searched for: there may be thousands. */
  private Set<LayeredCache> unregisterGone(List<LayeredCache> live) {
    Set<LayeredCache> alive = Collections.newSetFromMap(new IdentityHashMap<>());
    alive.addAll(live);
    Set<LayeredCache> known = Collections.newSetFromMap(new IdentityHashMap<>());
    Iterator<Map.Entry<ObjectName, WeakReference<LayeredCache>>> each =
        byName.entrySet().iterator();
    while (each.hasNext()) {
      Map.Entry<ObjectName, WeakReference<LayeredCache>> registered = each.next();
      LayeredCache cache = registered.getValue().get();
      if (cache != null && alive.contains(cache)) {
        known.add(cache);
      } else {
        each.remove();
        unregister(registered.getKey());
      }
    }
    return known;
  }

  private boolean register(ObjectName name, DynamicMBean bean) {
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
