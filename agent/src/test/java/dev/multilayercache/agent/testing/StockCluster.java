package dev.multilayercache.agent.testing;

import com.hazelcast.core.Hazelcast;
import dev.multilayercache.fixture.cluster.StockMember;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A stock Hazelcast member in a JVM of its own, and the agent.yaml of its clients. */
public final class StockCluster implements AutoCloseable {
  private final Path configuration;
  private final ForkedJvm member;

  private StockCluster(Path configuration, ForkedJvm member) {
    this.configuration = configuration;
    this.member = member;
  }

  /** Returns when the member accepts clients. */
  public static StockCluster start(Path directory) {
    return start(directory, StockMember.class);
  }

  /**
   * @param main of the member, which is started and says so as {@link StockMember} does
   */
  public static StockCluster start(Path directory, Class<?> main) {
    int port = ClusterFile.freeRange();
    Path configuration = ClusterFile.client(directory, port);
    ForkedJvm member = fork(main, nameIn(configuration), Integer.toString(port));
    if (!member.nextLine().equals("started")) {
      throw new AssertionError(member.output() + " " + member.errors());
    }
    return new StockCluster(configuration, member);
  }

  /**
   * A member that other JVMs are told to reach on another port than its own; it says {@code
   * started} when it accepts clients.
   */
  public static ForkedJvm member(Path configuration, int port, int publicPort) {
    return fork(
        StockMember.class,
        nameIn(configuration),
        Integer.toString(port),
        Integer.toString(publicPort));
  }

  private static ForkedJvm fork(Class<?> main, String... arguments) {
    return ForkedJvm.java().classPath(hazelcast()).fixtures().start(main.getName(), arguments);
  }

  public Path configuration() {
    return configuration;
  }

  public ForkedJvm member() {
    return member;
  }

  private static String nameIn(Path configuration) {
    try {
      return Files.readString(configuration).replaceAll("(?s).*  name: (\\S+)\\s.*", "$1");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path hazelcast() {
    try {
      return Path.of(Hazelcast.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    member.resume();
    member.close();
  }
}
