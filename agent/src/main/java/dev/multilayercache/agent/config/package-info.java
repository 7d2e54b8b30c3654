/**
 * agent.yaml as values; of the other packages it knows only log, text, times of day and the words
 * of coherence.
 *
 * <p>The file is composed from YAML events and mapped by hand: every refusal then has its line, and
 * the start of the application does not pay for data binding (half a second when cold). For the
 * same reason, and because an application may install its own default file system in {@code main},
 * files are read with {@code java.io} only.
 */
@NullMarked
package dev.multilayercache.agent.config;

import org.jspecify.annotations.NullMarked;
