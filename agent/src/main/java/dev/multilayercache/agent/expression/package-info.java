/**
 * The little language of conditions: paths, comparison, logic, null and size.
 *
 * <p>An {@code Expression} is text that was understood; bound to a method, and checked against its
 * types as far as these are known, it becomes a {@code BoundExpression}, which is true or false for
 * a call. What a value is called, and how its properties are found, is as in templates of keys.
 */
@NullMarked
package dev.multilayercache.agent.expression;

import org.jspecify.annotations.NullMarked;
