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
    Template template = parse(attribute, text);
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
    Template template = parse(attribute, text);
    if (template.usesResult() && site.signature().returnType().equals("void")) {
      throw new RefusedException(
          attribute + " \"" + text + "\" speaks of the result of a method that returns void.");
    }
    return template;
  }

  private Template parse(String attribute, String text) throws RefusedException {
    Template template;
    try {
      template = Template.parse(text);
    } catch (IllegalArgumentException e) {
      throw new RefusedException(attribute + " \"" + text + "\": " + e.getMessage());
    }
    for (String parameter : template.parameters()) {
      checkParameter(attribute, text, parameter);
    }
    return template;
  }

  private void checkParameter(String attribute, String text, String parameter)
      throws RefusedException {
    int count = site.signature().parameterTypes().size();
    if (Character.isDigit(parameter.charAt(0))) {
      if (parameter.length() > 3 || Integer.parseInt(parameter) >= count) {
        throw new RefusedException(
            attribute
                + " \""
                + text
                + "\" speaks of argument "
                + parameter
                + ", and the method has "
                + count
                + ", counted from 0.");
      }
      return;
    }
    List<String> names = site.parameterNames();
    if (names == null) {
      throw new RefusedException(
          attribute
              + " \""
              + text
              + "\" speaks of the parameter \""
              + parameter
              + "\", and the class file has no parameter names. Compile with -parameters or -g, or"
              + " write {0}.");
    }
    if (!names.contains(parameter)) {
      throw new RefusedException(
          attribute
              + " \""
              + text
              + "\" speaks of \""
              + parameter
              + "\", which is no parameter. "
              + NearestName.suggest(parameter, names));
    }
  }
}
