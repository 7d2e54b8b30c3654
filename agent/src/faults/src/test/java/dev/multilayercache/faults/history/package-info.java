/** What was read and invalidated when, and whether that keeps the promises. */
package dev.multilayercache.faults.history;
