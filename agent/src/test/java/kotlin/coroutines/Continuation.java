package kotlin.coroutines;

/**
 * Stands for Kotlin's own, which the Kotlin compiler appends to a suspend function's parameters.
 */
public interface Continuation<T> {}
