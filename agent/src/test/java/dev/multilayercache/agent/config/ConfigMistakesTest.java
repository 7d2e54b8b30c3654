package dev.multilayercache.agent.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each mistake is one exact line; {@code FILE} stands for the path of the file. */
class ConfigMistakesTest {
  private static final String END = " Agent not installed; the application runs uncached.";
  private static final String CLUSTERED =
      """
      application: shop
      layers:
        - { name: local, type: caffeine }
        - { name: cluster, type: hazelcast }
      """;

  @TempDir Path folder;

  static Stream<Arguments> mistakes() {
    return Stream.of(
        arguments(
            "layers:\n  - { name: local, type: caffeine, ttl: 5 minuts }",
            "FILE:2: layers[0].ttl is \"5 minuts\", not a duration. Write 30s, 5m or PT5M."),
        arguments(
            "defaults: { ttl: 300 }",
            "FILE:1: defaults.ttl is \"300\", a number without a unit. Write 300s, 5m or PT5M."),
        arguments(
            "defaults:\n  consistency: storng",
            "FILE:2: defaults.consistency is \"storng\", not a consistency. Did you mean strong?"),
        arguments(
            "caches:\n  products: { consistency: STRONG }",
            "FILE:2: caches.products.consistency is \"STRONG\", not a consistency."
                + " Did you mean strong?"),
        arguments(
            "methods:\n  - { method: 'a.B#c()', consistency: eventual }",
            "FILE:2: methods[0].consistency is \"eventual\", not a consistency."
                + " Known: bounded, strong."),
        arguments(
            "methods:\n  - method: 'a.B#c()'\n    varyBy: [mdc:tenant, 'mcd:user']",
            "FILE:3: methods[0].varyBy[1] is \"mcd:user\", which names nothing of a call's"
                + " surroundings. Write mdc:tenant, sys:region or com.acme.Tenant#current()."),
        arguments(
            "defaults:\n  consistency:",
            "FILE:2: defaults.consistency is empty, not text. Write bounded or strong."),
        arguments(
            "warmUp:\n  methods: [{ method: 'a.B#c(long)', arguments: [[1], [x]] }]",
            "FILE:2: warmUp.methods[0].arguments[1][0] is \"x\", not a long. Write a long."),
        arguments(
            "warmUp:\n  methods: [{ method: 'a.B#c(long)', arguments: [[1, 2]] }]",
            "FILE:2: warmUp.methods[0].arguments[0] has 2 arguments, and the method takes 1."
                + " Write one list for each call."),
        arguments(
            "warmUp:\n  methods: [{ method: 'a.B#c(a.D)', arguments: [1] }]",
            "FILE:2: warmUp.methods[0].arguments[0] is for a parameter of type a.D, which cannot be"
                + " written here. Use argumentsFrom."),
        arguments(
            "warmUp:\n  methods: [{ method: 'a.B#c(long)', receiver: 'a.B#d(int)', arguments: [1] }]",
            "FILE:2: warmUp.methods[0].receiver has parameters. Write a static method without"
                + " parameters, for example com.acme.Top#ids()."),
        arguments(
            "warmUp:\n  methods:\n    - { method: 'a.B#c(long)', argumentsFrom: 'a.B#d()', arguments: [1] }",
            "FILE:3: warmUp.methods[0].argumentsFrom stands beside arguments, and there can be one of"
                + " them only. Remove one."),
        arguments(
            "warmUp:\n  methods:\n    - { method: 'a.B#c(long)' }",
            "FILE:3: warmUp.methods[0].arguments is missing. Write - { method: \"com.acme.Repo#find(long)\","
                + " arguments: [[1], [2]] }."),
        arguments(
            "warmUp:\n  hotKeys: 1000000",
            "FILE:2: warmUp.hotKeys is 1000000, more than is possible. Write a number up to 10000."),
        arguments(
            "defaults:\n  ttl: 0s",
            "FILE:2: defaults.ttl is \"0s\", and the duration must be more than zero."
                + " Write 30s, 5m or PT5M."),
        arguments(
            "defaults:\n  ttl:",
            "FILE:2: defaults.ttl is empty, not a duration. Write 30s, 5m or PT5M."),
        arguments(
            "defaults:\n  ttl: [30s]",
            "FILE:2: defaults.ttl is a list, not a duration. Write 30s, 5m or PT5M."),
        arguments(
            "layers:\n  - { name: local, type: caffeine, maxEntries: 5 }",
            "FILE:2: layers[0].maxEntries is not a known key. Did you mean maximumEntries?"),
        arguments("laiers: []", "FILE:1: laiers is not a known key. Did you mean layers?"),
        arguments(
            "enabled: true\nredis: x",
            "FILE:2: redis is not a known key. Known: enabled, application, layers, cluster,"
                + " defaults, caches, methods, jmx, warmUp."),
        arguments(
            "jmx:\n  enabled: yes please",
            "FILE:2: jmx.enabled is \"yes please\", not true or false. Write true or false."),
        arguments(
            "enabled: true\nenabled: false",
            "FILE:2: enabled is written twice, before at FILE:1. Keep one."),
        arguments("jmx: on", "FILE:1: jmx is text, not a section. Write keys with values."),
        arguments(
            "layers: local",
            "FILE:1: layers is text, not a list. Write - { name: local, type: caffeine }."),
        arguments(
            "layers: []",
            "FILE:1: layers is empty. At least one cache layer is required."
                + " Write - { name: local, type: caffeine }."),
        arguments(
            "layers:",
            "FILE:1: layers is empty. At least one cache layer is required."
                + " Write - { name: local, type: caffeine }."),
        arguments(
            "layers: [ local ]",
            "FILE:1: layers[0] is text, not a section. Write keys with values."),
        arguments(
            "layers:\n  - type: caffeine",
            "FILE:2: layers[0].name is missing. Write a name, for example local."),
        arguments(
            "layers:\n  - name: local",
            "FILE:2: layers[0].type is missing."
                + " Write caffeine, hazelcast, file or the name of a class."),
        arguments(
            "layers:\n  - { name: local, type: cafeine }",
            "FILE:2: layers[0].type is \"cafeine\", not a type of layer. Did you mean caffeine?"),
        arguments(
            "layers:\n  - { name: local, type: redis }",
            "FILE:2: layers[0].type is \"redis\", not a type of layer."
                + " Known: caffeine, hazelcast, file."),
        arguments(
            "layers:\n  - { name: d, type: file }",
            "FILE:2: layers[0].directory is missing."
                + " Write where its files are to be, for example cache."),
        arguments(
            "layers:\n  - { name: d, type: file, directory: x, maximumSize: 10 }",
            "FILE:2: layers[0].maximumSize is \"10\", a number without a unit."
                + " Write 1MiB, 8KiB or 512B."),
        arguments(
            "layers:\n  - { name: d, type: file, directory: x, maximumSize: 64KiB }",
            "FILE:2: layers[0].maximumSize is \"64KiB\", not a size that it can have."
                + " Write from 1MiB to 1024GiB."),
        arguments(
            "layers:\n  - { name: l, type: caffeine, directory: x }",
            "FILE:2: layers[0].directory is for a layer of type file. Leave it out."),
        arguments(
            "layers:\n  - { name: l, type: caffeine, settings: { url: x } }",
            "FILE:2: layers[0].settings is for a layer whose type is a class. Leave it out."),
        arguments(
            "layers:\n  - { name: r, type: com.acme.Redis }",
            "FILE:2: layers[0].classPath is missing."
                + " Write the jar that has the class: classPath: [store.jar]."),
        arguments(
            "layers:\n  - { name: r, type: com.acme.Redis, classPath: [absent.jar] }",
            "FILE:2: layers[0].classPath[0] is \"absent.jar\", which does not exist."
                + " Write the jar that has the class: classPath: [store.jar]."),
        arguments(
            "layers:\n  - { name: r, type: a.B, classPath: [.], settings: { ports: [1] } }",
            "FILE:2: layers[0].settings.ports is a list, not text. Write ports: text."),
        arguments(
            "layers:\n  - { name: l, type: caffeine, admitAfter: 101 }",
            "FILE:2: layers[0].admitAfter is \"101\", not a whole number from 0 to 100. Write 2."),
        arguments(
            "layers:\n  - { name: l, type: caffeine, admitAfter: 2 }",
            "FILE:2: layers[0].admitAfter is 2 at the last layer, which has no farther one to be hit"
                + " in. Leave it out."),
        arguments(
            "layers:\n  - { name: c, type: hazelcast }\n  - { name: l, type: caffeine }",
            "FILE:3: layers[1].type is \"caffeine\" behind the layer c that nodes share, and could"
                + " bring old values back into it. Put it before."),
        arguments(
            "layers:\n  - { name: 'a,b', type: caffeine }",
            "FILE:2: layers[0].name is \"a,b\", not a name."
                + " Write up to 64 letters, digits, - and _, a letter or digit first."),
        arguments(
            "layers:\n  - { name: a, type: caffeine }\n  - { name: a, type: caffeine }",
            "FILE:3: layers[1].name is \"a\" like an earlier layer's. Give each its own name."),
        arguments(
            "layers:\n  - { name: a, type: caffeine, maximumEntries: many }",
            "FILE:2: layers[0].maximumEntries is \"many\", not a whole number above 0."
                + " Write 10000."),
        arguments(
            "layers:\n  - { name: a, type: caffeine, maximumEntries: 0 }",
            "FILE:2: layers[0].maximumEntries is \"0\", not a whole number above 0. Write 10000."),
        arguments(
            CLUSTERED.replace("hazelcast", "hazelcast, maxIdle: 5m"),
            "FILE:4: layers[1].maxIdle stands at a layer of type hazelcast, which does not know of"
                + " reads in other layers. Write ttl, or move maxIdle to a layer of type caffeine."),
        arguments(
            "layers:\n  - { name: a, type: caffeine, ttlJitter: 1.5 }",
            "FILE:2: layers[0].ttlJitter is \"1.5\", not a fraction between 0 and 1."
                + " Write for example 0.8."),
        arguments(
            "layers:\n  - { name: a, type: caffeine }\n  - { name: b, type: caffeine }\n"
                + "  - { name: c, type: caffeine }\ndefaults: { upperLayerTtlFactor: 0.5 }",
            "FILE:5: defaults.upperLayerTtlFactor is 0.5, which leaves the nearest of 3 layers no"
                + " ttl. Write less than 1/2."),
        arguments(
            "caches:\n  prices: { ttlUntil: \"25:00 Europe/Berlin\" }",
            "FILE:2: caches.prices.ttlUntil is \"25:00 Europe/Berlin\", and \"25:00\" is no time of"
                + " day. Write for example \"04:00 Europe/Berlin\"."),
        arguments(
            "caches:\n  prices: { copy: allways }",
            "FILE:2: caches.prices.copy is \"allways\", not known here. Did you mean always?"),
        arguments(
            "caches:\n  prices: { refreshAhead: 80% }",
            "FILE:2: caches.prices.refreshAhead is \"80%\", not a fraction between 0 and 1."
                + " Write for example 0.8."),
        arguments(
            "application: 'shop:v:orders'",
            "FILE:1: application is \"shop:v:orders\", not a name."
                + " Write up to 64 letters, digits, - and _, a letter or digit first."),
        arguments(
            CLUSTERED,
            "FILE:1: cluster is missing, and a layer is of type hazelcast."
                + " Write cluster: with name, members."),
        arguments(
            "layers: [ { name: c, type: hazelcast } ]\ncluster: { name: x, members: [h] }",
            "FILE:1: application is missing, and a layer is of type hazelcast."
                + " Write a name for this application in the cluster, for example shop."),
        arguments(
            CLUSTERED + "cluster:\n  members: [h]",
            "FILE:6: cluster.name is missing."
                + " Write a name that only your nodes use, for example shop-cache."),
        arguments(
            CLUSTERED + "cluster: { name: dev }",
            "FILE:5: cluster.name is \"dev\", the default name of every Hazelcast."
                + " Write a name that only your nodes use, for example shop-cache."),
        arguments(
            CLUSTERED + "cluster:\n  name: x",
            "FILE:6: cluster.members is missing. Write hosts, for example [127.0.0.1]."),
        arguments(
            CLUSTERED + "cluster:\n  name: x\n  members: ['h:99999']",
            "FILE:7: cluster.members[0] is \"h:99999\", not a host or host:port."
                + " Write hosts, for example [127.0.0.1]."),
        arguments(
            CLUSTERED + "cluster: { name: x, members: [h], port: 5799-5791 }",
            "FILE:5: cluster.port is \"5799-5791\", not a port or a range of ports."
                + " Write 5791 or 5791-5799."),
        arguments(
            CLUSTERED + "cluster: { name: x, members: [h], mode: server }",
            "FILE:5: cluster.mode is \"server\", not a mode of the cluster."
                + " Write embedded or client."),
        arguments(
            CLUSTERED + "cluster: { name: x, members: [h], minMembers: some }",
            "FILE:5: cluster.minMembers is \"some\", not a whole number above 0."
                + " Write auto or a number, for example 2."),
        arguments(
            CLUSTERED + "cluster: { name: x, members: [h], secret: hunter2 }",
            "FILE:5: cluster.secret is written out in the file, where others can read it."
                + " Write ${env:MULTILAYERCACHE_SECRET} and set that variable."),
        arguments(
            CLUSTERED + "cluster: { name: x, members: [h], interface: 203.0.113.7 }",
            "FILE:5: cluster.interface is \"203.0.113.7\", not an address of this machine or of a"
                + " private network. Who reaches it joins the cluster, and nothing is encrypted:"
                + " write such an address, or allowPlaintext: true if a firewall or tunnel"
                + " protects it."),
        arguments(
            CLUSTERED
                + "cluster:\n  name: x\n  members: [h]\n  requireSecret: true\n"
                + "  secret: ${env:NOT_SET}",
            "FILE:9: cluster.secret is not set, and requireSecret is true."
                + " Set the variable that it refers to."),
        arguments(
            CLUSTERED + "cluster: { name: x, members: [h], requireSecret: true }",
            "FILE:5: cluster.secret is not set, and requireSecret is true."
                + " Set the variable that it refers to."),
        arguments(
            CLUSTERED + "cluster: { name: x, members: [h], encryptionKey: hunter2 }",
            "FILE:5: cluster.encryptionKey is written out in the file, where others can read it."
                + " Write ${env:MULTILAYERCACHE_ENCRYPTION_KEY} and set that variable."),
        arguments(
            CLUSTERED
                + "cluster:\n  name: x\n  members: [h]\n  secret: ${env:SECRET}\n"
                + "  encryptionKey: ${env:SECRET}",
            "FILE:9: cluster.encryptionKey is not Base64 of 16 or 32 bytes."
                + " Make one with: openssl rand -base64 32"),
        arguments(
            CLUSTERED
                + "cluster:\n  name: x\n  members: [h]\n  secret: ${env:NOT_SET}\n"
                + "  encryptionKey: ${env:KEY}",
            "FILE:9: cluster.encryptionKey is set, but secret is not: what is encrypted must be"
                + " sealed too, or it could be put back and invalidations be forged. Set both."),
        arguments(
            CLUSTERED
                + "cluster:\n  name: x\n  members: [h]\n  secret: ${env:SECRET}\n"
                + "  requireSecret: true\n  encryptionKey: ${env:NOT_SET}",
            "FILE:10: cluster.encryptionKey is not set, and requireSecret is true."
                + " Set the variable that it refers to."),
        arguments(
            CLUSTERED
                + "cluster:\n  name: x\n  members: [h]\n  secret: ${env:SECRET}\n"
                + "  previousEncryptionKeys: [ '${env:KEY}' ]",
            "FILE:9: cluster.previousEncryptionKeys are set, but encryptionKey is not."
                + " Set it, or remove these."),
        arguments(
            CLUSTERED
                + "cluster:\n  name: x\n  members: [h]\n  secret: ${env:SECRET}\n"
                + "  encryptionKey: ${env:KEY}\n  previousEncryptionKeys: [ '${env:SECRET}' ]",
            "FILE:10: cluster.previousEncryptionKeys[0] is not Base64 of 16 or 32 bytes."
                + " Make one with: openssl rand -base64 32"),
        arguments(
            "layers: [ { name: a, type: caffeine, maximumValueSize: 1MiB } ]",
            "FILE:1: layers[0].maximumValueSize is for layers that hold values as bytes; caffeine"
                + " does not. Remove it."),
        arguments(
            "layers: [ { name: a, type: hazelcast, maximumValueSize: 1024 } ]",
            "FILE:1: layers[0].maximumValueSize is \"1024\", a number without a unit."
                + " Write 1MiB, 8KiB or 512B."),
        arguments(
            "layers: [ { name: a, type: hazelcast, maximumValueSize: 65MiB } ]",
            "FILE:1: layers[0].maximumValueSize is \"65MiB\", not a size that it can have."
                + " Write from 1B to 64MiB."),
        arguments(
            "layers: [ { name: a, type: hazelcast, compressFrom: often } ]",
            "FILE:1: layers[0].compressFrom is \"often\", not a size. Write 1MiB, 8KiB or 512B."),
        arguments(
            "application: ${env:NOT_SET}",
            "FILE:1: application refers to ${env:NOT_SET}, which is not set. Set it."),
        arguments(
            "application: ${HOME}",
            "FILE:1: application has the unknown reference ${HOME}."
                + " Write ${env:NAME} or ${sys:name}."),
        arguments(
            "application: ${env:HOME",
            "FILE:1: application has \"${\" without \"}\". Write ${env:NAME} or ${sys:name}."),
        arguments(
            "caches:\n  products:\n    layerTtl: { locl: 5s }",
            "FILE:3: caches.products.layerTtl.locl names the unknown layer \"locl\"."
                + " Did you mean local?"),
        arguments(
            "caches: { products: { tll: 5s } }",
            "FILE:1: caches.products.tll is not a known key. Did you mean ttl?"),
        arguments(
            "methods:\n  - { method: 'a.B#c()', layers: [remote] }",
            "FILE:2: methods[0].layers[0] names the unknown layer \"remote\". Known: local."),
        arguments(
            "methods:\n  - method: 'a.B#c()'\n    invalidate:\n      - { cache: x }",
            "FILE:4: methods[0].invalidate[0] says nothing to invalidate. Write exactly one of key,"
                + " tags, pattern and all; for more, more items."),
        arguments(
            "methods:\n  - method: 'a.B#c()'\n    invalidate:\n      - { cache: x, key: y, all: true }",
            "FILE:4: methods[0].invalidate[0] says key and all. Write exactly one of key, tags,"
                + " pattern and all; for more, more items."),
        arguments(
            "methods:\n  - { method: 'a.B#c()', invalidate: [{ key: y }] }",
            "FILE:2: methods[0].invalidate[0].cache is missing. Write a name, for example products."),
        arguments(
            "methods:\n  - { method: 'a.B#c()', invalidate: [{ tags: [y], expire: true }] }",
            "FILE:2: methods[0].invalidate[0].expire stands without a key. Write the key of the one"
                + " entry that is to expire."),
        arguments(
            "methods:\n  - { method: 'a.B#c()', invalidate: [{ tags: [y], when: AFTER_SUCCESS }] }",
            "FILE:2: methods[0].invalidate[0].when is \"AFTER_SUCCESS\", not known here."
                + " Did you mean afterSuccess?"),
        arguments(
            "methods:\n  - { method: 'a.B#c()', invalidate: [{ tags: ['  '] }] }",
            "FILE:2: methods[0].invalidate[0].tags[0] is blank. Write a tag, for example products."),
        arguments(
            "methods:\n  - { method: 'a.B#c()', invalidate: { all: true } }",
            "FILE:2: methods[0].invalidate is a section, not a list. Write - { cache: products, key:"
                + " \"product:{id}\" }."),
        arguments(
            "methods:\n  - method: 'a.B#c()'\n    invalidate:",
            "FILE:3: methods[0].invalidate is empty. Write - { cache: products, key:"
                + " \"product:{id}\" }."),
        arguments(
            "methods:\n  - method: 'a.B#c()'\n    invalidate: [{ all: true }]\n    ttl: 5m",
            "FILE:4: methods[0].ttl is of a method that is cached, and stands beside invalidate: the"
                + " body of such a method does not run on a hit, and would change nothing. Remove"
                + " one of both."),
        arguments(
            "methods:\n  - { method: 'a.B#c()', update: [{ cache: x }] }",
            "FILE:2: methods[0].update[0].key is missing. Write a template, for example"
                + " \"product:{id}\"."),
        arguments(
            "methods:\n  - { method: 'a.B#c()', update: [{ key: y }] }",
            "FILE:2: methods[0].update[0].cache is missing. Write a name, for example products."),
        arguments(
            "methods:\n  - { method: 'a.B#c()', update: [{ cache: x, key: y, ttl: 5 }] }",
            "FILE:2: methods[0].update[0].ttl is \"5\", a number without a unit. Write 5s, 5m or"
                + " PT5M."),
        arguments(
            "methods:\n  - { method: 'a.B#c()', update: [{ cache: x, key: y, tag: z }] }",
            "FILE:2: methods[0].update[0].tag is not a known key. Did you mean tags?"),
        arguments(
            "methods:\n  - { method: a.B.c }",
            "FILE:2: methods[0].method is \"a.B.c\", not a method. Write class, method and"
                + " parameter types, for example com.acme.Repo#find(long)."),
        arguments(
            "methods:\n  - { cache: x }",
            "FILE:2: methods[0].method is missing. Write class, method and"
                + " parameter types, for example com.acme.Repo#find(long)."),
        arguments(
            "methods:\n  - { method: 'a.B#c()' }\n  - { method: 'a.B#c( )' }",
            "FILE:3: methods[1].method is the method of line 2 again. Keep one."),
        arguments(
            "methods:\n  - { method: 'a.B#c()', tags: products }",
            "FILE:2: methods[0].tags is text, not a list. Write a list, for example [products]."),
        arguments("- a\n- b", "FILE:1: the file is a list, not a section. Write keys with values."),
        arguments(
            "enabled: true: false",
            "FILE:1: this is not YAML: mapping values are not allowed here."),
        arguments(
            "enabled: \u0007", "FILE is not YAML: it contains the character U+0007. Remove it."),
        arguments(
            "enabled: &a true",
            "FILE:1: enabled has an anchor or alias, which are not allowed. Write the value out."),
        arguments(
            "application: &a x\njmx: *a",
            "FILE:1: application has an anchor or alias, which are not allowed."
                + " Write the value out."),
        arguments(
            "<<: { enabled: true }",
            "FILE:1: << is not a known key. Known: enabled, application, layers, cluster,"
                + " defaults, caches, methods, jmx, warmUp."),
        arguments("{ a: b }: c", "FILE:1: the file has a key that is not text. Write a name."),
        arguments(
            "? ".repeat(100_000), "FILE:1: the file has a key that is not text. Write a name."),
        arguments(
            "enabled: !!javax.script.ScriptEngineManager [x]",
            "FILE:1: enabled has the tag tag:yaml.org,2002:javax.script.ScriptEngineManager,"
                + " and tags are not allowed. Remove it."),
        arguments(
            "enabled: true\n---\nenabled: false",
            "FILE:2: the file has a second document. Keep one and remove the line ---."),
        arguments(
            "[".repeat(25) + "]".repeat(25),
            "FILE:1: " + "[0]".repeat(20) + " is nested more than 20 levels deep. Flatten it."));
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void a_mistake_is_told_in_one_line(String yaml, String line) throws IOException {
    File file = write(yaml.getBytes(StandardCharsets.UTF_8));

    assertEquals(line.replace("FILE", file.getPath()) + END, refusal(file));
  }

  @Test
  void a_missing_file_is_refused() {
    File file = folder.resolve("none.yaml").toFile();

    assertEquals(file + " does not exist. Correct the path." + END, refusal(file));
  }

  @Test
  void a_directory_is_refused() {
    assertEquals(folder + " is a directory. Name the file in it." + END, refusal(folder.toFile()));
  }

  @Test
  void a_file_that_is_not_text_is_refused() throws IOException {
    File file = write(new byte[] {(byte) 0xC3, (byte) 0x28});

    assertEquals(file + " is not UTF-8 text. Save it as UTF-8." + END, refusal(file));
  }

  @Test
  void a_huge_file_is_refused() throws IOException {
    File file = write(new byte[(1 << 20) + 1]);

    assertEquals(file + " is larger than 1 MiB. Name an agent.yaml." + END, refusal(file));
  }

  @Test
  void a_key_that_is_none_is_never_shown() throws IOException {
    String cluster = "cluster: { name: x, members: [h], encryptionKey: \"${env:SECRET}\" }";
    File file = write((CLUSTERED + cluster).getBytes());

    assertFalse(refusal(file).contains("hunter2"));
  }

  @Test
  void a_secret_is_never_shown() throws IOException {
    File file = write((CLUSTERED + "cluster: { name: x, secret: hunter2 }").getBytes());

    assertFalse(refusal(file).contains("hunter2"));
  }

  private String refusal(File file) {
    Surroundings surroundings =
        new Surroundings(Map.of("SECRET", "hunter2", "KEY", "AAAAAAAAAAAAAAAAAAAAAA=="), Map.of());
    return assertThrows(ConfigException.class, () -> ConfigReader.read(file, surroundings))
        .getMessage();
  }

  private File write(byte[] content) throws IOException {
    return Files.write(folder.resolve("agent.yaml"), content).toFile();
  }
}
