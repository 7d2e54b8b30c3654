package dev.multilayercache.agent.plan;

/**
 * A woven method, by name: it holds no class.
 *
 * @param className in the form of {@link Class#getName}
 * @param descriptor as the JVM writes it
 */
public record WovenMethod(String className, String name, String descriptor) {}
