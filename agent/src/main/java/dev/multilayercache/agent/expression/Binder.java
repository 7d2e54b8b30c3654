package dev.multilayercache.agent.expression;

import dev.multilayercache.agent.expression.BoundExpression.Truth;
import dev.multilayercache.agent.expression.BoundExpression.Value;
import dev.multilayercache.agent.expression.Node.Comparison;
import dev.multilayercache.agent.expression.Node.Constant;
import dev.multilayercache.agent.expression.Node.Logic;
import dev.multilayercache.agent.expression.Node.Not;
import dev.multilayercache.agent.expression.Node.Path;
import dev.multilayercache.agent.expression.Node.Size;
import dev.multilayercache.agent.key.KeyException;
import dev.multilayercache.agent.key.ValuePath;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes of an expression's parts what evaluates them for calls of one method. */
final class Binder {
  private final @Nullable List<String> parameterNames;
  private final List<Class<?>> parameterTypes;
  private final @Nullable Class<?> resultType;

  Binder(
      @Nullable List<String> parameterNames,
      List<Class<?>> parameterTypes,
      @Nullable Class<?> resultType) {
    this.parameterNames = parameterNames;
    this.parameterTypes = List.copyOf(parameterTypes);
    this.resultType = resultType;
  }

  /**
   * @throws IllegalArgumentException with the column if it can be neither true nor false
   */
  Truth truth(Node node) {
    if (node instanceof Logic logic) {
      Truth[] operands = logic.operands().stream().map(this::truth).toArray(Truth[]::new);
      return logic.isAll() ? all(operands) : any(operands);
    }
    if (node instanceof Not not) {
      Truth operand = truth(not.operand());
      return (arguments, result) -> !operand.holds(arguments, result);
    }
    if (node instanceof Comparison comparison) {
      return comparison(comparison);
    }
    Operand operand = operand(node);
    operand.checkTruth();
    return isTrue(operand.value(), node.column());
  }

  private static Truth all(Truth[] operands) {
    return (arguments, result) -> {
      for (Truth each : operands) {
        if (!each.holds(arguments, result)) {
          return false;
        }
      }
      return true;
    };
  }

  private static Truth any(Truth[] operands) {
    return (arguments, result) -> {
      for (Truth each : operands) {
        if (each.holds(arguments, result)) {
          return true;
        }
      }
      return false;
    };
  }

  private static Truth isTrue(Value value, int column) {
    return (arguments, result) ->
        Values.isTrue(Values.content(value.of(arguments, result)), column);
  }

  private Truth comparison(Comparison comparison) {
    Operand leftOperand = operand(comparison.left());
    Operand rightOperand = operand(comparison.right());
    leftOperand.checkComparison(comparison, rightOperand);
    Value left = leftOperand.value();
    Value right = rightOperand.value();
    Operator operator = comparison.operator();
    int column = comparison.column();
    return (arguments, result) ->
        Values.compare(
            operator,
            Values.content(left.of(arguments, result)),
            Values.content(right.of(arguments, result)),
            column);
  }

  private Operand operand(Node node) {
    if (node instanceof Constant constant) {
      Object value = constant.value();
      return new Operand(
          constant, value == null ? null : value.getClass(), (arguments, result) -> value);
    }
    if (node instanceof Path path) {
      return path(path);
    }
    if (node instanceof Size size) {
      Operand of = path(size.of());
      of.checkSize();
      Value value = of.value();
      int column = size.column();
      return new Operand(
          size,
          Integer.class,
          (arguments, result) -> Values.size(value.of(arguments, result), column));
    }
    Truth truth = truth(node);
    return new Operand(node, Boolean.class, truth::holds);
  }

  private Operand path(Path node) {
    int column = node.column();
    ValuePath path = bind(node);
    return new Operand(
        node,
        path.type(),
        (arguments, result) -> {
          try {
            return path.follow(arguments, result);
          } catch (KeyException e) {
            throw new EvaluationException(column, String.valueOf(e.getMessage()));
          }
        });
  }

  private ValuePath bind(Path node) {
    try {
      return ValuePath.of(node.root(), node.names(), parameterNames, parameterTypes, resultType);
    } catch (IllegalArgumentException e) {
      throw Mistake.at(node.column(), String.valueOf(e.getMessage()));
    }
  }
}
