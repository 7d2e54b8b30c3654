package dev.multilayercache.agent.engine;

/**
 * A method whose results a cache keeps. By name only: it holds no class.
 *
 * @param method class, name and descriptor: equal for one method and no other of its loader
 * @param display the method for people
 * @param isKeyWritten whether somebody wrote the template of its keys
 * @param declaration for people, where its cache is named: another method if it is inherited
 */
public record CacheUser(String method, String display, boolean isKeyWritten, String declaration) {}
