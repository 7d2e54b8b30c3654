package dev.multilayercache.demo;

import java.io.IOException;
import java.sql.SQLException;

/**
 * Starts the demo: {@code java [-javaagent:multilayer-cache-agent.jar=agent.yaml] -jar
 * multilayer-cache-demo-app.jar}.
 *
 * <p>A second instance, started by the same command, takes the next free port and uses the same
 * database.
 */
public final class DemoApp {

  private DemoApp() {}

  public static void main(String[] args) {
    try {
      start(DemoOptions.parse(args));
    } catch (IllegalArgumentException e) {
      fail(2, e);
    } catch (IOException | SQLException e) {
      fail(1, e);
    }
  }

  private static void start(DemoOptions options) throws IOException, SQLException {
    Database database = new Database(options.data(), options.queryCost());
    DemoServer server = new DemoServer(new DemoApi(database, options.queryCost()), options.port());
    Runtime.getRuntime().addShutdownHook(new Thread(server::close, "demo-stop"));

    if (options.port() != 0 && server.port() != options.port()) {
      System.out.printf("Port %d is in use; taking %d.%n", options.port(), server.port());
    }
    System.out.printf("The product catalogue is at http://127.0.0.1:%d/%n", server.port());
  }

  private static void fail(int status, Exception e) {
    System.err.println("The demo did not start: " + e.getMessage());
    System.exit(status);
  }
}
