package dev.multilayercache.agent.instrument;

import dev.multilayercache.agent.plan.MethodSite;

/** A method that asks to be woven, as found in a class file. */
record FoundSite(ClassMethod method, MethodSite site) {}
