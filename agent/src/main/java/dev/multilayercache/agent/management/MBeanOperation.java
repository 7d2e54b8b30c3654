package dev.multilayercache.agent.management;

import java.util.List;
import javax.management.MBeanOperationInfo;
import javax.management.openmbean.OpenMBeanOperationInfoSupport;
import javax.management.openmbean.OpenMBeanParameterInfo;
import javax.management.openmbean.OpenMBeanParameterInfoSupport;
import javax.management.openmbean.SimpleType;

/**
 * One operation of an {@link OpenMBean}: takes texts, returns one line for people.
 *
 * @param changes whether it changes anything; consoles mark those that do
 */
record MBeanOperation(
    String name, String description, List<Parameter> parameters, boolean changes, Action action) {

  /** A parameter, always a text. */
  record Parameter(String name, String description) {}

  /** What the operation does. */
  @FunctionalInterface
  interface Action {
    String perform(String... arguments);
  }

  OpenMBeanOperationInfoSupport info() {
    OpenMBeanParameterInfo[] signature =
        parameters.stream()
            .map(
                each ->
                    new OpenMBeanParameterInfoSupport(
                        each.name(), each.description(), SimpleType.STRING))
            .toArray(OpenMBeanParameterInfo[]::new);
    return new OpenMBeanOperationInfoSupport(
        name,
        description,
        signature,
        SimpleType.STRING,
        changes ? MBeanOperationInfo.ACTION : MBeanOperationInfo.INFO);
  }
}
