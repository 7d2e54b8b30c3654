package dev.multilayercache.agent.plan;

import dev.multilayercache.agent.config.KeyWishes;
import dev.multilayercache.agent.config.LayerConfig;
import dev.multilayercache.agent.config.ReceiverPolicy;
import dev.multilayercache.agent.key.Template;
import java.util.List;
import java.util.stream.IntStream;

/** Decides what the keys of one method are made of, or refuses what it asks for. */
final class KeyPlanner {
  private final MethodSite site;
  private final KeyWishes wishes;

  KeyPlanner(MethodSite site, KeyWishes wishes) {
    this.site = site;
    this.wishes = wishes;
  }

  /**
   * The template of the key, without what belongs to the receiver and the surroundings.
   *
   * @param layers all of agent.yaml
   * @param used names of those that the method uses
   */
  Template plan(List<LayerConfig> layers, List<String> used) throws RefusedException {
    checkReceiver(layers, used);
    if (!wishes.keyFunction().isEmpty()) {
      return ofFunction();
    }
    if (!wishes.key().isEmpty()) {
      checkNoneIsMarked("a key template");
      return new SiteTemplates(site).key(wishes.key());
    }
    return Template.ofArguments(
        site.keyParameters().isEmpty()
            ? IntStream.range(0, site.signature().parameterTypes().size()).boxed().toList()
            : site.keyParameters());
  }

  /** What the function gives is the only value. */
  private Template ofFunction() throws RefusedException {
    if (!wishes.key().isEmpty()) {
      throw new RefusedException(
          "it has both a key template and a keyFunction. Leave one of them.");
    }
    checkNoneIsMarked("a keyFunction");
    return Template.ofArguments(List.of(0));
  }

  private void checkNoneIsMarked(String other) throws RefusedException {
    if (!site.keyParameters().isEmpty()) {
      throw new RefusedException(
          "it has both %s and @CacheKey parameters. Leave one of them.".formatted(other));
    }
  }

  private void checkReceiver(List<LayerConfig> layers, List<String> used) throws RefusedException {
    ReceiverPolicy receiver = wishes.receiver();
    if (receiver == null || receiver == ReceiverPolicy.IGNORE) {
      return;
    }
    if (site.isStatic()) {
      throw new RefusedException(
          "receiver is %s, and a static method is called on no object. Remove receiver."
              .formatted(receiver));
    }
    if (receiver == ReceiverPolicy.IDENTITY) {
      checkKnowIdentity(layers, used);
    }
  }

  /** Another JVM, or this one after a restart, has other objects. */
  private static void checkKnowIdentity(List<LayerConfig> layers, List<String> used)
      throws RefusedException {
    List<String> able =
        layers.stream()
            .filter(each -> each.type().equals(LayerConfig.CAFFEINE))
            .map(LayerConfig::name)
            .toList();
    for (String each : used) {
      if (!able.contains(each)) {
        throw new RefusedException(
            "receiver is IDENTITY, which only this JVM knows, and layer %s holds more than that. %s"
                .formatted(
                    each,
                    able.isEmpty()
                        ? "Write receiver = EQUALS or remove it."
                        : "Write layers = \"%s\", or receiver = EQUALS.".formatted(able.get(0))));
      }
    }
  }
}
