package dev.multilayercache.surroundings.web;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Answers with the loads that made a page: {@code /page?number=7}; a POST invalidates. */
@WebServlet("/page")
public final class PageServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  private final transient Pages pages = new Pages();

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String number = request.getParameter("number");
    response.setContentType("text/plain");
    response
        .getWriter()
        .print(
            "loads %d %d %d, bodies %d"
                .formatted(
                    pages.of(new Article(number)).load(),
                    pages.numbered(number).load(),
                    pages.fromCode(number).load(),
                    pages.bodies()));
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response) {
    pages.printed();
  }
}
