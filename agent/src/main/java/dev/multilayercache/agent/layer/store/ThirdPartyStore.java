package dev.multilayercache.agent.layer.store;

import dev.multilayercache.agent.layer.LayerFailure;
import dev.multilayercache.layer.LayerSettings;
import dev.multilayercache.layer.LayerStore;
import dev.multilayercache.layer.LayerStoreFactory;
import java.io.File;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.net.MalformedURLException;
import java.net.URL;
import java.util.ArrayList;
import java.util.List;

/**
 * A store that a third party wrote: a factory's class, found in jars that agent.yaml names, and
 * what opens it.
 */
public final class ThirdPartyStore implements StoreOpener {
  private final Constructor<? extends LayerStoreFactory> constructor;
  private final LayerSettings settings;
  private final String place;

  private ThirdPartyStore(
      Constructor<? extends LayerStoreFactory> constructor, LayerSettings settings, String place) {
    this.constructor = constructor;
    this.settings = settings;
    this.place = place;
  }

  /**
   * Finds the factory; none of its code runs yet.
   *
   * @param place where its class is named, for people
   * @throws IllegalArgumentException if it cannot be one; the message goes on after the place
   */
  public static ThirdPartyStore find(
      String className, List<File> classPath, LayerSettings settings, String place) {
    Class<?> type;
    try {
      type = Class.forName(className, /* initialize= */ false, loader(classPath));
    } catch (ClassNotFoundException e) {
      throw new IllegalArgumentException(
          "names " + className + ", which is not in classPath. Add the jar that has it.", e);
    } catch (LinkageError e) {
      throw new IllegalArgumentException(
          "names " + className + ", which cannot be loaded (" + e + "). Complete classPath.", e);
    }
    if (!LayerStoreFactory.class.isAssignableFrom(type)
        || Modifier.isAbstract(type.getModifiers())) {
      throw new IllegalArgumentException(
          "names " + className + ", which is no " + LayerStoreFactory.class.getName() + ".");
    }
    return new ThirdPartyStore(
        constructor(type.asSubclass(LayerStoreFactory.class)), settings, place);
  }

  private static Constructor<? extends LayerStoreFactory> constructor(
      Class<? extends LayerStoreFactory> type) {
    try {
      Constructor<? extends LayerStoreFactory> constructor = type.getConstructor();
      if (Modifier.isPublic(type.getModifiers())) {
        return constructor;
      }
    } catch (NoSuchMethodException | LinkageError e) {
      // told below
    }
    throw new IllegalArgumentException(
        "names "
            + type.getName()
            + ", which is not public with a public constructor without"
            + " parameters. Add one.");
  }

  private static ClassLoader loader(List<File> classPath) {
    List<URL> urls = new ArrayList<>();
    for (File each : classPath) {
      try {
        urls.add(each.toURI().toURL());
      } catch (MalformedURLException e) {
        throw new IllegalStateException("a file has an address", e);
      }
    }
    return new StoreClassLoader(urls);
  }

  ClassLoader loader() {
    return constructor.getDeclaringClass().getClassLoader();
  }

  /** Runs the third party's code, which sees its own loader as the thread's. */
  @Override
  public LayerStore open() throws Exception {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(loader());
    try {
      LayerStore store = constructor.newInstance().open(settings);
      if (store == null) { // whatever the contract says
        throw new IllegalStateException("it opened no store");
      }
      return store;
    } catch (InvocationTargetException e) {
      throw told(e.getCause() == null ? e : e.getCause());
    } catch (Exception | LinkageError e) {
      throw told(e);
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private LayerFailure told(Throwable e) {
    return new LayerFailure(
        place + " " + constructor.getDeclaringClass().getName() + " failed (" + e + ")");
  }
}
