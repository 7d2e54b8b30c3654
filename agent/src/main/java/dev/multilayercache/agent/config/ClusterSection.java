package dev.multilayercache.agent.config;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Understands {@code cluster}: nothing is joined that is not written out. */
final class ClusterSection {
  private static final List<String> KEYS =
      List.of(
          "mode",
          "name",
          "members",
          "interface",
          "allowPlaintext",
          "port",
          "minMembers",
          "secret",
          "requireSecret",
          "encryptionKey",
          "previousEncryptionKeys");
  private static final String NAME_EXAMPLE =
      "Write a name that only your nodes use, for example shop-cache.";
  private static final String MEMBERS_EXAMPLE = "Write hosts, for example [127.0.0.1].";
  private static final String AUTO = "auto";

  private final Substitution substitution;

  ClusterSection(Substitution substitution) {
    this.substitution = substitution;
  }

  @Nullable ClusterConfig read(Setting.@Nullable Section section) throws ConfigException {
    if (section == null) {
      return null;
    }
    SectionReader cluster = new SectionReader(section, substitution, KEYS);
    String name = name(cluster);
    PortRange ports = ports(cluster);
    ClusterConfig.Mode mode = mode(cluster);
    SecretKeys secrets = new SecretKeys(cluster, substitution);
    return new ClusterConfig(
        mode,
        name,
        members(cluster),
        address(cluster, mode),
        ports.first(),
        ports.last(),
        minMembers(cluster),
        secrets.secret(),
        secrets.encryption(),
        section.place().toString());
  }

  private static ClusterConfig.Mode mode(SectionReader cluster) throws ConfigException {
    String example = "Write embedded or client.";
    String mode = cluster.text("mode", example);
    if (mode == null) {
      return ClusterConfig.DEFAULT_MODE;
    }
    return switch (mode) {
      case "embedded" -> ClusterConfig.Mode.EMBEDDED;
      case "client" -> ClusterConfig.Mode.CLIENT;
      default ->
          throw cluster
              .place("mode")
              .refuse(SectionReader.isNot(mode, "a mode of the cluster", example));
    };
  }

  private static String name(SectionReader cluster) throws ConfigException {
    String name = cluster.requiredText("name", NAME_EXAMPLE);
    if (name.equals("dev")) {
      throw cluster
          .place("name")
          .refuse("is \"dev\", the default name of every Hazelcast. " + NAME_EXAMPLE);
    }
    Names.requireSimple(cluster.place("name"), name);
    return name;
  }

  private List<String> members(SectionReader cluster) throws ConfigException {
    List<String> members = new ArrayList<>();
    for (Setting.Text written : cluster.texts("members", MEMBERS_EXAMPLE)) {
      String member = substitution.resolve(written);
      if (!isMember(member)) {
        throw written
            .place()
            .refuse(SectionReader.isNot(member, "a host or host:port", MEMBERS_EXAMPLE));
      }
      members.add(member);
    }
    if (members.isEmpty()) {
      String what = cluster.has("members") ? "is empty. " : "is missing. ";
      throw cluster.place("members").refuse(what + MEMBERS_EXAMPLE);
    }
    return members;
  }

  /** A host, {@code host:port}, or an IPv6 address, in brackets before a port. */
  private static boolean isMember(String text) {
    int bracket = text.lastIndexOf(']');
    int colon = text.lastIndexOf(':');
    boolean bareIpv6 = bracket < 0 && text.indexOf(':') != colon;
    String host = colon > bracket && !bareIpv6 ? text.substring(0, colon) : text;
    boolean portIsGood = host.equals(text) || PortRange.isPort(text.substring(colon + 1));
    return portIsGood && !host.isBlank() && isFreeOf(host, " ,/\t");
  }

  private static boolean isFreeOf(String text, String unwanted) {
    for (int i = 0; i < text.length(); i++) {
      if (unwanted.indexOf(text.charAt(i)) >= 0) {
        return false;
      }
    }
    return true;
  }

  /** What is bound; what others than one's own network may reach, only with consent. */
  private static String address(SectionReader cluster, ClusterConfig.Mode mode)
      throws ConfigException {
    String address = cluster.text("interface", "Write one address, for example 127.0.0.1.");
    boolean isPublicAllowed = cluster.flag("allowPlaintext", /* otherwise= */ false);
    if (address == null) {
      return ClusterConfig.DEFAULT_INTERFACE;
    }
    boolean isBound = mode == ClusterConfig.Mode.EMBEDDED;
    if (isBound && !isPublicAllowed && !PrivateAddress.is(address)) {
      throw cluster
          .place("interface")
          .refuse(
              SectionReader.isNot(
                  address,
                  "an address of this machine or of a private network",
                  "Who reaches it joins the cluster, and nothing is encrypted: write such an"
                      + " address, or allowPlaintext: true if a firewall or tunnel protects it."));
    }
    return address;
  }

  private static PortRange ports(SectionReader cluster) throws ConfigException {
    String example = "Write 5791 or 5791-5799.";
    String text = cluster.text("port", example);
    if (text == null) {
      return new PortRange(ClusterConfig.DEFAULT_FIRST_PORT, ClusterConfig.DEFAULT_LAST_PORT);
    }
    PortRange ports = PortRange.parse(text);
    if (ports == null) {
      throw cluster
          .place("port")
          .refuse(SectionReader.isNot(text, "a port or a range of ports", example));
    }
    return ports;
  }

  private static int minMembers(SectionReader cluster) throws ConfigException {
    String example = "Write auto or a number, for example 2.";
    String text = cluster.text("minMembers", example);
    if (text == null || text.equals(AUTO)) {
      return 0;
    }
    long count = cluster.count("minMembers", /* otherwise= */ 0, example);
    if (count > Integer.MAX_VALUE) {
      throw cluster.place("minMembers").refuse("is too large. " + example);
    }
    return (int) count;
  }
}
