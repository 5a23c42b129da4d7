package io.github.tillgram.problem;

import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Ends a request of our own API with a problem. */
public class ProblemException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient Problem problem;
  private final transient Optional<Duration> retryAfter;

  public ProblemException(ProblemType type, String detail) {
    this(type, detail, List.of());
  }

  public ProblemException(ProblemType type, String detail, List<Problem.FieldError> errors) {
    this(Problem.of(type, detail, errors), Optional.empty());
  }

  private ProblemException(Problem problem, Optional<Duration> retryAfter) {
    super(problem.detail(), null, false, false);
    this.problem = problem;
    this.retryAfter = retryAfter;
  }

  /** The same problem, which has passed after a while. */
  public ProblemException retryAfter(Duration wait) {
    return new ProblemException(problem, Optional.of(wait));
  }

  /** One field that is wrong. */
  public static ProblemException invalid(String field, String message) {
    return invalid(List.of(new Problem.FieldError(field, message)));
  }

  public static ProblemException invalid(List<Problem.FieldError> errors) {
    String detail =
        errors.size() == 1
            ? errors.get(0).field() + " " + errors.get(0).message()
            : errors.size() + " fields are wrong";
    return new ProblemException(ProblemType.INVALID_INPUT, detail, errors);
  }

  /** The same answer whether it never existed or belongs to somebody else. */
  public static ProblemException notFound(String what) {
    return new ProblemException(ProblemType.NOT_FOUND, "There is no such " + what + ".");
  }

  public Problem problem() {
    return problem;
  }

  Response toResponse() {
    Response response = problem.toResponse();
    retryAfter.ifPresent(
        wait -> response.getHeaders().putSingle("Retry-After", Math.max(1, wait.toSeconds())));
    return response;
  }
}
