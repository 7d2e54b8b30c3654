/** agent.yaml as values; knows no other package but log. */
@NullMarked
package dev.multilayercache.agent.config;

import org.jspecify.annotations.NullMarked;
