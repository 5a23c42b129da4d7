package io.github.tillgram.problem;

import java.util.List;

/** Ends a request of our own API with a problem. */
public class ProblemException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  public ProblemException(ProblemType type, String detail) {
    this(type, detail, List.of());
  }

  public ProblemException(ProblemType type, String detail, List<Problem.FieldError> errors) {
    super(detail, null, false, false);
    this.problem = Problem.of(type, detail, errors);
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
}
