/** Networks, nodes and what happens to them: what a test of faults is made of. */
package dev.multilayercache.faults.harness;
