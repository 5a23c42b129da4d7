package io.github.tillgram.merchantapi.description;

import io.restassured.filter.Filter;
import io.restassured.filter.FilterContext;
import io.restassured.response.Response;
import io.restassured.specification.FilterableRequestSpecification;
import io.restassured.specification.FilterableResponseSpecification;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Holds every call of our API in the tests against the description. */
final class WatchAnswers implements Filter {

  private static final int MOST = 10;
  private static final Queue<String> VIOLATIONS = new ConcurrentLinkedQueue<>();

  @Override
  public Response filter(
      FilterableRequestSpecification request,
      FilterableResponseSpecification expected,
      FilterContext context) {
    Response answer = context.next(request, expected);
    URI address = URI.create(request.getURI());
    if (address.getPath().startsWith("/api/v1/")) {
      VIOLATIONS.addAll(Description.get().violations(new Exchange(request, address, answer)));
    }
    return answer;
  }

  /** What was wrong since this was asked last; the first of it, should it be much. */
  static List<String> takeViolations() {
    List<String> taken = new ArrayList<>();
    for (String next = VIOLATIONS.poll(); next != null; next = VIOLATIONS.poll()) {
      if (taken.size() < MOST && !taken.contains(next)) {
        taken.add(next);
      }
    }
    return taken;
  }
}
