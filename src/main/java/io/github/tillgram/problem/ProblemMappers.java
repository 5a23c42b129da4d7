package io.github.tillgram.problem;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import io.github.tillgram.database.DatabaseTrouble;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.UnauthorizedException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Turns everything that ends a request of our API early into problem details. */
class ProblemMappers {

  private static final Logger LOG = Logger.getLogger(ProblemMappers.class);
  private static final String INTEGER =
      "an integer number of at most 64 bits, without quotes or decimals";

  @ServerExceptionMapper
  Response problem(ProblemException failure) {
    return failure.toResponse();
  }

  @ServerExceptionMapper
  Response unauthorized(UnauthorizedException failure) {
    return unauthorized();
  }

  @ServerExceptionMapper
  Response unauthorized(AuthenticationFailedException failure) {
    Duration wait = failure.getAttribute("Retry-After");
    if (wait == null) {
      return unauthorized();
    }
    Response response =
        respond(
            ProblemType.TOO_MANY_FAILURES,
            "Correct the key; a valid one is taken at any time. Others from your address are"
                + " answered like this for a while.");
    return Response.fromResponse(response).header("Retry-After", wait.toSeconds() + 1).build();
  }

  @ServerExceptionMapper
  Response unreadable(MismatchedInputException failure) {
    return mismatch(failure);
  }

  @ServerExceptionMapper
  Response refused(WebApplicationException failure) {
    for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof MismatchedInputException) {
        return mismatch((MismatchedInputException) cause);
      }
      if (cause instanceof JsonMappingException
          && cause.getCause() instanceof InputCoercionException) {
        return wrong((JsonMappingException) cause, "must be " + INTEGER);
      }
      if (cause instanceof JsonProcessingException) {
        return malformed((JsonProcessingException) cause);
      }
    }
    int status = failure.getResponse().getStatus();
    if (status < 400) {
      return failure.getResponse();
    }
    ProblemType type = ProblemType.ofStatus(status);
    return respond(type, type.title() + ".");
  }

  @ServerExceptionMapper
  Response malformedJson(JsonParseException failure) {
    return malformed(failure);
  }

  @ServerExceptionMapper
  Response unexpected(Throwable failure) {
    if (DatabaseTrouble.isIn(failure)) {
      LOG.warnf("The database did not answer: %s", failure.getClass().getName());
      return respond(ProblemType.DATABASE_UNAVAILABLE, "Try again in a moment.");
    }
    LOG.error("A request failed unexpectedly", failure);
    return respond(ProblemType.INTERNAL_ERROR, "The failure was logged. Try again later.");
  }

  private static Response unauthorized() {
    return respond(
        ProblemType.UNAUTHORIZED, "Send a valid key as: Authorization: Bearer <api key>");
  }

  private static Response mismatch(MismatchedInputException failure) {
    String field = path(failure);
    String message;
    if (failure instanceof UnrecognizedPropertyException) {
      message = "is not a known field; remove it or correct its spelling";
    } else if (field.isEmpty()) {
      return respond(ProblemType.MALFORMED_JSON, "The body must be one JSON object.");
    } else {
      message = "must be " + expected(failure.getTargetType());
    }
    return wrong(failure, message);
  }

  private static Response wrong(JsonMappingException failure, String message) {
    String field = path(failure);
    return Problem.of(
            ProblemType.INVALID_INPUT,
            field + " " + message,
            List.of(new Problem.FieldError(field, message)))
        .toResponse();
  }

  private static Response malformed(JsonProcessingException failure) {
    String where =
        failure.getLocation() == null
            ? ""
            : " Look at line "
                + failure.getLocation().getLineNr()
                + ", column "
                + failure.getLocation().getColumnNr()
                + ".";
    return respond(ProblemType.MALFORMED_JSON, "The body is not well-formed JSON." + where);
  }

  private static String path(JsonMappingException failure) {
    return failure.getPath().stream()
        .map(
            step ->
                step.getFieldName() == null
                    ? "[" + step.getIndex() + "]"
                    : "." + step.getFieldName())
        .collect(Collectors.joining())
        .replaceFirst("^\\.", "");
  }

  private static String expected(Class<?> type) {
    if (type == null) {
      return "of another type";
    }
    if (type.isEnum()) {
      return "one of " + List.of(type.getEnumConstants());
    }
    if (Number.class.isAssignableFrom(type) || (type.isPrimitive() && type != boolean.class)) {
      return INTEGER;
    }
    if (type == boolean.class || type == Boolean.class) {
      return "true or false";
    }
    if (type == String.class) {
      return "a string";
    }
    if (Collection.class.isAssignableFrom(type)) {
      return "an array";
    }
    if (type == UUID.class) {
      return "a UUID";
    }
    if (type.getPackageName().startsWith("java.time")) {
      return "a time such as 2026-12-01T00:00:00Z";
    }
    return "an object";
  }

  private static Response respond(ProblemType type, String detail) {
    return Problem.of(type, detail, List.of()).toResponse();
  }
}
