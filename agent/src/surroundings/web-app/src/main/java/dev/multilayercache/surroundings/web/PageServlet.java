package dev.multilayercache.surroundings.web;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Answers with the load that made a page: {@code /page?number=7}; a POST invalidates. */
@WebServlet("/page")
public final class PageServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  private final transient Pages pages = new Pages();

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String number = request.getParameter("number");
    Page byArticle = pages.of(new Article(number));
    Page byNumber = pages.numbered(number);
    response.setContentType("text/plain");
    response
        .getWriter()
        .print(byArticle.load() + " " + byNumber.load() + " of " + pages.bodies() + " bodies");
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response) {
    pages.printed();
  }
}
