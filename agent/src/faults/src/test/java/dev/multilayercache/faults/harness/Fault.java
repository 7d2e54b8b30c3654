package dev.multilayercache.faults.harness;

import java.time.Duration;

/**
 * Something that goes wrong for a while.
 *
 * @param name for the log of the run
 * @param end makes it right again; works also if it is right already
 * @param length how long it stays
 * @param rest how long nothing happens then
 */
public record Fault(String name, Runnable begin, Runnable end, Duration length, Duration rest) {}
