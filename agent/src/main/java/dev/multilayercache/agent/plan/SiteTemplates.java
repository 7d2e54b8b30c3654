package dev.multilayercache.agent.plan;

import dev.multilayercache.agent.key.Template;
import dev.multilayercache.agent.text.NearestName;
import java.util.List;

/** Parses the templates of one method and checks what they speak of against its parameters. */
final class SiteTemplates {
  private final MethodSite site;

  SiteTemplates(MethodSite site) {
    this.site = site;
  }

  /** A key: over the arguments alone, and telling different ones apart. */
  Template key(String text) throws RefusedException {
    Template template = overArguments("key", text);
    try {
      template.checkSeparatesValues();
      return template;
    } catch (IllegalArgumentException e) {
      throw new RefusedException("key \"" + text + "\": " + e.getMessage());
    }
  }

  /** Over the arguments alone: the result is not there yet, or may never be. */
  Template overArguments(String attribute, String text) throws RefusedException {
    Template template = parse(attribute, text, /* mayUseResult= */ false);
    if (template.usesResult()) {
      throw new RefusedException(
          attribute
              + " \""
              + text
              + "\" speaks of the result, which is not known then. Use arguments only.");
    }
    return template;
  }

  /** Over arguments and result. */
  Template overResult(String attribute, String text) throws RefusedException {
    Template template = parse(attribute, text, /* mayUseResult= */ !isVoid());
    if (template.usesResult() && isVoid()) {
      throw new RefusedException(
          attribute + " \"" + text + "\" speaks of the result of a method that returns void.");
    }
    return template;
  }

  /** A tag over arguments and result. */
  Template tag(String text) throws RefusedException {
    return tag(overResult("tags", text));
  }

  /** A tag over the arguments alone. */
  Template tagOverArguments(String text) throws RefusedException {
    return tag(overArguments("tags", text));
  }

  /** Over JMX a comma separates tags: one in a tag's fixed text could never be named there. */
  private static Template tag(Template template) throws RefusedException {
    for (String fixed : template.fixedTexts()) {
      if (fixed.contains(",")) {
        throw new RefusedException(
            "tags \"%s\" is one tag with a comma, which separates tags over JMX. Write tags = {\"%s\"}."
                .formatted(
                    template,
                    String.join("\", \"", template.toString().strip().split("\\s*,\\s*"))));
      }
    }
    return template;
  }

  private boolean isVoid() {
    return site.signature().returnType().equals("void");
  }

  private Template parse(String attribute, String text, boolean mayUseResult)
      throws RefusedException {
    Template template;
    try {
      template = Template.parse(text);
    } catch (IllegalArgumentException e) {
      throw new RefusedException(attribute + " \"" + text + "\": " + e.getMessage());
    }
    for (String parameter : template.parameters()) {
      checkParameter(attribute, text, parameter, mayUseResult);
    }
    if (text.indexOf('#') >= 0) {
      new SpringSyntax(site).check(attribute, template, mayUseResult);
    }
    return template;
  }

  /** People leave out where a property is of. */
  private String ofResult(String name, List<String> names) {
    String type = site.signature().returnType();
    boolean hasProperties = type.contains(".") && !type.startsWith("java.lang.");
    return hasProperties && !type.endsWith("[]") && NearestName.nearest(name, names) == null
        ? " If it is a property of the result, write {result." + name + "}."
        : "";
  }

  private void checkParameter(String attribute, String text, String parameter, boolean mayUseResult)
      throws RefusedException {
    if (Character.isDigit(parameter.charAt(0))) {
      checkIndex(attribute, text, parameter);
    } else {
      checkName(attribute, text, parameter, mayUseResult);
    }
  }

  private void checkIndex(String attribute, String text, String index) throws RefusedException {
    int count = site.signature().parameterTypes().size();
    if (index.length() > 3 || Integer.parseInt(index) >= count) {
      throw new RefusedException(
          "%s \"%s\" speaks of argument %s, and the method has %d, counted from 0."
              .formatted(attribute, text, index, count));
    }
  }

  private void checkName(String attribute, String text, String name, boolean mayUseResult)
      throws RefusedException {
    List<String> names = site.parameterNames();
    if (names == null) {
      throw new RefusedException(
          "%s \"%s\" speaks of the parameter \"%s\", and the class file has no parameter names. Compile with -parameters or -g, or write {0}."
              .formatted(attribute, text, name));
    }
    if (!names.contains(name)) {
      throw new RefusedException(
          "%s \"%s\" speaks of \"%s\", which is no parameter. %s%s"
              .formatted(
                  attribute,
                  text,
                  name,
                  NearestName.suggest(name, names),
                  mayUseResult ? ofResult(name, names) : ""));
    }
  }
}
