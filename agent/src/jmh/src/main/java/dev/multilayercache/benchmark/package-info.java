/**
 * What the packaged agent costs, measured in real JVMs beside what others cost. Built by the
 * profile benchmark only.
 */
@NullMarked
package dev.multilayercache.benchmark;

import org.jspecify.annotations.NullMarked;
