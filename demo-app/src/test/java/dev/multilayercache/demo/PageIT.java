package dev.multilayercache.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page in a real browser, where one is installed; without the agent. */
class PageIT {

  private static final String NEWEST_CALL = "document.querySelector('#log li').innerText";

  @TempDir Path directory;

  private DemoServer server;
  private Browser browser;

  @BeforeEach
  void open() throws Exception {
    Optional<Path> chromium = Browser.installed();
    if (chromium.isEmpty()) {
      System.err.println("SKIPPED: the page is not tested, for no chromium is on the PATH.");
    }
    assumeTrue(chromium.isPresent(), "no chromium on the PATH");

    Database database = new Database(directory.resolve("data"), Duration.ofMillis(20));
    server = new DemoServer(new DemoApi(database, Duration.ofMillis(20)), 0);
    String url = "http://127.0.0.1:" + server.port() + "/";
    browser = new Browser(chromium.get(), url);
    browser.awaitTrue("document.body && document.body.dataset.ready === 'true'");
  }

  @AfterEach
  void close() throws Exception {
    if (browser != null) {
      browser.close();
    }
    if (server != null) {
      server.close();
    }
  }

  @Test
  void every_product_has_a_row() throws Exception {
    assertEquals("8", browser.evaluate("document.querySelectorAll('#products tr').length"));
  }

  @Test
  void the_missing_agent_is_told() throws Exception {
    assertTrue(browser.evaluate("byId('facts').innerText").contains("no agent"));
  }

  @Test
  void a_call_is_logged_with_its_answer_and_who_gave_it() throws Exception {
    click("#product-2 button");
    browser.awaitTrue(NEWEST_CALL + ".includes('find(2)')");

    String call = browser.evaluate(NEWEST_CALL);

    assertTrue(call.contains("method body"), call);
    assertTrue(call.contains("Java Concurrency in Practice"), call);
  }

  @Test
  void a_category_is_logged_as_a_list() throws Exception {
    click("#categories button:nth-child(2)");

    browser.awaitTrue(NEWEST_CALL + ".includes('Chess clock')");
  }

  @Test
  void an_answer_that_the_database_has_left_behind_is_marked_old() throws Exception {
    click("#product-1 button");
    browser.awaitTrue(NEWEST_CALL + ".includes('find(1)')");
    click("#price-form button[value='/api/database']");

    browser.awaitTrue("byId('product-1').cells[2].classList.contains('old')");
  }

  @Test
  void a_price_that_is_none_is_told_beside_the_form() throws Exception {
    browser.evaluate("byId('price').value = 'much'");
    click("#price-form button");

    browser.awaitTrue("byId('price-line').innerText.includes('not a price')");
  }

  @Test
  void an_invalidation_is_told_beside_the_form() throws Exception {
    click("#invalidate-form button");

    browser.awaitTrue("byId('invalidate-line').innerText !== ''");
  }

  @Test
  void all_entries_need_no_name() throws Exception {
    browser.evaluate("byId('kind').value = 'all', byId('kind').dispatchEvent(new Event('change'))");

    assertEquals("none", browser.evaluate("getComputedStyle(byId('what-label')).display"));
  }

  private void click(String selector) throws Exception {
    browser.evaluate("document.querySelector(\"" + selector + "\").click()");
  }
}
