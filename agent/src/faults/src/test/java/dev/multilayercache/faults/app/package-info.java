/** The application that runs in each node: it reads, updates and writes down what it saw. */
package dev.multilayercache.faults.app;
