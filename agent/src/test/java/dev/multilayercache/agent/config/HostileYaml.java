package dev.multilayercache.agent.config;

import dev.multilayercache.agent.hostile.Target;
import dev.multilayercache.agent.hostile.Target.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** An agent.yaml that somebody has mistyped, or worse. */
public final class HostileYaml {
  private static final Surroundings NOTHING_SET = new Surroundings(Map.of(), Map.of());

  private HostileYaml() {}

  public static Target files(int inputs, Path file) {
    return new Target(
        "agent.yaml",
        inputs,
        Stream.of(
                """
                application: shop
                layers:
                  - { name: local, type: caffeine, ttl: 60s, maximumEntries: 10000 }
                  - { name: cluster, type: hazelcast }
                cluster: { name: shop-cache, members: [127.0.0.1, "h:1"], port: 5791-5799 }
                """,
                """
                defaults: { ttl: 300s, maxStaleness: 10s }
                caches:
                  products: { ttl: 10m, layerTtl: { local: 30s } }
                methods:
                  - method: "com.acme.Repo#find(long)"
                    tags: [products, 'user:{id}']
                """,
                "enabled: true\njmx: { operations: false, startDelay: 1s }\n")
            .map(text -> text.getBytes(StandardCharsets.UTF_8))
            .toList(),
        attacks(),
        bytes -> read(bytes, file));
  }

  private static List<byte[]> attacks() {
    return Stream.of(
            "a: &a [x,x,x,x]\nb: &b [*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b]\nd: [*c,*c,*c,*c]",
            "&a [*a]",
            "!!javax.script.ScriptEngineManager [!!java.net.URLClassLoader [[]]]",
            "enabled: !!java.io.File /",
            "[".repeat(200_000),
            "{a: ".repeat(200_000),
            "? ".repeat(100_000),
            "- ".repeat(200_000),
            "a:\n" + " b:\n".repeat(1),
            "enabled: \"" + "x".repeat(1 << 20),
            "x".repeat(1 << 20) + ": 1",
            "%YAML 9.9\n---\n",
            "enabled: ${env:" + "${env:".repeat(10_000) + "}",
            "port: " + "9".repeat(100_000))
        .map(text -> text.getBytes(StandardCharsets.UTF_8))
        .toList();
  }

  private static Outcome read(byte[] bytes, Path file) {
    try {
      if (bytes.length > 100_000) {
        ConfigReader.read(Files.write(file, bytes).toFile(), NOTHING_SET);
      } else {
        String text = new String(bytes, StandardCharsets.UTF_8);
        Setting.Section root = new YamlComposer("agent.yaml", text).compose();
        new RootSection(new Substitution(NOTHING_SET)).read("agent.yaml", root);
      }
      return Outcome.ANSWER;
    } catch (ConfigException told) {
      return Outcome.REFUSAL;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
