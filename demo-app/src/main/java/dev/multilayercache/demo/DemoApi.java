package dev.multilayercache.demo;

import dev.multilayercache.demo.CallMeter.Measured;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/*
 * GET  /api/node                      this JVM: process id, version of the agent, query cost
 * GET  /api/product?id=1              ProductCatalog.find, measured
 * GET  /api/category?name=books       ProductCatalog.inCategory, measured:
 *                                     {"answer":…,"layer":"local|cluster|method body","micros":…}
 * POST /api/reprice?id=1&price=9.90   ProductCatalog.reprice: changes the price and invalidates
 * GET  /api/database                  all products as the database has them now
 * POST /api/database?id=1&price=9.90  changes the price in the database; no cache hears of it
 * POST /api/invalidate?…              key=product:1 or tag=category:books or pattern=product:* or
 *                                     all=true; in each cache or, with &cache=products, in one:
 *                                     [{"confirmed":true,"line":"…"}]
 * GET  /api/statistics                what this JVM's caches have counted
 *
 * An error is {"error":"one line"}: 400 bad input, 404 no such thing, 405 other method, 500 ours.
 */

/** What can be asked over HTTP, by method and path; the answers are written as JSON. */
final class DemoApi {

  /** Answers one kind of request. */
  interface Route {
    @Nullable Object answer(Query query);
  }

  private record Node(
      long pid, String java, @Nullable String agent, long queryCostMillis, List<String> caches) {}

  private final Database database;
  private final ProductCatalog catalog;
  private final CacheConsole console = new CacheConsole();
  private final CallMeter meter;
  private final Duration queryCost;

  DemoApi(Database database, Duration queryCost) {
    this.database = database;
    this.queryCost = queryCost;
    this.catalog = new ProductCatalog(database);
    this.meter = new CallMeter(database::queries, console::layerHits);
  }

  Map<String, Route> routes() {
    Map<String, Route> routes = new LinkedHashMap<>();
    routes.put("GET /api/node", query -> node());
    routes.put("GET /api/product", this::product);
    routes.put("GET /api/category", this::category);
    routes.put("POST /api/reprice", query -> catalog.reprice(query.id(), query.price()));
    routes.put("GET /api/database", query -> database.all());
    routes.put("POST /api/database", query -> database.changePrice(query.id(), query.price()));
    routes.put("POST /api/invalidate", console::invalidate);
    routes.put("GET /api/statistics", query -> console.statistics());
    return routes;
  }

  private Node node() {
    return new Node(
        ProcessHandle.current().pid(),
        System.getProperty("java.version"),
        console.agentVersion(),
        queryCost.toMillis(),
        ProductCatalog.CACHES);
  }

  private Measured product(Query query) {
    long id = query.id();
    return meter.measure(ProductCatalog.PRODUCTS, () -> catalog.find(id));
  }

  private Measured category(Query query) {
    String name = query.text("name");
    return meter.measure(ProductCatalog.LISTINGS, () -> catalog.inCategory(name));
  }
}
